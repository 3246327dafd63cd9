//! `zhanguan serve`: the hall in a browser, following every change of its files.

use super::args::Preview;
use super::outcome::{Ending, Exit};
use super::say::Speaker;
use crate::diag::Diagnostics;
use crate::options::Drafts;
use crate::serve::{Listening, News, ServeError, Settings, listen};
use std::time::Duration;

/// Serves the hall until the user ends it.
pub(super) fn run(asked: &Preview, speaker: Speaker) -> Result<Exit, Ending> {
    if !asked.root.join("content").is_dir() {
        return Err(Ending::no_content(&asked.root));
    }
    let listening = listen(asked.host.as_deref(), asked.port)?;
    if listening.is_open {
        warn_that_others_can_look(&listening, speaker);
    }
    let settings = Settings {
        root: asked.root.clone(),
        drafts: if asked.no_drafts { Drafts::LeaveOut } else { Drafts::Include },
        lang: speaker.lang,
        poll: asked.poll.map(Duration::from_secs_f64),
        clock: jiff::Timestamp::now,
        tell: Box::new(move |news| tell(&news, speaker)),
    };
    let opens = asked.open;
    listening.run(settings, |url| {
        speaker.say(
            &format!("预览在 {url}\n  保存文件，网页自己更新；按 Ctrl-C 结束"),
            &format!("The preview is at {url}\n  It follows every file you save; Ctrl-C ends it"),
        );
        if opens && open::that_detached(url).is_err() {
            speaker.complain(
                "没能打开浏览器，请自己打开上面的地址。",
                "No browser could be opened; open the address above.",
            );
        }
    })?;
    Ok(Exit::Ok)
}

fn warn_that_others_can_look(listening: &Listening, speaker: Speaker) {
    let url = &listening.url;
    speaker.complain(
        &format!(
            "注意：--host 让同一网络里的其他电脑也能打开这个预览（{url}），包括草稿；传输不加密。看完请关掉。"
        ),
        &format!(
            "Mind: with --host other machines on the network can open this preview ({url}), drafts included, \
             and what they read travels unencrypted. End it when it has been seen."
        ),
    );
}

fn tell(news: &News<'_>, speaker: Speaker) {
    match news {
        News::Read { path, faults, errors, texts, begun } => {
            speaker.report(faults, *texts);
            if *errors > 0 {
                speaker.complain(
                    &format!("还有 {errors} 处错误待改；改好之前，预览的是能展出的部分，或改动前的样子。"),
                    &format!(
                        "{errors} errors to mend; until then you see what is sound, or the site as it was."
                    ),
                );
            }
            if !path.is_empty() {
                let elapsed = jiff::Timestamp::now().duration_since(*begun).as_millis();
                speaker.say(
                    &format!("{path} 有改动，已重读（{elapsed} 毫秒）"),
                    &format!("{path} changed, read again in {elapsed} ms"),
                );
            }
        }
        News::Trouble(words) => speaker.complain(&words.zh, &words.en),
        News::PageFault { fault, texts } => {
            let mut own = Diagnostics::default();
            own.push((*fault).clone());
            speaker.report(&own, *texts);
        }
    }
}

impl From<ServeError> for Ending {
    fn from(error: ServeError) -> Self {
        let exit = match error {
            ServeError::Host(..) => Exit::Usage,
            ServeError::NoPort(..) | ServeError::Watch(_) | ServeError::Threads(_) => Exit::Environment,
        };
        let words = error.words();
        Self::new(exit, words.zh, words.en)
    }
}
