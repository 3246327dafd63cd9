//! Numbers that authors type before headings.

/// `heading` without the number typed before it: 一、 （一） 1. （1） 第一部分.
#[must_use]
pub fn without_number(heading: &str) -> &str {
    let heading = heading.trim();
    let is_digit =
        |c: char| c.is_ascii_digit() || "一二三四五六七八九十百〇零０１２３４５６７８９".contains(c);
    let after_digits = |text: &'_ str| text.trim_start_matches(is_digit).len();
    let strip = |open: &str, closes: &[&str]| {
        let inside = heading.strip_prefix(open)?;
        let rest = &inside[inside.len() - after_digits(inside)..];
        let is_numbered = rest.len() < inside.len();
        closes.iter().find_map(|close| rest.strip_prefix(close)).filter(|_| is_numbered)
    };
    let stripped = strip("（", &["）"])
        .or_else(|| strip("(", &[")"]))
        .or_else(|| strip("第", &["部分", "章", "节"]))
        .or_else(|| strip("", &["、", "．", ". ", "."]).filter(|rest| !rest.starts_with(is_digit)));
    match stripped.map(|rest| rest.trim_start_matches([' ', '　', '、', '：', ':'])) {
        Some(rest) if !rest.is_empty() => rest,
        _ => heading,
    }
}

#[cfg(test)]
mod tests {
    use super::without_number;

    #[test]
    fn numbers_before_headings_are_told_from_numbers_in_them() {
        for numbered in [
            "一、主要做法",
            "（一）主要做法",
            "1.主要做法",
            "1. 主要做法",
            "(1) 主要做法",
            "第二部分 主要做法",
            "十二、主要做法",
        ] {
            assert_eq!(without_number(numbered), "主要做法", "{numbered}");
        }
        for plain in ["三个“1+1”", "一支部一品牌", "2.5倍的变化", "一、", "第一课堂"] {
            assert_eq!(without_number(plain), plain);
        }
    }
}
