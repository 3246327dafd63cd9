//! What others show of a case: search engines, share cards, footnotes.

use crate::model::{Case, Hall};
use crate::render::view::ShareView;
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// What others show of `case`; `None` without an absolute address, which all of them ask for.
pub(super) fn share_of<'v>(hall: &'v Hall, case: &'v Case) -> Option<ShareView<'v>> {
    let base = hall.site.base_url.as_deref()?;
    let picture = case.cover.or(case.photos.first().map(|photo| photo.media)).map(|id| hall.media(id));
    let image = picture.filter(|media| media.form.is_some()).map(|media| media.route.as_str());
    Some(ShareView { image, json_ld: json_ld(hall, case, base, image) })
}

/// The case as schema.org describes articles.
fn json_ld(hall: &Hall, case: &Case, base: &str, image: Option<&str>) -> String {
    let organisation = |name: &str| json!({ "@type": "Organization", "name": name });
    let units: Vec<Value> = case.units.iter().map(|unit| organisation(&hall.unit(*unit).name.name)).collect();
    let awards: Vec<&str> =
        case.awards.iter().map(|award| hall.honor(award.honor).name.name.as_str()).collect();
    let date = case.date.map_or_else(|| case.year.to_string(), |date| date.to_string());
    let mut article = Map::new();
    let mut put = |key: &str, value: Value| article.insert(key.to_owned(), value);
    put("@context", json!("https://schema.org"));
    put("@type", json!("Article"));
    put("headline", json!(case.title));
    put("description", json!(case.summary));
    put("url", json!(format!("{base}{}", case.route)));
    put("datePublished", json!(date));
    put("inLanguage", json!(hall.site.lang.tag()));
    put("author", json!(units));
    put("publisher", organisation(hall.site.organiser.as_deref().unwrap_or(&hall.site.title)));
    if !awards.is_empty() {
        put("award", json!(awards));
    }
    if let Some(image) = image {
        put("image", json!(format!("{base}{image}")));
    }
    if !case.tags.is_empty() {
        put("keywords", json!(case.tags));
    }
    let text = Value::Object(article).to_string();
    // Inside a script element only `<` could end it; the others are spared for the sake of old parsers.
    text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// The case as footnotes name an electronic source (GB/T 7714—2015: author, title, kind, publisher, date, address).
pub(super) fn citation_of(hall: &Hall, case: &Case) -> String {
    let units: Vec<&str> = case.units.iter().map(|unit| hall.unit(*unit).name.name.as_str()).collect();
    let date = case.date.map_or_else(|| case.year.to_string(), |date| format!("{} ({date})", case.year));
    let publisher = hall.site.organiser.as_deref().unwrap_or(&hall.site.title);
    let mut citation = String::new();
    if !units.is_empty() {
        citation.push_str(&units.join(", "));
        citation.push_str(". ");
    }
    let _ = write!(citation, "{}[EB/OL]. {publisher}, {date}.", case.title);
    if let Some(base) = &hall.site.base_url {
        let _ = write!(citation, " {base}{}.", case.route);
    }
    citation
}
