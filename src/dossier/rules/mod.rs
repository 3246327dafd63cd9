//! Judges entries by the rules of their call.
//!
//! Every figure with a limit is one `Measure`: out of its limits it is a fault, and in or out it is a line of counts for the author.
//! So what is shown while writing and what stops a submission cannot differ.

mod addresses;
mod measure;
mod pictures;
mod standing;
mod text;

pub use measure::CountLine;
pub(super) use text::Parts;

use super::fields::Speaker;
use super::form;
use crate::diag::{Diagnostics, Fault, catalog};
use crate::load::Sources;
use crate::model::{Call, CaseId, Field, Hall};
use crate::text::closest;
use jiff::civil::Date;
use measure::Measure;

/// Adds the faults of every entry of every call that is still open on `today`. A call that is over is history: nothing can be
/// mended any more.
pub fn check(hall: &Hall, sources: &Sources, today: Date, diags: &mut Diagnostics) {
    let zone = &hall.site.time_zone;
    for call in &hall.calls {
        let is_over =
            call.deadline.is_some_and(|deadline| deadline.moment.to_zoned(zone.clone()).date() < today);
        if !is_over {
            diags.extend(faults_of(hall, sources, call));
        }
    }
}

/// Every rule that an entry of `call` breaks, whatever the day.
#[must_use]
pub fn faults_of(hall: &Hall, sources: &Sources, call: &Call) -> Vec<Fault> {
    let mut faults = Vec::new();
    for speaker in Speaker::all(hall, sources, call) {
        judge(&speaker, &mut faults);
    }
    standing::quotas(hall, call, &mut faults);
    faults.extend(form_fault(sources, call));
    faults
}

/// The figures of the case `id` against the limits of every call that it is entered for.
#[must_use]
pub fn counts_for(hall: &Hall, sources: &Sources, id: CaseId) -> Vec<CountLine> {
    let mut lines = Vec::new();
    for call in &hall.calls {
        for speaker in Speaker::all(hall, sources, call) {
            if speaker.entry.case == id {
                lines.extend(measures(&speaker).iter().map(|measure| measure.line(call)));
            }
        }
    }
    lines
}

/// Whether the organiser's form can be filled, and knows only names that mean something.
fn form_fault(sources: &Sources, call: &Call) -> Option<Fault> {
    let (path, at) = call.papers.form.as_ref()?;
    let knows = |name: &str| {
        matches!(name, "征集" | "主办")
            || Field::parse(name).is_some()
            || call.own_fields().any(|field| field.zh() == name)
    };
    match form::unknown_name(&sources.bytes(path).ok()?, &knows) {
        Err((zh, en)) => Some(catalog::form_unreadable(at.clone(), &zh, &en)),
        Ok(unknown) => {
            let name = &unknown?;
            let mut known: Vec<&str> = Field::names().collect();
            known.extend(call.own_fields().map(Field::zh));
            let nearest = closest(name, known);
            Some(catalog::unknown_field(at.clone(), name, nearest))
        }
    }
}

fn judge(speaker: &Speaker<'_>, faults: &mut Vec<Fault>) {
    faults.extend(measures(speaker).iter().filter_map(|measure| measure.fault(speaker.call)));
    text::judge(speaker, faults);
    addresses::judge(speaker, faults);
    pictures::judge(speaker, faults);
    standing::judge(speaker, faults);
}

fn measures(speaker: &Speaker<'_>) -> Vec<Measure> {
    let mut measures = text::measures(speaker);
    measures.extend(pictures::measures(speaker));
    measures
}
