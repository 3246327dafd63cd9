//! What templates can do to a text beside what the template engine brings.

use crate::diag::Lang;
use crate::text::{is_han, phrases_of, size_of_title};
use tera::{Kwargs, State, Tera, TeraResult, Value};

pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("fill", fill);
    tera.register_filter("phrases", phrases);
    tera.register_filter("title_size", title_size);
    tera.register_filter("said", said);
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

/// `{% for phrase in page.title | phrases %}`: the pieces of a title that should each stay on one line.
fn phrases(title: &str, _: Kwargs, _: &State<'_>) -> Vec<String> {
    phrases_of(title).into_iter().map(str::to_owned).collect()
}

/// `<h1 class="title--{{ page.title | title_size }}">`: `large`, `medium` or `small`.
fn title_size(title: &str, _: Kwargs, _: &State<'_>) -> &'static str {
    size_of_title(title)
}

/// `{{ unit.name | said(on=site.lang) }}`: a text, with its language if the page is in another one.
#[expect(clippy::needless_pass_by_value, reason = "the signature of filters is the template engine's")]
fn said(text: &Value, values: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let page: &str = values.must_get("on")?;
    let Some(words) = text.as_str() else { return Ok(text.clone()) };
    match language_of(words).map(Lang::tag).filter(|lang| *lang != page) {
        Some(lang) => {
            Ok(Value::safe_string(&format!("<span lang=\"{lang}\">{}</span>", state.escape(words)?)))
        }
        // Nearly every text of nearly every page: passed on as it is, to be escaped where it is written.
        None => Ok(text.clone()),
    }
}

/// The language of `text`; none for what is read alike in both, such as a number.
pub(super) fn language_of(text: &str) -> Option<Lang> {
    if text.chars().any(is_han) {
        Some(Lang::Zh)
    } else {
        text.chars().any(char::is_alphabetic).then_some(Lang::En)
    }
}
