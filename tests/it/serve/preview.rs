//! Starts a preview, asks it over plain sockets, and waits for what must come.

use crate::support::Folder;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Far longer than anything takes: a test that waits this long has failed.
pub(super) const DEADLINE: Duration = Duration::from_secs(30);

/// A running preview, ended with the test.
pub(super) struct Preview {
    child: Child,
    pub(super) port: u16,
    stdout: Arc<Mutex<String>>,
    stderr: Arc<Mutex<String>>,
}

/// An answer.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) headers: BTreeMap<String, String>,
    pub(super) body: Vec<u8>,
}

impl Reply {
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Previews the hall in `folder` on any free port.
pub(super) fn preview(folder: &Folder) -> Preview {
    preview_with(folder, &["--port", "0"])
}

/// Previews the hall in `folder` with `args`, and waits until it says where.
pub(super) fn preview_with(folder: &Folder, args: &[&str]) -> Preview {
    let mut child = command(folder.path()).args(args).spawn().unwrap();
    let stdout = collect(child.stdout.take().unwrap());
    let stderr = collect(child.stderr.take().unwrap());
    let mut preview = Preview { child, port: 0, stdout, stderr };
    preview.port = wait_for("the address of the preview", || {
        assert!(preview.child.try_wait().unwrap().is_none(), "it ended: {}", preview.stderr());
        let said = preview.stdout();
        let (_, rest) = said.split_once("http://")?;
        let (address, _) = rest.split_once("/\n")?;
        address.rsplit_once(':')?.1.parse().ok()
    });
    preview
}

/// `zhanguan serve` in `folder`, in Chinese.
pub(super) fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zhanguan"));
    command.arg("serve").current_dir(folder).env("LC_ALL", "zh_CN.UTF-8");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Gathers what is said, so that the program never waits for a reader.
fn collect(stream: impl Read + Send + 'static) -> Arc<Mutex<String>> {
    let said = Arc::new(Mutex::new(String::new()));
    let ear = Arc::clone(&said);
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            let mut said = ear.lock().unwrap();
            said.push_str(&line);
            said.push('\n');
        }
    });
    said
}

/// What `found` comes to, asked again and again until it comes to something.
#[track_caller]
pub(super) fn wait_for<T>(what: &str, mut found: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(value) = found() {
            return value;
        }
        assert!(begun.elapsed() < DEADLINE, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Preview {
    pub(super) fn stdout(&self) -> String {
        self.stdout.lock().unwrap().clone()
    }

    pub(super) fn stderr(&self) -> String {
        crate::support::plain(&self.stderr.lock().unwrap())
    }

    pub(super) fn id(&self) -> u32 {
        self.child.id()
    }

    /// The code the preview ends with.
    pub(super) fn exit_code(&mut self) -> Option<i32> {
        wait_for("the end of the preview", || self.child.try_wait().unwrap()).code()
    }

    /// A connection that gives up after the deadline.
    pub(super) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        stream
    }

    /// Sends `bytes` as they are and reads the answer to its end.
    pub(super) fn send(&self, bytes: &[u8]) -> Reply {
        let mut stream = self.connect();
        stream.write_all(bytes).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        reply_of(&answer)
    }

    /// Asks for `target` with further `headers`, each with its line end.
    pub(super) fn ask(&self, method: &str, target: &str, headers: &str) -> Reply {
        let port = self.port;
        let head = format!(
            "{method} {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{headers}Connection: close\r\n\r\n"
        );
        self.send(head.as_bytes())
    }

    pub(super) fn get(&self, target: &str) -> Reply {
        self.ask("GET", target, "")
    }

    /// Waits until the page at `target` holds `text`.
    #[track_caller]
    pub(super) fn shows(&self, target: &str, text: &str) {
        let mut last = String::new();
        let begun = Instant::now();
        while begun.elapsed() < DEADLINE {
            let reply = self.get(target);
            last = reply.text();
            if reply.status == 200 && last.contains(text) {
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("{target} does not show {text}:\n{last}\n{}\n{}", self.stdout(), self.stderr());
    }

    /// What the preview tells the page at `path`.
    pub(super) fn state(&self, path: &str) -> Value {
        let reply = self.get(&format!("/__zhanguan/state?page={path}&source="));
        assert_eq!(reply.status, 200, "{}", reply.text());
        serde_json::from_slice(&reply.body).unwrap()
    }

    /// Waits until the preview counts `errors` and `warnings`, and returns what it tells the page at `path`.
    #[track_caller]
    pub(super) fn counts(&self, path: &str, errors: u64, warnings: u64) -> Value {
        wait_for(&format!("{errors} errors and {warnings} warnings"), || {
            let state = self.state(path);
            (state["errors"] == errors && state["warnings"] == warnings).then_some(state)
        })
    }

    /// Subscribes to events; each call of the result waits for the next generation.
    pub(super) fn events(&self) -> impl FnMut() -> u64 + use<> {
        let mut stream = self.connect();
        let head = format!("GET /__zhanguan/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port);
        stream.write_all(head.as_bytes()).unwrap();
        let mut lines = BufReader::new(stream).lines();
        move || {
            loop {
                let line = lines.next().unwrap().unwrap();
                if let Some(number) = line.strip_prefix("data: ") {
                    return number.parse().unwrap();
                }
            }
        }
    }
}

/// An answer as its bytes say; the body of one without a length is what came.
fn reply_of(answer: &[u8]) -> Reply {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").map_or(answer.len(), |at| at + 4);
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).unwrap_or(0);
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    Reply { status, headers, body: answer[end..].to_vec() }
}
