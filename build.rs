//! Names this build of the generator by a hash of everything that shapes its output, and lists which traditional character
//! stands for which simplified one.
//!
//! Pages remembered from an earlier run are trusted only if the same generator made them; a version
//! number alone would let a developer's rebuilt binary serve yesterday's pages.

use std::path::Path;

fn main() {
    let mut hasher = blake3::Hasher::new();
    for folder in ["src", "themes", "Cargo.lock", "Cargo.toml"] {
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
    std::fs::write(Path::new(&out).join("traditional.txt"), traditional_characters())
        .expect("cargo's own folder can be written");
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

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).expect("a build reads its own sources")
}
