//! What a site may set in its theme: declared with a type in theme.yaml, set in site.yaml under `theme_options`.
//!
//! Turns both into values for templates and into colour tokens for the style sheet. A colour is checked before it is written
//! there; nothing else of a site's settings ever is.

use crate::diag::{At, Fault, Spot, Trail, catalog};
use crate::text;
use crate::yaml::{Fields, Key, Node, Placed};
use std::collections::BTreeMap;
use tera::Value;

const fn key(name: &'static str, zh: &'static str) -> Key {
    Key { name, zh }
}

const TYPE: Key = key("type", "类型");
const DEFAULT: Key = key("default", "默认");
const CHOICES: Key = key("choices", "选项");
const AGAINST: Key = key("against", "底色");
const DESCRIBE: Key = key("describe", "说明");
const ZH: Key = key("zh", "中文");
const EN: Key = key("en", "英文");

/// WCAG 2.2, 1.4.3: the least contrast of text with what it stands on.
const CONTRAST_MIN: f64 = 4.5;

/// An option of a theme.
#[derive(Debug)]
struct Declared {
    kind: Kind,
    value: Value,
}

/// What an option holds.
#[derive(Debug)]
enum Kind {
    Text,
    Bool,
    Number,
    Choice(Vec<String>),
    /// A colour; with the colour that text beside it has, which it must stand out from.
    Colour(Option<String>),
}

/// The options of a theme with the values a site gave them.
#[derive(Debug, Default)]
pub(super) struct ThemeOptions {
    values: BTreeMap<String, Value>,
    /// `--option-NAME: #rrggbb;` for every colour the site set.
    tokens: String,
}

impl ThemeOptions {
    /// Reads the declarations in `declared`, found in the theme's `file`, and what the site wrote under `theme_options`.
    pub(super) fn read(
        file: &str,
        declared: Option<&Node>,
        written: Option<&Placed<Node>>,
        faults: &mut Vec<Fault>,
    ) -> Self {
        let mut options = read_declared(file, declared, faults);
        let mut tokens = String::new();
        if let Some(written) = written {
            set(&mut options, written, &mut tokens, faults);
        }
        let values = options.into_iter().map(|(name, option)| (name, option.value)).collect();
        Self { values, tokens }
    }

    /// Every option by its name, as templates know it.
    pub(super) fn values(&self) -> &BTreeMap<String, Value> {
        &self.values
    }

    /// The colours the site set, as a rule for the head of the style sheet; empty if it set none.
    pub(super) fn style(&self) -> String {
        if self.tokens.is_empty() { String::new() } else { format!(":root {{{} }}\n", self.tokens) }
    }
}

fn read_declared(file: &str, declared: Option<&Node>, faults: &mut Vec<Fault>) -> BTreeMap<String, Declared> {
    let mut options = BTreeMap::new();
    let Some(Node::Map(entries)) = declared else { return options };
    for (name, node) in entries {
        let trail = Trail::of("options").key(name);
        let mut fields = Fields::new(file, node, trail.clone(), faults);
        let kind = read_kind(&mut fields);
        let default = fields.node(DEFAULT);
        let described = fields.node(DESCRIBE);
        let at = fields.at(DEFAULT);
        fields.finish();
        if let Some(node) = described {
            let mut words = Fields::new(file, node, trail.key("describe"), faults);
            words.text(ZH);
            words.text(EN);
            words.finish();
        }
        let Some(kind) = kind else { continue };
        let value = match default {
            Some(node) => value_of(name, &kind, &Placed { value: node.clone(), at }, faults),
            None => Some(Value::from("")),
        };
        options.extend(value.map(|value| (name.clone(), Declared { kind, value })));
    }
    options
}

fn read_kind(fields: &mut Fields<'_, '_>) -> Option<Kind> {
    let choices: Vec<String> = fields.texts(CHOICES).into_iter().map(|choice| choice.value).collect();
    let against = fields.plain(AGAINST);
    let Some(written) = fields.text(TYPE) else {
        fields.report(catalog::missing_field(fields.at(TYPE), "type", "类型", "text"));
        return None;
    };
    match written.value.as_str() {
        "text" => Some(Kind::Text),
        "bool" => Some(Kind::Bool),
        "number" => Some(Kind::Number),
        "choice" => Some(Kind::Choice(choices)),
        "colour" => Some(Kind::Colour(against)),
        other => {
            fields.report(catalog::not_one_of(
                written.at,
                other,
                &["text", "bool", "number", "choice", "colour"],
            ));
            None
        }
    }
}

/// Puts what the site wrote in the place of the defaults.
fn set(
    options: &mut BTreeMap<String, Declared>,
    written: &Placed<Node>,
    tokens: &mut String,
    faults: &mut Vec<Fault>,
) {
    let Node::Map(entries) = &written.value else {
        faults.push(catalog::not_a_mapping(written.at.clone()));
        return;
    };
    for (name, node) in entries {
        let trail = written.at.trail().key(name);
        let spot = |spot| At { file: written.at.file.clone(), spot };
        let Some(option) = options.get_mut(name) else {
            let known: Vec<&str> = options.keys().map(String::as_str).collect();
            let nearest = text::closest(name, known.iter().copied());
            faults.push(catalog::unknown_key(spot(Spot::Key(trail, 0)), name, nearest, &known));
            continue;
        };
        let placed = Placed { value: node.clone(), at: spot(Spot::Value(trail)) };
        if let Some(value) = value_of(name, &option.kind, &placed, faults) {
            if let (Kind::Colour(_), Some(colour)) = (&option.kind, value.as_str()) {
                tokens.push_str(&format!(" --option-{}: {colour};", name.replace('_', "-")));
            }
            option.value = value;
        }
    }
}

/// What `written` means for an option of this kind; `None` if it does not fit, which is reported.
fn value_of(name: &str, kind: &Kind, written: &Placed<Node>, faults: &mut Vec<Fault>) -> Option<Value> {
    let at = written.at.clone();
    let words = written.value.as_text().map(|words| text::clean_line(&words));
    match kind {
        Kind::Text => {
            if words.is_none() {
                faults.push(catalog::not_a_text(at, name, "主题选项"));
            }
            words.map(Value::from)
        }
        Kind::Bool => match (&written.value, words.as_deref()) {
            (Node::Flag(flag), _) => Some(Value::from(*flag)),
            (_, Some("是")) => Some(Value::from(true)),
            (_, Some("否")) => Some(Value::from(false)),
            _ => {
                faults.push(catalog::not_a_flag(at, name, "主题选项"));
                None
            }
        },
        Kind::Number => match written.value {
            Node::Number(number) if number >= 0 => Some(Value::from(number)),
            _ => {
                faults.push(catalog::not_a_number(at, name, 0));
                None
            }
        },
        Kind::Choice(choices) => match words.filter(|words| choices.contains(words)) {
            Some(words) => Some(Value::from(words)),
            None => {
                let choices: Vec<&str> = choices.iter().map(String::as_str).collect();
                let shown = written.value.as_text().unwrap_or_default();
                faults.push(catalog::not_one_of(at, &shown, &choices));
                None
            }
        },
        Kind::Colour(against) => {
            let words = words.unwrap_or_default().to_ascii_lowercase();
            let Some(colour) = Colour::parse(&words) else {
                faults.push(catalog::not_a_colour(at, &words));
                return None;
            };
            let beside = against.as_deref().and_then(Colour::parse);
            if let Some(ratio) =
                beside.map(|beside| colour.contrast(beside)).filter(|ratio| *ratio < CONTRAST_MIN)
            {
                faults.push(catalog::weak_colour(at, &words, ratio, against.as_deref().unwrap_or_default()));
                return None;
            }
            Some(Value::from(words))
        }
    }
}

/// A colour as screens mix it.
#[derive(Debug, Clone, Copy)]
struct Colour([u8; 3]);

impl Colour {
    /// Reads `#rrggbb`, and nothing else: what stands in a style sheet is made of sixteen known characters.
    fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        // `+f` is a number to the standard library.
        let plain = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        plain.then_some(Self([part(0)?, part(2)?, part(4)?]))
    }

    /// Contrast with `other`, 1 to 21, as WCAG 2.2 defines it.
    fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Relative luminance, 0 to 1, as WCAG 2.2 defines it.
    fn luminance(self) -> f64 {
        let linear = |byte: u8| {
            let value = f64::from(byte) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}
