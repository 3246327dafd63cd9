//! Names of files that every system takes: Windows above all.

/// Longest name of a file or folder in characters: three of them, one in another, stay below the 260 that Windows allows a path, with
/// room for the desktop of whoever unpacks them.
const CHARS_MAX: usize = 60;
/// And in bytes of UTF-8: Linux allows a name 255, encrypted disks fewer.
const BYTES_MAX: usize = 120;

/// Names that Windows keeps for devices, whatever their ending.
const RESERVED: [&str; 30] = [
    "CONIN$", "CONOUT$", "COM¹", "COM²", "COM³", "LPT¹", "LPT²", "LPT³", "CON", "PRN", "AUX", "NUL", "COM1",
    "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5",
    "LPT6", "LPT7", "LPT8", "LPT9",
];

/// `name` as a file or folder may be called: forbidden marks become their full-width twins, so that it still reads the same.
pub(super) fn safe_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut chars = 0;
    for c in crate::text::clean_line(name).chars() {
        let c = match c {
            '<' => '＜',
            '>' => '＞',
            ':' => '：',
            '"' => '＂',
            '/' => '／',
            '\\' => '＼',
            '|' => '｜',
            '?' => '？',
            '*' => '＊',
            c if c.is_control() => continue,
            c => c,
        };
        if out.len() + c.len_utf8() > BYTES_MAX || chars == CHARS_MAX {
            break;
        }
        chars += 1;
        out.push(c);
    }
    let trimmed = out.trim_matches(['.', ' ']);
    let stem = trimmed.split('.').next().unwrap_or_default().trim_end();
    match trimmed {
        "" => "未命名".to_owned(),
        _ if RESERVED.contains(&stem.to_ascii_uppercase().as_str()) => format!("_{trimmed}"),
        _ => trimmed.to_owned(),
    }
}

/// [`safe_name`] for a file that is called `name` already: however long that is, its ending stays.
pub(super) fn safe_file_name(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.chars().all(|c| c.is_ascii_alphanumeric()) => {
            format!("{}.{ending}", safe_name(stem))
        }
        _ => safe_name(name),
    }
}

/// `pattern` with each `{name}` replaced by what `value` gives for it.
pub(super) fn filled(pattern: &str, value: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}') {
            Some((name, behind)) => {
                out.push_str(&value(name.trim()));
                rest = behind;
            }
            None => rest = after,
        }
    }
    out + rest
}

/// `name`, or if it is taken, `name (2)`, `name (3)` …; systems that ignore case take `A` and `a` for one.
pub(super) fn own_name(name: &str, taken: &mut std::collections::BTreeSet<String>) -> String {
    let mut own = name.to_owned();
    let mut number = 1;
    while !taken.insert(own.to_lowercase()) {
        number += 1;
        own = format!("{name} ({number})");
    }
    own
}

#[cfg(test)]
mod tests {
    use super::{safe_file_name, safe_name};

    #[test]
    fn names_are_such_that_windows_takes_them_and_read_as_before() {
        assert_eq!(safe_name("三个“1+1”：怎样做?"), "三个“1+1”：怎样做？");
        assert_eq!(safe_name("a/b\\c:d*e<f>g|h\"i"), "a／b＼c：d＊e＜f＞g｜h＂i");
        assert_eq!(safe_name("结尾... "), "结尾");
        assert_eq!(safe_name("con"), "_con");
        assert_eq!(safe_name("LPT1.docx"), "_LPT1.docx");
        assert_eq!(safe_name("..."), "未命名");
        let long = safe_name(&"展".repeat(200));
        assert!(long.len() <= 120 && long.chars().all(|c| c == '展'));
        assert_eq!(safe_name(&"a".repeat(200)).len(), 60);
        assert_eq!(safe_name("aux .txt"), "_aux .txt");
        assert_eq!(safe_name("COM¹"), "_COM¹");
        assert_eq!(safe_name("控\u{7}制\u{200e}"), "控制");
    }

    #[test]
    fn a_file_keeps_its_ending_however_long_its_name_is() {
        let long = safe_file_name(&format!("{}.pdf", "证".repeat(200)));
        assert!(long.ends_with("证.pdf") && long.chars().count() == 44, "{long}");
        assert_eq!(safe_file_name("con.pdf"), "_con.pdf");
        assert_eq!(safe_file_name("1.关于 表扬"), "1.关于 表扬");
    }
}
