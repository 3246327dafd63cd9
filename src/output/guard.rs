//! Decides whether a folder may be published into, before anything is touched.

use super::manifest::{HOME, MANIFEST};
use std::fmt;
use std::path::{Path, PathBuf};

/// Why a folder was refused: publishing there could destroy what is not ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutputRefused {
    /// It is the project, one of its parents, or one of the folders the site is made from.
    IsSource(PathBuf),
    /// It is a file or a symbolic link.
    NotAFolder(PathBuf),
    /// It holds something, and no manifest says that we put it there.
    NotOurs(PathBuf, String),
    /// Where a new page of ours must go, a file lies that we did not put there.
    InTheWay(PathBuf),
    /// A folder of papers holds a file that we did not write, or that was changed since.
    Edited(PathBuf),
    /// Papers would lie in a published site.
    InsideSite(PathBuf),
}

impl fmt::Display for OutputRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::IsSource(path) => write!(
                f,
                "拒绝：输出文件夹 {0} 是项目本身、它的上级或内容文件夹。请另选一个。\nrefused: {0} is the project, a folder above it, or one it is made from. Choose another.",
                path.display()
            ),
            Self::NotAFolder(path) => write!(
                f,
                "拒绝：{0} 不是普通文件夹。请另选一个。\nrefused: {0} is not a plain folder. Choose another.",
                path.display()
            ),
            Self::NotOurs(path, found) => write!(
                f,
                "拒绝：{0} 里已有别的东西（{found}），而且没有本程序的清单。请选一个空文件夹。\nrefused: {0} holds other things ({found}) and no manifest of ours. Choose an empty folder.",
                path.display()
            ),
            Self::InTheWay(path) => write!(
                f,
                "拒绝：{0} 是别人放在那里的文件，新网页要用这个位置。请移走它，或给网页换一个 slug。\nrefused: {0} was put there by somebody else, and a new page needs the place. Move it away, or give the page another slug.",
                path.display()
            ),
            Self::Edited(path) => write!(
                f,
                "拒绝：{0} 不是本程序写的，或写好后又有人改过。请把它移走，或用 --output 另选文件夹。\nrefused: {0} was not written by this program, or was changed since. Move it away, or choose another folder with --output.",
                path.display()
            ),
            Self::InsideSite(path) => write!(
                f,
                "拒绝：{0} 在网站或内容文件夹里，申报材料放进去会被公开。请用 --output 另选文件夹。\nrefused: {0} is inside the site or the content, where papers would be published. Choose another folder with --output.",
                path.display()
            ),
        }
    }
}

impl std::error::Error for OutputRefused {}

/// Whether `output` may be published into for the project in `root`.
///
/// # Errors
/// Gives the reason if not; nothing has been touched then.
pub(super) fn guard(root: &Path, output: &Path) -> Result<(), OutputRefused> {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    if output.is_symlink() || (output.exists() && !output.is_dir()) {
        return Err(OutputRefused::NotAFolder(output.to_path_buf()));
    }
    let (real_root, real_output) = (real(root), nearest_real(output));
    let inside_source = ["content", "themes", "src", ".git"]
        .iter()
        .map(|folder| real_root.join(folder))
        .any(|source| real_output.starts_with(&source) || source == real_output);
    if real_root.starts_with(&real_output) || inside_source {
        return Err(OutputRefused::IsSource(output.to_path_buf()));
    }
    let Ok(entries) = std::fs::read_dir(output) else { return Ok(()) };
    let mut foreign: Vec<String> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.'))
        .collect();
    foreign.sort();
    match foreign.into_iter().next() {
        Some(name) if !has_manifest(output) => Err(OutputRefused::NotOurs(output.to_path_buf(), name)),
        _ => Ok(()),
    }
}

/// Whether a manifest of ours is there: of a published site, or of one that another run is just putting in place. The
/// latter becomes the former in one step, so looking in this order misses neither.
fn has_manifest(output: &Path) -> bool {
    let home = output.join(HOME);
    home.join("commit").join(MANIFEST).is_file() || home.join(MANIFEST).is_file()
}

/// Whether papers may be written into `folder`: never into a published site, or into what a site is made from.
pub(super) fn guard_papers(root: &Path, folder: &Path) -> Result<(), OutputRefused> {
    let (real_root, real_folder) =
        (root.canonicalize().unwrap_or_else(|_| root.to_path_buf()), nearest_real(folder));
    let is_source =
        ["content", "themes", "public"].iter().any(|source| real_folder.starts_with(real_root.join(source)));
    let is_site = real_folder.ancestors().any(|above| above.join(HOME).join(MANIFEST).is_file());
    if is_source || is_site {
        return Err(OutputRefused::InsideSite(folder.to_path_buf()));
    }
    Ok(())
}

/// `path` with the part of it that exists made absolute and free of links.
fn nearest_real(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut existing = absolute.as_path();
    let mut missing = Vec::new();
    loop {
        if let Ok(real) = existing.canonicalize() {
            return missing.iter().rev().fold(real, |path, part| path.join(part));
        }
        match (existing.parent(), existing.file_name()) {
            (Some(parent), Some(name)) => {
                missing.push(name.to_owned());
                existing = parent;
            }
            _ => return absolute,
        }
    }
}
