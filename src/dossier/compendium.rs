//! A compendium (经验汇编): the cases of an exhibition as one document, with cover, contents, running heads and an index by unit.

use super::docx::{Layout, Manuscript};
use super::names::safe_name;
use super::plates::Plates;
use crate::load::{LoadError, Sources};
use crate::markdown::blocks;
use crate::model::{CaseId, Exhibition, Hall, Style};
use std::collections::BTreeMap;

/// Lines above the title on the cover.
const COVER_LINES: usize = 6;

/// The compendium of `exhibition` and a safe name for it.
///
/// # Errors
/// If a file of a case cannot be read any more.
pub fn compendium(
    hall: &Hall,
    sources: &Sources,
    exhibition: &Exhibition,
) -> Result<(String, Vec<u8>), LoadError> {
    let mut manuscript = Manuscript::new(Layout::new(&Style::default()));
    cover(&mut manuscript, hall, exhibition);
    manuscript.line("Title", "目录");
    manuscript.line("BodyText", "");
    for (index, stop) in exhibition.stops.iter().enumerate() {
        manuscript.reference(&hall.case(stop.case).title, &[mark_of(index)]);
    }
    manuscript.reference("单位索引", &[INDEX.to_owned()]);
    manuscript.end_section(None, None, false);
    for (index, stop) in exhibition.stops.iter().enumerate() {
        chapter(&mut manuscript, (hall, sources), stop.case, &mark_of(index))?;
        let first_page = (index == 0).then_some(1);
        manuscript.end_section(Some(&hall.case(stop.case).title), first_page, true);
    }
    manuscript.chapter("单位索引", INDEX);
    manuscript.line("BodyText", "");
    for (unit, marks) in by_unit(hall, exhibition) {
        manuscript.reference(&hall.units[unit].name.name, &marks);
    }
    let bytes = manuscript.finish(&exhibition.title, Some("单位索引"));
    Ok((safe_name(&exhibition.title), bytes))
}

/// The mark of the index by unit.
const INDEX: &str = "danwei";

fn mark_of(index: usize) -> String {
    format!("anli{}", index + 1)
}

fn cover(manuscript: &mut Manuscript, hall: &Hall, exhibition: &Exhibition) {
    for _ in 0..COVER_LINES {
        manuscript.line("BodyText", "");
    }
    manuscript.title(&exhibition.title);
    manuscript.line("BodyText", "");
    if let Some(organiser) = &hall.site.organiser {
        manuscript.line("Unit", organiser);
    }
    manuscript.end_section(None, None, false);
}

fn chapter(
    manuscript: &mut Manuscript,
    (hall, sources): (&Hall, &Sources),
    id: CaseId,
    mark: &str,
) -> Result<(), LoadError> {
    let case = hall.case(id);
    let document = &sources.documents[case.document];
    manuscript.chapter(&case.title, mark);
    let units: Vec<&str> = case.units.iter().map(|unit| hall.unit(*unit).name.name.as_str()).collect();
    manuscript.line("Unit", &units.join("、"));
    manuscript.line("BodyText", "");
    let plates = Plates::of_case(hall, sources, id)?;
    manuscript.blocks(&blocks(&sources.body(document)?), &|target| plates.in_text(target)?.ok());
    for photo in &case.photos {
        if let Ok(plate) = plates.of(photo.media) {
            manuscript.plate(&plate, photo.caption.as_deref().unwrap_or_default());
        }
    }
    Ok(())
}

/// Marks of the cases of each unit, units in pinyin order.
fn by_unit(hall: &Hall, exhibition: &Exhibition) -> BTreeMap<usize, Vec<String>> {
    let mut index: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (place, stop) in exhibition.stops.iter().enumerate() {
        for unit in &hall.case(stop.case).units {
            index.entry(unit.index()).or_default().push(mark_of(place));
        }
    }
    index
}
