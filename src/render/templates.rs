//! The templates of a theme, which speak the hall's language, and the other one in a hall that has pages in both.

use super::filters;
use super::theme::place;
use crate::diag::{At, Fault, Lang, Spot, catalog};
use std::collections::BTreeMap;
use tera::{Context, ErrorKind, Tera, TeraResult, Value};

/// Compiled templates. Filters know the language of the page, so each language has templates of its own.
#[derive(Debug)]
pub(super) struct Templates {
    lang: Lang,
    own: Tera,
    other: Option<Tera>,
}

impl Templates {
    /// The templates among the `files` of a theme, for pages in `lang`.
    pub(super) fn compile(lang: Lang, files: &BTreeMap<String, Vec<u8>>) -> TeraResult<Self> {
        let mut tera = Tera::default();
        tera.autoescape_on([".html", ".xml", ".svg"]);
        filters::register(&mut tera, lang);
        tera.add_raw_templates(files.iter().filter_map(|(path, bytes)| {
            let inside = path.strip_prefix("templates/")?;
            Some((inside.to_owned(), String::from_utf8_lossy(bytes).into_owned()))
        }))?;
        Ok(Self { lang, own: tera, other: None })
    }

    /// Makes them speak the other language too.
    pub(super) fn speak_both(&mut self) {
        let mut other = self.own.clone();
        filters::register(&mut other, self.lang.other());
        self.other = Some(other);
    }

    /// Whether there is `template`.
    pub(super) fn has(&self, template: &str) -> bool {
        self.own.contains_template(template)
    }

    /// Sets what every page in `lang` sees.
    pub(super) fn share(&mut self, lang: Lang, key: &'static str, value: Value) {
        let tera = if lang == self.lang { Some(&mut self.own) } else { self.other.as_mut() };
        if let Some(tera) = tera {
            tera.global_context().insert_value(key, value);
        }
    }

    /// Makes a page in `lang`.
    pub(super) fn render(&self, lang: Lang, template: &str, context: &Context) -> TeraResult<Vec<u8>> {
        let tera = self.other.as_ref().filter(|_| lang != self.lang).unwrap_or(&self.own);
        let mut html = Vec::with_capacity(24 * 1024);
        tera.render_to(template, context, &mut html)?;
        Ok(html)
    }
}

/// What is wrong with a template of the theme `name`, met while the page at `page` was made.
pub(super) fn template_fault(name: &str, error: &tera::Error, page: Option<&str>) -> Fault {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            let width = if span.end_line == span.start_line {
                span.end_col.saturating_sub(span.start_col)
            } else {
                1
            };
            let at = At {
                file: place(name, &format!("templates/{}", report.filename())).as_str().into(),
                spot: Spot::Line(span.start_line, span.start_col + 1, width.max(1)),
            };
            catalog::template_error(at, report.message(), page)
        }
        _ => catalog::template_error(At::file(&place(name, "templates")), &error.to_string(), page),
    }
}
