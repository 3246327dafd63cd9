//! How a preview begins and ends.

use super::preview::{command, preview, preview_with, wait_for};
use crate::support::{Folder, case, folder};
use std::net::TcpListener;
use std::process::Command;

fn hall() -> Folder {
    folder([("content/cases/a.md", case("茶", "---\n正文。\n"))])
}

#[test]
fn a_port_that_is_taken_is_passed_over() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let folder = hall();
    let preview = preview_with(&folder, &["--port", &port.to_string()]);
    assert_ne!(preview.port, port);
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn without_any_free_port_it_ends_with_3() {
    let folder = hall();
    // Another test's connection may stand on the last port for a moment; then the preview cannot have it either.
    let _taken = TcpListener::bind("127.0.0.1:65535");
    let run = command(folder.path()).args(["--port", "65535"]).output().unwrap();
    assert_eq!(run.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&run.stderr).contains("--port"));
}

#[test]
fn a_folder_without_a_hall_and_a_host_that_is_none_end_with_2() {
    let empty = folder([("readme", "")]);
    assert_eq!(command(empty.path()).output().unwrap().status.code(), Some(2));
    let folder = hall();
    for args in
        [&["--host", "no.such.host.invalid"][..], &["--poll", "0"], &["--poll", "x"], &["--port", "70000"]]
    {
        assert_eq!(command(folder.path()).args(args).output().unwrap().status.code(), Some(2), "{args:?}");
    }
}

#[test]
fn other_machines_are_let_in_only_when_asked_and_with_a_warning() {
    let folder = hall();
    let closed = preview(&folder);
    assert!(closed.stderr().is_empty(), "{}", closed.stderr());
    assert!(closed.stdout().contains(&format!("http://127.0.0.1:{}/", closed.port)));
    let open = preview_with(&folder, &["--port", "0", "--host", "0.0.0.0"]);
    assert!(open.stderr().contains("其他电脑"), "{}", open.stderr());
    let ask = |host: &str| {
        let head = format!("GET / HTTP/1.1\r\nHost: {host}:{}\r\nConnection: close\r\n\r\n", open.port);
        open.send(head.as_bytes()).status
    };
    assert_eq!((ask("192.168.0.7"), ask("evil.example")), (200, 421));
}

#[cfg(target_os = "linux")]
#[test]
fn the_browser_is_opened_at_the_address_when_asked_for() {
    use std::os::unix::fs::PermissionsExt;
    let folder = hall();
    folder.write("bin/xdg-open", b"#!/bin/sh\necho \"$1\" > \"$OPENED\"\n");
    let browser = folder.join("bin/xdg-open");
    std::fs::set_permissions(&browser, std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", folder.join("bin").display(), std::env::var("PATH").unwrap());
    let opened = folder.join("opened");
    let mut child = command(folder.path())
        .args(["--port", "0", "--open"])
        .env("PATH", path)
        .env("OPENED", &opened)
        .spawn()
        .unwrap();
    let address =
        wait_for("the browser", || std::fs::read_to_string(&opened).ok().filter(|text| text.ends_with('\n')));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(address.starts_with("http://127.0.0.1:") && address.ends_with("/\n"), "{address}");
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_with_130() {
    let folder = hall();
    let mut preview = preview(&folder);
    let id = preview.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert_eq!(preview.exit_code(), Some(130));
}
