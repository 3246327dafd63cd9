//! The hall in figures: cases by year and group, honors by year and level, brands by unit.

use crate::model::{Group, Hall, LevelId, Route, Year};
use crate::output::{PageKind, SitePlan};
use crate::render::draw::{Bar, chart};
use crate::render::filters::other_language;
use crate::render::planner::Planner;
use crate::render::theme::Theme;
use crate::render::view::{ChartRow, ChartView, StatisticsView};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where the page of figures is.
pub(super) const STATISTICS: &str = "statistics/index.html";
/// Units shown by the number of their brands.
const UNITS_MAX: usize = 15;

/// The figures of one chart before it is drawn.
struct Figures<'v> {
    title: &'v str,
    rows_are: &'v str,
    series: Vec<&'v str>,
    rows: Vec<Row<'v>>,
    /// What belongs to no bar: counted in the table and in words, not drawn.
    apart: Option<Apart<'v>>,
    /// Whether few bars may stand side by side.
    stand: bool,
}

/// The figures of one year, group or unit.
struct Row<'v> {
    name: Cow<'v, str>,
    /// Path of its page, empty if it has none.
    url: &'v str,
    counts: Vec<usize>,
    /// Whether years without figures lie between it and the row before.
    after_gap: bool,
}

impl<'v> Row<'v> {
    fn new(name: impl Into<Cow<'v, str>>, url: &'v str, counts: Vec<usize>) -> Self {
        Self { name: name.into(), url, counts, after_gap: false }
    }
}

/// Figures without a place in their chart.
struct Apart<'v> {
    /// The string that tells how many they are.
    words: &'static str,
    /// How the table names them.
    name: &'v str,
    counts: Vec<usize>,
}

pub(super) fn plan<'a>(planner: &Arc<Planner<'a>>, plan: &mut SitePlan<'a>) {
    let route = Route::fixed(STATISTICS);
    plan.add(planner.entry(
        &route.clone(),
        PageKind::Page,
        "pages/statistics.html",
        move |planner, stage| {
            stage.head(&route, "statistics", &planner.title("statistics", 1), None);
            let all = [
                cases_by_year(planner.hall, planner.theme),
                honors_by_year(planner.hall, planner.theme),
                cases_by_group(planner.hall, planner.theme),
                brands_by_unit(planner.hall, planner.theme),
            ];
            let charts = all.into_iter().filter(|figures| !figures.rows.is_empty());
            let view = StatisticsView {
                charts: charts.map(|figures| drawn(planner, figures, route.to_root())).collect(),
            };
            stage.view("statistics", &view);
        },
    ));
}

fn drawn<'v>(planner: &Planner<'v>, figures: Figures<'v>, root: &str) -> ChartView<'v> {
    let bars: Vec<Bar<'_>> = figures
        .rows
        .iter()
        .map(|row| Bar {
            label: &row.name,
            lang: other_language(&row.name, planner.hall.site.lang),
            href: (!row.url.is_empty()).then(|| format!("{root}{}", row.url)),
            parts: row.counts.clone(),
            apart: row.after_gap,
        })
        .collect();
    let is_drawn = |series: usize| bars.iter().any(|bar| bar.parts[series] > 0);
    let names = figures.series.iter().enumerate().filter(|(series, _)| is_drawn(*series));
    let key = names.map(|(series, name)| (series + 1, *name)).collect();
    let svg = chart(figures.title, &bars, figures.stand);
    let row =
        |name: String, url, counts: Vec<usize>| ChartRow { name, url, total: counts.iter().sum(), counts };
    let mut rows: Vec<_> =
        figures.rows.into_iter().map(|shown| row(shown.name.into_owned(), shown.url, shown.counts)).collect();
    let mut apart = None;
    if let Some(Apart { words, name, counts }) = figures.apart {
        let row = row(name.to_owned(), "", counts);
        apart = Some(planner.theme.string(words).replace("{n}", &row.total.to_string()));
        rows.push(row);
    }
    ChartView {
        title: figures.title,
        svg,
        apart,
        rows_are: figures.rows_are,
        series: figures.series,
        key,
        rows,
    }
}

fn cases_by_year<'v>(hall: &'v Hall, theme: &'v Theme) -> Figures<'v> {
    let row = |(year, skipped): (&'v Year, u16)| Row {
        after_gap: skipped > 0,
        ..Row::new(&year.name, year.route.as_str(), vec![year.cases.len()])
    };
    Figures {
        title: theme.string("chart_cases_by_year"),
        rows_are: theme.string("year"),
        series: vec![theme.string("count_cases")],
        rows: hall.time_line().map(row).collect(),
        apart: None,
        stand: true,
    }
}

fn cases_by_group<'v>(hall: &'v Hall, theme: &'v Theme) -> Figures<'v> {
    let row = |group: &'v Group| Row::new(&group.name, group.route.as_str(), vec![group.cases.len()]);
    Figures {
        title: theme.string("chart_cases_by_group"),
        rows_are: theme.string("group"),
        series: vec![theme.string("count_cases")],
        rows: hall.groups.iter().map(row).collect(),
        apart: None,
        stand: false,
    }
}

/// Awards by the year they were given in, parted by level; those of no known year stand apart.
fn honors_by_year<'v>(hall: &'v Hall, theme: &'v Theme) -> Figures<'v> {
    let levels: Vec<LevelId> = (0..hall.levels.len() as u32)
        .map(LevelId)
        .filter(|level| hall.level(*level).award_count > 0)
        .collect();
    let mut by_year: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
    let mut undated = vec![0; levels.len()];
    for award in hall.cases.iter().flat_map(|case| &case.awards) {
        let part = levels.iter().position(|level| award.level == Some(*level));
        let counts = match award.year {
            Some(year) => by_year.entry(year).or_insert_with(|| vec![0; levels.len()]),
            None => &mut undated,
        };
        if let Some(part) = part {
            counts[part] += 1;
        }
    }
    let row = |(year, counts): (u16, Vec<usize>)| match hall.years.iter().find(|shown| shown.year == year) {
        Some(shown) => Row::new(&shown.name, shown.route.as_str(), counts),
        None => Row::new(year.to_string(), "", counts),
    };
    let level_name = |level: &LevelId| match hall.level(*level).name.as_str() {
        "" => theme.string("level_none"),
        name => name,
    };
    Figures {
        title: theme.string("chart_honors_by_year"),
        rows_are: theme.string("year"),
        series: levels.iter().map(level_name).collect(),
        rows: by_year.into_iter().map(row).collect(),
        apart: undated.iter().any(|count| *count > 0).then(|| Apart {
            words: "chart_undated",
            name: theme.string("year_unknown"),
            counts: undated,
        }),
        stand: false,
    }
}

/// Units with the most brands; the others together come last.
fn brands_by_unit<'v>(hall: &'v Hall, theme: &'v Theme) -> Figures<'v> {
    let mut counts = vec![0; hall.units.len()];
    for unit in hall.brands.iter().filter_map(|brand| brand.unit) {
        counts[unit.index()] += 1;
    }
    let mut units: Vec<usize> = (0..counts.len()).filter(|unit| counts[*unit] > 0).collect();
    units.sort_by_key(|unit| Reverse(counts[*unit]));
    let others: usize = units.iter().skip(UNITS_MAX).map(|unit| counts[*unit]).sum();
    units.truncate(UNITS_MAX);
    let row = |unit: usize| {
        let (unit, count) = (&hall.units[unit], counts[unit]);
        Row::new(unit.short_name(), unit.route.as_str(), vec![count])
    };
    let mut rows: Vec<_> = units.into_iter().map(row).collect();
    if others > 0 {
        rows.push(Row::new(theme.string("other_units"), "units/index.html", vec![others]));
    }
    Figures {
        title: theme.string("chart_brands_by_unit"),
        rows_are: theme.string("unit"),
        series: vec![theme.string("count_brands")],
        rows,
        apart: None,
        stand: false,
    }
}
