//! What others show of a case: search engines, share cards, footnotes.

use crate::model::{Case, Hall, Route};
use crate::render::days::in_figures;
use crate::render::view::{CaseView, ShareView};
use jiff::civil::Date;
use serde::Serialize;
use std::fmt::Write;

/// The facts of a case that others show.
#[derive(Serialize)]
pub(super) struct Shared<'a> {
    image: Option<&'a str>,
    base: &'a str,
    url: &'a str,
    title: &'a str,
    year: u16,
    #[serde(serialize_with = "in_figures")]
    date: Option<Date>,
    lang: &'static str,
    units: Vec<&'a str>,
    publisher: &'a str,
    honors: Vec<&'a str>,
    tags: &'a [String],
}

/// What others show of `case`; `None` without an absolute address, which all of them ask for.
pub(super) fn shared_of<'a>(hall: &'a Hall, case: &'a Case) -> Option<Shared<'a>> {
    let picture = case.cover.or(case.photos.first().map(|photo| photo.media)).map(|id| hall.media(id));
    Some(Shared {
        image: picture.filter(|media| media.form.is_some()).map(|media| media.route.as_str()),
        base: hall.site.base_url.as_deref()?,
        url: case.route.as_str(),
        title: &case.title,
        year: case.year,
        date: case.date,
        lang: hall.site.lang.tag(),
        units: case.units.iter().map(|unit| hall.unit(*unit).name.name.as_str()).collect(),
        publisher: hall.site.publisher(),
        honors: case.awards.iter().map(|award| hall.honor(award.honor).name.name.as_str()).collect(),
        tags: &case.tags,
    })
}

impl<'a> Shared<'a> {
    pub(super) fn view(&self) -> ShareView<'a> {
        ShareView { image: self.image, json_ld: self.json_ld() }
    }

    fn json_ld(&self) -> String {
        let article = Article {
            context: "https://schema.org",
            kind: "Article",
            headline: self.title,
            url: format!("{}{}", self.base, self.url),
            date_published: self.date.map_or_else(|| self.year.to_string(), |date| date.to_string()),
            in_language: self.lang,
            author: self.units.iter().copied().map(organisation).collect(),
            publisher: organisation(self.publisher),
            award: &self.honors,
            image: self.image.map(|image| format!("{}{image}", self.base)),
            keywords: self.tags,
        };
        let text = serde_json::to_string(&article).expect("an article is plain data");
        // Inside a script element only `<` could end it; the others are spared for the sake of old parsers.
        if memchr::memchr3(b'<', b'>', b'&', text.as_bytes()).is_none() {
            return text;
        }
        text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
    }
}

/// A case as schema.org describes articles.
#[derive(Serialize)]
struct Article<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    headline: &'a str,
    url: String,
    #[serde(rename = "datePublished")]
    date_published: String,
    #[serde(rename = "inLanguage")]
    in_language: &'static str,
    author: Vec<Organisation<'a>>,
    publisher: Organisation<'a>,
    #[serde(skip_serializing_if = "<[&str]>::is_empty")]
    award: &'a [&'a str],
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    keywords: &'a [String],
}

#[derive(Serialize)]
struct Organisation<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
}

fn organisation(name: &str) -> Organisation<'_> {
    Organisation { kind: "Organization", name }
}

/// What a footnote says of a case beside its title, its units and its day.
#[derive(Serialize)]
pub(super) struct Source<'a> {
    year: u16,
    publisher: &'a str,
    base: Option<&'a str>,
    route: &'a Route,
}

impl<'a> Source<'a> {
    /// Of `case`, told at `route`.
    pub(super) fn of(hall: &'a Hall, case: &Case, route: &'a Route) -> Self {
        let site = &hall.site;
        Self { year: case.year, publisher: site.publisher(), base: site.base_url.as_deref(), route }
    }

    /// The case as footnotes name an electronic source (GB/T 7714—2015: author, title, kind, publisher, date, address).
    pub(super) fn citation(&self, case: &CaseView<'_>, date: Option<Date>) -> String {
        let Self { year, publisher, base, route } = self;
        let units: Vec<&str> = case.units.iter().map(|unit| unit.name).collect();
        let mut citation = String::new();
        if !units.is_empty() {
            citation = units.join(", ") + ". ";
        }
        let date = date.map_or_else(|| year.to_string(), |date| format!("{year} ({date})"));
        let _ = write!(citation, "{}[EB/OL]. {publisher}, {date}.", case.title);
        if let Some(base) = base {
            let _ = write!(citation, " {base}{route}.");
        }
        citation
    }
}
