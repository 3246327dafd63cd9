//! Rules of pictures, films and supporting files.

use super::measure::{Measure, What};
use crate::diag::{At, Fault, catalog};
use crate::dossier::fields::Speaker;
use crate::media::FileKind;
use crate::model::{CaptionPart, Photo, Range};
use crate::text::{count_as_word, ending_of, file_name};

pub(super) fn measures(speaker: &Speaker<'_>) -> Vec<Measure> {
    let case = speaker.hall.case(speaker.entry.case);
    let document = &speaker.sources.documents[case.document];
    let rules = &speaker.call.rules;
    let mut measures = Vec::new();
    let mut count = |what, figure: usize, range: Range, keys| {
        if range.is_set() {
            measures.push(Measure {
                what,
                figure: figure as u64,
                range,
                at: At::either(&document.path, keys),
            });
        }
    };
    let (pictures, films) = (case.photos.len(), case.office.films.len());
    let stands_in = rules.films.instead_of_pictures;
    let pictures_range = waived(rules.pictures.count, stands_in && films > 0);
    let films_range = waived(rules.films.count, stands_in && pictures > 0);
    count(What::Pictures, pictures, pictures_range, ["photos", "图片"]);
    count(What::Films, films, films_range, ["films", "视频"]);
    count(What::Evidence, case.office.evidence.len(), rules.evidence, ["evidence", "佐证"]);
    for photo in &case.photos {
        measures.extend(photo_measures(speaker, photo));
    }
    measures.extend(film_measures(speaker));
    measures
}

/// `range` without its lower limit where something else stands in.
fn waived(range: Range, is_waived: bool) -> Range {
    if is_waived { Range { min: None, ..range } } else { range }
}

fn photo_measures(speaker: &Speaker<'_>, photo: &Photo) -> Vec<Measure> {
    let rule = &speaker.call.rules.pictures;
    let media = speaker.hall.media(photo.media);
    let name = || file_name(&media.path).to_owned();
    let (width, height) = media.original;
    let caption = photo.caption.as_deref().map_or(0, count_as_word) as u64;
    let all = [
        (What::PictureWidth(name()), u64::from(width), rule.width),
        (What::PictureHeight(name()), u64::from(height), rule.height),
        (What::PictureLongEdge(name()), u64::from(width.max(height)), rule.long_edge),
        (What::PictureBytes(name()), media.bytes, rule.bytes),
        (What::Caption(name()), caption, rule.caption),
    ];
    let set = all.into_iter().filter(|(_, _, range)| range.is_set());
    set.map(|(what, figure, range)| Measure { what, figure, range, at: photo.at.clone() }).collect()
}

fn film_measures(speaker: &Speaker<'_>) -> Vec<Measure> {
    let rule = &speaker.call.rules.films;
    let mut measures = Vec::new();
    for (film, facts) in &speaker.hall.case(speaker.entry.case).office.films {
        let Some(facts) = facts else { continue };
        let name = || file_name(&film.path).to_owned();
        let all = [
            (What::FilmSeconds(name()), facts.seconds, rule.seconds),
            (What::FilmWidth(name()), u64::from(facts.size.0), rule.width),
            (What::FilmHeight(name()), u64::from(facts.size.1), rule.height),
        ];
        let set = all.into_iter().filter(|(_, _, range)| range.is_set());
        measures.extend(set.map(|(what, figure, range)| Measure {
            what,
            figure,
            range,
            at: film.at.clone(),
        }));
    }
    measures
}

pub(super) fn judge(speaker: &Speaker<'_>, faults: &mut Vec<Fault>) {
    let title = &speaker.call.title;
    let rules = &speaker.call.rules;
    let case = speaker.hall.case(speaker.entry.case);
    for photo in &case.photos {
        let media = speaker.hall.media(photo.media);
        let format = format_of(media.kind, &media.path);
        if !rules.pictures.formats.is_empty() && !rules.pictures.formats.contains(&format) {
            let (file, allowed) = (file_name(&media.path), rules.pictures.formats.join(" "));
            faults.push(catalog::entry_format(photo.at.clone(), title, file, &allowed));
        }
        for part in &rules.pictures.tells {
            if !tells(photo, *part) {
                let (zh, en, key) = words_of(*part);
                faults.push(catalog::entry_caption_silent(photo.at.clone(), title, (zh, en), key));
            }
        }
    }
    let measured = rules.films.seconds.is_set() || rules.films.width.is_set() || rules.films.height.is_set();
    for (film, facts) in &case.office.films {
        let file = file_name(&film.path);
        let format = ending_of(file);
        if !rules.films.formats.is_empty() && !rules.films.formats.contains(&format) {
            let allowed = rules.films.formats.join(" ");
            faults.push(catalog::entry_format(film.at.clone(), title, file, &allowed));
        } else if measured && facts.is_none() {
            faults.push(catalog::entry_film_unreadable(film.at.clone(), title, file));
        }
    }
}

/// Whether the photograph's entry tells `part`; a time may also stand in the caption itself.
fn tells(photo: &Photo, part: CaptionPart) -> bool {
    match part {
        CaptionPart::Time => {
            let caption = photo.caption.as_deref().unwrap_or_default();
            let is_dated = |mark: char| {
                caption.match_indices(mark).any(|(at, _)| {
                    caption[..at].ends_with(|c: char| c.is_numeric() || "〇一二三四五六七八九十".contains(c))
                })
            };
            photo.date.is_some() || is_dated('年') || is_dated('月')
        }
        CaptionPart::Place => photo.place.is_some(),
        CaptionPart::People => photo.people.is_some(),
        CaptionPart::Credit => photo.credit.is_some(),
    }
}

fn words_of(part: CaptionPart) -> (&'static str, &'static str, &'static str) {
    match part {
        CaptionPart::Time => ("时间", "the time", "date: 2024年3月28日"),
        CaptionPart::Place => ("地点", "the place", "place: 市民中心"),
        CaptionPart::People => ("人物", "the people", "people: [张三]"),
        CaptionPart::Credit => ("摄影者", "the photographer", "credit: 张三"),
    }
}

/// The format by content, not by name.
fn format_of(kind: FileKind, path: &str) -> String {
    let known = match kind {
        FileKind::Jpeg => "jpg",
        FileKind::Png => "png",
        FileKind::Webp => "webp",
        FileKind::Gif => "gif",
        FileKind::Svg => "svg",
        FileKind::Recording | FileKind::Attachment => return ending_of(path),
    };
    known.to_owned()
}
