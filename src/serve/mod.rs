//! The live preview: a hall served from memory to a browser on this machine, read again whenever its files change.
//!
//! [`listen`] takes a port, [`Listening::run`] serves until the program ends. Pages are made when they are asked for; the output folder
//! is neither read nor written. Knows http and files that change; never what is on a page.

mod gate;
mod hall;
mod http;
mod inject;
mod live;
mod notice;
mod overlay;
mod pages;
mod range;
mod rebuild;
mod watch;

use crate::diag::{Diagnostics, Fault, Lang, TextSource, Words};
use crate::options::Drafts;
use gate::Gate;
use hall::Generation;
use http::Preview;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use pages::Pages;
use rebuild::Rebuilder;
use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener, ToSocketAddrs};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;
use tokio::sync::Semaphore;
use watch::Watch;

/// What is to be served, and how.
pub struct Settings {
    /// The hall's folder.
    pub root: PathBuf,
    /// Whether drafts and cases of a future date are shown.
    pub drafts: Drafts,
    /// The language of what is said in the browser.
    pub lang: Lang,
    /// Look at all files this often instead of waiting to be told.
    pub poll: Option<Duration>,
    /// Tells the time.
    pub clock: fn() -> jiff::Timestamp,
    /// Hears what happens.
    pub tell: Box<dyn Fn(News<'_>) + Send + Sync>,
}

/// What happens while a hall is served.
pub enum News<'n> {
    /// The hall was read.
    Read {
        /// A file that changed, from the hall's root; empty at the beginning, or if none can be named.
        path: &'n str,
        /// Faults that were not there at the last reading.
        faults: &'n Diagnostics,
        /// How many errors there are in all; with errors, the last good site is shown.
        errors: usize,
        /// Where the faults' texts are.
        texts: &'n dyn TextSource,
        /// When the reading began.
        begun: jiff::Timestamp,
    },
    /// The hall could not be read.
    Trouble(&'n Words),
    /// A page could not be made.
    PageFault {
        /// Why.
        fault: &'n Fault,
        /// Where its text is.
        texts: &'n dyn TextSource,
    },
}

/// Why a hall cannot be served.
#[derive(Debug)]
pub enum ServeError {
    /// The name of the host leads to no address of this machine.
    Host(String, io::Error),
    /// None of the ports from the first to the last number can be had.
    NoPort(u16, u16, io::Error),
    /// The system cannot watch the folders.
    Watch(String),
    /// The system gave no threads.
    Threads(io::Error),
}

impl From<notify::Error> for ServeError {
    fn from(error: notify::Error) -> Self {
        Self::Watch(error.to_string())
    }
}

impl ServeError {
    /// What to tell the user.
    #[must_use]
    pub fn words(&self) -> Words {
        let (zh, en) = match self {
            Self::Host(host, error) => (
                format!("--host {host} 不是这台电脑的地址：{error}"),
                format!("--host {host} is no address of this machine: {error}"),
            ),
            Self::NoPort(first, last, error) => (
                format!("端口 {first} 到 {last} 都用不了：{error}。用 --port 换一个号码。"),
                format!(
                    "none of the ports {first} to {last} can be had: {error}. Choose another with --port."
                ),
            ),
            Self::Watch(said) => (
                format!("系统不能监视文件：{said}。加 --poll 1 改为每秒查看一遍。"),
                format!(
                    "the system cannot watch files: {said}. With --poll 1 they are looked at every second."
                ),
            ),
            Self::Threads(error) => {
                (format!("系统不给线程：{error}"), format!("the system gives no threads: {error}"))
            }
        };
        Words { zh, en }
    }
}

/// Ports tried, from the one asked for.
const PORTS_TRIED: u16 = 20;
/// Connections at one time; more wait until one ends.
const CONNECTIONS_MAX: usize = 512;
/// How long a connection may take to say what it wants, or stay silent after an answer.
const HEAD_MAX: Duration = Duration::from_secs(5);
/// The longest head of a request: far more than a browser sends.
const HEAD_BYTES_MAX: usize = 16 * 1024;

/// A port of this machine, taken.
pub struct Listening {
    socket: TcpListener,
    gate: Gate,
    /// The address to open in a browser.
    pub url: String,
    /// Whether other machines can reach it.
    pub is_open: bool,
}

/// Takes `port`, or the next one that is free, on this machine alone; with `host`, on that address of it. Port 0 stands for any.
///
/// # Errors
/// If there is no such address or no free port.
pub fn listen(host: Option<&str>, port: u16) -> Result<Listening, ServeError> {
    let address = match host {
        None => IpAddr::from([127, 0, 0, 1]),
        Some(host) => address_of(host).map_err(|error| ServeError::Host(host.to_owned(), error))?,
    };
    let last = if port == 0 { 0 } else { port.saturating_add(PORTS_TRIED - 1) };
    let mut refused = io::Error::from(io::ErrorKind::AddrInUse);
    for number in port..=last {
        match TcpListener::bind(SocketAddr::new(address, number)) {
            Ok(socket) => return Ok(listening(socket, host, address)),
            Err(error) => refused = error,
        }
    }
    Err(ServeError::NoPort(port, last, refused))
}

fn address_of(host: &str) -> io::Result<IpAddr> {
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    let mut found = (bare, 0).to_socket_addrs()?;
    found.next().map(|address| address.ip()).ok_or_else(|| io::ErrorKind::NotFound.into())
}

fn listening(socket: TcpListener, host: Option<&str>, address: IpAddr) -> Listening {
    let port = socket.local_addr().map_or(0, |address| address.port());
    let is_open = !address.is_loopback();
    let shown = match host {
        Some(host) if !address.is_unspecified() => host.to_owned(),
        _ => "127.0.0.1".to_owned(),
    };
    let shown = if shown.contains(':') && !shown.starts_with('[') { format!("[{shown}]") } else { shown };
    let host = host.map(|host| host.trim_matches(['[', ']']).to_owned());
    Listening { socket, gate: Gate { host, is_open, port }, url: format!("http://{shown}:{port}/"), is_open }
}

impl Listening {
    /// Serves the hall of `settings` until the program ends; `ready` is called once it has been read for the first time.
    ///
    /// # Errors
    /// If the system cannot watch files or gives no threads.
    pub fn run(self, settings: Settings, ready: impl FnOnce(&str)) -> Result<(), ServeError> {
        let settings = Arc::new(settings);
        let (changed, changes) = mpsc::channel();
        // The watch begins before the first reading: what changes meanwhile is read again.
        let watch = Watch::begin(&settings.root, settings.poll, changed.clone())?;
        let current = Arc::new(tokio::sync::watch::Sender::new(Arc::new(Generation::default())));
        let mut rebuilder = Rebuilder::new(Arc::clone(&settings), watch, changes, Arc::clone(&current));
        rebuilder.begin();
        let (gate, pages, told) = (self.gate, Pages::default(), Mutex::new(None));
        let preview = Arc::new(Preview { settings, gate, current, pages, changed, told });
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .max_blocking_threads(8)
            .enable_all()
            .build()
            .map_err(ServeError::Threads)?;
        std::thread::spawn(move || rebuilder.run());
        ready(&self.url);
        runtime.block_on(accept(self.socket, preview)).map_err(ServeError::Threads)
    }
}

/// Takes connections, each served on its own, so that one that stalls holds up none.
async fn accept(socket: TcpListener, preview: Arc<Preview>) -> io::Result<()> {
    socket.set_nonblocking(true)?;
    let socket = tokio::net::TcpListener::from_std(socket)?;
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return Ok(()) };
        let Ok((stream, _)) = socket.accept().await else {
            // Too many open files, or a connection that broke off: both pass.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let preview = Arc::clone(&preview);
        tokio::spawn(async move {
            let _place = place;
            let _ = stream.set_nodelay(true);
            let service = service_fn(|request| {
                let preview = Arc::clone(&preview);
                async move { Ok::<_, Infallible>(http::answer(preview, request).await) }
            });
            let served = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEAD_MAX)
                .max_buf_size(HEAD_BYTES_MAX)
                .serve_connection(TokioIo::new(stream), service);
            // A browser may break off at any moment: that is no fault.
            let _ = served.await;
        });
    }
}
