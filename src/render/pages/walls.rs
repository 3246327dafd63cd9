//! The case wall, and a wall for every year, level and group: each facet value is a page of its own.

use super::lists::{List, plan_list};
use super::names::{honor_lines, units_counted};
use crate::model::{CASES, CaseId, Hall, HonorId, LevelId, Route, Year};
use crate::output::{PageKind, SitePlan};
use crate::render::planner::{Alike, Planner};
use crate::render::view::{
    CountedLink, GroupView, HonorLine, LevelView, Link, WallView, YearLine, YearView, YearsView,
};
use std::sync::Arc;

pub(super) fn plan<'a>(planner: &Arc<Planner<'a>>, plan: &mut SitePlan<'a>) {
    plan_case_wall(planner, plan);
    plan_years(planner, plan);
    plan_levels(planner, plan);
    plan_groups(planner, plan);
}

fn plan_case_wall<'a>(planner: &Arc<Planner<'a>>, plan: &mut SitePlan<'a>) {
    let list = List {
        kind: PageKind::Wall,
        template: "pages/wall.html",
        section: "cases",
        title: planner.theme.string("cases"),
        description: None,
        route: Route::fixed(CASES),
        cases: planner.hall.all_cases().into(),
        document: None,
    };
    let wall = Alike::new(wall_view(planner.hall));
    plan_list(planner, plan, list, move |planner, stage, page| {
        stage.alike("wall", &wall);
        stage.cards("cards", planner, page.route, page.cases);
    });
}

fn wall_view(hall: &Hall) -> WallView<'_> {
    WallView {
        total: hall.cases.len(),
        years: years_counted(hall),
        levels: hall
            .levels
            .iter()
            .filter(|level| !level.cases.is_empty())
            .map(|level| CountedLink {
                name: &level.name,
                url: level.route.as_str(),
                count: level.cases.len(),
            })
            .collect(),
        groups: groups_counted(hall),
    }
}

/// Groups with their number of cases.
pub(super) fn groups_counted(hall: &Hall) -> Vec<CountedLink<'_>> {
    hall.groups
        .iter()
        .map(|group| CountedLink { name: &group.name, url: group.route.as_str(), count: group.cases.len() })
        .collect()
}

fn years_counted(hall: &Hall) -> Vec<CountedLink<'_>> {
    hall.years
        .iter()
        .map(|year| CountedLink { name: &year.name, url: year.route.as_str(), count: year.cases.len() })
        .collect()
}

fn plan_years<'a>(planner: &Arc<Planner<'a>>, plan: &mut SitePlan<'a>) {
    if planner.hall.years.is_empty() {
        return;
    }
    let route = Route::fixed("years/index.html");
    plan.add(planner.entry(&route.clone(), PageKind::Year, "pages/years.html", move |planner, stage| {
        stage.head(&route, "years", &planner.title("years", 1), None);
        stage.view(
            "years",
            &YearsView {
                years: planner.hall.years.iter().map(|year| year_line(planner.hall, year)).collect(),
            },
        );
    }));
    for (index, year) in planner.hall.years.iter().enumerate() {
        let list = List {
            kind: PageKind::Year,
            template: "pages/year.html",
            section: "years",
            title: &year.name,
            description: None,
            route: year.route.clone(),
            cases: (&year.cases).into(),
            document: None,
        };
        let year_at = |at: Option<usize>| at.and_then(|at| planner.hall.years.get(at));
        let link = |year: &'a Year| Link { name: &year.name, url: year.route.as_str() };
        let view = Alike::new(YearView {
            year: year.year,
            count: year.cases.len(),
            award_count: year.award_count,
            earlier: year_at(Some(index + 1)).map(link),
            later: year_at(index.checked_sub(1)).map(link),
        });
        plan_list(planner, plan, list, move |planner, stage, page| {
            stage.alike("year", &view);
            stage.cards("cards", planner, page.route, page.cases);
        });
    }
}

/// Cases of a year that the year line names.
const YEAR_CASES_MAX: usize = 6;

fn year_line<'v>(hall: &'v Hall, year: &'v Year) -> YearLine<'v> {
    let named = year.cases.iter().take(YEAR_CASES_MAX).map(|id| hall.case(*id));
    YearLine {
        year: year.year,
        url: year.route.as_str(),
        count: year.cases.len(),
        award_count: year.award_count,
        cases: named.map(|case| Link { name: &case.title, url: case.route.as_str() }).collect(),
        more: year.cases.len().saturating_sub(YEAR_CASES_MAX),
    }
}

fn plan_levels<'a>(planner: &Arc<Planner<'a>>, plan: &mut SitePlan<'a>) {
    for (index, level) in planner.hall.levels.iter().enumerate() {
        let list = List {
            kind: PageKind::Honor,
            template: "pages/level.html",
            section: "honors",
            title: if level.name.is_empty() { planner.theme.string("level_none") } else { &level.name },
            description: None,
            route: level.route.clone(),
            cases: (&level.cases).into(),
            document: None,
        };
        let view = Alike::new(level_view(planner.hall, index));
        plan_list(planner, plan, list, move |planner, stage, page| {
            stage.alike("level", &view);
            stage.view("won", &won_by(planner.hall, LevelId(index as u32), page.cases));
            stage.cards("cards", planner, page.route, page.cases);
        });
    }
}

/// For each of `cases` whose card names an award of another level, the honors of `level` that it won.
fn won_by<'v>(hall: &'v Hall, level: LevelId, cases: &[CaseId]) -> Vec<Vec<HonorLine<'v>>> {
    let honors_of = |case: &CaseId| {
        let awards = &hall.case(*case).awards;
        let is_named = awards.iter().filter_map(|award| award.level).min() == Some(level);
        let of_level = awards.iter().filter(|award| !is_named && award.level == Some(level));
        let mut honors: Vec<HonorId> = of_level.map(|award| award.honor).collect();
        honors.dedup();
        honor_lines(hall, honors.into_iter())
    };
    cases.iter().map(honors_of).collect()
}

/// A level with its honors.
pub(super) fn level_view(hall: &Hall, index: usize) -> LevelView<'_> {
    let level = &hall.levels[index];
    LevelView {
        name: &level.name,
        url: level.route.as_str(),
        rank: index + 1,
        count: level.award_count,
        honors: honor_lines(hall, level.honors.iter().copied()),
    }
}

fn plan_groups<'a>(planner: &Arc<Planner<'a>>, plan: &mut SitePlan<'a>) {
    for group in &planner.hall.groups {
        let list = List {
            kind: PageKind::Group,
            template: "pages/group.html",
            section: "units",
            title: &group.name,
            description: None,
            route: group.route.clone(),
            cases: (&group.cases).into(),
            document: None,
        };
        let units = units_counted(planner.hall, &group.units);
        let view = Alike::new(GroupView { name: &group.name, units, count: group.cases.len() });
        plan_list(planner, plan, list, move |planner, stage, page| {
            stage.alike("group", &view);
            stage.cards("cards", planner, page.route, page.cases);
        });
    }
}
