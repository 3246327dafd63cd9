//! Dates the way editors write them.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// A day as written. Which day a moment falls on is the site's time zone to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Day {
    /// A day of the site's own time zone.
    Named(Date),
    /// A moment with its offset.
    Moment(Timestamp),
}

impl Day {
    /// The day that `text` names: `2024-03-28`, `2024/3/28`, `2024.3.28`, `2024年3月28日`, with or without a time.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(moment) = text.parse::<Timestamp>() {
            return Some(Self::Moment(moment));
        }
        let day = text.split([' ', 'T']).next().unwrap_or(text);
        let day = day.strip_suffix('日').or_else(|| day.strip_suffix('号')).unwrap_or(day);
        let mut parts = day.split(['-', '/', '.', '年', '月']);
        let year: i16 = parts.next()?.parse().ok().filter(|year| (1900..2200).contains(year))?;
        let month: i8 = parts.next()?.parse().ok()?;
        let day: i8 = parts.next()?.parse().ok()?;
        if parts.next().is_some() {
            return None;
        }
        Date::new(year, month, day).ok().map(Self::Named)
    }

    /// The day in `zone`.
    #[must_use]
    pub fn in_zone(self, zone: &TimeZone) -> Date {
        match self {
            Self::Named(date) => date,
            Self::Moment(moment) => moment.to_zoned(zone.clone()).date(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_are_read_as_editors_write_them_and_without_zone_are_shanghais() {
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        let date_of = |text: &str| Day::parse(text).map(|day| day.in_zone(&zone));
        for text in [
            "2024-03-28",
            "2024/3/28",
            "2024.3.28",
            "2024年3月28日",
            "2024-03-28 09:00",
            "2024-03-27T20:00:00Z",
        ] {
            assert_eq!(date_of(text), Some(date(2024, 3, 28)), "{text}");
        }
        for text in ["", "2024-02-30", "28.3.2024", "2024-03", "明天"] {
            assert_eq!(date_of(text), None, "{text}");
        }
    }
}
