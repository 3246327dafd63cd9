//! Writes XML: every text and attribute escaped, every element closed.

use crate::text::escape_markup;

/// XML being written.
#[derive(Debug, Default)]
pub(in crate::dossier) struct Xml {
    out: String,
    open: Vec<&'static str>,
}

/// Names of attributes and their values.
pub(in crate::dossier) type Attributes<'a> = &'a [(&'static str, &'a str)];

impl Xml {
    /// A part of a package, with its declaration.
    pub(in crate::dossier) fn part() -> Self {
        Self {
            out: "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned(),
            open: Vec::new(),
        }
    }

    /// Opens an element.
    pub(in crate::dossier) fn open(&mut self, name: &'static str, attributes: Attributes<'_>) -> &mut Self {
        self.tag(name, attributes);
        self.out.push('>');
        self.open.push(name);
        self
    }

    /// An element without content.
    pub(in crate::dossier) fn empty(&mut self, name: &'static str, attributes: Attributes<'_>) -> &mut Self {
        self.tag(name, attributes);
        self.out.push_str("/>");
        self
    }

    /// An element that has nothing but `w:val`.
    pub(in crate::dossier) fn value(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.empty(name, &[("w:val", value)])
    }

    /// Text inside the open element.
    pub(in crate::dossier) fn text(&mut self, text: &str) -> &mut Self {
        escape_markup(text, &mut self.out);
        self
    }

    /// Content written elsewhere with [`Xml`].
    pub(in crate::dossier) fn raw(&mut self, xml: &str) -> &mut Self {
        self.out.push_str(xml);
        self
    }

    /// Closes the innermost open element.
    pub(in crate::dossier) fn close(&mut self) -> &mut Self {
        let name = self.open.pop().expect("every close follows its open");
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
        self
    }

    /// What was written; open elements are closed.
    pub(in crate::dossier) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn tag(&mut self, name: &str, attributes: Attributes<'_>) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape_markup(value, &mut self.out);
            self.out.push('"');
        }
    }
}
