//! One description of a page, used twice: hashed when the site is planned, shown when the page is made.

use super::Purpose;
use super::cards::Cards;
use super::digest::{self, Digester};
use super::draw::code_in_digits;
use super::filters::language_of;
use super::frames::Frames;
use super::linker::{NoLinks, PageLinker};
use super::theme::Theme;
use super::view::{HeadingView, OutsideView, PageHead, Pager};
use crate::diag::Lang;
use crate::load::{Document, Sources};
use crate::markdown::{self, Href, Linker};
use crate::model::{CaseId, Hall, Route};
use crate::output::{Entry, Fingerprint, MakeError, PageKind};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use tera::{Context, Value};

/// What planning and making pages needs.
pub(super) struct Planner<'a> {
    pub(super) hall: &'a Hall,
    pub(super) sources: &'a Sources,
    pub(super) theme: &'a Theme,
    pub(super) cards: Cards,
    frames: Frames,
    purpose: Purpose,
    /// Over what every page shares: theme, generator, settings.
    common: Fingerprint,
}

/// What a page is made on.
#[derive(Clone, Copy)]
pub(super) struct Sheet<'s> {
    pub(super) lang: Lang,
    pub(super) route: &'s Route,
    pub(super) kind: PageKind,
    pub(super) template: &'static str,
}

/// Where the parts of a page go as it is described: into its fingerprint, or into the template's context.
pub(super) enum Stage<'s> {
    /// The page is being planned.
    Digest(&'s mut Digester),
    /// The page is being made.
    Context(&'s mut Making),
}

/// A view that all pages of a long list show: hashed once, and turned once into what templates see.
pub(super) struct Alike<V> {
    view: V,
    digest: OnceLock<Fingerprint>,
    value: OnceLock<Value>,
}

impl<V: Serialize> Alike<V> {
    pub(super) fn new(view: V) -> Self {
        Self { view, digest: OnceLock::new(), value: OnceLock::new() }
    }
}

/// A page on its way into its template.
#[derive(Default)]
pub(super) struct Making {
    section: &'static str,
    context: Context,
    /// What went wrong, kept for the end.
    failure: Option<MakeError>,
}

impl Making {
    /// What `made` holds; what went wrong is kept.
    fn take<T>(&mut self, made: Result<T, MakeError>) -> Option<T> {
        made.map_err(|error| self.failure = Some(error)).ok()
    }
}

impl<'a> Planner<'a> {
    pub(super) fn new(hall: &'a Hall, sources: &'a Sources, theme: &'a Theme, purpose: Purpose) -> Arc<Self> {
        let shared = super::pages::site_view(hall, theme, hall.site.lang);
        Arc::new(Self {
            hall,
            sources,
            theme,
            cards: Cards::new(hall, purpose),
            frames: Frames::new(theme, &shared.nav),
            purpose,
            common: digest::of(|common| {
                common.bytes(&theme.digest()).view(&shared);
            }),
        })
    }

    /// The fingerprint of what `describe` tells, if anybody will ask for it.
    pub(super) fn fingerprint(&self, describe: impl FnOnce(&mut Digester)) -> Fingerprint {
        match self.purpose {
            Purpose::Preview => Fingerprint::default(),
            Purpose::Publish => digest::of(describe),
        }
    }

    /// The string `key` as the title of page `number` of a list.
    pub(super) fn title(&self, key: &str, number: usize) -> String {
        self.title_of(self.theme.string(key), number)
    }

    /// `name` as the title of page `number` of a list.
    pub(super) fn title_of(&self, name: &str, number: usize) -> String {
        if number == 1 {
            return name.to_owned();
        }
        self.theme.string("title_numbered").replace("{title}", name).replace("{n}", &number.to_string())
    }

    /// Plans the page at `route` in the hall's language, made from `template`. `describe` tells what it shows.
    pub(super) fn entry(
        self: &Arc<Self>,
        route: &Route,
        kind: PageKind,
        template: &'static str,
        describe: impl Fn(&Self, &mut Stage<'_>) + Send + Sync + 'a,
    ) -> Entry<'a> {
        self.page(Sheet { lang: self.hall.site.lang, route, kind, template }, describe)
    }

    /// Plans the page on `sheet`. `describe` tells what it shows.
    pub(super) fn page(
        self: &Arc<Self>,
        sheet: Sheet<'_>,
        describe: impl Fn(&Self, &mut Stage<'_>) + Send + Sync + 'a,
    ) -> Entry<'a> {
        let Sheet { lang, route, kind, template } = sheet;
        let fingerprint = self.fingerprint(|digester| {
            digester.bytes(&self.common).bytes(lang.tag().as_bytes()).bytes(template.as_bytes());
            describe(self, &mut Stage::Digest(digester));
        });
        let planner = Arc::clone(self);
        let page = route.clone();
        Entry::new(route.as_str(), kind, fingerprint, move || {
            let mut making = Making::default();
            describe(&planner, &mut Stage::Context(&mut making));
            let Making { section, mut context, failure } = making;
            if let Some(error) = failure {
                return Err(error);
            }
            for (name, part) in planner.frames.around(planner.theme, lang, section, &page)? {
                context.insert_value(name, part);
            }
            planner.theme.render(lang, template, &context, page.as_str())
        })
    }
}

impl Stage<'_> {
    /// A part of the page under the name by which templates know it.
    pub(super) fn view(&mut self, name: &'static str, view: &impl Serialize) {
        match self {
            Self::Digest(digester) => {
                digester.bytes(name.as_bytes()).view(view);
            }
            Self::Context(making) => making.context.insert(name, view),
        }
    }

    /// A part that other pages show too.
    pub(super) fn alike(&mut self, name: &'static str, alike: &Alike<impl Serialize>) {
        match self {
            Self::Digest(digester) => {
                let digest = alike.digest.get_or_init(|| digest::of_view(&alike.view));
                digester.bytes(name.as_bytes()).bytes(digest);
            }
            Self::Context(making) => {
                let value = alike.value.get_or_init(|| Value::from_serializable(&alike.view));
                making.context.insert_value(name, value.clone());
            }
        }
    }

    /// A part of the page that is made of `facts` and nothing else, so that planning need not make it.
    pub(super) fn made<F: Serialize, V: Serialize>(
        &mut self,
        name: &'static str,
        facts: F,
        make: fn(F) -> V,
    ) {
        match self {
            Self::Digest(_) => self.view(name, &facts),
            Self::Context(..) => self.view(name, &make(facts)),
        }
    }

    /// Title, description and place of the page.
    pub(super) fn head(
        &mut self,
        route: &Route,
        section: &'static str,
        title: &str,
        description: Option<&str>,
    ) {
        let head = PageHead {
            title,
            description: description.filter(|text| !text.is_empty()),
            section,
            url: route.as_str(),
            root: route.to_root(),
        };
        self.view("page", &head);
        self.view("root", &head.root);
        if let Self::Context(making) = self {
            making.section = section;
        }
    }

    /// Cases shown as cards on the page at `route`.
    pub(super) fn cards(
        &mut self,
        name: &'static str,
        planner: &Planner<'_>,
        route: &Route,
        cases: &[CaseId],
    ) {
        match self {
            Self::Digest(digester) => {
                digester.bytes(name.as_bytes());
                for case in cases {
                    digester.bytes(planner.cards.digest(*case));
                }
            }
            Self::Context(making) => {
                let html =
                    |case: &CaseId| planner.cards.html(planner.hall, planner.theme, *case, route.to_root());
                if let Some(cards) = making.take(cases.iter().map(html).collect::<Result<Vec<Value>, _>>()) {
                    making.context.insert_value(name, Value::from(cards));
                }
            }
        }
    }

    /// Which page of a list this is.
    pub(super) fn pager(&mut self, pager: Option<&Pager>) {
        self.view("pager", &pager);
    }

    /// The words of an exhibition with the places of its `exhibits` between them: `passages`, each of `words` and, if an exhibit
    /// follows them, `exhibit`, its place in the list from 0. Exhibits that the words do not place come last.
    pub(super) fn passages(
        &mut self,
        planner: &Planner<'_>,
        document: usize,
        route: &Route,
        exhibits: &[CaseId],
    ) {
        let document = &planner.sources.documents[document];
        let linker = linker(planner, document, route);
        match self {
            Self::Digest(digester) => digest_body(digester, document, &linker),
            Self::Context(making) => {
                if let Some(html) = making.take(body_html(planner, document, route)) {
                    making.context.insert_value("passages", passages_of(&html, &linker, exhibits));
                    insert_facts(&mut making.context, planner, document, &linker);
                }
            }
        }
    }

    /// Markdown that comes with the program, as `body`; its links lead nowhere.
    pub(super) fn sample(&mut self, markdown: &str, lang: Lang) {
        match self {
            Self::Digest(digester) => {
                digester.bytes(markdown.as_bytes());
            }
            Self::Context(making) => {
                let html = markdown::read(markdown).1.fill(&NoLinks, lang).html;
                making.context.insert_value("body", Value::safe_string(&html));
            }
        }
    }

    /// The words of a document as HTML, its headings, and the language it is in; nothing without a document.
    pub(super) fn body(&mut self, planner: &Planner<'_>, document: Option<usize>, route: &Route) {
        let document = document.map(|index| &planner.sources.documents[index]);
        match self {
            Self::Digest(digester) => {
                if let Some(document) = document {
                    let linker = linker(planner, document, route);
                    digest_body(digester, document, &linker);
                }
            }
            Self::Context(making) => {
                let html = document.map(|document| body_html(planner, document, route)).transpose();
                let Some(html) = making.take(html) else { return };
                let (html, context) = (html.unwrap_or_default(), &mut making.context);
                let headings = document.map_or(&[][..], |document| &document.outline.headings);
                let heading = |heading: &markdown::Heading| {
                    Value::from_serializable(&HeadingView {
                        level: heading.level,
                        text: &heading.text,
                        id: &heading.id,
                    })
                };
                let contents: Vec<Value> = headings.iter().map(heading).collect();
                context.insert_value("body", Value::safe_string(&html.html));
                context.insert_value("contents", Value::from(contents));
                match document {
                    Some(document) => {
                        insert_facts(context, planner, document, &linker(planner, document, route));
                    }
                    None => context.insert("body_lang", planner.hall.site.lang.tag()),
                }
            }
        }
    }
}

fn linker<'p>(planner: &'p Planner<'_>, document: &'p Document, route: &Route) -> PageLinker<'p> {
    PageLinker { hall: planner.hall, sources: planner.sources, document, root: route.to_root() }
}

/// A body's HTML changes with its text, and with where its links and pictures lead.
fn digest_body(digester: &mut Digester, document: &Document, linker: &PageLinker<'_>) {
    digester.bytes(&document.digest);
    for link in &document.outline.links {
        digester.bytes(format!("{:?}", linker.link(&link.target)).as_bytes());
    }
    for image in &document.outline.images {
        digester.bytes(format!("{:?}", linker.picture(&image.target)).as_bytes());
    }
}

/// What templates are told beside the words of a document: their language, and where they lead elsewhere.
fn insert_facts(context: &mut Context, planner: &Planner<'_>, document: &Document, linker: &PageLinker<'_>) {
    context.insert("body_lang", lang_of_body(planner, document).tag());
    context.insert("outside", &outside_of(document, linker));
}

/// The addresses elsewhere to which the text leads, each once, in order. Fingerprints know them by its links.
fn outside_of<'d>(document: &'d Document, linker: &PageLinker<'_>) -> Vec<OutsideView<'d>> {
    let mut outside: Vec<OutsideView<'_>> = Vec::new();
    for link in &document.outline.links {
        let address = link.target.as_str();
        let leads_out = address.starts_with("http") && matches!(linker.link(address), Href::Outside(_));
        if leads_out
            && outside.iter().all(|known| known.address != address)
            && let Some(code) = code_in_digits(address)
        {
            outside.push(OutsideView { address, code });
        }
    }
    outside
}

fn body_html(planner: &Planner<'_>, document: &Document, route: &Route) -> Result<markdown::Html, MakeError> {
    let galley = planner.sources.galley(document).map_err(|error| MakeError::Stop(Box::new(error)))?;
    Ok(galley.fill(&linker(planner, document, route), planner.hall.lang_of(document)))
}

/// A hall may speak English of cases that are told in Chinese, so the text itself is asked first.
fn lang_of_body(planner: &Planner<'_>, document: &Document) -> Lang {
    language_of(&document.outline.excerpt).unwrap_or_else(|| planner.hall.lang_of(document))
}

/// Cuts the words of an exhibition where its exhibits belong.
fn passages_of(html: &markdown::Html, linker: &PageLinker<'_>, exhibits: &[CaseId]) -> Value {
    let passage = |words: &str, exhibit: Option<usize>| {
        let exhibit = exhibit.map_or_else(Value::none, Value::from);
        Value::from(BTreeMap::from([("words", Value::safe_string(words)), ("exhibit", exhibit)]))
    };
    let mut passages = Vec::new();
    let mut waiting: Vec<usize> = (0..exhibits.len()).collect();
    let mut from = 0;
    for (at, target) in &html.exhibits {
        let case = linker.case(target);
        let place = waiting.iter().position(|index| Some(exhibits[*index]) == case);
        // A case placed twice is shown at its first place.
        let Some(place) = place else { continue };
        passages.push(passage(&html.html[from..*at], Some(waiting.remove(place))));
        from = *at;
    }
    if !html.html[from..].trim().is_empty() {
        passages.push(passage(&html.html[from..], None));
    }
    passages.extend(waiting.into_iter().map(|index| passage("", Some(index))));
    Value::from(passages)
}
