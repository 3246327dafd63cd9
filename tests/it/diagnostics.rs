//! One golden report for every fault code: `tests/diagnostics/CODE.txt` holds the files and what is said of them.

use crate::support::{Asked, Files, Hall, catalog_codes, hall_as, in_tests, is_update};
use std::fmt::Write;
use zhanguan::diag::Lang;

/// A golden: its input files as they stand in it, and its reports.
struct Golden {
    inputs: String,
    files: Files,
    reports: String,
}

/// Reads `text`: sections headed `=== PATH`, then three headed `=== report …`.
///
/// `=== PATH (escaped)` may hold `\xNN` for a byte, `\u{NNNN}` for a character, `\*{COUNT}{TEXT}` for repeats and `\\`.
fn parse(text: &str) -> Golden {
    let split = text.find("=== report ").unwrap_or(text.len());
    let (inputs, reports) = text.split_at(split);
    let mut files = Files::new();
    for section in inputs.split("=== ").skip(1) {
        let (head, content) = section.split_once('\n').unwrap();
        match head.strip_suffix(" (escaped)") {
            Some(path) => files.insert(path.to_owned(), unescape(content)),
            None => files.insert(head.to_owned(), content.as_bytes().to_vec()),
        };
    }
    Golden { inputs: inputs.to_owned(), files, reports: reports.to_owned() }
}

fn unescape(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.extend_from_slice(before.as_bytes());
        let braced = |text: &str| {
            let (inside, rest) = text.strip_prefix('{').unwrap().split_once('}').unwrap();
            (inside.to_owned(), rest.len())
        };
        let from_end = |length: usize| &after[after.len() - length..];
        rest = match after.as_bytes()[0] {
            b'x' => {
                out.push(u8::from_str_radix(&after[1..3], 16).unwrap());
                &after[3..]
            }
            b'u' => {
                let (code, left) = braced(&after[1..]);
                let c = char::from_u32(u32::from_str_radix(&code, 16).unwrap()).unwrap();
                out.extend_from_slice(c.to_string().as_bytes());
                from_end(left)
            }
            b'*' => {
                let (count, left) = braced(&after[1..]);
                let (piece, left) = braced(from_end(left));
                out.extend_from_slice(piece.repeat(count.parse().unwrap()).as_bytes());
                from_end(left)
            }
            b'\n' => &after[1..],
            _ => {
                out.push(b'\\');
                &after[1..]
            }
        };
    }
    out.extend_from_slice(rest.as_bytes());
    out
}

fn reports_of(hall: &Hall) -> String {
    let mut out = String::new();
    let _ = write!(out, "=== report zh\n{}", hall.report(Lang::Zh));
    let _ = write!(out, "=== report en\n{}", hall.report(Lang::En));
    let _ = write!(out, "=== report json\n{}", hall.json());
    out
}

fn goldens() -> Vec<(String, String)> {
    let mut goldens: Vec<(String, String)> = std::fs::read_dir(in_tests("diagnostics"))
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let code = path.file_stem().unwrap().to_string_lossy().into_owned();
            (code, std::fs::read_to_string(path).unwrap())
        })
        .collect();
    goldens.sort();
    goldens
}

#[test]
fn every_fault_code_has_a_golden_report_and_every_golden_a_code() {
    let named: Vec<String> = goldens().into_iter().map(|(code, _)| code).collect();
    assert_eq!(named, catalog_codes());
}

#[test]
fn every_report_reads_as_its_golden_says() {
    let mut wrong = String::new();
    for (code, text) in goldens() {
        let golden = parse(&text);
        let reports = reports_of(&hall_as(Asked::default(), golden.files));
        if is_update() {
            let file = in_tests("diagnostics").join(format!("{code}.txt"));
            std::fs::write(file, format!("{}{reports}", golden.inputs)).unwrap();
        } else if reports != golden.reports {
            let _ = write!(wrong, "--- {code}.txt says\n{}--- but now it is\n{reports}\n", golden.reports);
        }
    }
    assert!(wrong.is_empty(), "{wrong}UPDATE=1 rewrites the goldens; read the diff.");
}

#[test]
fn one_fault_gives_one_message_with_a_remedy() {
    for (code, text) in goldens() {
        let hall = hall_as(Asked::default(), parse(&text).files);
        assert_eq!(hall.codes(), [code.as_str()], "{}", hall.report(Lang::Zh));
        assert!(hall.report(Lang::Zh).contains("\n  建议："), "{code}");
        assert!(hall.report(Lang::En).contains("\n  help: "), "{code}");
    }
}

#[test]
fn messages_are_in_the_language_asked_for_and_end_without_a_full_stop() {
    for (code, text) in goldens() {
        let hall = hall_as(Asked::default(), parse(&text).files);
        for record in hall.json().lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        {
            for part in ["message", "remedy"] {
                let (zh, en) = (record[part]["zh"].as_str().unwrap(), record[part]["en"].as_str().unwrap());
                assert!(zh.chars().any(is_han), "{code}: {zh}");
                assert!(!zh.ends_with('。') && !en.ends_with('.'), "{code}: {zh} / {en}");
                assert_ne!(zh, en, "{code}");
            }
        }
    }
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}
