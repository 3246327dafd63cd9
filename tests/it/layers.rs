//! Who may know whom: the house of ARCHITECTURE.md, held by reading every `use`.

use std::collections::BTreeMap;
use std::path::Path;

/// Each module of the crate and the modules it may use, from the ground up.
const MAY_USE: [(&str, &[&str]); 20] = [
    ("diag", &[]),
    ("digest", &[]),
    ("text", &[]),
    ("yaml", &["diag", "text"]),
    ("draft", &["diag", "text", "yaml"]),
    ("options", &["diag", "yaml"]),
    ("markdown", &["diag", "text"]),
    ("media", &["text"]),
    ("output", &["diag", "digest", "text"]),
    ("load", &["diag", "digest", "text", "yaml", "draft", "options", "markdown"]),
    ("model", &["diag", "digest", "text", "yaml", "draft", "options", "markdown", "media", "load"]),
    (
        "render",
        &["diag", "digest", "text", "yaml", "options", "markdown", "media", "load", "model", "output"],
    ),
    ("check", &["diag", "text", "draft", "media", "load", "model"]),
    ("dossier", &["diag", "digest", "text", "yaml", "options", "markdown", "media", "load", "model"]),
    (
        "serve",
        &[
            "diag",
            "digest",
            "load",
            "model",
            "options",
            "output",
            "text",
            "check",
            "Prepared",
            "Purpose",
            "Request",
            "read_and_prepare",
        ],
    ),
    ("search", &["digest", "text", "options", "markdown", "load", "model", "output"]),
    (
        "cli",
        &[
            "diag",
            "text",
            "draft",
            "load",
            "model",
            "options",
            "output",
            "check",
            "dossier",
            "serve",
            "Extras",
            "Purpose",
            "Prepared",
            "Request",
            "read_and_prepare",
        ],
    ),
    ("lib", &["diag", "load", "model", "options", "output", "render", "check", "dossier", "search"]),
    ("main", &[]),
    ("build", &[]),
];

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    walkdir::WalkDir::new(&root)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rs"))
        .map(|entry| {
            let inside = entry.path().strip_prefix(&root).unwrap().to_string_lossy().into_owned();
            (inside, std::fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

/// The crate's own modules that `source` names.
fn uses(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in source.match_indices("crate::") {
        let is_own_word = !source[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let rest = &source[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let list = list.split_once('}').map_or(list, |(list, _)| list);
            found.extend(
                list.split(',').map(|name| name.trim().split("::").next().unwrap_or_default().to_owned()),
            );
        } else if is_own_word {
            found.push(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

#[test]
fn every_module_uses_only_the_layers_below_it() {
    let may_use: BTreeMap<&str, &[&str]> = MAY_USE.into_iter().collect();
    let mut wrong = Vec::new();
    for (path, source) in sources() {
        let module = path.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
        let allowed = may_use.get(module.as_str()).unwrap_or_else(|| panic!("{module} has no layer"));
        for used in uses(&source) {
            if used != module && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{path} uses {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_the_layers_that_may_touch_the_disk_do() {
    let may_touch = ["load/", "output/", "cli/"];
    let wrong: Vec<String> = sources()
        .into_iter()
        .filter(|(path, _)| !may_touch.iter().any(|folder| path.starts_with(folder)))
        .filter(|(_, source)| {
            source.contains("std::fs") || source.contains("fs::") || source.contains("File::open")
        })
        .map(|(path, _)| path)
        .collect();
    assert!(wrong.is_empty(), "{wrong:?} touch the disk");
}

#[test]
fn no_clock_environment_or_child_process_below_the_command_line() {
    let wrong: Vec<String> = sources()
        .into_iter()
        .filter(|(path, _)| !path.starts_with("cli/"))
        .filter(|(_, source)| {
            [
                "Timestamp::now",
                "Zoned::now",
                "SystemTime",
                "Instant",
                "env::var",
                "process::Command",
                "thread_rng",
            ]
            .iter()
            .any(|word| source.contains(word))
        })
        .map(|(path, _)| path)
        .collect();
    assert!(wrong.is_empty(), "{wrong:?} read a clock, the environment or start a process");
}
