//! The preview answers with the site as it is, and with nothing else.

use std::io::Read;
use std::io::Write;
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;

use axum::body::Bytes;
use axum::http::Request;
use axum::http::Response;
use duizhao::output::Site;
use duizhao::serve;
use duizhao::serve::Preview;

use crate::sites::fault;
use crate::sites::rendered;
use crate::sites::site;

fn ask(preview: &Preview, method: &str, path: &str) -> Response<Bytes> {
    let request = Request::builder().method(method).uri(path).header("host", "localhost:4023");
    preview.answer(&request.body(()).unwrap())
}

fn get(site: Site, path: &str) -> (u16, String, String) {
    let answer = ask(&Preview::new("127.0.0.1", site), "GET", path);
    let header = |name| answer.headers().get(name).map_or("", |v| v.to_str().unwrap()).to_owned();
    let about = if answer.status().is_redirection() { "location" } else { "content-type" };
    let text = String::from_utf8(answer.body().to_vec()).unwrap();
    (answer.status().as_u16(), header(about), text)
}

fn check(path: &str, status: u16, about: &str, text: &str) {
    let files = [
        ("404.html", "lost"),
        ("index.html", "home"),
        ("css/a.css", "a{}"),
        ("terms/2522/index.html", "term"),
        ("下载/表.csv", "a,b"),
    ];
    assert_eq!(get(site(&files), path), (status, about.to_owned(), text.to_owned()), "{path}");
}

#[test]
fn files_are_served_by_their_exact_paths_with_their_types() {
    let html = "text/html; charset=utf-8";
    check("/", 200, html, "home");
    check("/index.html", 200, html, "home");
    check("/css/a.css", 200, "text/css; charset=utf-8", "a{}");
    check("/css/a.css?v=1", 200, "text/css; charset=utf-8", "a{}");
    check("/terms/2522/", 200, html, "term");
    check("/%E4%B8%8B%E8%BD%BD/%e8%a1%a8.csv", 200, "text/csv; charset=utf-8", "a,b");
}

#[test]
fn pages_that_come_late_are_found_and_asked_for_no_sooner() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let late = rendered(["search/data/top.js".to_owned()], move |_| {
        count.fetch_add(1, Ordering::Relaxed);
        Ok(b"late".to_vec())
    });
    let site = Site { late: Some(late.pages), ..site(&[("index.html", "home")]) };
    let preview = Preview::new("127.0.0.1", site);
    assert_eq!(ask(&preview, "GET", "/").body(), "home");
    assert_eq!(ask(&preview, "GET", "/search/data/other.js").status(), 404);
    assert_eq!(asked.load(Ordering::Relaxed), 0);
    assert_eq!(ask(&preview, "GET", "/search/data/top.js").body(), "late");
    assert_eq!(asked.load(Ordering::Relaxed), 1);
}

#[test]
fn a_folder_without_its_slash_is_redirected() {
    check("/terms/2522", 307, "/terms/2522/", "/terms/2522/\n");
    check("/terms/2522?q=%E4%B8%AD", 307, "/terms/2522/?q=%E4%B8%AD", "/terms/2522/?q=%E4%B8%AD\n");
}

#[test]
fn nothing_but_the_site_is_served() {
    let html = "text/html; charset=utf-8";
    for path in [
        "/terms/",
        "/terms",
        "/Index.html",
        "//index.html",
        "/index.html/",
        "/css/../index.html",
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/..%2fCargo.toml",
        "/etc/passwd",
        "//etc/passwd",
        "/css%5ca.css",
        "/index.html%00",
        "//evil.example/",
    ] {
        check(path, 404, html, "lost");
    }
    check("/%ff", 400, "text/plain; charset=utf-8", "the path is not valid UTF-8\n");
    let plain = "text/plain; charset=utf-8".to_owned();
    let expected = (404, plain, "no such page: /<b>\n".to_owned());
    assert_eq!(get(site(&[("index.html", "home")]), "/%3Cb%3E"), expected);
}

#[test]
fn a_page_with_a_fault_is_an_error_in_plain_text() {
    let broken = rendered(["index.html".to_owned()], |path| Err(fault(path)));
    let (status, kind, text) = get(broken, "/");
    assert_eq!((status, kind.as_str()), (500, "text/plain; charset=utf-8"));
    assert!(text.contains("cannot make `index.html`: <b>no such thing</b>"), "{text}");
}

#[test]
fn a_page_is_made_once_and_a_new_site_is_shown_at_once() {
    let made = Arc::new(AtomicUsize::new(0));
    let count = made.clone();
    let counting = rendered(["index.html".to_owned()], move |_| {
        count.fetch_add(1, Ordering::Relaxed);
        Ok(b"old".to_vec())
    });
    let preview = Preview::new("127.0.0.1", counting);
    for _ in 0..3 {
        assert_eq!(ask(&preview, "GET", "/").body(), "old");
    }
    assert_eq!(made.load(Ordering::Relaxed), 1);
    preview.show(site(&[("other.html", "new")]));
    assert_eq!(ask(&preview, "GET", "/").status(), 404);
    assert_eq!(ask(&preview, "GET", "/other.html").body(), "new");
}

#[test]
fn foreign_hosts_and_origins_and_other_methods_are_refused() {
    let preview = Preview::new("127.0.0.1", site(&[("index.html", "home")]));
    let status = |headers: &[(&str, &str)]| {
        let mut request = Request::builder().uri("/");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        preview.answer(&request.body(()).unwrap()).status().as_u16()
    };
    assert_eq!(status(&[("host", "127.0.0.1:4023")]), 200);
    assert_eq!(status(&[("host", "evil.example")]), 403);
    assert_eq!(status(&[("host", "localhost"), ("host", "evil.example")]), 403);
    assert_eq!(status(&[("host", "localhost"), ("origin", "http://evil.example")]), 403);
    assert_eq!(status(&[]), 403);
    let answer = ask(&preview, "POST", "/");
    assert_eq!(answer.status(), 405);
    assert_eq!(answer.headers()["allow"], "GET, HEAD");
}

/// Asks over a real socket, and gives the whole answer.
fn over_the_wire(address: std::net::SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "{request}\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn the_preview_listens_answers_and_stops() {
    let listener = serve::bind("127.0.0.1", Some(0)).unwrap();
    let address = serve::address(&listener).unwrap();
    let preview = Arc::new(Preview::new("127.0.0.1", site(&[("index.html", "home")])));
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = std::thread::spawn(move || {
        serve::run(listener, preview, async {
            let _ = stopped.await;
        })
    });
    let answer = over_the_wire(address, "GET / HTTP/1.1");
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(answer.contains("cache-control: no-store\r\n"), "{answer}");
    assert!(answer.ends_with("\r\n\r\nhome"), "{answer}");
    let answer = over_the_wire(address, "HEAD / HTTP/1.1");
    assert!(answer.contains("content-length: 4\r\n"), "{answer}");
    assert!(answer.ends_with("\r\n\r\n"), "{answer}");
    let answer = over_the_wire(address, "GET /../../etc/passwd HTTP/1.1");
    assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
    // A connection that stays open does not hold up the end.
    let _open = TcpStream::connect(address).unwrap();
    stop.send(()).unwrap();
    server.join().unwrap().unwrap();
}

#[test]
fn a_port_that_is_taken_is_passed_over_only_if_none_was_named() {
    let taken = serve::bind("127.0.0.1", Some(0)).unwrap();
    let port = serve::address(&taken).unwrap().port();
    let error = serve::bind("127.0.0.1", Some(port)).unwrap_err();
    assert!(error.to_string().contains(&format!("127.0.0.1:{port}")), "{error}");
    let first = serve::bind("127.0.0.1", None).unwrap();
    let second = serve::bind("127.0.0.1", None).unwrap();
    let port = |listener| serve::address(listener).unwrap().port();
    assert_ne!(port(&first), port(&second));
}
