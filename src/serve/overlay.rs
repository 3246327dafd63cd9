//! What the preview tells an open page: whether it is out of date, what is wrong with the files, what helps its author.

use super::hall::{Generation, Site};
use super::pages::{Made, Pages};
use crate::check::AidKind;
use crate::diag::{Fault, Lang, Place, Severity, TextSource, placed};
use serde_json::{Value, json};

/// More than this is not read in a corner of a page; the number of the rest is told, and the terminal has them all.
pub(super) const FAULTS_MAX: usize = 50;

/// What an open page asks.
#[derive(Debug, Default)]
pub(super) struct Question {
    /// The path of the page from the site's root.
    pub(super) path: String,
    /// The content file it was made from when it was last asked for.
    pub(super) source: String,
}

/// The answer to `question` as JSON, with sentences in `lang`. The page at the path itself is made, so that only what a reader would
/// see counts as a change.
pub(super) fn answer(
    generation: &Generation,
    pages: &Pages,
    question: &Question,
    (lang, texts): (Lang, &dyn TextSource),
) -> Value {
    let site = generation.site.as_deref();
    let source = site.and_then(|site| site.source_of(&question.path));
    let made = pages.page(generation, &question.path);
    let (hash, own_fault) = match &made {
        Made::Page(page) => (Some(page.hash.as_str()), None),
        Made::Fault(fault) => (None, Some(fault.as_ref())),
        Made::Missing | Made::Changed => (None, None),
    };
    let moved = match (source, site) {
        (None, Some(site)) => site.page_of(&question.source).map(|path| format!("/{path}")),
        _ => None,
    };
    let chosen = choose(generation, own_fault, source.unwrap_or(&question.source));
    let faults: Vec<Value> = placed(chosen.iter().copied(), texts)
        .iter()
        .map(|(fault, place)| fault_of(fault, place, lang))
        .collect();
    let (errors, warnings) = generation.counts();
    json!({
        "generation": generation.number,
        "lang": lang.tag(),
        "page": hash,
        "gone": site.is_some() && matches!(made, Made::Missing),
        "styles": site.map_or(&[][..], Site::stylesheets).iter().map(|path| format!("/{path}")).collect::<Vec<_>>(),
        "source": source,
        "moved": moved,
        "kept": generation.is_kept,
        "trouble": generation.trouble.as_ref().map(|words| words.in_lang(lang)),
        "errors": errors + usize::from(own_fault.is_some()),
        "warnings": warnings,
        "faults": faults,
        "more": errors + warnings + usize::from(own_fault.is_some()) - faults.len(),
        "aid": site.map(|site| aid_of(site, &question.path, lang)).unwrap_or_default(),
    })
}

/// The faults to show on a page made from `source`: errors, then those of its own file, then others.
fn choose<'g>(generation: &'g Generation, own: Option<&'g Fault>, source: &str) -> Vec<&'g Fault> {
    let mut chosen: Vec<&Fault> = own.into_iter().chain(&generation.faults).collect();
    chosen.sort_by_key(|fault| (fault.severity, *fault.at.file != *source));
    chosen.truncate(FAULTS_MAX);
    chosen
}

/// A fault as the script in the page reads it.
pub(super) fn fault_of(fault: &Fault, place: &Place, lang: Lang) -> Value {
    json!({
        "file": fault.at.file,
        "line": place.line,
        "column": place.column,
        "width": place.width,
        "text": place.source_line,
        "severity": match fault.severity { Severity::Error => "error", Severity::Warning => "warning" },
        "code": fault.code,
        "says": fault.says.in_lang(lang),
        "remedy": fault.remedy.as_ref().map(|remedy| remedy.in_lang(lang)),
    })
}

/// Lines for the author of the case at `path`; figures that calls limit carry the title of their call.
fn aid_of(site: &Site, path: &str, lang: Lang) -> Vec<Value> {
    let Some(case) = site.hall().case_at(path) else { return Vec::new() };
    let aid = site.prepared().writing_aid(case);
    let lines = aid.lines.iter().map(|line| {
        let kind = match line.kind {
            AidKind::Hidden => "hidden",
            AidKind::Length => "length",
            AidKind::Fact => "fact",
            AidKind::Advice => "advice",
        };
        json!({ "kind": kind, "says": line.says.in_lang(lang) })
    });
    let counts = aid.counts.iter().map(|count| {
        let kind = if count.ok { "kept" } else { "broken" };
        json!({ "kind": kind, "call": count.call, "says": count.says().in_lang(lang) })
    });
    lines.chain(counts).collect()
}
