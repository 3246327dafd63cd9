//! ZIP files that are the same bytes for the same content: sorted, one fixed time, names in UTF-8.

use crate::text::ending_of;
use std::io::{self, Cursor, Seek, Write};
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

/// A ZIP file being written to `W`.
pub struct Archive<W: Write + Seek> {
    zip: ZipWriter<W>,
}

impl<W: Write + Seek> Archive<W> {
    /// An empty archive.
    pub fn new(out: W) -> Self {
        Self { zip: ZipWriter::new(out) }
    }

    /// Adds a file. Names go in with the UTF-8 flag, so Windows shows Chinese ones right.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn add(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let method = if is_packed(path) { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        self.zip.start_file(path, options).map_err(io::Error::other)?;
        self.zip.write_all(bytes)
    }

    /// Ends the archive.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(self) -> io::Result<W> {
        self.zip.finish().map_err(io::Error::other)
    }
}

/// `files`, in their order, as one ZIP file in memory.
pub(super) fn zipped(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = Archive::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        archive.add(path, bytes).expect("memory takes every byte, and names of parts are short");
    }
    archive.finish().expect("memory takes every byte").into_inner()
}

/// Whether files of this kind are packed already.
fn is_packed(path: &str) -> bool {
    matches!(
        ending_of(path).as_str(),
        "jpg" | "jpeg" | "png" | "gif" | "webp" | "mp4" | "webm" | "docx" | "xlsx" | "zip"
    )
}
