//! Parses YAML, and where that fails, finds the mistake an editor is likely to have made.

use super::Node;
use super::node::{DECIMAL, FromYaml};
use crate::diag::{At, Fault, MendedLine, Spot, catalog};
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
    if let Some(bracket) = too_deep(yaml) {
        let before = &yaml[..bracket];
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        let spot = Spot::Line(line + before.matches('\n').count(), column, 1);
        faults.push(catalog::yaml_too_deep(At { file: file.into(), spot }));
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
    let FromYaml(mut node) = FromYaml::deserialize(serde_yaml::Deserializer::from_str(yaml))?;
    if node == Node::Empty {
        return Ok(Node::Map(Vec::new()));
    }
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

/// The bracket, quoted ones included, that stands deeper than we let the parser go.
fn too_deep(yaml: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, byte) in yaml.bytes().enumerate() {
        match byte {
            b'[' | b'{' => {
                depth += 1;
                if depth > FLOW_DEPTH_MAX {
                    return Some(at);
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// `yaml` with full-width colons after keys and tabs before them replaced, and a fault for each.
fn mend(file: &str, yaml: &str, first_line: usize) -> (String, Vec<Fault>) {
    let mut mended = String::with_capacity(yaml.len());
    let mut faults = Vec::new();
    for (index, line) in yaml.split_inclusive('\n').enumerate() {
        let at = |column: usize| At { file: file.into(), spot: Spot::Line(first_line + index, column, 1) };
        let line = MendedLine::of(line);
        if let Some(column) = line.bad_indent {
            faults.push(catalog::tab_in_yaml(at(column)));
        }
        if let Some((key, column)) = &line.full_width_colon {
            faults.push(catalog::full_width_colon(at(*column), key));
        }
        mended.push_str(&line.text);
    }
    (mended, faults)
}

/// The parser's own complaint, in words an editor can use.
fn explain(file: &str, yaml: &str, first_line: usize, error: &serde_yaml::Error) -> Fault {
    let (line, column) =
        error.location().map_or((1, 1), |place| (place.line().max(1), place.column().max(1)));
    let at = |line: usize, column: usize, width: usize| At {
        file: file.into(),
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
    for number in [line, line.saturating_sub(1)] {
        let written = number.checked_sub(1).and_then(|index| yaml.lines().nth(index));
        if let Some(colon) = written.and_then(colon_without_space) {
            return catalog::yaml_syntax(
                at(number, colon, 1),
                "冒号后面缺一个空格",
                "a space is missing behind the colon",
            );
        }
    }
    let said = error.to_string();
    let (begin, words) = STUMBLES
        .iter()
        .find(|(sign, _)| said.contains(sign))
        .map_or((None, UNTOLD), |(_, words)| (begin_of(&said), *words));
    let (line, column) = begin.unwrap_or((line, column));
    catalog::yaml_syntax(at(line, column, 1), words.0, words.1)
}

/// Column (from 1) of the colon in `title:文字`.
fn colon_without_space(text: &str) -> Option<usize> {
    let key = text.trim_start().trim_start_matches("- ");
    let (name, value) = key.split_once(':')?;
    let is_key = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    let colon = text.chars().count() - value.chars().count();
    (is_key && !value.is_empty() && !value.starts_with([' ', '/'])).then_some(colon)
}

/// What the parser was at when it stumbled, and what that is to an editor, in Chinese and English.
const STUMBLES: [(&str, (&str, &str)); 7] = [
    ("flow sequence", ("方括号 [ 没有配上 ]", "the bracket [ has no ]")),
    ("flow mapping", ("花括号 { 没有配上 }", "the brace { has no }")),
    ("flow node", ("方括号或花括号没有成对", "a bracket or brace has no partner")),
    ("quoted scalar", ("引号没有成对", "the quotation mark has no partner")),
    ("simple key", ("这一行缺少冒号", "this line has no colon")),
    ("block collection", ("列表各项的减号没有对齐", "the hyphens of the list do not line up")),
    (
        "mapping",
        ("引号、括号或缩进与上文不合", "quotes, brackets or indentation do not fit what stands above"),
    ),
];
const UNTOLD: (&str, &str) = ("写法有误", "it is not well-formed");

/// Where the thing began that the parser was reading, as far as it says: `…, while … at line 4 column 7`.
fn begin_of(said: &str) -> Option<(usize, usize)> {
    let (_, context) = said.rsplit_once(", while ")?;
    let (line, column) = context.rsplit_once(" at line ")?.1.split_once(" column ")?;
    Some((line.parse().ok()?, column.parse().ok()?))
}
