//! The theme that comes with the program.

use rust_embed::RustEmbed;
use std::collections::BTreeMap;

#[derive(RustEmbed)]
#[folder = "themes/"]
struct Themes;

/// The files of the built-in theme `name`, by their path inside its folder; empty if there is none of that name.
pub(super) fn files_of(name: &str) -> BTreeMap<String, Vec<u8>> {
    let prefix = format!("{name}/");
    Themes::iter()
        .filter_map(|path| {
            let inside = path.strip_prefix(&prefix)?.to_owned();
            Some((inside, Themes::get(&path)?.data.into_owned()))
        })
        .collect()
}
