//! How a name sounds. One reading serves the page's name, the order of lists and the index letter, so that
//! the three always agree.
//!
//! Single characters come from the `pinyin` crate. Characters with several readings are settled first by the
//! `pinyin:` an author wrote, then by our table of phrases (`polyphones.txt`).

use ::pinyin::{ToPinyin, ToPinyinMulti};
use foldhash::{HashMap, HashMapExt};
use std::sync::LazyLock;

/// A text as read aloud.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    sounds: Vec<Sound>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Sound {
    /// A Han character: syllable with the tone's number behind it (`cheng2`).
    Syllable(String),
    /// A run of Latin letters, lower-cased, or of digits.
    Word(String),
    /// A mark or an unknown character, heard only as a pause.
    Pause,
}

/// A word in which some character does not have its first reading.
struct Phrase {
    chars: Vec<char>,
    syllables: Vec<String>,
}

/// Phrases by their first character, longest first.
static PHRASES: LazyLock<HashMap<char, Vec<Phrase>>> = LazyLock::new(|| {
    let mut phrases: HashMap<char, Vec<Phrase>> = HashMap::new();
    for line in include_str!("polyphones.txt").lines() {
        let mut words = line.split_whitespace();
        let Some(word) = words.next().filter(|word| !word.starts_with('#')) else { continue };
        let phrase = Phrase { chars: word.chars().collect(), syllables: words.map(str::to_owned).collect() };
        debug_assert_eq!(phrase.chars.len(), phrase.syllables.len(), "polyphones.txt: {line}");
        phrases.entry(phrase.chars[0]).or_default().push(phrase);
    }
    for list in phrases.values_mut() {
        list.sort_by_key(|phrase| std::cmp::Reverse(phrase.chars.len()));
    }
    phrases
});

impl Reading {
    /// How `text` sounds by the phrase table and each character's first reading.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut sounds = Vec::with_capacity(chars.len());
        let mut at = 0;
        while at < chars.len() {
            let c = chars[at];
            if let Some(phrase) = phrase_at(&chars[at..]) {
                sounds.extend(phrase.syllables.iter().cloned().map(Sound::Syllable));
                at += phrase.chars.len();
                continue;
            }
            sounds.push(sound_of(c));
            at += 1;
        }
        Self { sounds: joined(sounds) }
    }

    /// How `text` sounds when its author gives the reading of every Han character, in order
    /// (`zhang qiu qu`, tones optional). `None` if the number of syllables does not fit.
    #[must_use]
    pub fn with_hint(text: &str, hint: &str) -> Option<Self> {
        let syllables: Vec<String> = hint.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let mut given = syllables.into_iter();
        let mut sounds = Vec::new();
        for c in text.chars() {
            match sound_of(c) {
                Sound::Syllable(_) => sounds.push(Sound::Syllable(given.next()?)),
                other => sounds.push(other),
            }
        }
        given.next().is_none().then(|| Self { sounds: joined(sounds) })
    }

    /// Syllables without tones, Latin words and numbers, in order: the parts of a slug.
    pub fn words(&self) -> impl Iterator<Item = String> + '_ {
        self.sounds.iter().filter_map(|sound| match sound {
            Sound::Syllable(syllable) => Some(plain(syllable)),
            Sound::Word(word) => Some(word.clone()),
            Sound::Pause => None,
        })
    }

    /// The letter this text stands under in an index: `A` to `Z`, or `#` for numbers and marks.
    #[must_use]
    pub fn initial(&self) -> char {
        self.sounds
            .iter()
            .find_map(|sound| match sound {
                Sound::Syllable(text) | Sound::Word(text) => text.chars().next(),
                Sound::Pause => None,
            })
            .filter(char::is_ascii_alphabetic)
            .map_or('#', |c| c.to_ascii_uppercase())
    }

    /// A key that sorts as a dictionary does: by sound, then tone, numbers by value before letters, and by the
    /// characters of `text` where the sound is the same.
    #[must_use]
    pub fn sort_key(&self, text: &str) -> String {
        let mut key = String::with_capacity(self.sounds.len() * 7 + text.len() + 1);
        for sound in &self.sounds {
            match sound {
                Sound::Syllable(syllable) => key.push_str(syllable),
                Sound::Word(word) if word.starts_with(|c: char| c.is_ascii_digit()) => {
                    key.push_str(&format!("{word:0>12}"));
                }
                Sound::Word(word) => key.push_str(word),
                Sound::Pause => continue,
            }
            key.push(' ');
        }
        key.push('\u{0}');
        key.push_str(text);
        key
    }
}

fn phrase_at(rest: &[char]) -> Option<&'static Phrase> {
    PHRASES.get(&rest[0])?.iter().find(|phrase| rest.starts_with(&phrase.chars))
}

fn sound_of(c: char) -> Sound {
    if let Some(letter) = ascii_twin(c).filter(char::is_ascii_alphanumeric) {
        return Sound::Word(letter.to_ascii_lowercase().to_string());
    }
    match c.to_pinyin() {
        Some(reading) => Sound::Syllable(reading.with_tone_num_end().replace('ü', "v")),
        None => Sound::Pause,
    }
}

/// The ASCII form of a full-width letter or digit, or the character itself if it is ASCII.
fn ascii_twin(c: char) -> Option<char> {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0),
        c if c.is_ascii() => Some(c),
        _ => None,
    }
}

/// Joins neighbouring letters into words and neighbouring digits into numbers.
fn joined(sounds: Vec<Sound>) -> Vec<Sound> {
    let mut out: Vec<Sound> = Vec::with_capacity(sounds.len());
    for sound in sounds {
        if let (Sound::Word(next), Some(Sound::Word(word))) = (&sound, out.last_mut()) {
            let digits = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
            if digits(next) == digits(word) {
                word.push_str(next);
                continue;
            }
        }
        out.push(sound);
    }
    out
}

/// A syllable without its tone.
fn plain(syllable: &str) -> String {
    syllable.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()
}

/// Every reading of `c` without tones; empty if it is not a Han character.
#[must_use]
pub fn polyphone_syllables(c: char) -> Vec<String> {
    let mut sounds: Vec<String> = c
        .to_pinyin_multi()
        .into_iter()
        .flatten()
        .map(|reading| plain(&reading.with_tone_num_end().replace('ü', "v")))
        .collect();
    sounds.dedup();
    sounds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_settle_characters_with_several_readings() {
        let words: Vec<String> = Reading::of("重庆市长安行政调研").words().collect();
        assert_eq!(words.join(" "), "chong qing shi chang an xing zheng diao yan");
    }

    #[test]
    fn an_author_can_give_the_reading() {
        assert_eq!(Reading::with_hint("单县", "shan xian").map(|r| r.initial()), Some('S'));
        assert_eq!(Reading::with_hint("单县", "shan"), None);
    }

    #[test]
    fn numbers_sort_by_value_and_before_letters() {
        let key = |text: &str| Reading::of(text).sort_key(text);
        assert!(key("2号") < key("10号"));
        assert!(key("10号") < key("阿姨"));
        assert!(key("济南") < key("济宁"));
        assert!(key("E家") < key("恩泽"));
    }
}
