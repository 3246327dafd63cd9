//! A page for when there is none to show: the faults as plain HTML, complete without the script that will fetch the mended page.

use crate::diag::{Fault, Lang, Place, Words};
use crate::text::escaped_markup;
use std::fmt::Write;

/// A page under the heading `title` with `words` and `faults`.
pub(super) fn notice(lang: Lang, title: &Words, words: &Words, faults: &[(&Fault, Place)]) -> Vec<u8> {
    let title = escaped_markup(title.in_lang(lang));
    let mut list = String::new();
    for (fault, place) in faults {
        let _ = write!(
            list,
            "<li><p>{}:{}:{} <strong>{}</strong></p>",
            escaped_markup(&fault.at.file),
            place.line,
            place.column,
            escaped_markup(fault.says.in_lang(lang)),
        );
        if let Some(line) = &place.source_line {
            let _ = write!(list, "<pre>{}</pre>", escaped_markup(line));
        }
        if let Some(remedy) = &fault.remedy {
            let _ = write!(list, "<p>{}</p>", escaped_markup(remedy.in_lang(lang)));
        }
        list.push_str("</li>\n");
    }
    let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'";
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" href=\"{}notice.css\">\n</head>\n\
         <body>\n<main>\n<h1>{title}</h1>\n<p>{}</p>\n<ul>\n{list}</ul>\n</main>\n</body>\n</html>\n",
        lang.tag(),
        super::inject::OWN,
        escaped_markup(words.in_lang(lang)),
    )
    .into_bytes()
}
