//! Calls for cases, and the entries by status and tier.

use crate::model::{Call, Deadline, Entry, Range, Route, Status};
use crate::output::{PageKind, SitePlan};
use crate::render::days::date_text;
use crate::render::planner::Planner;
use crate::render::view::{CallCard, CallFact, CallView, EntryLine, Link, StatusGroup, TierGroup};
use std::sync::Arc;

pub(super) fn plan<'a>(planner: &Arc<Planner<'a>>, plan: &mut SitePlan<'a>) {
    if planner.hall.calls.is_empty() {
        return;
    }
    let route = Route::fixed("calls/index.html");
    plan.add(planner.entry(&route.clone(), PageKind::Call, "pages/calls.html", move |planner, stage| {
        stage.head(&route, "calls", &planner.title("calls", 1), None);
        let cards: Vec<_> = planner.hall.calls.iter().map(|call| card(planner, call)).collect();
        stage.view("calls", &cards);
    }));
    for call in &planner.hall.calls {
        let route = &call.route;
        plan.add(planner.entry(route, PageKind::Call, "pages/call.html", move |planner, stage| {
            stage.head(route, "calls", &call.title, Some(&call.summary));
            let view = CallView {
                title: &call.title,
                summary: &call.summary,
                facts: facts(planner, call),
                statuses: statuses(planner, call),
                count: call.entries.len(),
            };
            stage.view("call", &view);
            stage.body(planner, Some(call.document), route);
        }));
    }
}

fn card<'v>(planner: &Planner<'_>, call: &'v Call) -> CallCard<'v> {
    CallCard {
        title: &call.title,
        url: call.route.as_str(),
        summary: &call.summary,
        organiser: call.organiser.as_deref(),
        deadline: call.deadline.map(|deadline| deadline_text(planner, deadline)),
        count: call.entries.len(),
    }
}

/// What the call says, as far as it says anything.
fn facts<'v>(planner: &'v Planner<'_>, call: &'v Call) -> Vec<CallFact<'v>> {
    let (rules, string) = (&call.rules, |key: &'static str| planner.theme.string(key));
    let sections: Vec<&str> = rules.sections.iter().map(|section| section.name.as_str()).collect();
    let limits = |range, unit| limits(planner, range, unit);
    let at_most = |count: Option<usize>| Range { max: count.map(|count| count as u64), min: None };
    let all = [
        ("call_organiser", call.organiser.clone()),
        ("level", call.level.clone()),
        ("year", call.year.map(|year| year.to_string())),
        ("session", call.session.clone()),
        ("call_deadline", call.deadline.map(|deadline| deadline_text(planner, deadline))),
        ("call_quota", limits(at_most(call.quota.total), "call_count_cases")),
        ("call_per_unit", limits(at_most(call.quota.per_unit), "call_count_cases")),
        ("call_sections", Some(sections.join(string("call_comma"))).filter(|text| !text.is_empty())),
        ("call_words", limits(rules.words, "call_count_words")),
        ("call_pictures", limits(rules.pictures.count, "call_count_pictures")),
    ];
    let told = all.into_iter().filter_map(|(key, text)| Some(CallFact { name: string(key), text: text? }));
    told.collect()
}

/// A range in words, counted in the unit whose string is `unit`: 不超过 3000 字.
fn limits(planner: &Planner<'_>, range: Range, unit: &'static str) -> Option<String> {
    let string = |key: &'static str| planner.theme.string(key);
    let counted = |count: &str| string(unit).replace("{n}", count);
    match (range.min, range.max) {
        (Some(min), Some(max)) if min == max => Some(counted(&max.to_string())),
        (Some(min), Some(max)) => {
            let both = string("call_between").replace("{min}", &min.to_string());
            Some(counted(&both.replace("{max}", &max.to_string())))
        }
        (None, Some(max)) => Some(string("call_at_most").replace("{n}", &counted(&max.to_string()))),
        (Some(min), None) => Some(string("call_at_least").replace("{n}", &counted(&min.to_string()))),
        (None, None) => None,
    }
}

fn deadline_text(planner: &Planner<'_>, deadline: Deadline) -> String {
    let moment = deadline.moment.to_zoned(planner.hall.site.time_zone.clone());
    let day = date_text(moment.date(), planner.hall.site.lang);
    if deadline.has_time { format!("{day} {}", moment.strftime("%H:%M")) } else { day }
}

fn statuses<'v>(planner: &'v Planner<'_>, call: &'v Call) -> Vec<StatusGroup<'v>> {
    let mut groups = Vec::new();
    for status in Status::ALL {
        let entries: Vec<&Entry> = call.entries.iter().filter(|entry| entry.status == status).collect();
        if entries.is_empty() {
            continue;
        }
        let mut tiers: Vec<TierGroup<'_>> = Vec::new();
        for entry in &entries {
            let name = entry.tier.as_deref();
            let line = line(planner, entry);
            match tiers.iter_mut().find(|tier| tier.name == name) {
                Some(tier) => tier.entries.push(line),
                None => tiers.push(TierGroup { name, entries: vec![line] }),
            }
        }
        let key = match status {
            Status::Awarded => "status_awarded",
            Status::Announced => "status_announced",
            Status::Shortlisted => "status_shortlisted",
            Status::Entered => "status_entered",
        };
        groups.push(StatusGroup { name: planner.theme.string(key), tiers, count: entries.len() });
    }
    groups
}

fn line<'v>(planner: &'v Planner<'_>, entry: &Entry) -> EntryLine<'v> {
    let case = planner.hall.case(entry.case);
    let unit = planner.hall.leading_unit(case);
    EntryLine {
        case: Link { name: &case.title, url: case.route.as_str() },
        unit: unit.map(|unit| Link { name: &unit.name.name, url: unit.route.as_str() }),
    }
}
