//! YAML as authors write it: a tree of values, and [`Fields`], which reads one mapping key by key and reports
//! every key it does not know.

mod fields;
mod node;
mod syntax;

pub use fields::{Fields, Key, Placed};
pub use node::Node;
pub use syntax::parse;
