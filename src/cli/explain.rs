//! `zhanguan explain CASE`: where a case is shown, or why it is not.

use super::args::What;
use super::build::{prepare_hall, reason_words};
use super::outcome::{Ending, Exit};
use super::say::Speaker;
use crate::Prepared;
use crate::check::{AidKind, AidLine};
use crate::diag::Diagnostics;
use crate::dossier::CountLine;
use crate::draft::Draft;
use crate::load::{Document, DocumentKind};
use crate::model::{Case, CaseId, Hall};
use crate::text::closest;

pub(super) fn run(wanted: &str, what: &What, speaker: Speaker) -> Result<Exit, Ending> {
    let (prepared, diags) = prepare_hall(what)?;
    let Some((index, document)) = find(&prepared, wanted) else {
        return Err(not_found(&prepared, wanted));
    };
    let place = prepared.hall.cases.iter().position(|case| case.document == index);
    speaker.say(&format!("文件  {}", document.path), &format!("file   {}", document.path));
    let words = document.outline.words;
    speaker.say(&format!("字数  {words}"), &format!("length {words} characters"));
    match place {
        Some(place) => {
            tell_case(&prepared.hall, &prepared.hall.cases[place], speaker);
            let aid = prepared.writing_aid(CaseId(place as u32));
            tell_aid(&aid.lines, speaker);
            tell_counts(&aid.counts, speaker);
        }
        None => tell_absent(&prepared.hall, document, speaker),
    }
    let mut own = Diagnostics::default();
    own.extend(diags.faults().iter().filter(|fault| *fault.at.file == *document.path).cloned());
    speaker.report(&own, &prepared.sources);
    Ok(if own.has_errors() { Exit::ContentFaults } else { Exit::Ok })
}

/// The figures of the case against the limits of the calls it is entered for.
fn tell_counts(counts: &[CountLine], speaker: Speaker) {
    let mut call = "";
    for line in counts {
        if line.call != call {
            speaker.say(&format!("征集  《{}》", line.call), &format!("call   “{}”", line.call));
            call = &line.call;
        }
        let (zh, en) = if line.ok { ("合格", "ok") } else { ("不合", "not ok") };
        let says = line.says();
        speaker.say(&format!("  {zh} {}", says.zh), &format!("  {en} {}", says.en));
    }
}

fn find<'p>(prepared: &'p Prepared, wanted: &str) -> Option<(usize, &'p Document)> {
    let cases = || prepared.sources.documents_of(DocumentKind::Case);
    let page_name = |index: usize, name: &str| {
        let case = prepared.hall.cases.iter().find(|case| case.document == index);
        case.is_some_and(|case| *case.title == *name || case.route.as_str() == format!("cases/{name}.html"))
    };
    cases()
        .find(|(_, document)| document.path == wanted || document.path.ends_with(&format!("/{wanted}")))
        .or_else(|| cases().find(|(_, document)| document.stem() == wanted))
        .or_else(|| cases().find(|(index, _)| page_name(*index, wanted)))
        .or_else(|| cases().find(|(_, document)| title_of(document).as_deref() == Some(wanted)))
}

/// The title as written: drafts have no page to be found by.
fn title_of(document: &Document) -> Option<String> {
    match &document.draft {
        Draft::Case(case) => Some(case.title.to_string()),
        _ => None,
    }
}

fn not_found(prepared: &Prepared, wanted: &str) -> Ending {
    let stems = prepared.sources.documents_of(DocumentKind::Case).map(|(_, document)| document.stem());
    let names = stems.chain(prepared.hall.cases.iter().map(|case| &*case.title));
    let (zh, en) = match closest(wanted, names) {
        Some(near) => (format!("。是不是“{near}”？"), format!(". Did you mean “{near}”?")),
        None => (String::new(), String::new()),
    };
    Ending::new(Exit::Usage, format!("没有案例“{wanted}”{zh}"), format!("there is no case “{wanted}”{en}"))
}

fn tell_case(hall: &Hall, case: &Case, speaker: Speaker) {
    let say =
        |zh: &str, en: &str, value: &str| speaker.say(&format!("{zh}  {value}"), &format!("{en} {value}"));
    say("标题", "title ", &case.title);
    say("网页", "page  ", case.route.as_str());
    for unit in &case.units {
        let unit = hall.unit(*unit);
        let group =
            unit.group.map(|group| format!("（{}）", hall.groups[group.index()].name)).unwrap_or_default();
        say("单位", "unit  ", &format!("{}{group} {}", unit.name.name, unit.route));
    }
    if let Some(brand) = case.brand.map(|brand| hall.brand(brand)) {
        say("品牌", "brand ", &format!("{} {}", brand.name.name, brand.route));
    }
    for award in &case.awards {
        let honor = hall.honor(award.honor);
        let level = award.level.map_or("", |level| &hall.level(level).name);
        say("荣誉", "honor ", &format!("{} {level} {}", honor.name.name, honor.route));
    }
    say("年份", "year  ", &case.year.to_string());
    for (exhibition, stop) in &case.stops {
        let exhibition = &hall.exhibitions[exhibition.index()];
        let (number, total) = (stop + 1, exhibition.stops.len());
        speaker.say(
            &format!("展览  《{}》第 {number} 件，共 {total} 件 {}", exhibition.title, exhibition.route),
            &format!("walk   “{}” stop {number} of {total} {}", exhibition.title, exhibition.route),
        );
    }
    let place = hall.cases.iter().position(|other| other.route == case.route).unwrap_or(0);
    let page = place / hall.site.per_page + 1;
    speaker.say(
        &format!("案例墙第 {page} 页，全馆第 {} 件", place + 1),
        &format!("page {page} of the case wall, number {} in the hall", place + 1),
    );
}

/// What would make the case better, as the preview shows it beside the page.
fn tell_aid(lines: &[AidLine], speaker: Speaker) {
    for line in lines {
        let (zh, en) = match line.kind {
            AidKind::Hidden => ("未展出", "hidden"),
            AidKind::Advice => ("建议", "hint  "),
            AidKind::Fact => ("图片", "image "),
            // The length stands at the head of the answer.
            AidKind::Length => continue,
        };
        speaker.say(&format!("{zh}  {}", line.says.zh), &format!("{en} {}", line.says.en));
    }
}

fn tell_absent(hall: &Hall, document: &Document, speaker: Speaker) {
    match hall.left_out.iter().find(|left_out| left_out.file == document.path) {
        Some(left_out) => {
            let (zh, en) = reason_words(left_out.reason);
            speaker.say(
                &format!("没有展出：{zh}。加 --drafts 可以预览。"),
                &format!("not shown: it {en}. Use --drafts to see it."),
            );
        }
        None => speaker
            .say("没有展出：文件读不懂，见下面的错误。", "not shown: the file cannot be read, see below."),
    }
}
