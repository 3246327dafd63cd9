//! `zhanguan build` and `zhanguan check`.

use super::args::What;
use super::outcome::{Ending, Exit};
use super::say::Speaker;
use crate::diag::{Diagnostics, Lang};
use crate::load::{Sources, Store};
use crate::model::{LeftOut, Reason};
use crate::options::{Drafts, base_url_of};
use crate::output::{self, PageKind, PublishError, Published, SitePlan};
use crate::{Prepared, Request, prepare};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Reads, links and checks the hall that `what` names; faults are in the second value.
pub(super) fn prepare_hall(what: &What) -> Result<(Prepared, Diagnostics), Ending> {
    if !what.root.join("content").is_dir() {
        let root = what.root.display();
        return Err(Ending::new(
            Exit::Usage,
            format!("{root} 里没有 content 文件夹。先运行 zhanguan init，或用 --root 指明展馆所在。"),
            format!("there is no content folder in {root}. Run zhanguan init, or name the hall with --root."),
        ));
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
    let sources = Sources::read(Store::Disk(what.root.clone()), &mut diags)?;
    let prepared = prepare(sources, &request, &mut diags)?;
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

/// Publishes the hall into `output`, or into `public` in its own folder.
pub(super) fn build(what: &What, output: Option<&Path>, speaker: Speaker) -> Result<Exit, Ending> {
    let begun = Instant::now();
    let output = output.map_or_else(|| what.root.join("public"), Path::to_path_buf);
    output::guard(&what.root, &output).map_err(PublishError::Refused)?;
    let (prepared, mut diags) = prepare_hall(what)?;
    let plan = match prepared.plan() {
        Some(plan) if !diags.has_errors() => plan,
        _ => {
            speaker.report(&diags, &prepared.sources);
            tell_unpublished(speaker);
            return Ok(Exit::ContentFaults);
        }
    };
    let bar = speaker.progress();
    let progress = |done: usize, total: usize| {
        // Drawing costs more than making a page, so only every hundredth page is told.
        if done.is_multiple_of(100) || done == total {
            bar.set_length(total as u64);
            bar.set_position(done as u64);
        }
    };
    let published = output::publish(&plan, &what.root, &output, &progress);
    bar.finish_and_clear();
    match published {
        Ok(published) => {
            speaker.report(&diags, &prepared.sources);
            tell(&plan, &published, &output, begun, speaker);
            tell_left_out(&prepared.hall.left_out, speaker);
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

fn tell_unpublished(speaker: Speaker) {
    speaker.complain(
        "有错误，没有发布；原来的网站没有变。",
        "There are errors, so nothing was published; the site is as it was.",
    );
}

fn tell(plan: &SitePlan<'_>, published: &Published, output: &Path, begun: Instant, speaker: Speaker) {
    let mut counts: BTreeMap<PageKind, usize> = BTreeMap::new();
    for entry in plan.entries() {
        *counts.entry(entry.kind).or_default() += 1;
    }
    let kinds: Vec<String> =
        counts.iter().map(|(kind, count)| format!("{} {count}", kind_name(*kind, speaker.lang))).collect();
    let kinds = kinds.join(" · ");
    let Published { files, written, removed, .. } = *published;
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
        PageKind::Index => ("索引", "index"),
        PageKind::Page => ("页面", "pages"),
        PageKind::Data => ("数据", "data"),
        PageKind::Asset => ("样式脚本", "assets"),
        PageKind::Media => ("图片附件", "media"),
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
