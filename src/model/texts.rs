//! Exhibitions and pages: read, left out if they are drafts, put in their order, linked to the cases they show.

use super::assemble::Desk;
use super::exhibition::{Chosen, Lookup, stops_of};
use super::hall::{Exhibition, LeftOut, Page, Reason, Stop};
use super::ids::ExhibitionId;
use super::routes::Route;
use crate::diag::{Fault, catalog};
use crate::draft::{Draft, TextDraft};
use crate::load::{DocumentKind, LoadError, Sources};
use crate::options::{Drafts, Options, Site};
use crate::text::{self, Slug};
use foldhash::{HashMap, HashMapExt};

/// Exhibitions or pages in their order: by `order`, then by file name.
fn read_texts<'a>(
    sources: &'a Sources,
    kind: DocumentKind,
    faults: &mut Vec<Fault>,
    left_out: &mut Vec<LeftOut>,
    options: &Options,
) -> Vec<(usize, &'a TextDraft)> {
    let mut slugs: HashMap<&Slug, usize> = HashMap::new();
    let mut texts = Vec::new();
    for (index, document) in sources.documents_of(kind) {
        let Draft::Text(text) = &document.draft else { continue };
        if let Some(other) = slugs.insert(&text.slug, index) {
            let other = &sources.documents[other].path;
            faults.push(catalog::same_slug(text.slug_at.clone(), text.slug.as_str(), other));
        }
        if text.draft && options.drafts == Drafts::LeaveOut {
            let (file, title) = (document.path.clone(), text.title.clone());
            left_out.push(LeftOut { file, title, reason: Reason::Draft });
        } else {
            texts.push((index, &**text));
        }
    }
    texts.sort_by_key(|(_, text)| text.order);
    texts
}

/// The exhibitions in the order of the programme, each with its stops.
pub(super) fn read_exhibitions(
    desk: &mut Desk<'_>,
    lookup: &Lookup<'_>,
    options: &Options,
    left_out: &mut Vec<LeftOut>,
) -> Result<Vec<Exhibition>, LoadError> {
    let texts = read_texts(desk.sources, DocumentKind::Exhibition, &mut desk.faults, left_out, options);
    let mut exhibitions = Vec::with_capacity(texts.len());
    for (index, draft) in texts {
        let document = &desk.sources.documents[index];
        let chosen = stops_of(draft, document, lookup, &mut desk.faults);
        let mut stops = Vec::with_capacity(chosen.len());
        for Chosen { case, listed } in chosen {
            let line = listed.map(|line| &draft.cases[line]);
            let audio = desk.take(line.and_then(|line| line.audio.as_ref()), &document.path)?;
            stops.push(Stop { case, audio, narration: line.and_then(|line| line.narration.clone()) });
        }
        exhibitions.push(Exhibition {
            document: index,
            route: Route::page("exhibitions", &draft.slug),
            summary: document.outline.summary(draft.summary.as_deref()),
            title: draft.title.clone(),
            stops,
        });
    }
    Ok(exhibitions)
}

/// The exhibition that the site shows in its lobby: the one it names, or else the first.
pub(super) fn lobby_of(site: &Site, exhibitions: &[Exhibition], desk: &mut Desk<'_>) -> Option<ExhibitionId> {
    let Some(written) = &site.lobby else { return (!exhibitions.is_empty()).then_some(ExhibitionId(0)) };
    let stem = |exhibition: &Exhibition| desk.sources.documents[exhibition.document].stem();
    let found = exhibitions.iter().position(|exhibition| stem(exhibition) == written.value);
    if found.is_none() {
        let nearest = text::closest(&written.value, exhibitions.iter().map(stem));
        desk.faults.push(catalog::unknown_exhibition(written.at.clone(), &written.value, nearest));
    }
    found.map(|index| ExhibitionId(index as u32))
}

/// 关于本馆 and the like, in order.
pub(super) fn read_pages(desk: &mut Desk<'_>, options: &Options, left_out: &mut Vec<LeftOut>) -> Vec<Page> {
    let texts = read_texts(desk.sources, DocumentKind::Page, &mut desk.faults, left_out, options);
    let page = |(index, draft): (usize, &TextDraft)| Page {
        document: index,
        route: Route::page("pages", &draft.slug),
        summary: desk.sources.documents[index].outline.summary(draft.summary.as_deref()),
        title: draft.title.clone(),
    };
    texts.into_iter().map(page).collect()
}
