//! Units, brands and honors for suggestions and facets, and how their characters sound.

use super::story::readings_of;
use crate::model::{Hall, Name, Route};
use crate::text::is_han;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Everything with a name that cases share. Lists are in the hall's order, which facets follow.
pub(super) fn names(hall: &Hall) -> Value {
    let units = hall.units.iter().map(|unit| {
        let other: Vec<&str> = unit.short.iter().chain(&unit.name.aliases).map(String::as_str).collect();
        json!([unit.name.name, page(&unit.route), unit.group.map(|id| id.0), other])
    });
    let brands = hall.brands.iter().map(|brand| {
        json!([brand.name.name, page(&brand.route), brand.unit.map(|id| id.0), brand.name.aliases])
    });
    let honors = hall.honors.iter().map(|honor| {
        json!([honor.name.name, page(&honor.route), honor.level.map(|id| id.0), honor.name.aliases])
    });
    json!({
        "unit": units.collect::<Vec<_>>(),
        "brand": brands.collect::<Vec<_>>(),
        "honor": honors.collect::<Vec<_>>(),
        "group": hall.groups.iter().map(|group| &group.name).collect::<Vec<_>>(),
        "level": hall.levels.iter().map(|level| &level.name).collect::<Vec<_>>(),
        "sounds": sounds(hall),
    })
}

/// The page's name without folder and ending, which are the same for all of a kind.
fn page(route: &Route) -> &str {
    let path = route.as_str();
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".html").unwrap_or(name)
}

/// Every syllable with the characters of all names that may be read so: `cheng诚承shen审`.
fn sounds(hall: &Hall) -> String {
    let mut chars: BTreeSet<char> = BTreeSet::new();
    let names = hall.units.iter().map(|unit| (&unit.name, unit.short.as_ref()));
    let names = names
        .chain(hall.brands.iter().map(|brand| (&brand.name, None)))
        .chain(hall.honors.iter().map(|honor| (&honor.name, None)));
    for (Name { name, aliases, .. }, short) in names {
        for text in aliases.iter().chain(short).chain([name]) {
            let mut folded = Vec::new();
            crate::text::fold(text, &mut folded);
            chars.extend(folded.into_iter().filter(|c| is_han(*c)));
        }
    }
    let mut by_sound: BTreeMap<String, String> = BTreeMap::new();
    for c in chars {
        for reading in readings_of(c) {
            by_sound.entry(reading).or_default().push(c);
        }
    }
    by_sound.into_iter().map(|(sound, chars)| sound + &chars).collect()
}
