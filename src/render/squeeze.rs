//! A style sheet without what only its authors need: comments, indentation, spaces beside braces, colons and semicolons.

/// `css` with the same meaning in fewer bytes. Strings are kept as they are; nothing is renamed or reordered.
pub(super) fn squeezed(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(first) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.find("*/").map_or("", |end| &comment[end + 2..]);
        } else if first == '"' || first == '\'' {
            let length = string_length(rest, first);
            out.push_str(&rest[..length]);
            rest = &rest[length..];
        } else if first.is_ascii_whitespace() {
            rest = rest.trim_ascii_start();
            // A space before a colon means something in a selector; a property may have nothing but a space for its value.
            let is_idle = out.is_empty()
                || out.ends_with(['{', '}', ';', ',', ' '])
                || (out.ends_with(':') && !rest.starts_with(';'));
            if !is_idle && !rest.starts_with(['{', '}']) {
                out.push(' ');
            }
        } else {
            if first == '}' && out.ends_with(';') {
                out.pop();
            }
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    out.push('\n');
    out
}

/// Bytes of the string that `text` begins with, both quotes included.
fn string_length(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// A script without what only its readers need: indentation, and lines that are nothing but a comment. Text that stands on
/// several lines between backquotes is left as it is, by leaving alone a script that has such a text.
pub(super) fn light(script: &str) -> String {
    let has_long_text = script.lines().any(|line| line.matches('`').count() % 2 == 1);
    if has_long_text {
        return script.to_owned();
    }
    let mut out = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        in_comment |= line.starts_with("/*");
        let is_comment = in_comment || line.starts_with("//") || line.is_empty();
        in_comment &= !line.ends_with("*/");
        if !is_comment {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::squeezed;

    #[test]
    fn comments_and_idle_spaces_go_and_strings_and_meaning_stay() {
        let css = "/* a { } */\n.a > .b :is(c, d),\n.e {\n  content: \" /* no */  \\\" }\";\n  width: calc(1px + 2px); /* x */\n  --g: ;\n}\n.h :hover { }\n@media (min-width: 1rem) {\n  .f { color: red; }\n}\n";
        assert_eq!(
            squeezed(css),
            ".a > .b :is(c,d),.e{content:\" /* no */  \\\" }\";width:calc(1px + 2px);--g: }.h :hover{}@media (min-width:1rem){.f{color:red}}\n"
        );
    }
}
