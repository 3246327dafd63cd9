//! Text inside the marks of XML and HTML.

/// Adds `text` to `out`, escaped for an element or a quoted attribute; characters that XML 1.0 forbids are dropped.
pub fn escape_markup(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
}

/// `text`, escaped for an element or a quoted attribute.
#[must_use]
pub fn escaped_markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_markup(text, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::escaped_markup;

    #[test]
    fn text_can_neither_end_an_attribute_nor_begin_an_element() {
        assert_eq!(escaped_markup("\"><b>审计\u{0}&\u{b}\n"), "&quot;&gt;&lt;b&gt;审计&amp;\n");
    }
}
