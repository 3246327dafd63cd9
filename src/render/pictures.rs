//! Plans pictures and attachments: prints made once and kept, everything else as it is.

use super::digest;
use super::view::PrintView;
use crate::diag::{At, catalog};
use crate::load::Sources;
use crate::media::{self, Form, Prints};
use crate::model::{Hall, Media};
use crate::output::{Entry, MakeError, PageKind, SitePlan};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// Pixels that may be in the hands of all threads together: a quarter of a gigabyte.
const PIXELS_AT_ONCE: u64 = 64_000_000;

/// The prints of `media` as pages name them.
pub(super) fn prints_of(media: &Media) -> Vec<PrintView<'_>> {
    media.prints.iter().map(|print| PrintView { src: print.route.as_str(), width: print.width }).collect()
}

/// Where the widest version of `media` is that is no wider than `width` pixels, for places that take one file only; its narrowest
/// print if all are wider.
pub(super) fn small_enough(media: &Media, width: u32) -> &str {
    let fitting = media.prints.iter().rfind(|print| print.width <= width);
    fitting.or(media.prints.first()).map_or(&media.route, |print| &print.route).as_str()
}

/// Plans every picture and attachment that something shows or links to.
pub(super) fn plan<'a>(hall: &'a Hall, sources: &'a Sources, plan: &mut SitePlan<'a>) {
    let gate = Arc::new(Gate::default());
    // Two files with the same name and content are published once.
    let mut planned: BTreeSet<&str> = BTreeSet::new();
    for media in hall.media.iter().filter(|media| planned.insert(media.route.as_str())) {
        let Some(form) = media.form else {
            plan.add(as_it_is(media, sources));
            continue;
        };
        let (gate, made) = (Arc::clone(&gate), Mutex::default());
        let negative = Arc::new(Negative { media, form, sources, gate, made });
        let routes = std::iter::once((None, &media.route))
            .chain(media.prints.iter().map(|print| (Some(print.width), &print.route)));
        for (width, route) in routes {
            let name = media.print_name(width);
            let fingerprint = digest::of(|digester| {
                digester.view(&"print").bytes(name.as_bytes());
            });
            let negative = Arc::clone(&negative);
            let make = move || negative.print(width);
            plan.add(Entry::new(route.as_str(), PageKind::Media, fingerprint, make));
        }
    }
}

/// Names under which the prints of this hall are kept between runs.
pub(crate) fn kept_names(hall: &Hall) -> BTreeSet<String> {
    let widths = |media: &Media| media.prints.iter().map(|print| Some(print.width)).collect::<Vec<_>>();
    hall.media
        .iter()
        .filter(|media| !media.prints.is_empty())
        .flat_map(|media| std::iter::once(None).chain(widths(media)).map(|width| media.print_name(width)))
        .collect()
}

fn as_it_is<'a>(media: &'a Media, sources: &'a Sources) -> Entry<'a> {
    let fingerprint = digest::of(|digester| {
        digester.view(&"bare media").bytes(&media.digest);
    });
    Entry::new(media.route.as_str(), PageKind::Media, fingerprint, move || {
        let bytes = sources.bytes(&media.path).map_err(|error| MakeError::Stop(Box::new(error)))?;
        media::publishable(media.kind, &bytes).ok_or_else(|| damaged(media))
    })
}

fn damaged(media: &Media) -> MakeError {
    MakeError::Fault(Box::new(catalog::picture_damaged(At::file(&media.path))))
}

/// A picture whose prints are asked for one by one, by several threads, and made all at once.
struct Negative<'a> {
    media: &'a Media,
    form: Form,
    sources: &'a Sources,
    gate: Arc<Gate>,
    /// Prints that were made and not yet asked for.
    made: Mutex<BTreeMap<Option<u32>, Vec<u8>>>,
}

impl Negative<'_> {
    /// The WebP print of `width`, or the largest print.
    fn print(&self, width: Option<u32>) -> Result<Vec<u8>, MakeError> {
        // Another thread that asks for a print of this picture waits here until all are made.
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = made.remove(&width) {
            return Ok(bytes);
        }
        let kept = &self.sources.kept;
        if let Some(bytes) = kept.read(&self.media.print_name(width)) {
            return Ok(bytes);
        }
        let prints = self.develop()?;
        let all = std::iter::once((None, prints.full))
            .chain(prints.webp.into_iter().map(|(width, print)| (Some(width), print)));
        for (width, print) in all {
            kept.write(&self.media.print_name(width), &print);
            made.insert(width, print);
        }
        made.remove(&width).ok_or_else(|| damaged(self.media))
    }

    fn develop(&self) -> Result<Prints, MakeError> {
        let bytes = self.sources.bytes(&self.media.path).map_err(|error| MakeError::Stop(Box::new(error)))?;
        let (width, height) = self.media.original;
        let _pass = self.gate.enter(u64::from(width) * u64::from(height));
        media::develop(&bytes, (width, height), self.form).map_err(|_| damaged(self.media))
    }
}

/// Lets pictures in as long as their pixels together are not too many; a larger one goes in alone.
#[derive(Default)]
struct Gate {
    inside: Mutex<u64>,
    left: Condvar,
}

/// Leave to hold this many pixels, given back when dropped.
struct Pass<'g> {
    gate: &'g Gate,
    pixels: u64,
}

impl Gate {
    fn enter(&self, pixels: u64) -> Pass<'_> {
        let inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = |inside: &mut u64| *inside > 0 && *inside + pixels > PIXELS_AT_ONCE;
        let mut inside = self.left.wait_while(inside, is_full).unwrap_or_else(PoisonError::into_inner);
        *inside += pixels;
        Pass { gate: self, pixels }
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        *self.gate.inside.lock().unwrap_or_else(PoisonError::into_inner) -= self.pixels;
        self.gate.left.notify_all();
    }
}
