//! What templates can do to a text beside what the template engine brings.

use crate::diag::Lang;
use crate::text::{halves_of, is_han, phrases_of, size_of_title};
use std::fmt::Write;
use tera::{Kwargs, State, Tera, TeraResult, Value};

/// Registers the filters for pages in `page`.
pub(super) fn register(tera: &mut Tera, page: Lang) {
    tera.register_filter("fill", fill);
    tera.register_filter("title_size", title_size);
    tera.register_filter("said", move |text: &Value, _: Kwargs, state: &State<'_>| said(text, page, state));
    tera.register_filter("phrased", move |title: &str, _: Kwargs, state: &State<'_>| {
        phrased(title, page, state)
    });
}

/// `{{ t.case_count | fill(n=12) }}`: puts values into the `{n}` of a string.
#[expect(clippy::needless_pass_by_value, reason = "the signature of filters is the template engine's")]
fn fill(text: &str, values: Kwargs, _: &State<'_>) -> String {
    let mut out = text.to_owned();
    for (key, value) in values.iter() {
        if let Some(key) = key.as_str() {
            out = out.replace(&format!("{{{key}}}"), &value.to_string());
        }
    }
    out
}

/// `<h1 class="title--{{ page.title | title_size }}">`: `large`, `medium` or `small`.
fn title_size(title: &str, _: Kwargs, _: &State<'_>) -> &'static str {
    size_of_title(title)
}

/// `{{ unit.name | said }}`: a text, with its language if the page is in another one.
fn said(text: &Value, page: Lang, state: &State<'_>) -> TeraResult<Value> {
    let Some(words) = text.as_str() else { return Ok(text.clone()) };
    let other = other_language(words, page);
    // Nearly every text of nearly every page: passed on as it is, to be escaped where it is written.
    if other.is_none() && memchr::memchr2(TIED_FIRST[0], TIED_FIRST[1], words.as_bytes()).is_none() {
        return Ok(text.clone());
    }
    Ok(in_language(other, tied(words, state)?))
}

/// Marks within a name: no line begins with one, though browsers would break there.
const TIED: [char; 2] = ['·', '+'];
/// The first bytes of these marks.
const TIED_FIRST: [u8; 2] = ["·".as_bytes()[0], b'+'];

/// `text` as HTML, each mark within a name tied to the character before it.
fn tied(text: &str, state: &State<'_>) -> TeraResult<String> {
    let mut html = String::with_capacity(text.len() + 64);
    let mut from = 0;
    for (at, mark) in text.match_indices(TIED) {
        let before = text[from..at].chars().next_back().filter(|c| is_han(*c));
        if let Some(before) = before {
            html.push_str(&state.escape(&text[from..at - before.len_utf8()])?);
            let _ = write!(html, "<span class=\"tied\">{before}{mark}</span>");
            from = at + mark.len();
        }
    }
    html.push_str(&state.escape(&text[from..])?);
    Ok(html)
}

/// `{{ page.title | phrased }}`: a title in pieces that should each stay on one line, each a span of the class `phrase`; in a long one spans
/// where it may be broken if it must. With its language if the page is in another one.
fn phrased(title: &str, page: Lang, state: &State<'_>) -> TeraResult<Value> {
    let phrases: Vec<Vec<&str>> = phrases_of(title).into_iter().map(halves_of).collect();
    let mut html = String::with_capacity(title.len() * 2);
    match phrases.as_slice() {
        [halves] if halves.len() == 1 => html.push_str(&state.escape(title)?),
        _ => {
            for halves in &phrases {
                html.push_str("<span class=\"phrase\">");
                match halves.as_slice() {
                    [whole] => html.push_str(&state.escape(whole)?),
                    _ => {
                        for half in halves {
                            let _ = write!(html, "<span>{}</span>", state.escape(half)?);
                        }
                    }
                }
                html.push_str("</span>");
            }
        }
    }
    Ok(in_language(other_language(title, page), html))
}

/// `html`, in a span that tells its language if that is another one than the page's.
fn in_language(other: Option<Lang>, html: String) -> Value {
    let html = match other {
        None => html,
        Some(lang) => format!("<span lang=\"{}\">{html}</span>", lang.tag()),
    };
    Value::safe_string(&html)
}

/// The language of `text` on a page in `page`, if that is another one.
pub(super) fn other_language(text: &str, page: Lang) -> Option<Lang> {
    language_of(text).filter(|lang| *lang != page)
}

/// The language of `text`; none for what is read alike in both, such as a number.
pub(super) fn language_of(text: &str) -> Option<Lang> {
    if text.chars().any(is_han) {
        Some(Lang::Zh)
    } else {
        text.chars().any(char::is_alphabetic).then_some(Lang::En)
    }
}
