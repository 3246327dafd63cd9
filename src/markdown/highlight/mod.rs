//! Colours code by a dozen short classes.
//!
//! Grammars are unpacked when the first code block of a run is met, and each when it is first spoken: a hall without code pays nothing.

mod sql;

use pulldown_cmark_escape::escape_html_body_text;
use std::sync::LazyLock;
use syntect::parsing::{ParseState, ScopeStack, ScopeStackOp, SyntaxReference, SyntaxSet};

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
    let mut ink = Ink { scopes: ScopeStack::new(), open: None, out };
    if code.len() > CODE_BYTES_MAX {
        ink.write(code);
    } else if sql::is_spoken_by(language) {
        ink.write_scoped(code, sql::scopes_of(code));
    } else if let Some(grammar) = grammar_for(language) {
        let mut state = ParseState::new(grammar);
        for line in code.split_inclusive('\n') {
            let known =
                if line.len() > LINE_BYTES_MAX { None } else { state.parse_line(line, &GRAMMARS).ok() };
            ink.write_scoped(line, known.unwrap_or_default());
        }
    } else {
        ink.write(code);
    }
    ink.dry();
}

fn grammar_for(language: &str) -> Option<&'static SyntaxReference> {
    // No language, no grammar: the set stays packed.
    if language.is_empty() { None } else { GRAMMARS.find_syntax_by_token(language) }
}

/// Writes pieces of code, each in the class of its scopes.
struct Ink<'o> {
    scopes: ScopeStack,
    open: Option<&'static str>,
    out: &'o mut String,
}

impl Ink<'_> {
    /// Writes `code`, whose scopes begin and end as `known` says.
    fn write_scoped(&mut self, code: &str, known: Vec<(usize, ScopeStackOp)>) {
        let mut from = 0;
        for (at, operation) in known {
            self.write(&code[from..at]);
            from = at;
            if self.scopes.apply(&operation).is_err() {
                break;
            }
        }
        self.write(&code[from..]);
    }

    fn write(&mut self, piece: &str) {
        if piece.is_empty() {
            return;
        }
        let class = class_of(&self.scopes);
        if class != self.open && !piece.trim().is_empty() {
            self.dry();
            if let Some(class) = class {
                self.out.push_str("<span class=\"");
                self.out.push_str(class);
                self.out.push_str("\">");
            }
            self.open = class;
        }
        let _ = escape_html_body_text(&mut *self.out, piece);
    }

    /// Ends the class that is being written in.
    fn dry(&mut self) {
        if self.open.take().is_some() {
            self.out.push_str("</span>");
        }
    }
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
