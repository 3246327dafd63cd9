//! Colours code by a dozen short classes.
//!
//! Grammars are unpacked when the first code block of a run is met, and each when it is first spoken: a hall without code pays nothing.

use pulldown_cmark_escape::escape_html_body_text;
use std::sync::LazyLock;
use syntect::parsing::{ParseState, ScopeStack, SyntaxReference, SyntaxSet};

/// Those that come with syntect, newer, with TOML, TypeScript, Dockerfile and many more.
static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Longer code is shown plain: colouring is for reading, and grammars can be slow on hostile input.
const CODE_BYTES_MAX: usize = 64 * 1024;
const LINE_BYTES_MAX: usize = 2_000;

/// Classes by the scope that earns them; the deepest scope that is listed wins.
const CLASSES: [(&str, &str); 13] = [
    ("comment", "c"),
    ("string", "s"),
    ("constant.numeric", "n"),
    ("constant", "o"),
    ("keyword", "k"),
    ("storage", "k"),
    ("entity.name.function", "f"),
    ("support.function", "f"),
    ("entity.name.tag", "t"),
    ("entity.name", "e"),
    ("entity.other.attribute-name", "a"),
    ("variable.parameter", "v"),
    ("invalid", "x"),
];

/// Writes `code` as escaped HTML, with `<span class="…">` around what the grammar of `language` knows.
pub(super) fn highlight(code: &str, language: &str, out: &mut String) {
    let Some(grammar) = grammar_for(language).filter(|_| code.len() <= CODE_BYTES_MAX) else {
        let _ = escape_html_body_text(out, code);
        return;
    };
    let mut state = ParseState::new(grammar);
    let mut scopes = ScopeStack::new();
    let mut open: Option<&str> = None;
    for line in code.split_inclusive('\n') {
        let operations =
            if line.len() > LINE_BYTES_MAX { None } else { state.parse_line(line, &GRAMMARS).ok() };
        let mut from = 0;
        for (at, operation) in operations.unwrap_or_default() {
            write_piece(&line[from..at], &scopes, &mut open, out);
            from = at;
            if scopes.apply(&operation).is_err() {
                break;
            }
        }
        write_piece(&line[from..], &scopes, &mut open, out);
    }
    if open.is_some() {
        out.push_str("</span>");
    }
}

fn grammar_for(language: &str) -> Option<&'static SyntaxReference> {
    // No language, no grammar: the set stays packed.
    if language.is_empty() { None } else { GRAMMARS.find_syntax_by_token(language) }
}

fn write_piece(piece: &str, scopes: &ScopeStack, open: &mut Option<&'static str>, out: &mut String) {
    if piece.is_empty() {
        return;
    }
    let class = class_of(scopes);
    if class != *open && !piece.trim().is_empty() {
        if open.is_some() {
            out.push_str("</span>");
        }
        if let Some(class) = class {
            out.push_str("<span class=\"");
            out.push_str(class);
            out.push_str("\">");
        }
        *open = class;
    }
    let _ = escape_html_body_text(out, piece);
}

fn class_of(scopes: &ScopeStack) -> Option<&'static str> {
    scopes.as_slice().iter().rev().find_map(|scope| {
        let name = scope.build_string();
        CLASSES
            .iter()
            .find(|(prefix, _)| {
                name.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            })
            .map(|(_, class)| *class)
    })
}
