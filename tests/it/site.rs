//! A small site, compared file by file: `tests/sites/NAME/content` and what it becomes in `expected`.

use crate::support::{Files, folder, in_tests, is_update, read_folder};

/// `name` without the hash of the theme's style sheet and script, which change with every stroke of the brush.
fn without_hash(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("assets/hall-") {
        let (before, after) = rest.split_at(at + "assets/hall".len());
        let name = after.split_once('.').map_or("", |(name, _)| name);
        let (kept, hash) = name.rsplit_once('-').unwrap_or((name, ""));
        out.push_str(before);
        out.push_str(kept);
        rest = &after[kept.len() + 1 + hash.len()..];
    }
    out + rest
}

fn comparable(files: Files) -> Files {
    files
        .into_iter()
        .map(|(path, bytes)| {
            let bytes = match String::from_utf8(bytes) {
                Ok(_) if path.starts_with("assets/") => b"compared by name only\n".to_vec(),
                Ok(text) => without_hash(&text).into_bytes(),
                Err(error) => error.into_bytes(),
            };
            (without_hash(&path), bytes)
        })
        .collect()
}

#[test]
fn the_small_site_becomes_what_is_expected_and_nothing_else() {
    let expected_folder = in_tests("sites/small/expected");
    let content = read_folder(&in_tests("sites/small/content"));
    let site = folder(content.into_iter().map(|(path, bytes)| (format!("content/{path}"), bytes)));
    site.run(["build", "--strict"]).ends_with(0);
    let made = comparable(site.files("public"));
    if is_update() {
        let _ = std::fs::remove_dir_all(&expected_folder);
        for (path, bytes) in &made {
            let file = expected_folder.join(path);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, bytes).unwrap();
        }
    }
    let expected = read_folder(&expected_folder);
    let mut wrong: Vec<String> = Vec::new();
    for path in expected.keys().filter(|path| !made.contains_key(*path)) {
        wrong.push(format!("{path} is expected and was not made"));
    }
    for (path, bytes) in &made {
        match expected.get(path) {
            None => wrong.push(format!("{path} was made and is not expected")),
            Some(other) if other != bytes => wrong.push(format!("{path} {}", first_difference(other, bytes))),
            Some(_) => {}
        }
    }
    let wrong = wrong.join("\n");
    assert!(wrong.is_empty(), "{wrong}\nUPDATE=1 rewrites what is expected; read the diff.");
}

fn first_difference(expected: &[u8], made: &[u8]) -> String {
    let (expected, made) = (String::from_utf8_lossy(expected), String::from_utf8_lossy(made));
    let mut lines = expected.lines().zip(made.lines()).enumerate();
    match lines.find(|(_, (expected, made))| expected != made) {
        Some((index, (expected, made))) => format!("differs in line {}:\n  {expected}\n  {made}", index + 1),
        None => "differs in length".to_owned(),
    }
}
