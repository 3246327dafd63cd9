//! Turns a [`Spot`] into a line and a column, and finds the source line to show.
//!
//! Reads YAML with an event parser that keeps places, because the parser that gives us values does not.
//! This runs only for faults that are shown.

use super::{At, MendedLine, Spot, Trail};
use saphyr_parser::{Event, Parser, Span};
use std::borrow::Cow;

/// Where the text of a named file can be had again.
pub trait TextSource {
    /// The text of `file` as the author wrote it, or `None` if it cannot be read.
    fn text_of(&self, file: &str) -> Option<String>;
}

/// Lines and columns count from 1; columns and widths count characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Line number.
    pub line: usize,
    /// Column of the first character.
    pub column: usize,
    /// How many characters of the line are meant; at least 1.
    pub width: usize,
    /// The line itself, if the spot is inside the file.
    pub source_line: Option<String>,
}

impl Place {
    /// The place of `at`, or the start of the file if it cannot be told more closely.
    pub(super) fn of(at: &At, texts: &dyn TextSource) -> Self {
        let start = Self { line: 1, column: 1, width: 1, source_line: None };
        if at.spot == Spot::File {
            return start;
        }
        let Some(text) = texts.text_of(&at.file) else {
            return match at.spot {
                Spot::Line(line, column, width) => Self { line, column, width, source_line: None },
                _ => start,
            };
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let found = match &at.spot {
            Spot::File => None,
            Spot::Bytes(from, to) => line_of_bytes(text, *from, *to),
            Spot::Line(line, column, width) => Some((*line, *column, *width)),
            Spot::Value(trail) => find(text, trail, Wanted::Value),
            // Of a key that is written twice the first is the one that is read.
            Spot::Either(trails) => trails.iter().filter_map(|trail| find(text, trail, Wanted::Value)).min(),
            Spot::Key(trail, repeat) => find(text, trail, Wanted::Key(*repeat)),
        };
        let Some((line, column, width)) = found else { return start };
        let source_line = text.lines().nth(line - 1).map(str::to_owned);
        let rest =
            source_line.as_deref().map_or(1, |text| text.chars().count().saturating_sub(column - 1)).max(1);
        Self { line, column, width: width.clamp(1, rest), source_line }
    }
}

fn line_of_bytes(text: &str, from: usize, to: usize) -> Option<(usize, usize, usize)> {
    let before = text.get(..from)?;
    let line = before.matches('\n').count() + 1;
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = text[line_start..from].chars().count() + 1;
    let meant = text.get(from..to.max(from))?;
    let width = meant.split('\n').next().unwrap_or_default().trim_end().chars().count();
    Some((line, column, width))
}

#[derive(Clone, Copy, PartialEq)]
enum Wanted {
    Value,
    Key(usize),
}

/// The YAML part of `text` and the number of lines before it: between its fences, as the reader takes them.
fn yaml_part(text: &str) -> (&str, usize) {
    let start = text.trim_start_matches([' ', '\n', '\u{3000}']);
    let Some((_, yaml)) = start.split_once('\n').filter(|(first, _)| is_fence(first)) else {
        return (text, 0);
    };
    let lines_before = text[..text.len() - yaml.len()].matches('\n').count();
    let end_at = |is_end: fn(&str) -> bool| {
        let mut end = 0;
        for line in yaml.split_inclusive('\n') {
            if is_end(line.trim_end()) {
                return Some(end);
            }
            end += line.len();
        }
        None
    };
    let end = end_at(|line| matches!(line, "---" | "...")).or_else(|| end_at(is_fence));
    (&yaml[..end.unwrap_or(yaml.len())], lines_before)
}

/// `---`, or what keyboards make of it.
fn is_fence(line: &str) -> bool {
    let line = line.trim();
    line.chars().count() >= 2 && line.chars().all(|c| matches!(c, '-' | '—' | '－' | '–' | '─' | '―'))
        || line == "—"
}

fn find(text: &str, trail: &Trail, wanted: Wanted) -> Option<(usize, usize, usize)> {
    let (yaml, lines_before) = yaml_part(text);
    let steps = trail.steps();
    let found = find_in_yaml(yaml, &steps, wanted).or_else(|| {
        // What stands behind a slip is found in the text as it was mended to be read.
        let lines: Vec<MendedLine> = yaml.split_inclusive('\n').map(MendedLine::of).collect();
        let mended: String = lines.iter().map(|line| line.text.as_str()).collect();
        let (line, column, width) = find_in_yaml(&mended, &steps, wanted)?;
        Some((line, lines.get(line - 1)?.written_column(column), width))
    });
    found.map(|(line, column, width)| (line + lines_before, column, width))
}

/// Line, column and width of what `steps` lead to.
fn find_in_yaml(yaml: &str, steps: &[Cow<'_, str>], wanted: Wanted) -> Option<(usize, usize, usize)> {
    let mut events = Events { parser: Parser::new_from_str(yaml) };
    while !matches!(events.peek()?, Event::DocumentStart(_)) {
        events.next()?;
    }
    events.next()?;
    let span = walk(&mut events, steps, wanted)?;
    let width = if span.start.line() == span.end.line() {
        span.end.index().saturating_sub(span.start.index())
    } else {
        usize::MAX
    };
    Some((span.start.line(), span.start.col() + 1, width))
}

struct Events<'a> {
    parser: Parser<'a, saphyr_parser::StrInput<'a>>,
}

impl<'a> Events<'a> {
    fn peek(&mut self) -> Option<Event<'a>> {
        self.parser.peek()?.ok().map(|(event, _)| event.clone())
    }

    fn next(&mut self) -> Option<(Event<'a>, Span)> {
        self.parser.next_event()?.ok()
    }

    /// Passes over one whole node and gives its span.
    fn skip(&mut self) -> Option<Span> {
        let (event, span) = self.next()?;
        let mut depth = usize::from(opens(&event));
        while depth > 0 {
            let (event, _) = self.next()?;
            if opens(&event) {
                depth += 1;
            } else if matches!(event, Event::MappingEnd | Event::SequenceEnd) {
                depth -= 1;
            }
        }
        Some(span)
    }
}

fn opens(event: &Event<'_>) -> bool {
    matches!(event, Event::MappingStart(..) | Event::SequenceStart(..))
}

fn walk(events: &mut Events<'_>, steps: &[Cow<'_, str>], wanted: Wanted) -> Option<Span> {
    let Some((step, rest)) = steps.split_first() else { return events.skip() };
    let (event, opening) = events.next()?;
    match event {
        Event::MappingStart(..) => {
            let repeats = match wanted {
                Wanted::Key(repeats) if rest.is_empty() => repeats,
                _ => 0,
            };
            let mut seen = 0;
            while !matches!(events.peek()?, Event::MappingEnd) {
                let is_it = matches!(events.peek()?, Event::Scalar(text, ..) if text == *step);
                let key_span = events.skip()?;
                if is_it && seen == repeats {
                    return match wanted {
                        Wanted::Key(_) if rest.is_empty() => Some(key_span),
                        _ => walk(events, rest, wanted),
                    };
                }
                seen += usize::from(is_it);
                events.skip()?;
            }
            None
        }
        Event::SequenceStart(..) => {
            for _ in 0..step.parse::<usize>().ok()? {
                if matches!(events.peek()?, Event::SequenceEnd) {
                    return None;
                }
                events.skip()?;
            }
            walk(events, rest, wanted)
        }
        // What stands elsewhere and is only referred to here: `evidence: *files`.
        Event::Alias(_) => Some(opening),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct One(&'static str);

    impl TextSource for One {
        fn text_of(&self, _: &str) -> Option<String> {
            Some(self.0.to_owned())
        }
    }

    fn place(text: &'static str, at: &At) -> (usize, usize) {
        let Place { line, column, .. } = Place::of(at, &One(text));
        (line, column)
    }

    #[test]
    fn a_key_of_two_spellings_is_found_by_either_and_the_first_of_both_is_meant() {
        let at = At::either("a.md", ["summary", "摘要"]);
        assert_eq!(place("---\ntitle: 茶\nsummary: 一\n---\n", &at), (3, 10));
        assert_eq!(place("---\ntitle: 茶\n摘要: 一\n---\n", &at), (3, 5));
        assert_eq!(place("---\n摘要: 一\nsummary: 二\n---\n", &at), (2, 5));
        assert_eq!(place("---\ntitle: 茶\n---\n", &at), (1, 1));
    }

    #[test]
    fn an_item_is_found_in_its_list_and_behind_a_name_for_one() {
        let second = At::value("a.md", Trail::of("films").item(1).key("file"));
        assert_eq!(place("---\nfilms: [a.mp4, {file: b.mp4}]\n---\n", &second), (2, 23));
        assert_eq!(place("---\nevidence: &both [a.mp4, b.mp4]\nfilms: *both\n---\n", &second), (3, 8));
        assert_eq!(place("---\nfilms: [a.mp4]\n---\n", &second), (1, 1));
    }
}
