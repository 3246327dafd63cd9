//! Whether a case may be entered at all, and whether it says what the call asks for.

use crate::diag::catalog::FieldRemedy;
use crate::diag::{At, Fault, catalog};
use crate::dossier::fields::{Speaker, is_of_brand};
use crate::model::{Call, Field, Hall, Status, UnitId};
use foldhash::{HashMap, HashMapExt};

pub(super) fn judge(speaker: &Speaker<'_>, faults: &mut Vec<Fault>) {
    judge_unit(speaker, faults);
    judge_repeats(speaker, faults);
    judge_fields(speaker, faults);
}

fn judge_unit(speaker: &Speaker<'_>, faults: &mut Vec<Fault>) {
    let Speaker { hall, call, .. } = speaker;
    let eligible = &call.eligible;
    if eligible.units.is_empty() && eligible.groups.is_empty() {
        return;
    }
    let case = hall.case(speaker.entry.case);
    let Some(leading) = case.units.first() else { return };
    let group = hall.unit(*leading).group;
    let may_enter =
        eligible.units.contains(leading) || group.is_some_and(|group| eligible.groups.contains(&group));
    if !may_enter {
        let at = At::either(&speaker.sources.documents[case.document].path, ["unit", "单位"]);
        faults.push(catalog::entry_not_eligible(at, &call.title, speaker.leading_unit()));
    }
}

fn judge_repeats(speaker: &Speaker<'_>, faults: &mut Vec<Fault>) {
    let Speaker { hall, call, entry, .. } = speaker;
    let case = hall.case(entry.case);
    if call.rules.repeats.refuses_honored && entry.status != Status::Awarded {
        let rank = |name: &str| hall.site.levels.iter().position(|level| level == name);
        let own = call.level.as_deref().and_then(rank);
        let counts = |level: Option<&str>| match own {
            Some(own) => level.and_then(rank).is_some_and(|rank| rank <= own),
            None => true,
        };
        let honored =
            case.awards.iter().find(|award| counts(award.level.map(|level| hall.level(level).name.as_str())));
        if let Some(award) = honored {
            let at = At::either(&speaker.sources.documents[case.document].path, ["honors", "荣誉"]);
            let honor = &hall.honor(award.honor).name.name;
            faults.push(catalog::entry_honored_before(at, &call.title, honor));
        }
    }
    if call.rules.repeats.refuses_entered {
        let others = hall.calls.iter().filter(|other| other.document != call.document);
        let mut twins = others.filter(|other| other.entries.iter().any(|twin| twin.case == entry.case));
        if let Some(other) = twins.next() {
            faults.push(catalog::entry_entered_elsewhere(entry.at.clone(), &call.title, &other.title));
        }
    }
}

fn judge_fields(speaker: &Speaker<'_>, faults: &mut Vec<Fault>) {
    let case = speaker.hall.case(speaker.entry.case);
    let required = &speaker.call.rules.required;
    for field in required.iter().filter(|field| speaker.value(field).is_empty()) {
        // Without a brand its idea and meaning are missing too, and that is one fault.
        if is_of_brand(field) && case.brand.is_none() && required.contains(&Field::Brand) {
            continue;
        }
        let line = format!("{}: …", field.en());
        let brand = case.brand.map(|brand| &speaker.hall.brand(brand).name).filter(|_| is_of_brand(field));
        let remedy = match (field, brand) {
            (Field::Own(name), _) => FieldRemedy::InCase(format!("submission: {{{name}: …}}")),
            (_, Some(brand)) => FieldRemedy::InBrand(brand.name.clone(), line),
            (_, None) => FieldRemedy::InCase(line),
        };
        let words = (field.zh(), field.en());
        faults.push(catalog::entry_field_missing(speaker.at(field), &speaker.call.title, words, &remedy));
    }
}

/// Entries beyond what the call takes, each quota reported once, at the first entry above it.
pub(super) fn quotas(hall: &Hall, call: &Call, faults: &mut Vec<Fault>) {
    let count = call.entries.len();
    if let Some(total) = call.quota.total.filter(|total| count > *total) {
        let at = call.entries[total].at.clone();
        faults.push(catalog::entry_over_quota(at, &call.title, None, (count, total)));
    }
    let Some(per_unit) = call.quota.per_unit else { return };
    let mut counts: HashMap<UnitId, usize> = HashMap::new();
    let leading = |entry: &crate::model::Entry| hall.case(entry.case).units.first().copied();
    for unit in call.entries.iter().filter_map(leading) {
        *counts.entry(unit).or_default() += 1;
    }
    let mut seen: HashMap<UnitId, usize> = HashMap::new();
    for entry in &call.entries {
        let Some(unit) = leading(entry) else { continue };
        let seen = seen.entry(unit).or_default();
        *seen += 1;
        if *seen == per_unit + 1 {
            let (name, count) = (&hall.unit(unit).name.name, counts[&unit]);
            let at = entry.at.clone();
            faults.push(catalog::entry_over_quota(at, &call.title, Some(name), (count, per_unit)));
        }
    }
}
