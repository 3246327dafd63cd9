//! Days, as pages and fingerprints have them.

use crate::diag::Lang;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

/// A day as fingerprints take it in: its figures, which are cheaper than its text.
#[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
pub(super) fn in_figures<S: Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    date.map(|date| (date.year(), date.month(), date.day())).serialize(serializer)
}

/// A day as readers of `lang` write it.
pub(super) fn date_text(date: Date, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        Lang::En => date.strftime("%-d %B %Y").to_string(),
    }
}
