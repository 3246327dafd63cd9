//! The preview serves only the hall, and only to this machine.

use super::preview::{Preview, preview, wait_for};
use crate::support::{Folder, case, folder};
use std::io::{Read, Write};

fn hall() -> Folder {
    folder([
        ("content/cases/a.md", case("茶", "contact: 张三 13800000000\n---\n正文。\n")),
        ("content/cases/便笺.txt", "绝密".to_owned()),
        ("public/secret.html", "绝密".to_owned()),
        ("public/index.html", "绝密".to_owned()),
    ])
}

#[test]
fn no_path_reaches_a_file_that_is_not_of_the_site() {
    let folder = hall();
    let preview = preview(&folder);
    let paths = [
        "/../../../../etc/passwd",
        "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/%2e%2e%2f%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/%252e%252e/%252e%252e/etc/passwd",
        "/..%5c..%5cetc%5cpasswd",
        "/..\\..\\etc\\passwd",
        "/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd",
        "/..%c0%af..%c0%afetc/passwd",
        "//etc/passwd",
        "///etc/passwd",
        "/%2fetc/passwd",
        "/etc/passwd",
        "/cases/../../content/cases/a.md",
        "/cases/..%2f..%2fcontent/cases/a.md",
        "/cases/%2e%2e/index.html",
        "/./index.html",
        "/cases//a.html",
        "/content/cases/a.md",
        "/content/site.yaml",
        "/public/secret.html",
        "/secret.html",
        "/.zhanguan/cache/documents-00",
        "/index.html%00.txt",
        "/index.html%00",
        "/%00",
        "/index.html%0d%0aX-Evil:1",
        "/C:/Windows/win.ini",
        "/file:///etc/passwd",
        "/~root/.ssh/id_rsa",
        "/__zhanguan/",
        "/__zhanguan/../live.js",
        "/__zhanguan/state/../../etc/passwd",
        "/%ff%fe",
        "/cases/%e2%80%ae.html",
    ];
    for path in paths {
        let reply = preview.get(path);
        let text = reply.text();
        assert_eq!(reply.status, 404, "{path}: {text}");
        assert!(
            !text.contains("绝密") && !text.contains("root:") && !text.contains("张三"),
            "{path}: {text}"
        );
        assert!(!reply.headers.contains_key("x-evil"), "{path}");
    }
    let long = format!("/{}", "a/".repeat(4000));
    assert_eq!(preview.get(&long).status, 404);
    for query in [
        "page=/../../etc/passwd",
        "page=%00&source=/etc/passwd",
        "source=../../etc/passwd&page=x",
        "page",
        "=&=&&",
    ] {
        let reply = preview.get(&format!("/__zhanguan/state?{query}"));
        assert!(reply.status == 200 && !reply.text().contains("root:"), "{query}: {}", reply.text());
    }
}

#[test]
fn the_output_folder_is_neither_read_nor_written() {
    let folder = hall();
    let before = folder.files("public");
    let preview = preview(&folder);
    assert!(!preview.get("/").text().contains("绝密"));
    preview.get("/cases/a.html");
    assert_eq!(folder.files("public"), before);
}

#[test]
fn a_request_for_another_name_is_refused() {
    let folder = hall();
    let preview = preview(&folder);
    let port = preview.port;
    let others = [
        format!("evil.example:{port}"),
        "evil.example".to_owned(),
        "127.0.0.1".to_owned(),
        format!("127.0.0.1:{}", port.wrapping_add(1)),
        format!("localhost.evil.example:{port}"),
        format!("192.168.0.7:{port}"),
        String::new(),
    ];
    for host in others {
        let reply =
            preview.send(format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").as_bytes());
        assert!(matches!(reply.status, 400 | 421), "{host}: {}", reply.status);
        assert!(!reply.text().contains("茶"), "{host}");
    }
    for head in [
        "GET / HTTP/1.1\r\nConnection: close\r\n\r\n".to_owned(),
        "GET / HTTP/1.0\r\n\r\n".to_owned(),
        format!("GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"),
        format!(
            "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
        ),
    ] {
        let reply = preview.send(head.as_bytes());
        assert!(matches!(reply.status, 400 | 421), "{head}: {}", reply.status);
    }
    for host in [format!("localhost:{port}"), format!("[::1]:{port}")] {
        let reply =
            preview.send(format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").as_bytes());
        assert_eq!(reply.status, 200, "{host}");
    }
}

#[test]
fn a_request_that_another_site_sent_is_refused_whatever_it_asks_for() {
    let folder = hall();
    let preview = preview(&folder);
    let own = format!("Origin: http://127.0.0.1:{}\r\n", preview.port);
    for target in
        ["/", "/cases/a.html", "/__zhanguan/state?page=/", "/__zhanguan/events", "/__zhanguan/live.js"]
    {
        for headers in [
            "Origin: http://evil.example\r\n",
            "Origin: null\r\n",
            "Origin: https://127.0.0.1\r\n",
            "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n",
            "Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors\r\n",
            "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n",
        ] {
            let reply = preview.ask("GET", target, headers);
            assert_eq!(reply.status, 403, "{target} {headers}");
            assert!(!reply.text().contains("茶"));
        }
    }
    assert_eq!(preview.ask("GET", "/", &own).status, 200);
}

#[test]
fn no_answer_lets_another_site_read_or_frame_it() {
    let folder = hall();
    let preview = preview(&folder);
    for target in
        ["/", "/nowhere", "/__zhanguan/live.js", "/__zhanguan/state?page=/", "/assets/none.css", "/cases"]
    {
        let headers = preview.get(target).headers;
        assert!(!headers.keys().any(|name| name.starts_with("access-control")), "{target}: {headers:?}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cache-control", "no-cache"),
        ] {
            assert_eq!(headers.get(name).map(String::as_str), Some(value), "{target}");
        }
    }
    let refused =
        preview.ask("OPTIONS", "/", "Origin: http://evil.example\r\nAccess-Control-Request-Method: GET\r\n");
    assert_eq!(refused.status, 405);
    assert!(!refused.headers.keys().any(|name| name.starts_with("access-control")));
}

#[test]
fn nothing_but_reading_is_allowed() {
    let folder = hall();
    let preview = preview(&folder);
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"] {
        let reply = preview.ask(method, "/", "Content-Length: 0\r\n");
        assert_eq!(
            (reply.status, reply.headers.get("allow").map(String::as_str)),
            (405, Some("GET, HEAD")),
            "{method}"
        );
    }
}

#[test]
fn private_fields_reach_neither_page_nor_panel() {
    let folder = hall();
    let preview = preview(&folder);
    for target in ["/cases/a.html", "/data/cases.json", "/__zhanguan/state?page=/cases/a.html"] {
        let reply = preview.get(target);
        assert!(reply.status == 200 && !reply.text().contains("13800000000"), "{target}");
    }
}

#[test]
fn a_head_too_long_is_refused() {
    let folder = hall();
    let preview = preview(&folder);
    let headers = format!("X-Long: {}\r\n", "a".repeat(64 * 1024));
    let mut stream = preview.connect();
    let head = format!("GET / HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{headers}\r\n", preview.port);
    // The preview may close before it has read all: then writing fails, and that is as well.
    let _ = stream.write_all(head.as_bytes());
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    assert!(!answer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer));
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn connections_that_never_say_what_they_want_hold_up_nobody_and_are_closed() {
    let folder = hall();
    let preview = preview(&folder);
    let mut half_open: Vec<_> = (0..200)
        .map(|number| {
            let mut stream = preview.connect();
            if number % 2 == 0 {
                stream.write_all(b"GET / HTTP/1.1\r\nHost: 127").unwrap();
            }
            stream
        })
        .collect();
    let begun = std::time::Instant::now();
    for _ in 0..20 {
        assert_eq!(preview.get("/cases/a.html").status, 200);
    }
    assert!(
        begun.elapsed() < std::time::Duration::from_secs(4),
        "others were held up: {:?}",
        begun.elapsed()
    );
    for stream in &mut half_open {
        let mut rest = Vec::new();
        let ended = stream.read_to_end(&mut rest);
        assert!(ended.is_ok(), "still open: {ended:?}");
    }
}

#[test]
fn a_hundred_clients_at_once_are_all_served_and_all_told() {
    let folder = hall();
    let preview = preview(&folder);
    let ask = |preview: &Preview| {
        let mut next = preview.events();
        let first = next();
        assert_eq!(preview.get("/cases/a.html").status, 200);
        (next, first)
    };
    let clients: Vec<_> = std::thread::scope(|scope| {
        let asked: Vec<_> = (0..100).map(|_| scope.spawn(|| ask(&preview))).collect();
        asked.into_iter().map(|client| client.join().unwrap()).collect()
    });
    folder.write("content/cases/a.md", case("茶", "---\n改过。\n").as_bytes());
    for (mut next, first) in clients {
        assert!(next() > first);
    }
    preview.shows("/cases/a.html", "改过。");
}

#[test]
fn head_and_known_tags_save_the_body() {
    let folder = hall();
    let preview = preview(&folder);
    let whole = preview.get("/cases/a.html");
    let head = preview.ask("HEAD", "/cases/a.html", "");
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.headers["content-length"], whole.body.len().to_string());
    let tag = &whole.headers["etag"];
    let known = preview.ask("GET", "/cases/a.html", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((known.status, known.body.len()), (304, 0));
    folder.write("content/cases/a.md", case("茶", "---\n改过。\n").as_bytes());
    wait_for("the new page", || {
        (preview.ask("GET", "/cases/a.html", &format!("If-None-Match: {tag}\r\n")).status == 200)
            .then_some(())
    });
    assert_eq!(preview.ask("HEAD", "/__zhanguan/events", "").status, 200);
}

#[test]
fn a_folder_leads_to_its_index_and_what_is_not_there_to_a_whole_page() {
    let folder = hall();
    let preview = preview(&folder);
    assert_eq!(preview.get("/cases/").status, 200);
    let redirect = preview.get("/cases");
    assert_eq!((redirect.status, redirect.headers["location"].as_str()), (307, "/cases/"));
    let missing = preview.get("/a/b/%E6%B2%A1%E6%9C%89");
    assert_eq!((missing.status, missing.headers["content-type"].as_str()), (404, "text/html; charset=utf-8"));
    let page = missing.text();
    let links = page.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    assert!(links.clone().count() > 5);
    assert!(
        links.clone().all(|link| link.starts_with('/') || link.starts_with('#')),
        "{:?}",
        links.collect::<Vec<_>>()
    );
}

#[test]
fn pieces_of_a_film_are_sent_as_they_are_asked_for() {
    let folder = hall();
    folder.write("content/cases/film/index.md", case("短片", "---\n[看短片](film.mp4)\n").as_bytes());
    folder.write("content/cases/film/film.mp4", b"0123456789");
    let preview = preview(&folder);
    let page = preview.get("/cases/film.html").text();
    let (_, rest) = page.split_once("href=\"../media/").unwrap();
    let path = format!("/media/{}", rest.split('"').next().unwrap());
    let piece = preview.ask("GET", &path, "Range: bytes=2-4\r\n");
    assert_eq!((piece.status, piece.text().as_str()), (206, "234"));
    assert_eq!(piece.headers["content-range"], "bytes 2-4/10");
    assert_eq!(piece.headers["content-type"], "video/mp4");
    let outside = preview.ask("GET", &path, "Range: bytes=99-\r\n");
    assert_eq!((outside.status, outside.headers["content-range"].as_str()), (416, "bytes */10"));
    assert_eq!(preview.get(&path).text(), "0123456789");
}
