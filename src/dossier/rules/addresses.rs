//! Whether an entry that may hold no addresses holds one: as a link, or written out in its text, captions and fields.

use crate::diag::{At, Fault, catalog};
use crate::dossier::fields::Speaker;
use crate::load::Document;
use crate::markdown::{self, Scheme, scheme_of};
use crate::model::Field;
use crate::text::addresses;

pub(super) fn judge(speaker: &Speaker<'_>, faults: &mut Vec<Fault>) {
    if !speaker.call.rules.refuses_links {
        return;
    }
    judge_text(speaker, faults);
    let mut judge = |text: &str, at: At, place: (&str, &str)| {
        for range in addresses(text) {
            faults.push(catalog::entry_web_link(at.clone(), &speaker.call.title, place, &text[range]));
        }
    };
    let case = speaker.hall.case(speaker.entry.case);
    for photo in &case.photos {
        let told = [&photo.caption, &photo.credit, &photo.people, &photo.place];
        for text in told.into_iter().flatten() {
            judge(text, photo.at.clone(), ("图片说明", "a caption"));
        }
    }
    let own = speaker.call.fields.iter().filter(|field| !asks_for_address(field.zh()));
    for field in TOLD.iter().chain(own) {
        let place = (format!("“{}”", field.zh()), format!("“{}”", field.en()));
        judge(&speaker.value(field), speaker.at(field), (&place.0, &place.1));
    }
}

/// Fields in authors' own words. Whom to ask is told by a field of its own, and an address is just what is wanted there.
const TOLD: [Field; 7] =
    [Field::Title, Field::Summary, Field::Slogan, Field::Idea, Field::Meaning, Field::Carrier, Field::Effect];

/// Whether the call itself wants an address under `name`.
fn asks_for_address(name: &str) -> bool {
    let name = name.to_lowercase();
    ["邮", "网", "联系", "mail", "web", "url", "link", "contact"].iter().any(|word| name.contains(word))
}

/// Links of the text, and addresses that are no links.
fn judge_text(speaker: &Speaker<'_>, faults: &mut Vec<Fault>) {
    let document = &speaker.sources.documents[speaker.hall.case(speaker.entry.case).document];
    let mut found: Vec<((usize, usize), String)> = document
        .outline
        .links
        .iter()
        .filter(|link| scheme_of(&link.target) == Scheme::Outside)
        .map(|link| ((link.span.0 as usize, link.span.1 as usize), link.target.clone()))
        .collect();
    // A text that cannot be read any more is reported by the papers, which need all of it.
    let body = speaker.sources.body(document).unwrap_or_default();
    found.extend(written_out(&body, document, &found));
    found.sort();
    for ((start, end), address) in found {
        let at = At::bytes(&document.path, document.body_start + start, document.body_start + end);
        faults.push(catalog::entry_web_link(at, &speaker.call.title, ("正文", "the text"), &address));
    }
}

/// Addresses among the words of `body`, outside of `links`, with their places. Comments and what links lead to are no words.
fn written_out(
    body: &str,
    document: &Document,
    links: &[((usize, usize), String)],
) -> Vec<((usize, usize), String)> {
    let alts = document.outline.images.iter().map(|image| image.alt.as_str());
    let words: Vec<String> = std::iter::once(markdown::words(body)).chain(alts.map(str::to_owned)).collect();
    let mut found: Vec<((usize, usize), String)> = Vec::new();
    for words in &words {
        for range in addresses(words) {
            let address = &words[range];
            let places = body.match_indices(address).map(|(at, _)| (at, at + address.len()));
            let is_apart = |(start, end): &(usize, usize)| {
                let meets = |(from, to): &(usize, usize)| start < to && from < end;
                !found.iter().chain(links).any(|(known, _)| meets(known))
            };
            // The words of a link are reported with the link; one that changes its style in the middle has no place of its own.
            let place = match places.clone().find(is_apart) {
                None if places.clone().next().is_some() => continue,
                place => place.unwrap_or_default(),
            };
            found.push((place, address.to_owned()));
        }
    }
    found
}
