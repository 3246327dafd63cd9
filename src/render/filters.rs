//! What templates can do to a text beside what the template engine brings.

use crate::text::{phrases_of, size_of_title};
use tera::{Kwargs, State, Tera};

pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("fill", fill);
    tera.register_filter("phrases", phrases);
    tera.register_filter("title_size", title_size);
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
