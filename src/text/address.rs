//! Finds addresses of the web and of mail in running text, whether or not somebody made links of them.

use std::ops::Range;

/// Endings of the sites that reports name without `www.` before them. Others are too much like names of files.
const ENDINGS: [&str; 5] = ["cn", "com", "net", "org", "gov"];

/// The bytes of every address in `text`, in order.
#[must_use]
pub fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some(start) = text[rest..].find(may_stand_in_address).map(|at| rest + at) {
        let end =
            text[start..].find(|c| !may_stand_in_address(c)).map_or(text.len(), |length| start + length);
        rest = end;
        let run = text[start..end].trim_end_matches(is_stop);
        let lower = run.to_ascii_lowercase();
        let scheme = ["http://", "https://", "ftp://"].iter().filter_map(|scheme| lower.find(scheme)).min();
        let begins = match scheme {
            Some(at) => Some(at),
            None => {
                let bare = lower.trim_start_matches(is_stop);
                names_host(bare).then(|| lower.len() - bare.len())
            }
        };
        found.extend(begins.map(|at| start + at..start + run.len()));
    }
    found
}

/// ASCII marks that addresses are made of. Brackets and quotes stand around them, Chinese text beside them.
fn may_stand_in_address(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~:/?#@!$&*+,;=%".contains(c)
}

/// Marks of the sentence around an address.
fn is_stop(c: char) -> bool {
    "-._~:/?#@!$&*+,;=%".contains(c) && c != '/' && c != '='
}

/// Whether `run`, which names no scheme, is the address of a mailbox or of a site.
fn names_host(run: &str) -> bool {
    if let Some((mailbox, host)) = run.split_once('@') {
        return !mailbox.is_empty() && last_label(host).is_some();
    }
    let host = run.split(['/', '?', '#', ':']).next().unwrap_or_default();
    last_label(host).is_some_and(|last| host.starts_with("www.") || ENDINGS.contains(&last))
}

/// The last of the names between the full stops of `host`, if it has two or more and all are such as hosts have.
fn last_label(host: &str) -> Option<&str> {
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let (_, last) = host.rsplit_once('.')?;
    (host.split('.').all(is_label) && last.chars().any(|c| c.is_ascii_alphabetic())).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = addresses(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn addresses_are_found_in_the_middle_of_chinese_text_without_its_marks() {
        check(
            "见https://example.org/a?b=1，或（www.Example.cn）。",
            &["https://example.org/a?b=1", "www.Example.cn"],
        );
        check("登录 12306.cn 购票；邮箱:dj@audit.example.com.", &["12306.cn", "dj@audit.example.com"]);
        check("HTTP://A.B/,ftp://c", &["HTTP://A.B/,ftp://c"]);
        check("《<https://example.org/>》", &["https://example.org/"]);
    }

    #[test]
    fn numbers_names_of_files_and_marks_are_no_addresses() {
        check(
            "3.14 和 1+1=2，v1.2.3，合格率 99.5%，通报.pdf，report.docx，Node.js，A/B，@所有人，a@b，…",
            &[],
        );
        check("www.", &[]);
        check("http", &[]);
    }
}
