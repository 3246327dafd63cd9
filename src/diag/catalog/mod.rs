//! Every fault there is: one constructor each, with its code, its words and its remedy.
//!
//! Written for editors: what is wrong and what to type, in Chinese and English. `tests/diagnostics/CODE.txt` holds a report of each.

mod calls;
mod entries;
mod names;
mod pictures;
mod site;
mod text;
mod yaml;

pub use calls::*;
pub use entries::*;
pub use names::*;
pub use pictures::*;
pub use site::*;
pub use text::*;
pub use yaml::*;
