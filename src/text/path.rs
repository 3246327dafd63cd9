//! Paths inside a site or an output folder, as text: written with `/` on every system.

use std::path::{MAIN_SEPARATOR, Path, is_separator};

/// The last part of `path`.
#[must_use]
pub fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// What stands behind the last full stop of the name of `path`, in lower case; empty if there is none.
#[must_use]
pub fn ending_of(path: &str) -> String {
    let ending = file_name(path).rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.unwrap_or_default()
}

/// Where `path`, which was found by walking through `folder`, lies inside it.
#[must_use]
pub fn path_inside(folder: &Path, path: &Path) -> String {
    // Cutting off what stands before is much cheaper than comparing paths part by part.
    let outside = folder.to_string_lossy().len();
    let path = path.to_string_lossy();
    let inside = path[outside..].trim_start_matches(is_separator);
    if MAIN_SEPARATOR == '/' { inside.to_owned() } else { inside.replace(MAIN_SEPARATOR, "/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_endings_are_those_of_the_last_part() {
        assert_eq!(file_name("content/cases/甲/现场.JPG"), "现场.JPG");
        assert_eq!(file_name("现场"), "现场");
        assert_eq!(ending_of("content/v1.2/现场.JPG"), "jpg");
        assert_eq!(ending_of("content/v1.2/现场"), "");
    }

    #[test]
    fn a_path_inside_a_folder_does_not_depend_on_how_the_folder_is_written() {
        for folder in [".", "", "/", "网站", "网站/", "/srv/网站"] {
            let folder = Path::new(folder);
            assert_eq!(path_inside(folder, &folder.join("content").join("甲.md")), "content/甲.md");
        }
    }
}
