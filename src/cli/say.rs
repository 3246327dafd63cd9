//! Speaks to the user: Chinese or English, on a terminal or into a pipe.

use super::args::{FormatArg, LangArg};
use crate::diag::{Diagnostics, Format, Lang, Printer, Severity, TextSource};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Says things in the user's language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Speaker {
    pub(super) lang: Lang,
    format: Format,
}

impl Speaker {
    pub(super) fn new(lang: Option<LangArg>, format: FormatArg) -> Self {
        let lang = match lang {
            Some(LangArg::Zh) => Lang::Zh,
            Some(LangArg::En) => Lang::En,
            None => lang_of_locale(),
        };
        let format = match format {
            FormatArg::Text => Format::Text,
            FormatArg::Json => Format::Json,
        };
        Self { lang, format }
    }

    /// One of the two, by language.
    pub(super) fn pick<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// A line of the command's answer; nothing where scripts read JSON.
    pub(super) fn say(&self, zh: &str, en: &str) {
        if self.format == Format::Text {
            anstream::println!("{}", self.pick(zh, en));
        }
    }

    /// A line about what went wrong.
    pub(super) fn complain(&self, zh: &str, en: &str) {
        let text = self.pick(zh, en);
        if !text.is_empty() {
            anstream::eprintln!("{text}");
        }
    }

    /// All faults and their number: to people on standard error, to scripts on standard output.
    pub(super) fn report(&self, diags: &Diagnostics, texts: &dyn TextSource) {
        let printer = Printer { lang: self.lang, format: self.format };
        let report = printer.report_all(diags.faults(), texts);
        if self.format == Format::Json {
            anstream::print!("{report}");
            return;
        }
        anstream::eprint!("{report}");
        let (errors, warnings) = (diags.count(Severity::Error), diags.count(Severity::Warning));
        if errors + warnings > 0 {
            self.complain(
                &format!("共 {errors} 处错误，{warnings} 处提醒"),
                &format!("{errors} errors, {warnings} warnings"),
            );
        }
    }

    /// A bar for long work; invisible where there is no terminal.
    pub(super) fn progress(&self) -> ProgressBar {
        let target = match self.format {
            Format::Text => ProgressDrawTarget::stderr(),
            Format::Json => ProgressDrawTarget::hidden(),
        };
        let bar = ProgressBar::with_draw_target(None, target);
        if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len}") {
            bar.set_style(style);
        }
        bar
    }
}

/// English where the locale asks for it; Chinese otherwise: most of our users never set one.
fn lang_of_locale() -> Lang {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .unwrap_or_default();
    if locale.starts_with("en") { Lang::En } else { Lang::Zh }
}
