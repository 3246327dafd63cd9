//! What a submission says of an entry, field by field.

use super::rules::Parts;
use crate::diag::At;
use crate::load::Sources;
use crate::model::{Award, Brand, Call, Entry, Field, Hall};

/// One entry of a call, with all that speaking of it needs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Speaker<'a> {
    pub(super) hall: &'a Hall,
    pub(super) sources: &'a Sources,
    pub(super) call: &'a Call,
    pub(super) entry: &'a Entry,
    /// Its number among the entries, from 1.
    pub(super) number: usize,
}

impl<'a> Speaker<'a> {
    /// Every entry of `call`.
    pub(super) fn all(hall: &'a Hall, sources: &'a Sources, call: &'a Call) -> Vec<Self> {
        let entries = call.entries.iter().enumerate();
        entries.map(|(index, entry)| Self { hall, sources, call, entry, number: index + 1 }).collect()
    }

    /// What `field` says; empty if the case says nothing.
    pub(super) fn value(&self, field: &Field) -> String {
        let Self { hall, entry, .. } = self;
        let case = hall.case(entry.case);
        let brand = case.brand.map(|brand| hall.brand(brand));
        let facet = |index: usize| brand.and_then(|brand: &Brand| brand.facets[index].clone());
        let text = match field {
            Field::Number => Some(self.number.to_string()),
            Field::Title => Some(case.title.to_string()),
            Field::Unit => Some(joined(case.units.iter().map(|unit| hall.unit(*unit).name.name.as_str()))),
            Field::Group => self.group(),
            Field::Brand => brand.map(|brand| brand.name.name.clone()),
            Field::Slogan => brand.and_then(|brand| brand.slogan.clone()),
            Field::Idea => facet(0),
            Field::Meaning => facet(1),
            Field::Carrier => facet(2),
            Field::Effect => facet(3),
            Field::Logo => brand.and_then(|brand| brand.logo).map(|_| "有".to_owned()),
            Field::Year => Some(case.year.to_string()),
            Field::Date => {
                case.date.map(|date| format!("{}年{}月{}日", date.year(), date.month(), date.day()))
            }
            Field::Summary => case.office.has_summary.then(|| case.summary.to_string()),
            Field::Tags => Some(joined(case.tags.iter().map(String::as_str))),
            Field::Honors => {
                Some(case.awards.iter().map(|award| self.award(award)).collect::<Vec<_>>().join("；"))
            }
            Field::Venue => case.venue.map(|venue| hall.venues[venue.index()].name.name.clone()),
            Field::Contact => case.office.contact.clone(),
            Field::Words => Some(Parts::of(self).counted_words().to_string()),
            Field::Pictures => Some(case.photos.len().to_string()),
            Field::Tier => entry.tier.clone(),
            Field::Status => Some(entry.status.words().0.to_owned()),
            Field::Own(name) => {
                let answers = case.office.answers.iter();
                answers.clone().find(|(key, _)| key == name).map(|(_, answer)| answer.clone())
            }
        };
        text.unwrap_or_default()
    }

    /// Where the author writes `field`: under the answers, in the file of the brand, or at the head of the case.
    pub(super) fn at(&self, field: &Field) -> At {
        let case = self.hall.case(self.entry.case);
        let brand =
            case.brand.filter(|_| is_of_brand(field)).and_then(|id| self.hall.brand(id).name.document);
        let file = &self.sources.documents[brand.unwrap_or(case.document)].path;
        match field {
            Field::Own(_) => At::either(file, ["submission", "申报"]),
            field => At::either(file, [field.en(), field.zh()]),
        }
    }

    /// Full name of the leading unit.
    pub(super) fn leading_unit(&self) -> &'a str {
        let unit = self.hall.leading_unit(self.hall.case(self.entry.case));
        unit.map_or("", |unit| &unit.name.name)
    }

    fn group(&self) -> Option<String> {
        let group = self.hall.leading_unit(self.hall.case(self.entry.case))?.group?;
        Some(self.hall.groups[group.index()].name.clone())
    }

    fn award(&self, award: &Award) -> String {
        let name = &self.hall.honor(award.honor).name.name;
        let level = award.level.map_or("", |level| self.hall.level(level).name.as_str());
        let level = if level.is_empty() { String::new() } else { format!("（{level}）") };
        let year = award.year.map(|year| format!("{year}年")).unwrap_or_default();
        format!("{year}{name}{}{level}", award.tier.as_deref().unwrap_or_default())
    }
}

/// Whether a brand's own file says it.
pub(super) fn is_of_brand(field: &Field) -> bool {
    matches!(
        field,
        Field::Slogan | Field::Idea | Field::Meaning | Field::Carrier | Field::Effect | Field::Logo
    )
}

fn joined<'t>(names: impl Iterator<Item = &'t str>) -> String {
    names.collect::<Vec<_>>().join("、")
}
