//! Slips in YAML that can be mended without guessing: a full-width colon behind a key, a tab or full-width space
//! before one. Told here because both need it: the reader, to go on, and places, to be found behind a slip.

/// One line of YAML, mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MendedLine {
    /// The line as YAML can read it.
    pub text: String,
    /// Column (from 1) of the first tab or full-width space before the key.
    pub bad_indent: Option<usize>,
    /// The key that a full-width colon follows, and the colon's column.
    pub full_width_colon: Option<(String, usize)>,
    /// For each character of `text`, its index in the line as written.
    origin: Vec<usize>,
}

impl MendedLine {
    /// Mends `line`, which may end with a line break.
    #[must_use]
    pub fn of(line: &str) -> Self {
        let mut mended = Self {
            text: String::with_capacity(line.len()),
            bad_indent: None,
            full_width_colon: None,
            origin: Vec::new(),
        };
        let indent = line.chars().take_while(|c| c.is_whitespace() && *c != '\n').count();
        let is_blank = line.trim().is_empty();
        let colon = full_width_colon(line);
        let mut after_colon = false;
        for (index, (at, c)) in line.char_indices().enumerate() {
            if index < indent && matches!(c, '\t' | '\u{3000}') {
                mended.push("  ", index);
                if !is_blank {
                    mended.bad_indent.get_or_insert(index + 1);
                }
            } else if colon == Some(at) {
                mended.push(": ", index);
                let key = line[..at].trim_start().trim_start_matches("- ");
                mended.full_width_colon = Some((key.to_owned(), index + 1));
                after_colon = true;
                continue;
            } else if !(after_colon && c == ' ') {
                mended.push(c.encode_utf8(&mut [0; 4]), index);
            }
            after_colon &= c == ' ';
        }
        mended
    }

    /// The column (from 1) in the line as written of column `column` of `text`.
    pub(super) fn written_column(&self, column: usize) -> usize {
        self.origin.get(column - 1).map_or(column, |index| index + 1)
    }

    fn push(&mut self, text: &str, index: usize) {
        self.text.push_str(text);
        self.origin.extend(text.chars().map(|_| index));
    }
}

/// Where a full-width colon stands that was meant to end a key.
fn full_width_colon(line: &str) -> Option<usize> {
    let key = line.trim_start().trim_start_matches("- ");
    let colon = key.find('：')?;
    let is_key = !key[..colon].is_empty()
        && key[..colon].chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
        && key[..colon].chars().count() <= 16;
    is_key.then_some(line.len() - key.len() + colon)
}
