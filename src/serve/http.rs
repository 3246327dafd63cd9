//! Answers requests: from the plan of the hall and from what is built into the program, never from the disk by a path that was asked
//! for.

use super::gate::{Gate, Refused};
use super::hall::Generation;
use super::inject::{OWN, followed, rooted};
use super::live::Answer;
use super::notice::notice;
use super::overlay::{self, Question};
use super::pages::{Made, Page, Pages};
use super::range::{OutOfRange, part_of};
use super::watch::Changed;
use super::{News, Settings};
use crate::diag::{Fault, Words, placed};
use crate::digest::quick_digest_of;
use crate::load::Store;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use percent_encoding::percent_decode_str;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::watch;

/// How long a page whose source has just changed waits for the reading that is under way.
const READING_MAX: Duration = Duration::from_secs(5);

/// The preview as requests see it.
pub(super) struct Preview {
    pub(super) settings: Arc<Settings>,
    pub(super) gate: Gate,
    pub(super) current: Arc<watch::Sender<Arc<Generation>>>,
    pub(super) pages: Pages,
    /// Asks for another reading.
    pub(super) changed: Sender<Changed>,
    /// The fault of a template that was told last.
    pub(super) told: Mutex<Option<Fault>>,
}

/// What is asked for, once the request is found to be in order.
enum Asked {
    Events,
    State(Question),
    Script,
    Style,
    NoticeStyle,
    Page(String),
    Nothing,
}

/// What a request says of the file beside its path.
struct Wants {
    /// The tag of the copy the browser has.
    known: Option<HeaderValue>,
    /// The piece it wants.
    range: Option<HeaderValue>,
}

/// Answers `request`.
pub(super) async fn answer<B>(preview: Arc<Preview>, request: Request<B>) -> Response<Answer> {
    let method = request.method();
    if method != Method::GET && method != Method::HEAD {
        let mut refusal = plain(StatusCode::METHOD_NOT_ALLOWED, "GET, HEAD");
        refusal.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return guarded(refusal);
    }
    if let Err(refused) = preview.gate.admit(&request) {
        return guarded(refusal(refused));
    }
    let wants = Wants {
        known: request.headers().get(header::IF_NONE_MATCH).cloned(),
        range: request.headers().get(header::RANGE).cloned(),
    };
    let asked = asked_for(request.uri().path(), request.uri().query().unwrap_or_default());
    let response = match asked {
        Asked::Events if method == Method::HEAD => typed(StatusCode::OK, EVENTS, Vec::new()),
        Asked::Events => {
            let mut response = typed(StatusCode::OK, EVENTS, Vec::new());
            *response.body_mut() = Answer::events(preview.current.subscribe());
            response
        }
        Asked::State(question) => state(preview, question).await,
        Asked::Script => typed(StatusCode::OK, type_of(".js"), include_str!("client/live.js")),
        Asked::Style => typed(StatusCode::OK, type_of(".css"), include_str!("client/live.css")),
        Asked::NoticeStyle => typed(StatusCode::OK, type_of(".css"), include_str!("client/notice.css")),
        Asked::Page(path) => page(preview, path, &wants).await,
        Asked::Nothing => missing(preview).await,
    };
    guarded(response)
}

const EVENTS: &str = "text/event-stream";

/// Reads a request's path: decoded once, and compared with names, never joined to a folder.
fn asked_for(path: &str, query: &str) -> Asked {
    let Ok(path) = percent_decode_str(path).decode_utf8() else { return Asked::Nothing };
    let Some(path) = path.strip_prefix('/') else { return Asked::Nothing };
    if path.chars().any(|c| c.is_control() || c == '\\') {
        return Asked::Nothing;
    }
    match path.strip_prefix(&OWN[1..]) {
        Some("events") => Asked::Events,
        Some("state") => Asked::State(question_of(query)),
        Some("live.js") => Asked::Script,
        Some("live.css") => Asked::Style,
        Some("notice.css") => Asked::NoticeStyle,
        Some(_) => Asked::Nothing,
        None => Asked::Page(path.to_owned()),
    }
}

fn question_of(query: &str) -> Question {
    let mut question = Question::default();
    for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        let value = percent_decode_str(value).decode_utf8_lossy();
        match name {
            "page" => question.path = file_of(value.trim_start_matches('/')),
            "source" => question.source = value.into_owned(),
            _ => {}
        }
    }
    question
}

/// The file that stands for `path`: a folder is its `index.html`.
fn file_of(path: &str) -> String {
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

async fn page(preview: Arc<Preview>, path: String, wants: &Wants) -> Response<Answer> {
    let file = file_of(&path);
    match make(&preview, file).await {
        Made::Page(page) => shown(&page, wants),
        Made::Missing => {
            let folder = format!("{path}/index.html");
            let generation = Arc::clone(&preview.current.borrow());
            let is_folder = generation.site.as_ref().is_some_and(|site| site.entry(&folder).is_some());
            if is_folder { redirect(&path) } else { missing(preview).await }
        }
        Made::Fault(fault) => {
            tell_once(&preview, &fault);
            faulty(&preview, StatusCode::INTERNAL_SERVER_ERROR, &[*fault])
        }
        Made::Changed => faulty(&preview, StatusCode::SERVICE_UNAVAILABLE, &[]),
    }
}

/// Makes the file. If its source changed after it was read, waits once for the reading that is under way.
async fn make(preview: &Arc<Preview>, file: String) -> Made {
    let mut readings = preview.current.subscribe();
    let generation = Arc::clone(&readings.borrow_and_update());
    let waits = !generation.is_kept;
    let made = make_now(preview, generation, file.clone()).await;
    if !(waits && matches!(made, Made::Changed)) {
        return made;
    }
    // If the system did not say that the source changed, this does.
    let _ = preview.changed.send(Changed::new());
    let _ = tokio::time::timeout(READING_MAX, readings.changed()).await;
    let generation = Arc::clone(&readings.borrow());
    make_now(preview, generation, file).await
}

/// Makes the file away from the threads that answer.
async fn make_now(preview: &Arc<Preview>, generation: Arc<Generation>, file: String) -> Made {
    let preview = Arc::clone(preview);
    let made = tokio::task::spawn_blocking(move || preview.pages.page(&generation, &file)).await;
    made.unwrap_or(Made::Changed)
}

/// The hall's page for what is not there.
async fn missing(preview: Arc<Preview>) -> Response<Answer> {
    let made = make(&preview, "404.html".to_owned()).await;
    match made {
        Made::Page(page) => {
            let body = followed(&rooted(&page.bytes), "");
            typed(StatusCode::NOT_FOUND, type_of(".html"), body)
        }
        Made::Fault(fault) => faulty(&preview, StatusCode::NOT_FOUND, &[*fault]),
        Made::Missing | Made::Changed => {
            let has_site = preview.current.borrow().site.is_some();
            faulty(
                &preview,
                if has_site { StatusCode::NOT_FOUND } else { StatusCode::SERVICE_UNAVAILABLE },
                &[],
            )
        }
    }
}

async fn state(preview: Arc<Preview>, question: Question) -> Response<Answer> {
    let here = Arc::clone(&preview);
    let told = tokio::task::spawn_blocking(move || {
        let generation = Arc::clone(&here.current.borrow());
        let texts = Store::Disk(here.settings.root.clone());
        overlay::answer(&generation, &here.pages, &question, (here.settings.lang, &texts)).to_string()
    });
    match told.await {
        Ok(json) => typed(StatusCode::OK, type_of(".json"), json),
        Err(_) => plain(StatusCode::INTERNAL_SERVER_ERROR, ""),
    }
}

fn shown(page: &Page, wants: &Wants) -> Response<Answer> {
    let is_html = page.path.ends_with(".html");
    let body = if is_html { followed(&page.bytes, &page.hash) } else { page.bytes.clone() };
    let kind = type_of(&page.path);
    let tag = format!("\"{}\"", const_hex::encode(quick_digest_of(&body)));
    let range = wants.range.as_ref().filter(|_| !is_html).and_then(|range| range.to_str().ok());
    let mut response = match range.and_then(|range| part_of(range, body.len())) {
        _ if wants.known.as_ref().is_some_and(|known| known.as_bytes() == tag.as_bytes()) => {
            typed(StatusCode::NOT_MODIFIED, kind, Vec::new())
        }
        None => typed(StatusCode::OK, kind, body),
        Some(part) => piece(kind, &body, part),
    };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// A piece of a file.
fn piece(kind: &'static str, body: &[u8], part: Result<(usize, usize), OutOfRange>) -> Response<Answer> {
    let length = body.len();
    let (mut response, says) = match part {
        Ok((start, end)) => {
            let piece = typed(StatusCode::PARTIAL_CONTENT, kind, body[start..end].to_vec());
            (piece, format!("bytes {start}-{}/{length}", end - 1))
        }
        Err(OutOfRange) => (plain(StatusCode::RANGE_NOT_SATISFIABLE, ""), format!("bytes */{length}")),
    };
    if let Ok(says) = HeaderValue::from_str(&says) {
        response.headers_mut().insert(header::CONTENT_RANGE, says);
    }
    response
}

/// A page that says what keeps the one that was asked for from being shown.
fn faulty(preview: &Preview, status: StatusCode, own: &[Fault]) -> Response<Answer> {
    let generation = Arc::clone(&preview.current.borrow());
    let texts = Store::Disk(preview.settings.root.clone());
    let title =
        Words { zh: "这一页暂时看不了".to_owned(), en: "This page cannot be shown yet".to_owned() };
    let words = generation.trouble.clone().unwrap_or_else(|| Words {
        zh: "改好下面的错误并保存，这一页会自己出现。".to_owned(),
        en: "Mend the errors below and save; the page will appear by itself.".to_owned(),
    });
    let faults = placed(own.iter().chain(&generation.faults).take(overlay::FAULTS_MAX), &texts);
    typed(status, type_of(".html"), followed(&notice(preview.settings.lang, &title, &words, &faults), ""))
}

/// Tells a template's fault in the terminal, once for all the pages that have it.
fn tell_once(preview: &Preview, fault: &Fault) {
    let Ok(mut told) = preview.told.lock() else { return };
    if told.as_ref().is_some_and(|told| told.at == fault.at && told.code == fault.code) {
        return;
    }
    *told = Some(fault.clone());
    (preview.settings.tell)(News::PageFault { fault, texts: &Store::Disk(preview.settings.root.clone()) });
}

fn refusal(refused: Refused) -> Response<Answer> {
    match refused {
        Refused::Host => plain(
            StatusCode::MISDIRECTED_REQUEST,
            "这个预览不认这个地址 this preview does not answer to this name\n",
        ),
        Refused::Origin => {
            plain(StatusCode::FORBIDDEN, "别的网站不能读预览 other sites may not read the preview\n")
        }
    }
}

fn redirect(path: &str) -> Response<Answer> {
    let mut response = plain(StatusCode::TEMPORARY_REDIRECT, "");
    if let Ok(place) = HeaderValue::from_str(&format!("/{path}/")) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    response
}

fn plain(status: StatusCode, text: &'static str) -> Response<Answer> {
    typed(status, type_of(".txt"), text)
}

fn typed(status: StatusCode, kind: &'static str, body: impl Into<hyper::body::Bytes>) -> Response<Answer> {
    let mut response = Response::new(Answer::whole(body));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// What every answer carries: nobody else may read, frame or guess at it, and no copy is used without asking.
fn guarded(mut response: Response<Answer>) -> Response<Answer> {
    let headers = [
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    for (name, value) in headers {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The media type of a file by its ending.
fn type_of(path: &str) -> &'static str {
    let ending = path.rsplit('.').next().unwrap_or_default();
    match ending {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "pdf" => "application/pdf",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "vtt" => "text/vtt; charset=utf-8",
        "zip" => "application/zip",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}
