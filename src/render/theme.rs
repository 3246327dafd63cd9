//! A theme, compiled: templates, strings, options, one style sheet, one script, one that runs before the page is shown, and scripts that
//! pages load later.

use super::digest;
use super::embedded;
use super::squeeze::{light, squeezed};
use super::templates::{Templates, template_fault};
use super::theme_options::ThemeOptions;
use crate::diag::{At, Fault, Lang, Trail, catalog};
use crate::options::Site;
use crate::output::{Entry, Fingerprint, MakeError, PageKind, SitePlan};
use crate::yaml::{self, Fields, Key, Node};
use std::collections::BTreeMap;
use tera::{Context, Value};

const STYLES: Key = Key { name: "styles", zh: "样式" };
const SCRIPTS: Key = Key { name: "scripts", zh: "脚本" };
const LATER: Key = Key { name: "later", zh: "后用脚本" };
const SHEETS: Key = Key { name: "sheets", zh: "专页样式" };
const EARLY: Key = Key { name: "early", zh: "先行脚本" };
const OPTIONS: Key = Key { name: "options", zh: "选项" };
const NAME: Key = Key { name: "name", zh: "名称" };

/// Names this build of the generator, so that pages made by another are made again.
const BUILD: &str = env!("ZHANGUAN_BUILD");

/// A theme ready to make pages.
#[derive(Debug)]
pub struct Theme {
    name: String,
    templates: Templates,
    strings: BTreeMap<String, String>,
    /// The words of the language that is not the hall's.
    other_strings: BTreeMap<String, String>,
    lang: Lang,
    options: ThemeOptions,
    assets: Vec<Asset>,
    digest: Fingerprint,
}

/// What a published file of the theme is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// The style sheet of every page.
    Style,
    /// The script of every page, which runs when the page is there.
    Script,
    /// The script that runs before the page is first shown, so that nothing flickers.
    Early,
    /// The icon beside a page's title.
    Icon,
    /// A script of this name that a page loads when it is first needed.
    Later(String),
    /// The style sheet of this name, for pages of one kind.
    Sheet(String),
}

/// A file of the theme that is published as it is, named by its content.
#[derive(Debug)]
struct Asset {
    role: Role,
    path: String,
    digest: Fingerprint,
    bytes: Vec<u8>,
}

impl Theme {
    /// Compiles the theme that `site` names with the site's own files laid over it.
    ///
    /// `None` if it cannot make pages; why is in `faults`.
    pub fn compile(
        site: &Site,
        own_files: BTreeMap<String, Vec<u8>>,
        faults: &mut Vec<Fault>,
    ) -> Option<Self> {
        let (name, lang) = (site.theme.as_str(), site.lang);
        let mut files = embedded::files_of(name);
        let house_options = options_of_house(name, &files, faults);
        files.extend(own_files);
        let settings = read_yaml(name, &files, "theme.yaml", faults)?;
        let settings_file = place(name, "theme.yaml");
        let mut fields = Fields::new(&settings_file, &settings, Trail::default(), faults);
        fields.plain(NAME);
        let styles: Vec<String> = fields.texts(STYLES).into_iter().map(|style| style.value).collect();
        let scripts: Vec<String> = fields.texts(SCRIPTS).into_iter().map(|script| script.value).collect();
        let early: Vec<String> = fields.texts(EARLY).into_iter().map(|script| script.value).collect();
        let (later, sheets) = (read_named(&mut fields, LATER), read_named(&mut fields, SHEETS));
        let declared = fields.node(OPTIONS).or(house_options.as_ref());
        fields.finish();
        let options = ThemeOptions::read(&settings_file, declared, site.theme_options.as_ref(), faults);
        let strings = read_strings(name, &files, lang, faults)?;
        let other_strings = read_strings(name, &files, lang.other(), faults)?;
        let mut assets = Vec::new();
        let mut add = |role, parts: &[String], head: String| {
            assets.extend(bundle(name, &files, Bundle { role, parts, head }, faults));
        };
        add(Role::Style, &styles, options.style());
        add(Role::Script, &scripts, words_line(&script_words(&strings), ""));
        add(Role::Early, &early, String::new());
        for (key, scripts) in later {
            add(Role::Later(key), &scripts, NEEDED_WHOLE.to_owned());
        }
        for (key, styles) in sheets {
            add(Role::Sheet(key), &styles, String::new());
        }
        assets.extend(icon(name, &files));
        let templates = match Templates::compile(lang, &files) {
            Ok(templates) => templates,
            Err(error) => {
                faults.push(template_fault(name, &error, None));
                return None;
            }
        };
        let digest = digest::of(|digester| {
            digester.bytes(BUILD.as_bytes()).bytes(lang.tag().as_bytes());
            for (path, bytes) in &files {
                digester.bytes(path.as_bytes()).bytes(bytes);
            }
            digester.bytes(format!("{:?}", options.values()).as_bytes());
        });
        Some(Self { name: name.to_owned(), templates, strings, other_strings, lang, options, assets, digest })
    }

    /// Over every file of the theme and this build of the generator.
    pub(super) fn digest(&self) -> Fingerprint {
        self.digest
    }

    /// The words of the interface in `lang`.
    pub(super) fn strings(&self, lang: Lang) -> &BTreeMap<String, String> {
        if lang == self.lang { &self.strings } else { &self.other_strings }
    }

    /// The word `key` of the interface in the hall's language, or the key itself where the theme has none.
    pub(super) fn string<'t>(&'t self, key: &'t str) -> &'t str {
        self.string_in(self.lang, key)
    }

    /// Where the style sheet, script or icon is published.
    pub(super) fn asset(&self, role: &Role) -> Option<&str> {
        self.assets.iter().find(|asset| asset.role == *role).map(|asset| asset.path.as_str())
    }

    /// Where the scripts that pages load later are published, by name.
    pub(super) fn later(&self) -> BTreeMap<&str, &str> {
        self.named(|role| if let Role::Later(name) = role { Some(name) } else { None })
    }

    /// Where the style sheets of single pages are published, by name.
    pub(super) fn sheets(&self) -> BTreeMap<&str, &str> {
        self.named(|role| if let Role::Sheet(name) = role { Some(name) } else { None })
    }

    /// Whether the theme has a script that reads the search index.
    #[must_use]
    pub fn searches(&self) -> bool {
        self.later().contains_key("search")
    }

    fn named(&self, name_of: fn(&Role) -> Option<&String>) -> BTreeMap<&str, &str> {
        let assets = self.assets.iter();
        assets.filter_map(|asset| Some((name_of(&asset.role)?.as_str(), asset.path.as_str()))).collect()
    }

    /// The word `key` of the interface in `lang`, or the key itself where the theme has none.
    pub(super) fn string_in<'t>(&'t self, lang: Lang, key: &'t str) -> &'t str {
        self.strings(lang).get(key).map_or(key, String::as_str)
    }

    /// Makes templates and scripts speak both languages, for a hall that has pages in both.
    pub(super) fn speak_both(&mut self) {
        let other = self.lang.other();
        self.templates.speak_both();
        let words = BTreeMap::from([
            (self.lang.tag(), script_words(&self.strings)),
            (other.tag(), script_words(&self.other_strings)),
        ]);
        let line = words_line(&words, "[document.documentElement.lang]");
        let Some(script) = self.assets.iter_mut().find(|asset| asset.role == Role::Script) else { return };
        let parts = script.bytes.iter().position(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        script.bytes = [line.as_bytes(), &script.bytes[parts..]].concat();
        script.digest = digest::of_bytes(&script.bytes);
        script.path = asset_path(&self.name, &script.digest, "js");
    }

    /// Whether the theme has `template`: a page that is an extra is made only then.
    pub(super) fn has(&self, template: &str) -> bool {
        self.templates.has(template)
    }

    /// The theme's options by name.
    pub(super) fn options(&self) -> &BTreeMap<String, Value> {
        self.options.values()
    }

    /// Makes a page in `lang` from `template`; `path` is named in complaints.
    pub(super) fn render(
        &self,
        lang: Lang,
        template: &str,
        context: &Context,
        path: &str,
    ) -> Result<Vec<u8>, MakeError> {
        let complain = |error| MakeError::Fault(Box::new(template_fault(&self.name, &error, Some(path))));
        self.templates.render(lang, template, context).map_err(complain)
    }

    /// Makes a part of pages in `lang` from `template`, as HTML for their templates; `path`, a page that shows it, is named in complaints.
    pub(super) fn fragment(
        &self,
        lang: Lang,
        template: &str,
        context: &Context,
        path: &str,
    ) -> Result<Value, MakeError> {
        let html = self.render(lang, template, context, path)?;
        let html = simdutf8::basic::from_utf8(&html).expect("templates are made of text");
        Ok(Value::safe_string(html))
    }

    /// Sets what every page in `lang` sees.
    pub(super) fn share(&mut self, lang: Lang, key: &'static str, value: Value) {
        self.templates.share(lang, key, value);
    }

    /// Plans the theme's style sheet and script.
    pub(super) fn plan_assets<'a>(&'a self, plan: &mut SitePlan<'a>) {
        for asset in &self.assets {
            plan.add(Entry::new(&asset.path, PageKind::Asset, asset.digest, move || Ok(asset.bytes.clone())));
        }
    }
}

/// The options of the built-in theme `name`: a site's own theme.yaml, copied when there were fewer of them, need not declare them.
fn options_of_house(name: &str, files: &BTreeMap<String, Vec<u8>>, faults: &mut Vec<Fault>) -> Option<Node> {
    files.contains_key("theme.yaml").then_some(())?;
    let Node::Map(entries) = read_yaml(name, files, "theme.yaml", faults)? else { return None };
    entries.into_iter().find(|(key, _)| key == OPTIONS.name).map(|(_, node)| node)
}

/// The file `file` of the theme `name`, as complaints name it.
pub(super) fn place(name: &str, file: &str) -> String {
    format!("themes/{name}/{file}")
}

fn read_yaml(
    name: &str,
    files: &BTreeMap<String, Vec<u8>>,
    file: &str,
    faults: &mut Vec<Fault>,
) -> Option<Node> {
    let Some(bytes) = files.get(file) else {
        faults.push(catalog::theme_incomplete(At::file(&place(name, "")), file));
        return None;
    };
    yaml::parse(&place(name, file), &String::from_utf8_lossy(bytes), 1, faults)
}

/// The theme whose words stand in where another theme, or a site's own file, has none.
const HOUSE_THEME: &str = "hall";

/// The words in `lang`: those of the house, and over them those of the theme. So a file that changes one word holds one line.
fn read_strings(
    name: &str,
    files: &BTreeMap<String, Vec<u8>>,
    lang: Lang,
    faults: &mut Vec<Fault>,
) -> Option<BTreeMap<String, String>> {
    let file = format!("strings/{}.yaml", lang.tag());
    let house = embedded::files_of(HOUSE_THEME);
    let mut strings = strings_in(HOUSE_THEME, &house, &file, faults)?;
    if files.contains_key(&file) {
        strings.extend(strings_in(name, files, &file, faults)?);
    }
    Some(strings)
}

fn strings_in(
    name: &str,
    files: &BTreeMap<String, Vec<u8>>,
    file: &str,
    faults: &mut Vec<Fault>,
) -> Option<BTreeMap<String, String>> {
    let Node::Map(entries) = read_yaml(name, files, file, faults)? else { return Some(BTreeMap::new()) };
    Some(entries.into_iter().filter_map(|(key, value)| Some((key, value.as_text()?))).collect())
}

/// What `later:` and `sheets:` list: names, each with its parts.
fn read_named(fields: &mut Fields<'_, '_>, key: Key) -> Vec<(String, Vec<String>)> {
    let Some(Node::Map(entries)) = fields.node(key) else { return Vec::new() };
    let parts = |node: &Node| match node {
        Node::List(items) => items.iter().filter_map(Node::as_text).collect(),
        single => single.as_text().into_iter().collect(),
    };
    entries.iter().map(|(name, node)| (name.clone(), parts(node))).collect()
}

/// Begins the name of a string that scripts may show.
const SCRIPT_STRINGS: &str = "script_";

/// The strings that scripts show, by their name in scripts.
fn script_words(strings: &BTreeMap<String, String>) -> BTreeMap<&str, &str> {
    let words = strings.iter();
    words.filter_map(|(key, text)| Some((key.strip_prefix(SCRIPT_STRINGS)?, text.as_str()))).collect()
}

/// `words` as the first line of the script, so that no page carries them; `choice` picks one of several.
fn words_line(words: &impl serde::Serialize, choice: &str) -> String {
    let json = serde_json::to_string(words).expect("a map of texts is JSON");
    format!("const words = {json}{choice};\n")
}

/// What is loaded when it is needed is needed whole: Chromium from 136 on then makes all of it ready while it loads, and not function by
/// function when a visitor already waits ("explicit compile hints" of V8). Others read a comment.
const NEEDED_WHOLE: &str = "//# allFunctionsCalledOnLoad\n";

/// Parts of one asset, listed in theme.yaml.
struct Bundle<'b> {
    role: Role,
    parts: &'b [String],
    /// What stands before the parts.
    head: String,
}

/// The parts of a bundle one after the other, as one file named by its content.
fn bundle(
    name: &str,
    files: &BTreeMap<String, Vec<u8>>,
    bundle: Bundle<'_>,
    faults: &mut Vec<Fault>,
) -> Option<Asset> {
    let (folder, part_ending, ending) = match bundle.role {
        Role::Style | Role::Sheet(_) => ("styles", "css", "css"),
        Role::Early => ("scripts", "js", "early.js"),
        Role::Script | Role::Later(_) | Role::Icon => ("scripts", "js", "js"),
    };
    let mut bytes = Vec::new();
    for part in bundle.parts {
        let file = format!("{folder}/{part}.{part_ending}");
        match files.get(&file) {
            Some(part) if part_ending == "js" => match embedded::shortened(part) {
                Some(script) => bytes.extend_from_slice(script.as_bytes()),
                None => bytes.extend_from_slice(light(&String::from_utf8_lossy(part)).as_bytes()),
            },
            Some(part) => bytes.extend_from_slice(part),
            None => faults.push(catalog::theme_incomplete(At::file(&place(name, "theme.yaml")), &file)),
        }
    }
    if bytes.is_empty() {
        return None;
    }
    let mut bytes = [bundle.head.into_bytes(), bytes].concat();
    if folder == "styles" {
        bytes = squeezed(&String::from_utf8_lossy(&bytes)).into_bytes();
    }
    let stem = match &bundle.role {
        Role::Later(key) | Role::Sheet(key) => format!("{name}-{key}"),
        _ => name.to_owned(),
    };
    let digest = digest::of_bytes(&bytes);
    Some(Asset { role: bundle.role, path: asset_path(&stem, &digest, ending), digest, bytes })
}

/// The icon that browsers show beside the page's title.
fn icon(name: &str, files: &BTreeMap<String, Vec<u8>>) -> Option<Asset> {
    let bytes = files.get("icon.svg")?.clone();
    let digest = digest::of_bytes(&bytes);
    let path = asset_path(&format!("{name}-icon"), &digest, "svg");
    Some(Asset { role: Role::Icon, path, digest, bytes })
}

/// Named by content, so that a browser may keep it for ever.
fn asset_path(stem: &str, digest: &Fingerprint, ending: &str) -> String {
    let hash = const_hex::encode(&digest[..4]);
    format!("assets/{stem}-{hash}.{ending}")
}
