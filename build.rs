//! Names this build of the generator by a hash of everything that shapes its output, shortens the scripts of the built-in themes, and
//! lists which traditional character stands for which simplified one.
//!
//! Pages remembered from an earlier run are trusted only if the same generator made them; a version
//! number alone would let a developer's rebuilt binary serve yesterday's pages.

#[path = "build/shorten.rs"]
mod shorten;

use std::path::Path;

fn main() {
    let mut hasher = blake3::Hasher::new();
    for folder in ["src", "themes", "build", "build.rs", "Cargo.lock", "Cargo.toml"] {
        println!("cargo:rerun-if-changed={folder}");
        for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
            let Ok(entry) = entry else { continue };
            if entry.file_type().is_file() {
                hasher.update(entry.path().to_string_lossy().as_bytes());
                hasher.update(&read(entry.path()));
            }
        }
    }
    println!("cargo:rustc-env=ZHANGUAN_BUILD={}", &hasher.finalize().to_hex()[..16]);
    let out = std::env::var_os("OUT_DIR").expect("cargo names a folder for what a build script writes");
    write(&Path::new(&out).join("traditional.txt"), &traditional_characters());
    write(&Path::new(&out).join("scripts.rs"), &shortened_scripts());
}

/// The scripts of all themes, shortened, as a list in Rust: each with the hash of what it was made from.
fn shortened_scripts() -> String {
    let mut list = String::from("&[\n");
    for entry in walkdir::WalkDir::new("themes").sort_by_file_name() {
        let Ok(entry) = entry else { continue };
        if entry.path().extension().is_some_and(|ending| ending == "js") {
            let source = String::from_utf8(read(entry.path())).expect("scripts are UTF-8");
            let hash = blake3::hash(source.as_bytes());
            let script = shorten::shortened(&source);
            let script = script.map_err(|wrong| format!("{}: {wrong}", entry.path().display()));
            let script = script.expect("the scripts of the themes are sound");
            list.push_str(&format!("({:?}, {script:?}),\n", hash.as_bytes()));
        }
    }
    list + "]"
}

/// Characters that simplified texts use in their own right, though some table takes them for variants of others.
const NOT_TRADITIONAL: &str = "磐疋仝祗黏阪矽吒捍甯彷煅醯呵呱麴";

/// Traditional characters, each followed by its simplified form, in the order of the former.
fn traditional_characters() -> String {
    let mut pairs = String::new();
    for c in '\u{3400}'..='\u{9fff}' {
        let one = c.to_string();
        let simplified = fast2s::convert(&one);
        if simplified != one && !NOT_TRADITIONAL.contains(c) {
            pairs.push(c);
            pairs.push_str(&simplified);
        }
    }
    pairs
}

fn write(path: &Path, text: &str) {
    std::fs::write(path, text).expect("cargo's own folder can be written");
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).expect("a build reads its own sources")
}
