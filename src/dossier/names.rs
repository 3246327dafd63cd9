//! Names of files that every system takes: Windows above all.

/// Longest name of a file or folder in bytes of UTF-8: with three levels of folders, a path stays below the 260 characters of Windows,
/// and a name below the 255 bytes of Linux.
const BYTES_MAX: usize = 120;

/// Names that Windows keeps for devices.
const RESERVED: [&str; 22] = [
    "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
    "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
];

/// `name` as a file or folder may be called: forbidden marks become their full-width twins, so that it still reads the same.
pub(super) fn safe_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
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
        if out.len() + c.len_utf8() > BYTES_MAX {
            break;
        }
        out.push(c);
    }
    let trimmed = out.trim_matches(['.', ' ']);
    let stem = trimmed.split('.').next().unwrap_or_default();
    match trimmed {
        "" => "未命名".to_owned(),
        _ if RESERVED.contains(&stem.to_ascii_uppercase().as_str()) => format!("_{trimmed}"),
        _ => trimmed.to_owned(),
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
    use super::safe_name;

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
    }
}
