//! `zhanguan build` and `zhanguan check`.

use super::args::What;
use super::outcome::{Ending, Exit};
use super::say::Speaker;
use crate::diag::{Diagnostics, Fault, Lang, Words};
use crate::load::{Inventory, LastRun, Store};
use crate::model::{LeftOut, Reason};
use crate::options::{Drafts, base_url_of};
use crate::output::{self, Fingerprint, PageKind, PublishError, Published};
use crate::{Extras, Prepared, Request, read_and_prepare};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Reads, links and checks the hall that `what` names; faults are in the second value.
pub(super) fn prepare_hall(what: &What) -> Result<(Prepared, Diagnostics), Ending> {
    prepare_inventory(Inventory::take(Store::Disk(what.root.clone()))?, what)
}

fn prepare_inventory(inventory: Inventory, what: &What) -> Result<(Prepared, Diagnostics), Ending> {
    if !what.root.join("content").is_dir() {
        return Err(Ending::no_content(&what.root));
    }
    let base_url = match &what.base_url {
        None => None,
        Some(written) => Some(base_url_of(written).ok_or_else(|| {
            Ending::new(
                Exit::Usage,
                format!("--base-url 不是网址：{written}（应像 https://example.org/hall/）"),
                format!("--base-url is not a web address: {written} (write https://example.org/hall/)"),
            )
        })?),
    };
    let request = Request {
        drafts: if what.drafts { Drafts::Include } else { Drafts::LeaveOut },
        base_url,
        now: jiff::Timestamp::now(),
    };
    let mut diags = Diagnostics::default();
    let prepared = read_and_prepare(inventory, None, &request, &mut diags)?;
    if what.strict {
        diags.make_strict();
    }
    Ok((prepared, diags))
}

/// Shows every fault of the hall and publishes nothing.
pub(super) fn check(what: &What, speaker: Speaker) -> Result<Exit, Ending> {
    let (prepared, diags) = prepare_hall(what)?;
    speaker.report(&diags, &prepared.sources);
    if diags.has_errors() {
        return Ok(Exit::ContentFaults);
    }
    let cases = prepared.hall.cases.len();
    speaker.say(
        &format!("检查完毕，{cases} 个案例可以发布。"),
        &format!("Checked: {cases} cases can be published."),
    );
    tell_left_out(&prepared.hall.left_out, speaker);
    Ok(Exit::Ok)
}

/// What a build came to, kept so that the next one need not read anything if nothing changed.
#[derive(Debug, Serialize, Deserialize)]
struct Outcome {
    seal: Fingerprint,
    counts: BTreeMap<PageKind, usize>,
    faults: Vec<Fault>,
    /// File and title of every draft.
    drafts: Vec<(String, String)>,
}

/// Publishes the hall into `output`, or into `public` in its own folder.
pub(super) fn build(
    what: &What,
    output: Option<&Path>,
    extras: Extras,
    speaker: Speaker,
) -> Result<Exit, Ending> {
    let begun = Instant::now();
    let output = output.map_or_else(|| what.root.join("public"), Path::to_path_buf);
    output::finish_killed(&what.root, &output)?;
    let inventory = Inventory::take(Store::Disk(what.root.clone()))?;
    let asked = format!("{what:?} {extras:?} {}", front_page(&output));
    let last_run = LastRun::of(&inventory, &asked);
    if let Some(outcome) = last_run.outcome::<Outcome>()
        && output::seal_of(&output) == Some(outcome.seal)
    {
        return Ok(tell_again(outcome, &output, begun, inventory.store(), speaker));
    }
    let (mut prepared, mut diags) = prepare_inventory(inventory, what)?;
    prepared.extras = extras;
    // The process ends with the build; giving back a large hall piece by piece would only keep the user waiting.
    let prepared = ManuallyDrop::new(prepared);
    // A hall with faults is not planned: two of its pages may want one place.
    let chapters = if diags.has_errors() { None } else { prepared.chapters() };
    let Some(chapters) = chapters else {
        speaker.report(&diags, &prepared.sources);
        tell_unpublished(speaker);
        return Ok(Exit::ContentFaults);
    };
    let bar = speaker.progress();
    let progress = |title: &Words, done: usize, total: usize| {
        // Drawing costs more than making a page, so only every hundredth page is told.
        if done.is_multiple_of(100) || done == total {
            bar.set_message(speaker.pick(&title.zh, &title.en).to_owned());
            bar.set_length(total as u64);
            bar.set_position(done as u64);
        }
    };
    let published = output::publish(chapters, &what.root, &output, &progress);
    bar.finish_and_clear();
    match published {
        Ok(published) => {
            speaker.report(&diags, &prepared.sources);
            prepared.forget_prints();
            tell(&published, &output, begun, speaker);
            tell_left_out(&prepared.hall.left_out, speaker);
            remember(&last_run, published, &diags, &prepared.hall.left_out);
            Ok(Exit::Ok)
        }
        Err(PublishError::Faults(faults)) => {
            diags.extend(faults);
            speaker.report(&diags, &prepared.sources);
            tell_unpublished(speaker);
            Ok(Exit::ContentFaults)
        }
        Err(error) => Err(error.into()),
    }
}

/// Keeps what the build came to, unless tomorrow would come to something else.
fn remember(last_run: &LastRun, published: Published, diags: &Diagnostics, left_out: &[LeftOut]) {
    let waits_for_a_day = left_out.iter().any(|item| matches!(item.reason, Reason::Future(_)));
    // Entries are judged until the deadline of their call.
    let waits_for_a_deadline = diags.faults().iter().any(|fault| fault.code.starts_with("entry-"));
    if !waits_for_a_day && !waits_for_a_deadline {
        let drafts = left_out.iter().map(|item| (item.file.clone(), item.title.clone())).collect();
        let Published { seal, counts, .. } = published;
        last_run.keep(Outcome { seal, counts, faults: diags.faults().to_vec(), drafts });
    }
}

/// Says what the last build said: nothing changed since.
fn tell_again(outcome: Outcome, output: &Path, begun: Instant, store: &Store, speaker: Speaker) -> Exit {
    let mut diags = Diagnostics::default();
    diags.extend(outcome.faults);
    speaker.report(&diags, store);
    tell(&Published { counts: outcome.counts, ..Published::default() }, output, begun, speaker);
    let left_out: Vec<LeftOut> = outcome
        .drafts
        .into_iter()
        .map(|(file, title)| LeftOut { file, title, reason: Reason::Draft })
        .collect();
    tell_left_out(&left_out, speaker);
    Exit::Ok
}

fn tell_unpublished(speaker: Speaker) {
    speaker.complain(
        "有错误，没有发布；原来的网站没有变。",
        "There are errors, so nothing was published; the site is as it was.",
    );
}

fn tell(published: &Published, output: &Path, begun: Instant, speaker: Speaker) {
    let kinds: Vec<String> = published
        .counts
        .iter()
        .map(|(kind, count)| format!("{} {count}", kind_name(*kind, speaker.lang)))
        .collect();
    let kinds = kinds.join(" · ");
    let files: usize = published.counts.values().sum();
    let Published { written, removed, .. } = *published;
    let kept = files - written;
    let seconds = begun.elapsed().as_secs_f64();
    speaker.say(
        &format!(
            "建好了：{files} 个文件（写入 {written}，未变 {kept}，删去 {removed}），用时 {seconds:.2} 秒"
        ),
        &format!(
            "Done: {files} files ({written} written, {kept} unchanged, {removed} removed) in {seconds:.2} s"
        ),
    );
    speaker.say(&format!("  {kinds}"), &format!("  {kinds}"));
    let front = front_page(output);
    speaker.say(&format!("  打开 {front}"), &format!("  Open {front}"));
}

fn front_page(output: &Path) -> String {
    let front: PathBuf =
        std::path::absolute(output).unwrap_or_else(|_| output.to_path_buf()).join("index.html");
    front.display().to_string()
}

fn kind_name(kind: PageKind, lang: Lang) -> &'static str {
    let (zh, en) = match kind {
        PageKind::Entrance => ("序厅", "entrance"),
        PageKind::Wall => ("案例墙", "case wall"),
        PageKind::Case => ("案例", "cases"),
        PageKind::Unit => ("单位", "units"),
        PageKind::Brand => ("品牌", "brands"),
        PageKind::Honor => ("荣誉", "honors"),
        PageKind::Year => ("年份", "years"),
        PageKind::Group => ("片组", "groups"),
        PageKind::Venue => ("阵地", "venues"),
        PageKind::Exhibition => ("展览", "exhibitions"),
        PageKind::Call => ("征集", "calls"),
        PageKind::Index => ("索引", "index"),
        PageKind::Page => ("页面", "pages"),
        PageKind::Data => ("数据", "data"),
        PageKind::Asset => ("样式脚本", "assets"),
        PageKind::Media => ("图片附件", "media"),
        PageKind::Search => ("检索", "search"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// Says what is not shown this time, and why.
fn tell_left_out(left_out: &[LeftOut], speaker: Speaker) {
    if left_out.is_empty() {
        return;
    }
    let count = left_out.len();
    speaker.say(&format!("本次未展出 {count} 件："), &format!("Left out this time: {count}"));
    for item in left_out {
        let (zh, en) = reason_words(item.reason);
        let LeftOut { file, title, .. } = item;
        speaker.say(&format!("  {file} 《{title}》{zh}"), &format!("  {file} “{title}” {en}"));
    }
}

/// Why something is not shown, in words.
pub(super) fn reason_words(reason: Reason) -> (String, String) {
    match reason {
        Reason::Draft => ("是草稿（draft: true）".to_owned(), "is a draft (draft: true)".to_owned()),
        Reason::Future(date) => (format!("日期未到（{date}）"), format!("is dated in the future ({date})")),
    }
}
