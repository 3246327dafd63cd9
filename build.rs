//! Names this build of the generator by a hash of everything that shapes its output.
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
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).expect("a build reads its own sources")
}
