//! Parses YAML, and where that fails, finds the mistake an editor is likely to have made.

use super::Node;
use super::node::{DECIMAL, FromYaml};
use crate::diag::{At, Fault, Spot, catalog};
use saphyr_parser::{Event, Parser};
use serde::Deserialize;

/// No front matter needs more; parsers take quadratic time on hostile input.
const YAML_BYTES_MAX: usize = 64 * 1024;
/// `[[[[…` costs the parser time that grows with the square of the depth.
const FLOW_DEPTH_MAX: usize = 64;

/// The value written in `yaml`, which begins at line `line` (from 1) of `file`.
///
/// Mistakes that can be mended without guessing (full-width colons, tabs) are reported and mended in memory, so
/// that what follows them is checked in the same run; `None` if nothing could be read.
#[must_use]
pub fn parse(file: &str, yaml: &str, line: usize, faults: &mut Vec<Fault>) -> Option<Node> {
    if yaml.len() > YAML_BYTES_MAX {
        faults.push(catalog::yaml_too_long(At::file(file), yaml.len(), YAML_BYTES_MAX));
        return None;
    }
    if flow_depth(yaml) > FLOW_DEPTH_MAX {
        faults.push(catalog::yaml_too_deep(At::file(file)));
        return None;
    }
    let parsed = read(yaml);
    // A text without any ASCII colon is one long scalar: sound to YAML, a mistake to an author.
    if let Ok(node) = &parsed
        && !matches!(node, Node::Text(_))
    {
        return parsed.ok();
    }
    let (mended, found) = mend(file, yaml, line);
    if !found.is_empty() {
        faults.extend(found);
        return read(&mended).ok();
    }
    parsed.map_err(|error| faults.push(explain(file, yaml, line, &error))).ok()
}

fn read(yaml: &str) -> Result<Node, serde_yaml::Error> {
    if yaml.trim().is_empty() {
        return Ok(Node::Map(Vec::new()));
    }
    let FromYaml(mut node) = FromYaml::deserialize(serde_yaml::Deserializer::from_str(yaml))?;
    if has_decimal(&node) {
        let mut written = Parser::new_from_str(yaml).filter_map(|event| match event {
            Ok((Event::Scalar(text, ..), _)) => Some(text.into_owned()),
            _ => None,
        });
        restore_decimals(&mut node, &mut written);
    }
    Ok(node)
}

fn has_decimal(node: &Node) -> bool {
    match node {
        Node::Text(text) => text.starts_with(DECIMAL),
        Node::List(items) => items.iter().any(has_decimal),
        Node::Map(entries) => entries.iter().any(|(_, value)| has_decimal(value)),
        Node::Empty | Node::Flag(_) | Node::Number(_) => false,
    }
}

/// Puts decimal numbers back as they were written; `written` gives the text of every scalar in order.
fn restore_decimals(node: &mut Node, written: &mut impl Iterator<Item = String>) {
    match node {
        Node::List(items) => items.iter_mut().for_each(|item| restore_decimals(item, written)),
        Node::Map(entries) => {
            for (_, value) in entries {
                written.next();
                restore_decimals(value, written);
            }
        }
        Node::Text(text) => {
            let as_written = written.next();
            if let Some(number) = text.strip_prefix(DECIMAL) {
                *text = as_written.unwrap_or_else(|| number.to_owned());
            }
        }
        Node::Empty | Node::Flag(_) | Node::Number(_) => {
            written.next();
        }
    }
}

/// The depth of `[` and `{` in the text, quoted ones included: an upper bound is all that is needed.
fn flow_depth(yaml: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    for byte in yaml.bytes() {
        match byte {
            b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// `yaml` with full-width colons after keys and tabs before them replaced, and a fault for each.
fn mend(file: &str, yaml: &str, first_line: usize) -> (String, Vec<Fault>) {
    let mut mended = String::with_capacity(yaml.len());
    let mut faults = Vec::new();
    for (index, line) in yaml.split_inclusive('\n').enumerate() {
        let at =
            |column: usize| At { file: file.to_owned(), spot: Spot::Line(first_line + index, column, 1) };
        let indent: String = line.chars().take_while(|c| c.is_whitespace() && *c != '\n').collect();
        let text = &line[indent.len()..];
        if indent.contains(['\t', '\u{3000}']) && !text.trim().is_empty() {
            let column = indent.chars().take_while(|c| *c == ' ').count() + 1;
            faults.push(catalog::tab_in_yaml(at(column)));
        }
        mended.push_str(&indent.replace(['\t', '\u{3000}'], "  "));
        match full_width_colon(text) {
            Some(colon) => {
                let column = indent.chars().count() + text[..colon].chars().count() + 1;
                faults.push(catalog::full_width_colon(at(column), text[..colon].trim_start_matches("- ")));
                mended.push_str(&text[..colon]);
                mended.push_str(": ");
                mended.push_str(text[colon + '：'.len_utf8()..].trim_start_matches(' '));
            }
            None => mended.push_str(text),
        }
    }
    (mended, faults)
}

/// Where a full-width colon stands that was meant to end a key.
fn full_width_colon(text: &str) -> Option<usize> {
    let key = text.trim_start_matches("- ");
    let colon = key.find('：')?;
    let is_key = !key[..colon].is_empty()
        && key[..colon].chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
        && key[..colon].chars().count() <= 16;
    is_key.then_some(text.len() - key.len() + colon)
}

/// The parser's own complaint, in words an editor can use.
fn explain(file: &str, yaml: &str, first_line: usize, error: &serde_yaml::Error) -> Fault {
    let (line, column) =
        error.location().map_or((1, 1), |place| (place.line().max(1), place.column().max(1)));
    let at = |line: usize, column: usize, width: usize| At {
        file: file.to_owned(),
        spot: Spot::Line(first_line + line - 1, column, width),
    };
    // A value that holds `: ` or begins with a reserved mark makes the parser stumble there or a line later.
    for number in [line, line.saturating_sub(1)] {
        let Some(text) = number.checked_sub(1).and_then(|index| yaml.lines().nth(index)) else { continue };
        let Some((key, value)) = text.split_once(": ") else { continue };
        let value = value.trim();
        let unquoted = !value.starts_with(['"', '\'', '[', '{', '|', '>', '&', '#']);
        let needs_quotes =
            (unquoted && value.contains(": ")) || value.starts_with(['@', '`', '%', '*', '!', '？']);
        let odd_quotes = value.starts_with('"') && !value[1..].trim_end().ends_with('"');
        if needs_quotes || odd_quotes {
            let column = key.chars().count() + 3;
            return catalog::value_needs_quotes(at(number, column, value.chars().count()), key.trim(), value);
        }
    }
    catalog::yaml_syntax(at(line, column, 1), &error.to_string())
}
