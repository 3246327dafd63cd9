//! Zhanguan 展馆: turns a folder of Markdown case files into an online exhibition hall.
//!
//! The pipeline is read from top to bottom: [`load`] → [`model`] → [`render`] → [`output`]. ARCHITECTURE.md says who may know whom.

pub mod check;
pub mod cli;
pub mod diag;
pub mod digest;
pub mod dossier;
pub mod draft;
pub mod load;
pub mod markdown;
pub mod media;
pub mod model;
pub mod options;
pub mod output;
pub mod render;
pub mod search;
pub mod serve;
pub mod text;
pub mod yaml;

use check::AidLine;
use diag::{Diagnostics, Words};
use dossier::CountLine;
use load::{Inventory, LoadError, Sources};
use model::{CaseId, Hall};
use options::{Drafts, Options, Site};
use output::{Chapter, SitePlan};
pub use render::Extras;
use render::{Purpose, Theme};

/// What the command line asks of a build, beside what `site.yaml` says.
#[derive(Debug, Clone)]
pub struct Request {
    /// Whether drafts and cases of a future date are shown.
    pub drafts: Drafts,
    /// Instead of the one in `site.yaml`.
    pub base_url: Option<String>,
    /// The moment of the run; its day in the site's time zone decides what is in the future.
    pub now: jiff::Timestamp,
}

/// A site ready to be planned: everything read, linked and checked.
#[derive(Debug)]
pub struct Prepared {
    /// What was read.
    pub sources: Sources,
    /// What it means.
    pub hall: Hall,
    /// How it will look; `None` if the theme is at fault.
    pub theme: Option<Theme>,
    /// What is made beside the hall itself.
    pub extras: Extras,
}

/// Reads the hall in `inventory` and prepares it: what every command begins with. Of a hall that was `before`, only what changed is read.
///
/// # Errors
/// If a file that is there cannot be read.
pub fn read_and_prepare(
    inventory: Inventory,
    before: Option<&Sources>,
    request: &Request,
    diags: &mut Diagnostics,
) -> Result<Prepared, LoadError> {
    let sources = match before {
        None => Sources::read(inventory, request.now, diags),
        Some(before) => before.read_again(inventory, request.now, diags),
    };
    prepare(sources?, request, diags)
}

/// Reads settings, links and checks `sources`. Faults go to `diags`; what is sound is prepared all the same.
///
/// # Errors
/// If a file that is there cannot be read.
fn prepare(sources: Sources, request: &Request, diags: &mut Diagnostics) -> Result<Prepared, LoadError> {
    let mut faults = Vec::new();
    let mut site = Site::read(sources.site.as_ref(), &mut faults);
    site.base_url = request.base_url.clone().or(site.base_url);
    let today = request.now.to_zoned(site.time_zone.clone()).date();
    let options = Options { site, drafts: request.drafts, today };
    let own_files = sources.theme_files(&options.site.theme)?;
    diags.extend(faults);
    // Neither knows of the other: whoever waits for a page in the preview waits for the longer of the two.
    let ((mut theme, of_theme), (hall, of_hall)) = rayon::join(
        || {
            let mut faults = Vec::new();
            (Theme::compile(&options.site, own_files, &mut faults), faults)
        },
        || {
            let mut diags = Diagnostics::default();
            (model::assemble(&sources, &options, &mut diags), diags)
        },
    );
    diags.extend(of_theme);
    diags.extend(of_hall.faults().iter().cloned());
    let hall = hall?;
    check::all(&hall, &sources, diags);
    dossier::check(&hall, &sources, options.today, diags);
    if let Some(theme) = &mut theme {
        render::share(theme, &hall);
    }
    Ok(Prepared { sources, hall, theme, extras: Extras::Nothing })
}

/// What helps the author of a case while it is written.
#[derive(Debug)]
pub struct WritingAid {
    /// Its length, what is missing, facts about its pictures.
    pub lines: Vec<AidLine>,
    /// Its figures against the limits of the calls it is entered for, call after call.
    pub counts: Vec<CountLine>,
}

impl Prepared {
    /// What helps the author of the case `id`.
    #[must_use]
    pub fn writing_aid(&self, id: CaseId) -> WritingAid {
        let Self { hall, sources, .. } = self;
        WritingAid {
            lines: check::writing_aid(hall, sources, id),
            counts: dossier::counts_for(hall, sources, id),
        }
    }

    /// Every file of the site as it is published: its pages, then its search index, each of which takes much memory for a while.
    /// `None` if the theme is at fault.
    #[must_use]
    pub fn chapters(&self) -> Option<Vec<Chapter<'_>>> {
        let theme = self.theme.as_ref()?;
        let title = |zh: &str, en: &str| Words { zh: zh.to_owned(), en: en.to_owned() };
        let pages = move || self.pages(theme, Purpose::Publish);
        let mut chapters = vec![Chapter::new(title("生成网页", "making pages"), pages)];
        // An index that no script of the theme reads would be made for nothing.
        if theme.searches() {
            let index = || search::plan_index(&self.hall, &self.sources);
            chapters.push(Chapter::new(title("编制检索", "making the search index"), index));
        }
        Some(chapters)
    }

    /// Every file of the site for a preview, made when it is asked for. `None` if the theme is at fault.
    #[must_use]
    pub fn preview(&self) -> Option<SitePlan<'_>> {
        let theme = self.theme.as_ref()?;
        let mut plan = self.pages(theme, Purpose::Preview);
        if theme.searches() {
            search::plan_preview(&self.hall, &self.sources, &mut plan);
        }
        Some(plan)
    }

    fn pages<'a>(&'a self, theme: &'a Theme, purpose: Purpose) -> SitePlan<'a> {
        render::plan_site(&self.hall, &self.sources, theme, render::Wanted { purpose, extras: self.extras })
    }

    /// Removes kept prints of pictures that this hall no longer shows.
    pub fn forget_prints(&self) {
        let wanted = render::kept_names(&self.hall);
        self.sources.kept.retain(|name| wanted.contains(name));
    }
}
