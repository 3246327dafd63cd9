//! `zhanguan submit CALL`: the papers of a call, or a compendium of an exhibition.

use super::args::{SubmitWhat, What};
use super::build::prepare_hall;
use super::outcome::{Ending, Exit};
use super::say::Speaker;
use crate::Prepared;
use crate::diag::Diagnostics;
use crate::dossier::{self, Asked, Codes, Paper, Submission, archive::Archive};
use crate::model::{Call, CaseId, Exhibition};
use crate::output::{Bundle, PublishError, SUMS};
use crate::text::closest;
use std::path::{Path, PathBuf};

/// Where submissions lie, beside `public/`.
const FOLDER: &str = "dossiers";

pub(super) fn run(wanted: &SubmitWhat, what: &What, speaker: Speaker) -> Result<Exit, Ending> {
    let (prepared, mut diags) = prepare_hall(what)?;
    let folder = wanted.output.clone().unwrap_or_else(|| what.root.join(FOLDER));
    let place = Place { root: &what.root, folder: &folder };
    if let Some(exhibition) = &wanted.compendium {
        return compendium(&prepared, &diags, (exhibition, &place), speaker);
    }
    let Some(name) = &wanted.call else {
        return Err(Ending::new(
            Exit::Usage,
            "请写明征集：zhanguan submit 征集的文件名",
            "name the call: zhanguan submit CALL",
        ));
    };
    let call = find_call(&prepared, name)?;
    let only = wanted.entry.as_deref().map(|entry| find_entry(&prepared, call, entry)).transpose()?;
    if !judge(&prepared, call, only, &mut diags, speaker) {
        return Ok(Exit::ContentFaults);
    }
    tell_late(call, speaker);
    if call.entries.is_empty() {
        let title = &call.title;
        return Err(Ending::new(
            Exit::ContentFaults,
            format!("《{title}》还没有申报的案例。在征集文件的 entries（申报）中列出案例的文件名。"),
            format!("no case is entered for “{title}”. List file names of cases under entries in the call."),
        ));
    }
    copies(&prepared, call, (only, wanted.blind), (&place, speaker))
}

/// Writes the open papers, the blind copy, or both.
fn copies(
    prepared: &Prepared,
    call: &Call,
    (only, blind): (Option<CaseId>, bool),
    (place, speaker): (&Place<'_>, Speaker),
) -> Result<Exit, Ending> {
    // A call that wants a blind copy wants the open papers too.
    let copies: &[bool] = match (blind, call.papers.is_blind) {
        (true, _) => &[true],
        (false, true) => &[false, true],
        (false, false) => &[false],
    };
    for is_blind in copies {
        let asked = Asked { only, is_blind: *is_blind };
        let mut submission = Submission::new(&prepared.hall, &prepared.sources, call, asked)?;
        let exit = write(&mut submission, place, speaker)?;
        if exit != Exit::Ok {
            return Ok(exit);
        }
    }
    Ok(Exit::Ok)
}

/// Where papers go.
struct Place<'a> {
    root: &'a Path,
    folder: &'a Path,
}

/// The cases of an exhibition as one document.
fn compendium(
    prepared: &Prepared,
    diags: &Diagnostics,
    (wanted, place): (&str, &Place<'_>),
    speaker: Speaker,
) -> Result<Exit, Ending> {
    let Prepared { hall, sources, .. } = prepared;
    if diags.has_errors() {
        speaker.report(diags, sources);
        return Ok(Exit::ContentFaults);
    }
    let stem = |exhibition: &Exhibition| sources.documents[exhibition.document].stem();
    let found = hall.exhibitions.iter().find(|found| stem(found) == wanted || found.title == wanted);
    let Some(exhibition) = found else {
        let all: Vec<&str> = hall.exhibitions.iter().map(stem).collect();
        let all = all.join(" ");
        return Err(Ending::new(
            Exit::Usage,
            format!("没有展览“{wanted}”。已有的展览：{all}"),
            format!("there is no exhibition “{wanted}”. Exhibitions: {all}"),
        ));
    };
    let (name, bytes) = dossier::compendium(hall, sources, exhibition)?;
    let mut bundle = Bundle::begin(place.root, place.folder, &name).map_err(ending)?;
    bundle.put(&format!("{name}.docx"), &bytes).map_err(ending)?;
    let target = bundle.finish().map_err(ending)?.display().to_string();
    let count = exhibition.stops.len();
    speaker.say(
        &format!("汇编已备好：{count} 件案例\n  {target}"),
        &format!("The compendium is ready: {count} cases\n  {target}"),
    );
    Ok(Exit::Ok)
}

/// Whether the submission may be made: all faults of the hall and of the entries are shown in one go, those of entries as errors.
fn judge(
    prepared: &Prepared,
    call: &Call,
    only: Option<CaseId>,
    diags: &mut Diagnostics,
    speaker: Speaker,
) -> bool {
    let Prepared { hall, sources, .. } = prepared;
    let mut own = Diagnostics::default();
    own.extend(dossier::faults_of(hall, sources, call));
    if let Some(only) = only {
        let file = &sources.documents[hall.case(only).document].path;
        let at = call.entries.iter().find(|entry| entry.case == only).map(|entry| &entry.at);
        let faults: Vec<_> = own
            .faults()
            .iter()
            .filter(|fault| *fault.at.file == **file || Some(&fault.at) == at)
            .cloned()
            .collect();
        own = Diagnostics::default();
        own.extend(faults);
    }
    own.make_strict();
    let others = diags.faults().iter().filter(|fault| {
        let is_error = fault.severity == crate::diag::Severity::Error;
        is_error && !own.faults().iter().any(|known| known.at == fault.at && known.code == fault.code)
    });
    let others: Vec<_> = others.cloned().collect();
    own.extend(others);
    if own.has_errors() {
        speaker.report(&own, sources);
        speaker.complain(
            "申报材料没有生成；原有的没有变。",
            "No papers were made; those from before are as they were.",
        );
        return false;
    }
    true
}

fn write(submission: &mut Submission<'_>, place: &Place<'_>, speaker: Speaker) -> Result<Exit, Ending> {
    let name = submission.name();
    let mut bundle = Bundle::begin(place.root, place.folder, &name).map_err(ending)?;
    let done = fill(submission, &mut bundle, &name, speaker);
    match done {
        Ok(true) => {}
        Ok(false) => {
            bundle.abandon().map_err(ending)?;
            return Ok(Exit::ContentFaults);
        }
        Err(error) => {
            bundle.abandon().map_err(ending)?;
            return Err(error);
        }
    }
    let key = write_key(submission.codes(), place.folder, &name)?;
    let (count, files) = (submission.entry_count(), bundle.paths().len());
    let target = bundle.finish().map_err(ending)?.display().to_string();
    speaker.say(
        &format!("申报材料已备好：{count} 件，{files} 个文件\n  {target}"),
        &format!("Papers are ready: {count} entries, {files} files\n  {target}"),
    );
    if let Some(key) = key {
        let key = key.display();
        speaker.say(
            &format!("  代号对照表 {key}（请单独保管，不要随盲审件寄出）"),
            &format!("  key of codes {key} (keep it apart; do not send it with the blind copy)"),
        );
    }
    Ok(Exit::Ok)
}

/// Makes all papers and the archive; `false` if a blind copy still tells names.
fn fill(
    submission: &mut Submission<'_>,
    bundle: &mut Bundle,
    name: &str,
    speaker: Speaker,
) -> Result<bool, Ending> {
    let bar = speaker.progress().with_message(speaker.pick("写申报材料", "writing papers").to_owned());
    bar.set_length(submission.entry_count() as u64);
    for index in 0..submission.entry_count() {
        for paper in submission.entry(index)? {
            put(paper, submission, bundle)?;
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    let whole = submission.whole().map_err(|error| {
        Ending::new(
            Exit::OurFault,
            format!("汇总表写不出来：{error}"),
            format!("the summary sheet cannot be written: {error}"),
        )
    })?;
    for paper in whole {
        put(paper, submission, bundle)?;
    }
    let zip = format!("{name}.zip");
    pack(bundle, &zip).map_err(ending)?;
    if submission.codes().is_empty() { Ok(true) } else { tells_nothing(submission, bundle, &zip, speaker) }
}

fn put(paper: Paper, submission: &Submission<'_>, bundle: &mut Bundle) -> Result<(), Ending> {
    let path = paper.path.clone();
    let bytes = paper.into_bytes(submission.sources())?;
    bundle.put(&path, &bytes).map_err(ending)
}

/// Whether the finished archive holds no hidden name; each that it holds is told.
fn tells_nothing(
    submission: &Submission<'_>,
    bundle: &Bundle,
    zip: &str,
    speaker: Speaker,
) -> Result<bool, Ending> {
    let file = bundle.open(zip).map_err(ending)?;
    let leaks =
        dossier::leaks(file, submission.codes()).map_err(|error| Ending::io(Path::new(zip), &error))?;
    for leak in &leaks {
        let (path, name) = (&leak.path, &leak.name);
        speaker.complain(
            &format!("盲审件中还能查到“{name}”：{path}"),
            &format!("the blind copy still tells “{name}”: {path}"),
        );
    }
    if !leaks.is_empty() {
        speaker.complain(
            "没有生成盲审件。请改写原文，或在征集的 papers.hidden（材料、隐去）中列出这个名称的全部写法。",
            "No blind copy was made. Reword the text, or list every spelling of the name under papers.hidden of the call.",
        );
    }
    Ok(leaks.is_empty())
}

/// Packs all papers and their hashes into one ZIP file of the folder.
fn pack(bundle: &mut Bundle, zip: &str) -> Result<(), PublishError> {
    let at = |error| PublishError::Io(PathBuf::from(zip), error);
    let mut archive = Archive::new(bundle.create(zip)?);
    let sums = bundle.sums();
    for path in bundle.paths() {
        archive.add(&path, &bundle.read(&path)?).map_err(at)?;
    }
    archive.add(SUMS, sums.as_bytes()).map_err(at)?;
    archive.finish().map_err(at)?;
    bundle.seal(zip)
}

/// Writes what codes stand for beside the folder of the blind copy, never into it.
fn write_key(codes: &Codes, folder: &Path, name: &str) -> Result<Option<PathBuf>, Ending> {
    if codes.is_empty() {
        return Ok(None);
    }
    let path = folder.join(format!("{name}-代号对照表.csv"));
    std::fs::write(&path, codes.key_csv()).map_err(|error| Ending::io(&path, &error))?;
    Ok(Some(path))
}

fn ending(error: PublishError) -> Ending {
    match error {
        PublishError::Refused(_) => error.into(),
        error => Ending::new(
            Exit::Environment,
            format!("申报材料没有生成：{error}"),
            format!("no papers were made: {error}"),
        ),
    }
}

fn find_call<'p>(prepared: &'p Prepared, wanted: &str) -> Result<&'p Call, Ending> {
    let Prepared { hall, sources, .. } = prepared;
    let stem = |call: &Call| sources.documents[call.document].stem();
    let is_it = |call: &&Call| {
        let document = &sources.documents[call.document];
        document.path == wanted
            || stem(call) == wanted
            || call.title == wanted
            || call.route.as_str() == format!("calls/{wanted}.html")
    };
    hall.calls.iter().find(is_it).ok_or_else(|| {
        let known = || hall.calls.iter().map(stem);
        let (zh, en) = match closest(wanted, known()) {
            Some(nearest) => (format!("是不是“{nearest}”？"), format!("did you mean “{nearest}”?")),
            None => {
                let all: Vec<&str> = known().collect();
                (format!("已有的征集：{}", all.join(" ")), format!("calls: {}", all.join(" ")))
            }
        };
        Ending::new(
            Exit::Usage,
            format!("没有征集“{wanted}”（或它有错误，见 zhanguan check）。{zh}"),
            format!("there is no call “{wanted}” (or it has faults, see zhanguan check). {en}"),
        )
    })
}

fn find_entry(prepared: &Prepared, call: &Call, wanted: &str) -> Result<CaseId, Ending> {
    let Prepared { hall, sources, .. } = prepared;
    let is_it = |id: &CaseId| {
        let case = hall.case(*id);
        let document = &sources.documents[case.document];
        document.stem() == wanted || document.path == wanted || *case.title == *wanted
    };
    call.entries.iter().map(|entry| entry.case).find(is_it).ok_or_else(|| {
        let title = &call.title;
        Ending::new(
            Exit::Usage,
            format!("《{title}》没有申报案例“{wanted}”。"),
            format!("the case “{wanted}” is not entered for “{title}”."),
        )
    })
}

/// Papers can be made after the deadline, for the files; but nobody should think they are in time.
fn tell_late(call: &Call, speaker: Speaker) {
    if call.deadline.is_some_and(|deadline| deadline.moment < jiff::Timestamp::now()) {
        speaker.complain("注意：征集的截止时间已过。", "Note: the deadline of the call is past.");
    }
}
