//! A theme, compiled: templates, strings, one style sheet, one script, and scripts that pages load later.

use super::digest::Digester;
use super::embedded;
use crate::diag::{At, Fault, Lang, Spot, catalog};
use crate::digest::hex;
use crate::output::{Entry, Fingerprint, MakeError, PageKind, SitePlan};
use crate::yaml::{self, Fields, Key, Node};
use std::collections::BTreeMap;
use tera::{Context, ErrorKind, Kwargs, State, Tera, Value};

const STYLES: Key = Key { name: "styles", zh: "样式" };
const SCRIPTS: Key = Key { name: "scripts", zh: "脚本" };
const LATER: Key = Key { name: "later", zh: "后用脚本" };
const NAME: Key = Key { name: "name", zh: "名称" };

/// Names this build of the generator, so that pages made by another are made again.
const BUILD: &str = env!("ZHANGUAN_BUILD");

/// A theme ready to make pages.
#[derive(Debug)]
pub struct Theme {
    name: String,
    tera: Tera,
    strings: BTreeMap<String, String>,
    assets: Vec<Asset>,
    digest: Fingerprint,
}

/// What a published file of the theme is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// The style sheet of every page.
    Style,
    /// The script of every page.
    Script,
    /// The icon beside a page's title.
    Icon,
    /// A script of this name that a page loads when it is first needed.
    Later(String),
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
    /// Compiles the built-in theme `name` with the site's own files laid over it.
    ///
    /// `None` if it cannot make pages; why is in `faults`.
    pub fn compile(
        name: &str,
        own_files: BTreeMap<String, Vec<u8>>,
        lang: Lang,
        faults: &mut Vec<Fault>,
    ) -> Option<Self> {
        let mut files = embedded::files_of(name);
        files.extend(own_files);
        let settings = read_yaml(name, &files, "theme.yaml", faults)?;
        let settings_file = place(name, "theme.yaml");
        let mut fields = Fields::new(&settings_file, &settings, Vec::new(), faults);
        fields.plain(NAME);
        let styles: Vec<String> = fields.texts(STYLES).into_iter().map(|style| style.value).collect();
        let scripts: Vec<String> = fields.texts(SCRIPTS).into_iter().map(|script| script.value).collect();
        let later = read_later(&mut fields);
        fields.finish();
        let mut assets = Vec::new();
        assets.extend(bundle(name, &files, Role::Style, &styles, faults));
        assets.extend(bundle(name, &files, Role::Script, &scripts, faults));
        for (key, scripts) in later {
            assets.extend(bundle(name, &files, Role::Later(key), &scripts, faults));
        }
        assets.extend(icon(name, &files));
        let strings = read_strings(name, &files, lang, faults)?;
        let tera = compile_templates(name, &files, faults)?;
        let mut digest = Digester::default();
        digest.bytes(BUILD.as_bytes()).bytes(lang.tag().as_bytes());
        for (path, bytes) in &files {
            digest.bytes(path.as_bytes()).bytes(bytes);
        }
        let digest = digest.finish();
        Some(Self { name: name.to_owned(), tera, strings, assets, digest })
    }

    /// Over every file of the theme and this build of the generator.
    pub(super) fn digest(&self) -> Fingerprint {
        self.digest
    }

    /// The words of the interface.
    pub(super) fn strings(&self) -> &BTreeMap<String, String> {
        &self.strings
    }

    /// The word `key` of the interface, or the key itself where the theme has none.
    pub(super) fn string<'t>(&'t self, key: &'t str) -> &'t str {
        self.strings.get(key).map_or(key, String::as_str)
    }

    /// Where the style sheet, script or icon is published.
    pub(super) fn asset(&self, role: &Role) -> Option<&str> {
        self.assets.iter().find(|asset| asset.role == *role).map(|asset| asset.path.as_str())
    }

    /// Where the scripts that pages load later are published, by name.
    pub(super) fn later(&self) -> BTreeMap<&str, &str> {
        self.assets
            .iter()
            .filter_map(|asset| match &asset.role {
                Role::Later(name) => Some((name.as_str(), asset.path.as_str())),
                _ => None,
            })
            .collect()
    }

    /// Makes a page from `template`; `path` is named in complaints.
    pub(super) fn render(&self, template: &str, context: &Context, path: &str) -> Result<Vec<u8>, MakeError> {
        let mut html = Vec::with_capacity(16 * 1024);
        self.tera
            .render_to(template, context, &mut html)
            .map_err(|error| MakeError::Fault(Box::new(self.fault(&error, Some(path)))))?;
        Ok(html)
    }

    /// Sets what every page sees.
    pub(super) fn share(&mut self, key: &'static str, value: Value) {
        self.tera.global_context().insert_value(key, value);
    }

    fn fault(&self, error: &tera::Error, page: Option<&str>) -> Fault {
        template_fault(&self.name, error, page)
    }

    /// Plans the theme's style sheet and script.
    pub(super) fn plan_assets<'a>(&'a self, plan: &mut SitePlan<'a>) {
        for asset in &self.assets {
            plan.add(Entry::new(&asset.path, PageKind::Asset, asset.digest, move || Ok(asset.bytes.clone())));
        }
    }
}

fn place(name: &str, file: &str) -> String {
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

fn read_strings(
    name: &str,
    files: &BTreeMap<String, Vec<u8>>,
    lang: Lang,
    faults: &mut Vec<Fault>,
) -> Option<BTreeMap<String, String>> {
    let file = format!("strings/{}.yaml", lang.tag());
    let Node::Map(entries) = read_yaml(name, files, &file, faults)? else { return Some(BTreeMap::new()) };
    Some(entries.into_iter().filter_map(|(key, value)| Some((key, value.as_text()?))).collect())
}

/// What `later:` lists: names, each with the parts of its script.
fn read_later(fields: &mut Fields<'_, '_>) -> Vec<(String, Vec<String>)> {
    let Some(Node::Map(entries)) = fields.node(LATER) else { return Vec::new() };
    let parts = |node: &Node| match node {
        Node::List(items) => items.iter().filter_map(Node::as_text).collect(),
        single => single.as_text().into_iter().collect(),
    };
    entries.iter().map(|(name, node)| (name.clone(), parts(node))).collect()
}

/// The parts listed in theme.yaml, one after the other, as one file named by its content.
fn bundle(
    name: &str,
    files: &BTreeMap<String, Vec<u8>>,
    role: Role,
    parts: &[String],
    faults: &mut Vec<Fault>,
) -> Option<Asset> {
    let (folder, ending) = if role == Role::Style { ("styles", "css") } else { ("scripts", "js") };
    let mut bytes = Vec::new();
    for part in parts {
        let file = format!("{folder}/{part}.{ending}");
        match files.get(&file) {
            Some(part) if ending == "js" => {
                bytes.extend_from_slice(light(&String::from_utf8_lossy(part)).as_bytes());
            }
            Some(part) => bytes.extend_from_slice(part),
            None => faults.push(catalog::theme_incomplete(At::file(&place(name, "theme.yaml")), &file)),
        }
    }
    if bytes.is_empty() {
        return None;
    }
    let stem = match &role {
        Role::Later(key) => format!("{name}-{key}"),
        _ => name.to_owned(),
    };
    let digest = Digester::default().bytes(&bytes).finish();
    Some(Asset { role, path: asset_path(&stem, &digest, ending), digest, bytes })
}

/// A script without what only its readers need: indentation, and lines that are nothing but a comment. Text that stands on
/// several lines between backquotes is left as it is, by leaving alone a script that has such a text.
fn light(script: &str) -> String {
    let has_long_text = script.lines().any(|line| line.matches('`').count() % 2 == 1);
    if has_long_text {
        return script.to_owned();
    }
    let mut out = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        in_comment |= line.starts_with("/*");
        let is_comment = in_comment || line.starts_with("//") || line.is_empty();
        in_comment &= !line.ends_with("*/");
        if !is_comment {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// The icon that browsers show beside the page's title.
fn icon(name: &str, files: &BTreeMap<String, Vec<u8>>) -> Option<Asset> {
    let bytes = files.get("icon.svg")?.clone();
    let digest = Digester::default().bytes(&bytes).finish();
    let path = asset_path(&format!("{name}-icon"), &digest, "svg");
    Some(Asset { role: Role::Icon, path, digest, bytes })
}

/// Named by content, so that a browser may keep it for ever.
fn asset_path(stem: &str, digest: &Fingerprint, ending: &str) -> String {
    let hash = hex(&digest[..4]);
    format!("assets/{stem}-{hash}.{ending}")
}

fn compile_templates(name: &str, files: &BTreeMap<String, Vec<u8>>, faults: &mut Vec<Fault>) -> Option<Tera> {
    let mut tera = Tera::default();
    tera.autoescape_on([".html", ".xml", ".svg"]);
    tera.register_filter("fill", fill);
    let templates = files.iter().filter_map(|(path, bytes)| {
        let inside = path.strip_prefix("templates/")?;
        Some((inside.to_owned(), String::from_utf8_lossy(bytes).into_owned()))
    });
    match tera.add_raw_templates(templates) {
        Ok(()) => Some(tera),
        Err(error) => {
            faults.push(template_fault(name, &error, None));
            None
        }
    }
}

/// `{{ t.case_count | fill(n=12) }}`: puts values into the `{n}` of a string.
#[expect(clippy::needless_pass_by_value, reason = "the signature of filters is the template engine's")]
fn fill(text: &str, values: Kwargs, _: &State<'_>) -> String {
    let mut out = text.to_owned();
    for (key, value) in values.iter() {
        if let Some(key) = key.as_str() {
            out = out.replace(&format!("{{{key}}}"), &value.to_string());
        }
    }
    out
}

fn template_fault(name: &str, error: &tera::Error, page: Option<&str>) -> Fault {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            let width = if span.end_line == span.start_line {
                span.end_col.saturating_sub(span.start_col)
            } else {
                1
            };
            let at = At {
                file: place(name, &format!("templates/{}", report.filename())),
                spot: Spot::Line(span.start_line, span.start_col + 1, width.max(1)),
            };
            catalog::template_error(at, report.message(), page)
        }
        _ => catalog::template_error(At::file(&place(name, "templates")), &error.to_string(), page),
    }
}
