//! The index (索引): brands, units and honors by letter, and cases by letter on pages of their own.

use crate::model::{Case, Hall, Name, Route, Unit};
use crate::output::{PageKind, SitePlan};
use crate::render::planner::Planner;
use crate::render::view::{IndexEntry, IndexLetter, IndexView};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) fn plan<'a>(planner: &Arc<Planner<'a>>, plan: &mut SitePlan<'a>) {
    let route = Route::fixed("az/index.html");
    let letters: Arc<[IndexLetter]> = letters(planner.hall).into();
    let all = Arc::clone(&letters);
    plan.add(planner.entry(&route.clone(), PageKind::Index, "pages/index.html", move |planner, stage| {
        stage.head(&route, "index", &planner.title("index", 1), None);
        let view = IndexView { letters: &all, letter: None, groups: names_by_letter(planner.hall) };
        stage.view("index", &view);
    }));
    for IndexLetter { letter, url, .. } in letters.iter() {
        let (letter, route, all) = (*letter, Route::fixed(url), Arc::clone(&letters));
        plan.add(planner.entry(
            &route.clone(),
            PageKind::Index,
            "pages/index.html",
            move |planner, stage| {
                let title = planner.theme.string("index_letter").replace("{letter}", &letter.to_string());
                stage.head(&route, "index", &title, None);
                let groups = vec![(letter, cases_under(planner.hall, letter))];
                stage.view("index", &IndexView { letters: &all, letter: Some(letter), groups });
            },
        ));
    }
}

/// `A` … `Z`, then `#`, as far as cases begin with them.
fn letters(hall: &Hall) -> Vec<IndexLetter> {
    let mut counts: BTreeMap<(bool, char), usize> = BTreeMap::new();
    for case in &hall.cases {
        *counts.entry((case.initial == '#', case.initial)).or_default() += 1;
    }
    let url = |letter: char| match letter {
        '#' => "az/other.html".to_owned(),
        letter => format!("az/{}.html", letter.to_ascii_lowercase()),
    };
    counts.into_iter().map(|((_, letter), count)| IndexLetter { letter, url: url(letter), count }).collect()
}

fn cases_under<'v>(hall: &'v Hall, letter: char) -> Vec<IndexEntry<'v>> {
    let mut cases: Vec<_> = hall.cases.iter().filter(|case| case.initial == letter).collect();
    cases.sort_by(|a, b| (&a.sort_key, &a.route).cmp(&(&b.sort_key, &b.route)));
    let entry = |case: &'v Case| IndexEntry {
        name: &case.title,
        url: case.route.as_str(),
        kind: "kind_case",
        unit: hall.leading_unit(case).map(Unit::short_name),
        year: Some(case.year),
    };
    cases.into_iter().map(entry).collect()
}

fn names_by_letter(hall: &Hall) -> Vec<(char, Vec<IndexEntry<'_>>)> {
    let units = hall.units.iter().map(|unit| (&unit.name, &unit.route, "kind_unit"));
    let brands = hall.brands.iter().map(|brand| (&brand.name, &brand.route, "kind_brand"));
    let honors = hall.honors.iter().map(|honor| (&honor.name, &honor.route, "kind_honor"));
    let mut entries: Vec<(&Name, &Route, &'static str)> = units.chain(brands).chain(honors).collect();
    entries.sort_by(|(a, ..), (b, ..)| {
        (a.initial == '#', a.initial, &a.sort_key).cmp(&(b.initial == '#', b.initial, &b.sort_key))
    });
    let mut groups: Vec<(char, Vec<IndexEntry<'_>>)> = Vec::new();
    for (name, route, kind) in entries {
        let entry = IndexEntry { name: &name.name, url: route.as_str(), kind, unit: None, year: None };
        match groups.last_mut() {
            Some((letter, list)) if *letter == name.initial => list.push(entry),
            _ => groups.push((name.initial, vec![entry])),
        }
    }
    groups
}
