//! Units, brands and honors for facets; how they are spelled and how characters sound, for suggestions and pinyin.

use super::story::{readings_of, write_entry};
use crate::digest::{Digest, quick_digest_of};
use crate::model::{Hall, Name, Route};
use crate::text::{fold, is_han};
use std::collections::{BTreeMap, BTreeSet};

/// Everything with a name that cases share, in the hall's order, kind by kind: what facets show.
pub(super) fn names(hall: &Hall) -> String {
    let groups = hall.units.iter().map(|unit| unit.group.map_or_else(String::new, |id| id.0.to_string()));
    let groups: Vec<String> = groups.collect();
    let mut out = String::new();
    write_entry(&mut out, "unit", hall.units.iter().map(|unit| unit.name.name.as_str()));
    write_entry(&mut out, "brand", hall.brands.iter().map(|brand| brand.name.name.as_str()));
    write_entry(&mut out, "honor", hall.honors.iter().map(|honor| honor.name.name.as_str()));
    write_entry(&mut out, "level", hall.levels.iter().map(|level| level.name.as_str()));
    write_entry(&mut out, "group", hall.groups.iter().map(|group| group.name.as_str()));
    write_entry(&mut out, "of", groups.iter().map(String::as_str));
    out
}

/// What suggestions and pinyin need beside [`names`]: how characters sound; and for each name its page and its other spellings.
pub(super) fn spellings(hall: &Hall) -> String {
    let mut out = String::new();
    write_entry(&mut out, &sounds(hall), std::iter::empty());
    for Named { name, short, route, .. } in named(hall) {
        let others = short.into_iter().chain(name.aliases.iter().map(String::as_str));
        write_entry(&mut out, page(route), others);
    }
    out
}

/// Of what [`spellings`] is made from: cheaper to take than these are to work out.
pub(super) fn seal_of_spellings(hall: &Hall) -> Digest {
    let mut bytes = Vec::new();
    let mut put = |text: &str| {
        bytes.extend_from_slice(text.as_bytes());
        bytes.push(0xff);
    };
    for Named { kind, name, short, route } in named(hall) {
        [kind, &name.name, short.unwrap_or_default(), route.as_str()].into_iter().for_each(&mut put);
        name.aliases.iter().for_each(|alias| put(alias));
        put("");
    }
    hall.cases.iter().for_each(|case| put(&case.title));
    quick_digest_of(&bytes)
}

/// A unit, a brand or an honor.
struct Named<'h> {
    kind: &'static str,
    name: &'h Name,
    short: Option<&'h str>,
    route: &'h Route,
}

/// Everything with a page of its own that cases share, in the order of suggestions.
fn named(hall: &Hall) -> impl Iterator<Item = Named<'_>> {
    let units = hall.units.iter().map(|unit| Named {
        kind: "unit",
        name: &unit.name,
        short: unit.short.as_deref(),
        route: &unit.route,
    });
    let plain = |kind, name, route| Named { kind, name, short: None, route };
    let brands = hall.brands.iter().map(move |brand| plain("brand", &brand.name, &brand.route));
    let honors = hall.honors.iter().map(move |honor| plain("honor", &honor.name, &honor.route));
    brands.chain(units).chain(honors)
}

/// The page's name without folder and ending, which are the same for all of a kind.
fn page(route: &Route) -> &str {
    let path = route.as_str();
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".html").unwrap_or(name)
}

/// Every syllable with the characters of all names and titles that may be read so: `cheng诚承shen审`.
fn sounds(hall: &Hall) -> String {
    let names = named(hall).flat_map(|Named { name, short, .. }| {
        name.aliases.iter().map(String::as_str).chain(short).chain([name.name.as_str()])
    });
    let mut chars: BTreeSet<char> = BTreeSet::new();
    let mut folded = Vec::new();
    for text in names.chain(hall.cases.iter().map(|case| &*case.title)) {
        folded.clear();
        fold(text, &mut folded);
        chars.extend(folded.iter().filter(|c| is_han(**c)));
    }
    let mut by_sound: BTreeMap<String, String> = BTreeMap::new();
    for c in chars {
        for reading in readings_of(c) {
            by_sound.entry(reading).or_default().push(c);
        }
    }
    by_sound.into_iter().map(|(sound, chars)| sound + &chars).collect()
}
