//! Reads what only the office sees: answers to what calls ask, and whom to call.

use crate::diag::{At, Fault, catalog};
use crate::text;
use crate::yaml::Node;

/// Answers under keys of the author's own: calls ask for what they like.
pub(super) fn read_answers(node: &Node, at: At, faults: &mut Vec<Fault>) -> Vec<(String, String)> {
    match node {
        Node::Map(entries) => entries
            .iter()
            .filter_map(|(key, value)| Some((text::clean_line(key), flat_text(value)?)))
            .collect(),
        _ => {
            faults.push(catalog::not_a_mapping(at));
            Vec::new()
        }
    }
}

/// A value of any shape on one line: `{姓名: 张三, 电话: 12345}` is 张三 12345.
pub(super) fn flat_text(node: &Node) -> Option<String> {
    let text = match node {
        Node::List(items) => items.iter().filter_map(flat_text).collect::<Vec<_>>().join("、"),
        Node::Map(entries) => {
            entries.iter().filter_map(|(_, value)| flat_text(value)).collect::<Vec<_>>().join(" ")
        }
        scalar => text::clean_line(&scalar.as_text()?),
    };
    (!text.is_empty()).then_some(text)
}
