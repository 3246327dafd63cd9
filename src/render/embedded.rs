//! The theme that comes with the program.

use rust_embed::RustEmbed;
use std::collections::BTreeMap;

#[derive(RustEmbed)]
#[folder = "themes/"]
struct Themes;

/// Scripts of the themes, shortened when the program was built, each with the hash of what it was made from.
const SCRIPTS: &[([u8; 32], &str)] = include!(concat!(env!("OUT_DIR"), "/scripts.rs"));

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

/// `script` in fewer bytes, if it is one of the built-in themes', wherever it was copied to, and nobody changed it.
pub(super) fn shortened(script: &[u8]) -> Option<&'static str> {
    let hash = blake3::hash(script);
    SCRIPTS.iter().find(|(source, _)| source == hash.as_bytes()).map(|(_, shortened)| *shortened)
}
