//! Paths inside a site or an output folder, as text: written with `/` on every system.

use std::borrow::Cow;
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
    let (whole, outside) = match path.to_str() {
        Some(whole) => (Cow::Borrowed(whole), folder.as_os_str().len()),
        None => (path.to_string_lossy(), folder.to_string_lossy().len()),
    };
    let inside = whole[outside..].trim_start_matches(is_separator);
    if MAIN_SEPARATOR == '/' { inside.to_owned() } else { inside.replace(MAIN_SEPARATOR, "/") }
}

/// Finds the positions in `items` of paths that are asked for in ascending order. `items` are in the order of their paths too: both
/// lists are gone through side by side, once.
pub fn in_step<'i, T>(
    items: &'i [T],
    path_of: impl Fn(&T) -> &str + 'i,
) -> impl FnMut(&str) -> Option<usize> + 'i {
    let mut at = 0;
    move |path| {
        at += items[at..].iter().take_while(|item| path_of(item) < path).count();
        items.get(at).is_some_and(|item| path_of(item) == path).then_some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_lists_in_step_meet_where_their_paths_do() {
        let find = in_step(&["b", "c", "e", "e2"], |path| path);
        let found = ["a", "b", "b", "d", "e", "e2", "f"].map(find);
        assert_eq!(found, [None, Some(0), Some(0), None, Some(2), Some(3), None]);
    }

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

    #[cfg(unix)]
    #[test]
    fn a_folder_whose_name_is_no_text_is_cut_off_too() {
        use std::os::unix::ffi::OsStrExt;
        let folder = Path::new(std::ffi::OsStr::from_bytes(b"/srv/\xcd\xf8\xd5\xbe"));
        assert_eq!(path_inside(folder, &folder.join("content").join("甲.md")), "content/甲.md");
    }
}
