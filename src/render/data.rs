//! For machines: open data as JSON and CSV, feed, sitemap, robots.txt.

use super::cards::level_name;
use super::planner::Planner;
use crate::model::{Case, Hall};
use crate::output::{Entry, MakeError, PageKind, SitePlan};
use crate::text;
use serde::Serialize;
use std::fmt::Write;
use std::sync::Arc;

/// Newest cases in the feed.
const FEED_MAX: usize = 20;
/// Addresses that one sitemap may name, by the sitemaps protocol.
const SITEMAP_MAX: usize = 50_000;

/// A case as open data: what its page says, in plain fields.
#[derive(Debug, Serialize)]
struct Record<'a> {
    title: &'a str,
    units: Vec<&'a str>,
    brand: Option<&'a str>,
    year: u16,
    date: Option<String>,
    summary: &'a str,
    tags: &'a [String],
    honors: Vec<HonorRecord<'a>>,
    /// Path from the site's root.
    url: &'a str,
}

#[derive(Debug, Serialize)]
struct HonorRecord<'a> {
    name: &'a str,
    level: &'a str,
    tier: Option<&'a str>,
    year: Option<u16>,
    session: Option<&'a str>,
    issuer: Option<&'a str>,
}

pub(super) fn plan<'a>(planner: &Arc<Planner<'a>>, plan: &mut SitePlan<'a>) {
    let hall = planner.hall;
    let records = planner.fingerprint(|digester| {
        for case in &hall.cases {
            digester.view(&record_of(hall, case));
        }
    });
    plan.add(Entry::new("data/cases.json", PageKind::Data, records, move || json(hall)));
    plan.add(Entry::new("data/cases.csv", PageKind::Data, records, move || Ok(csv(hall))));
    let base_url = hall.site.base_url.as_deref();
    let robots = planner.fingerprint(|digester| {
        digester.view(&base_url);
    });
    plan.add(Entry::new("robots.txt", PageKind::Data, robots, move || Ok(robots_txt(base_url))));
    if let Some(base_url) = base_url {
        plan_feed(planner, base_url, plan);
        plan_sitemap(planner, base_url, plan);
    }
}

fn record_of<'a>(hall: &'a Hall, case: &'a Case) -> Record<'a> {
    Record {
        title: &case.title,
        units: case.units.iter().map(|unit| hall.unit(*unit).name.name.as_str()).collect(),
        brand: case.brand.map(|brand| hall.brand(brand).name.name.as_str()),
        year: case.year,
        date: case.date.map(|date| date.to_string()),
        summary: &case.summary,
        tags: &case.tags,
        honors: case
            .awards
            .iter()
            .map(|award| HonorRecord {
                name: &hall.honor(award.honor).name.name,
                level: level_name(hall, award.level),
                tier: award.tier.as_deref(),
                year: award.year,
                session: award.session.as_deref(),
                issuer: award.issuer.as_deref(),
            })
            .collect(),
        url: case.route.as_str(),
    }
}

fn json(hall: &Hall) -> Result<Vec<u8>, MakeError> {
    let records: Vec<Record<'_>> = hall.cases.iter().map(|case| record_of(hall, case)).collect();
    serde_json::to_vec_pretty(&records).map_err(|error| MakeError::Stop(Box::new(error)))
}

/// A table for spreadsheets.
fn csv(hall: &Hall) -> Vec<u8> {
    let head = ["标题", "单位", "品牌", "年份", "日期", "荣誉", "摘要", "标签", "网页"];
    let row = |case: &Case| {
        let record = record_of(hall, case);
        let honors: Vec<String> = record.honors.iter().map(honor_text).collect();
        vec![
            record.title.to_owned(),
            record.units.join("；"),
            record.brand.unwrap_or_default().to_owned(),
            record.year.to_string(),
            record.date.unwrap_or_default(),
            honors.join("；"),
            record.summary.to_owned(),
            record.tags.join("；"),
            record.url.to_owned(),
        ]
    };
    text::csv_table(std::iter::once(head.map(str::to_owned).to_vec()).chain(hall.cases.iter().map(row)))
}

fn honor_text(honor: &HonorRecord<'_>) -> String {
    let level = if honor.level.is_empty() { String::new() } else { format!("（{}）", honor.level) };
    let tier = honor.tier.unwrap_or_default();
    format!("{}{tier}{level}", honor.name)
}

fn robots_txt(base_url: Option<&str>) -> Vec<u8> {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(base_url) = base_url {
        let _ = writeln!(text, "Sitemap: {base_url}sitemap.xml");
    }
    text.into_bytes()
}

#[derive(Debug, Serialize)]
struct FeedView<'a> {
    title: &'a str,
    subtitle: Option<&'a str>,
    author: &'a str,
    lang: &'a str,
    base_url: &'a str,
    updated: String,
    entries: Vec<FeedEntry<'a>>,
}

#[derive(Debug, Serialize)]
struct FeedEntry<'a> {
    title: &'a str,
    summary: &'a str,
    url: &'a str,
    unit: &'a str,
    updated: String,
}

fn plan_feed<'a>(planner: &Arc<Planner<'a>>, base_url: &'a str, plan: &mut SitePlan<'a>) {
    let route = crate::model::Route::fixed("feed.xml");
    plan.add(planner.entry(&route, PageKind::Data, "feed.xml", move |planner, stage| {
        let hall = planner.hall;
        let entries: Vec<FeedEntry<'_>> = hall
            .cases
            .iter()
            .take(FEED_MAX)
            .map(|case| FeedEntry {
                title: &case.title,
                summary: &case.summary,
                url: case.route.as_str(),
                unit: hall.leading_unit(case).map_or("", |unit| &unit.name.name),
                updated: moment_of(hall, case),
            })
            .collect();
        let updated = entries.iter().map(|entry| entry.updated.clone()).max().unwrap_or_default();
        let site = &hall.site;
        let feed = FeedView {
            title: &site.title,
            subtitle: site.subtitle.as_deref(),
            author: site.publisher(),
            lang: site.lang.tag(),
            base_url,
            updated: if updated.is_empty() { "1970-01-01T00:00:00Z".to_owned() } else { updated },
            entries,
        };
        stage.view("feed", &feed);
    }));
}

/// When a case was published, as feeds write it: its day, or the first day of its year, in the site's time zone.
fn moment_of(hall: &Hall, case: &Case) -> String {
    let year = i16::try_from(case.year).unwrap_or(1970);
    let day = case.date.or_else(|| jiff::civil::Date::new(year, 1, 1).ok());
    day.and_then(|day| day.to_zoned(hall.site.time_zone.clone()).ok())
        .map_or_else(String::new, |zoned| zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}

fn plan_sitemap<'a>(planner: &Planner<'a>, base_url: &'a str, plan: &mut SitePlan<'a>) {
    let mut pages: Vec<String> = plan
        .entries()
        .iter()
        .filter(|entry| entry.path.ends_with(".html") && entry.path != "404.html")
        // A panel says what its page says, for paper.
        .filter(|entry| !entry.path.starts_with("panels/"))
        .map(|entry| entry.path.clone())
        .collect();
    pages.sort();
    pages.truncate(SITEMAP_MAX);
    let fingerprint = planner.fingerprint(|digester| {
        digester.view(&base_url).view(&pages);
    });
    plan.add(Entry::new("sitemap.xml", PageKind::Data, fingerprint, move || {
        let mut xml = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
        );
        for page in &pages {
            let base_url = base_url.replace('&', "&amp;");
            let _ = writeln!(xml, "<url><loc>{base_url}{page}</loc></url>");
        }
        xml.push_str("</urlset>\n");
        Ok(xml.into_bytes())
    }));
}
