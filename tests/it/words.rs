//! 字数 as Word counts it: the figure by which calls for cases set their limits.

use crate::support::{case_with_body, hall};

/// The 字数 that the page of a case with `body` shows.
fn words(body: &str) -> String {
    let hall = hall([("content/cases/a.md", case_with_body(body))]);
    let page = hall.page("cases/a.html");
    let (_, rest) = page.split_once("<p class=\"label__words\">").unwrap();
    let (shown, _) = rest.split_once("</p>").unwrap();
    shown.chars().filter(char::is_ascii_digit).collect()
}

#[track_caller]
fn check(body: &str, count: usize) {
    assert_eq!(words(body), count.to_string(), "{body}");
}

#[test]
fn every_han_character_and_full_width_mark_counts_one() {
    check("审计组走到哪里，支部就建到哪里。", 16);
    check("“一支部一品牌”——机关党建……", 16);
    check("《实施办法》（试行）：①②", 13);
}

#[test]
fn a_run_of_latin_letters_or_digits_counts_one_however_long() {
    check("2024年", 2);
    check("GB/T 9704", 2);
    check("brand-2024 ok", 2);
    check("占比3.14%和12,345人", 6);
    check("１２３", 3);
}

#[test]
fn a_part_without_chinese_counts_as_the_text_it_stands_in() {
    check("组织。\n\n## “1+1+6”\n\n做法。\n", 3 + 3 + 3);
    check("组织。\n\n## A\n\n“LoRa” — “1+1”\n", 3 + 1 + 3 + 1 + 3);
}

#[test]
fn white_space_counts_nothing_whatever_its_width() {
    check("审 计　组\n走", 4);
}

#[test]
fn an_emoji_counts_one() {
    check("🚩飘扬", 3);
}

#[test]
fn headings_and_captions_count_and_marks_of_markdown_do_not() {
    check("## 背景\n\n**审计**组[走](https://example.org)到`哪里`。\n", 10);
    check("| 项目 | 数量 |\n|---|---:|\n| 支部 | 12 |\n", 7);
    check("审计<!-- 编者的话 -->组", 3);
}

#[test]
fn digits_latin_letters_and_full_width_forms_are_told_apart() {
    check("2024年3月28日", 6);
    check("１００％", 4);
    check("100%", 1);
    check("ＡＢＣ与ABC", 5);
    check("第3届“1+1”", 6);
    check("a，b。c", 5);
    check("全角空格\u{3000}不算", 6);
}

#[test]
fn an_emoji_of_several_characters_counts_by_its_characters() {
    check("👍好", 2);
    check("🚩🚩", 2);
    check("ok👍ok", 3);
}

#[test]
fn marks_of_headings_lists_and_quotes_are_no_words_and_numbers_typed_in_the_text_are() {
    // Counted with its marks, this text has one more for each line.
    check("# 标题\n\n- 设支部\n+ 列清单\n\n1. 党建\n2. 业务\n\n> 引文\n", 2 + 3 + 3 + 2 + 2 + 2);
    check("一、背景\n\n（1）缘起\n", 4 + 5);
    check("## 一、背景\n", 4);
}
