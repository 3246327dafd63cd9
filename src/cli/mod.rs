//! The command line: arguments in, exit code out; one arm per command.

mod args;
mod build;
mod explain;
mod init;
mod new;
mod outcome;
mod say;
mod serve;
mod submit;

use crate::Extras;
use args::{Cli, Command};
use clap::Parser;
use outcome::{Ending, Exit};
use say::Speaker;
use std::process::ExitCode;

/// Runs the command that the process was called with.
#[must_use]
pub fn run() -> ExitCode {
    // An interrupted build leaves the published site as it was; what it had begun is cleared by the next one.
    let _ = ctrlc::set_handler(|| std::process::exit(Exit::Interrupted.code().into()));
    let cli = Cli::parse();
    let speaker = Speaker::new(cli.lang, cli.format);
    let outcome = std::panic::catch_unwind(|| dispatch(cli.command, speaker));
    let exit = match outcome {
        Ok(Ok(exit)) => exit,
        Ok(Err(Ending { exit, zh, en })) => {
            speaker.complain(&zh, &en);
            exit
        }
        Err(_) => {
            speaker.complain(
                "这是程序自己的错，不是您的。请把上面的英文信息和触发它的文件发给我们。",
                "This is our own fault, not yours. Please send us the message above and the file that caused it.",
            );
            Exit::OurFault
        }
    };
    ExitCode::from(exit.code())
}

fn dispatch(command: Command, speaker: Speaker) -> Result<Exit, Ending> {
    match command {
        Command::Init { folder } => init::run(&folder, speaker),
        Command::New { kind, title, root, unit } => new::run(kind, &title, &root, unit.as_deref(), speaker),
        Command::Check(what) => build::check(&what, speaker),
        Command::Build { what, output, styleguide } => {
            let extras = if styleguide { Extras::Styleguide } else { Extras::Nothing };
            build::build(&what, output.as_deref(), extras, speaker)
        }
        Command::Serve(asked) => serve::run(&asked, speaker),
        Command::Submit { wanted, what } => submit::run(&wanted, &what, speaker),
        Command::Explain { case, what } => explain::run(&case, &what, speaker),
    }
}
