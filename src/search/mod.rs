//! Turns the hall into a search index that a page can read without a server: any fragment of any case, from any folder.
//!
//! The index is a set of scripts, because scripts are all that a page opened from a folder may load: `search/manifest.js`; lists of the
//! cases that hold a character or a pair of them (`search/g/`); the texts, which prove a find and give its surroundings (`search/t/`);
//! names and facets. `themes/hall/scripts/search` reads it; docs/search.md describes the files. Knows nothing of templates.

mod bits;
mod facets;
mod gather;
mod index;
mod keepsake;
mod keys;
mod letters;
mod names;
mod numbering;
mod pack;
mod postings;
mod shard;
mod story;
mod sum;

use crate::digest::{Digest, quick_digest_of};
use crate::load::Sources;
use crate::model::Hall;
use crate::output::{Entry, MakeError, PageKind, SitePlan};
use crate::text::TRADITIONAL;
use bits::Bits;
use facets::Column;
use index::Index;
use letters::letters_of;
use numbering::Numbering;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use story::pack_entries;

/// Names this build of the generator, so that files made by another are made again.
const BUILD: &str = env!("ZHANGUAN_BUILD");

/// Plans the files of the index. A hall without cases has none.
#[must_use]
pub fn plan_index<'a>(hall: &'a Hall, sources: &'a Sources) -> SitePlan<'a> {
    let mut plan = SitePlan::default();
    if hall.cases.is_empty() {
        return plan;
    }
    match Index::of(hall, sources) {
        Ok(index) => plan.extend(plan_files(hall, &Arc::new(index))),
        Err(error) => {
            // What keeps the texts from being read keeps the site from being made: it is said when the file is asked for.
            let said = error.to_string();
            let make = move || Err(MakeError::Stop(said.clone().into()));
            plan.add(Entry::new("search/manifest.js", PageKind::Search, quick_digest_of(b"unread"), make));
        }
    }
    plan.settle();
    plan
}

/// Plans the files of the index for a preview: nothing is made of it before a reader searches.
pub fn plan_preview<'a>(hall: &'a Hall, sources: &'a Sources, plan: &mut SitePlan<'a>) {
    if hall.cases.is_empty() {
        return;
    }
    let numbering = Numbering::of(hall);
    let numbered = |folder: &'static str, count: usize| (0..count).map(move |at| format!("{folder}/{at}"));
    let names = numbered("g", numbering.shards).chain(numbered("t", numbering.text_files())).chain(
        ["names", "spellings", "traditional", "manifest"]
            .into_iter()
            .chain(facets::COLUMNS)
            .map(str::to_owned),
    );
    let files: Arc<OnceLock<Result<BTreeMap<String, Entry<'a>>, String>>> = Arc::default();
    for name in names {
        let (path, files) = (format!("search/{name}.js"), Arc::clone(&files));
        let wanted = path.clone();
        let make = move || {
            let made = files.get_or_init(|| {
                let index = Index::of(hall, sources).map_err(|error| error.to_string())?;
                let entries = plan_files(hall, &Arc::new(index));
                Ok(entries.into_iter().map(|entry| (entry.path.clone(), entry)).collect())
            });
            let made = made.as_ref().map_err(|said| MakeError::Stop(said.clone().into()))?;
            made.get(&wanted).expect("a preview plans the files that a publication does").make()
        };
        plan.add(Entry::new(path, PageKind::Search, Digest::default(), make));
    }
    plan.settle();
}

fn plan_files<'a>(hall: &'a Hall, index: &Arc<Index<'a>>) -> Vec<Entry<'a>> {
    let mut files = Files {
        stamp: index.numbering.stamp.as_str().into(),
        build: quick_digest_of(BUILD.as_bytes()),
        told: Vec::new(),
        entries: Vec::new(),
    };
    for shard in 0..index.numbering.shards {
        let (of, index) = (index.shard_seal(shard), Arc::clone(index));
        files.add(&format!("g/{shard}"), &of, move || index.shard(shard).map(quoted));
    }
    for file in 0..index.numbering.text_files() {
        let (of, index) = (index.text_seal(file), Arc::clone(index));
        files.add(&format!("t/{file}"), &of, move || index.text(file).map(quoted));
    }
    let names = names::names(hall);
    let of = quick_digest_of(names.as_bytes());
    files.add("names", &of, move || Ok(quoted(&pack_entries(&names))));
    let spellings = move || Ok(quoted(&pack_entries(&names::spellings(hall))));
    files.add("spellings", &names::seal_of_spellings(hall), spellings);
    for Column { name, seal, write } in facets::columns(hall, &index.numbering) {
        files.add(name, &seal, move || Ok(quoted(&write())));
    }
    files.add("traditional", TRADITIONAL.as_bytes(), || Ok(utf16(&format!("\"{TRADITIONAL}\""))));
    let manifest = manifest(hall, &index.numbering, &files.told);
    files.add("manifest", manifest.clone().as_bytes(), move || Ok(utf16(&manifest)));
    files.entries
}

/// What a reader needs before anything else; `told` tells versions of all other files apart.
fn manifest(hall: &Hall, numbering: &Numbering, told: &[u8]) -> String {
    let manifest = json!({
        "total": numbering.total(),
        "shards": numbering.shards,
        "texts": numbering.texts_per_file,
        "years": hall.years.iter().map(|year| year.year).collect::<Vec<_>>(),
        "of": String::from_utf16_lossy(&letters_of(facets::years(hall, numbering).bytes()).collect::<Vec<_>>()),
        "version": const_hex::encode(&quick_digest_of(told)[..4]),
    });
    script_safe(&manifest.to_string())
}

/// The files planned so far.
struct Files<'a> {
    stamp: Arc<str>,
    /// Of this build of the generator.
    build: Digest,
    /// Digests of what is in them, for the version of them all.
    told: Vec<u8>,
    entries: Vec<Entry<'a>>,
}

impl<'a> Files<'a> {
    /// Adds the file `name`, which hands to the reader what `value` writes: a value as scripts have them, in UTF-16. `of` tells its versions
    /// apart.
    fn add(&mut self, name: &str, of: &[u8], value: impl Fn() -> Result<Vec<u8>, String> + Send + Sync + 'a) {
        let bytes = [self.stamp.as_bytes(), b"\n", name.as_bytes(), b"\n", of].concat();
        let told = quick_digest_of(&bytes);
        self.told.extend(told);
        let (name, stamp) = (name.to_owned(), Arc::clone(&self.stamp));
        let path = ["search/", &name, ".js"].concat();
        let make = move || match value() {
            Ok(value) => {
                let head = utf16(&format!("{BYTE_ORDER}HallSearch.add(\"{name}\",\"{stamp}\","));
                Ok([head, value, utf16(")\n")].concat())
            }
            Err(said) => Err(MakeError::Stop(said.into())),
        };
        self.entries.push(Entry::new(path, PageKind::Search, self.fingerprint(&told), make));
    }

    /// Another build of the generator may write the same otherwise.
    fn fingerprint(&self, told: &Digest) -> Digest {
        let mut fingerprint = self.build;
        fingerprint.iter_mut().zip(told).for_each(|(byte, told)| *byte ^= told);
        fingerprint
    }
}

/// Tells a browser that a file is in UTF-16, whatever a server says of it (Encoding Standard, "decode").
const BYTE_ORDER: char = '\u{feff}';

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// `bits` as a string of a script.
fn quoted(bits: &Bits) -> Vec<u8> {
    let quote = u16::from(b'"');
    let units = std::iter::once(quote).chain(letters_of(bits.bytes())).chain([quote]);
    units.flat_map(u16::to_le_bytes).collect()
}

/// JSON as a script may hold it, whatever is in it and wherever the script stands.
fn script_safe(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out
}
