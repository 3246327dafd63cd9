//! Years the way editors write them.

/// The year that `text` names: `2024`, `2024年`, `２０２４`, `二〇二四`, `二零二四年`; `None` if it names none
/// between 1900 and 2199.
#[must_use]
pub fn year_of(text: &str) -> Option<u16> {
    let text = text.trim();
    let text = text.strip_suffix("年度").or_else(|| text.strip_suffix('年')).unwrap_or(text).trim();
    let mut year = 0u16;
    let mut digits = 0;
    for c in text.chars() {
        let digit = match c {
            '0'..='9' => c as u16 - '0' as u16,
            '０'..='９' => c as u16 - '０' as u16,
            '〇' | '零' | '○' | 'Ｏ' => 0,
            '一' => 1,
            '二' => 2,
            '三' => 3,
            '四' => 4,
            '五' => 5,
            '六' => 6,
            '七' => 7,
            '八' => 8,
            '九' => 9,
            _ => return None,
        };
        digits += 1;
        if digits > 4 {
            return None;
        }
        year = year * 10 + digit;
    }
    (digits == 4 && (1900..2200).contains(&year)).then_some(year)
}

/// `year` digit by digit, as on title pages: 二〇二四.
#[must_use]
pub fn year_in_han(year: u16) -> String {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    year.to_string().bytes().filter_map(|digit| DIGITS.get(usize::from(digit - b'0'))).collect()
}

#[cfg(test)]
mod tests {
    use super::{year_in_han, year_of};

    #[test]
    fn a_year_written_in_han_is_read_back() {
        assert_eq!(year_in_han(2024), "二〇二四");
        assert!((1900..2200).all(|year| year_of(&year_in_han(year)) == Some(year)));
    }

    #[test]
    fn years_are_read_as_editors_write_them() {
        for text in ["2024", "2024年", " 2024 年 ", "２０２４", "二〇二四", "二零二四年", "2024年度"]
        {
            assert_eq!(year_of(text), Some(2024), "{text}");
        }
        for text in ["", "204", "20240", "去年", "24年", "1899"] {
            assert_eq!(year_of(text), None, "{text}");
        }
    }
}
