//! A theme, compiled: templates, strings, one style sheet, one script.

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

/// A file of the theme that is published as it is, named by its content.
#[derive(Debug)]
struct Asset {
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
        fields.finish();
        let mut assets = Vec::new();
        assets.extend(bundle(name, &files, ("styles", "css"), &styles, faults));
        assets.extend(bundle(name, &files, ("scripts", "js"), &scripts, faults));
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

    /// Where the style sheet, script or icon is published, told by its ending.
    pub(super) fn asset(&self, ending: &str) -> Option<&str> {
        self.assets.iter().map(|asset| asset.path.as_str()).find(|path| path.ends_with(ending))
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

/// The parts of `folder` listed in theme.yaml, one after the other, as one file named by its content.
fn bundle(
    name: &str,
    files: &BTreeMap<String, Vec<u8>>,
    (folder, ending): (&str, &str),
    parts: &[String],
    faults: &mut Vec<Fault>,
) -> Option<Asset> {
    let mut bytes = Vec::new();
    for part in parts {
        let file = format!("{folder}/{part}.{ending}");
        match files.get(&file) {
            Some(part) => bytes.extend_from_slice(part),
            None => faults.push(catalog::theme_incomplete(At::file(&place(name, "theme.yaml")), &file)),
        }
    }
    if bytes.is_empty() {
        return None;
    }
    let digest = Digester::default().bytes(&bytes).finish();
    Some(Asset { path: asset_path(name, &digest, ending), digest, bytes })
}

/// The icon that browsers show beside the page's title.
fn icon(name: &str, files: &BTreeMap<String, Vec<u8>>) -> Option<Asset> {
    let bytes = files.get("icon.svg")?.clone();
    let digest = Digester::default().bytes(&bytes).finish();
    Some(Asset { path: asset_path(&format!("{name}-icon"), &digest, "svg"), digest, bytes })
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
