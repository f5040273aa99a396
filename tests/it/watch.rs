//! The preview while files change: real files, real sockets, real events of the file system.

mod bursts;

use std::io::BufRead;
use std::io::BufReader;
use std::io::Read;
use std::io::Write;
use std::net::SocketAddr;
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::sync::mpsc;
use std::time::Duration;

use duizhao::serve;
use duizhao::serve::Preview;
use duizhao::serve::Rebuilt;
use duizhao::serve::Waker;
use duizhao::serve::Way;
use duizhao::serve::Workshop;
use serde_json::Value;

use crate::sites::put;
use crate::sites::snapshot;
use crate::support::root;

/// Longer than anything takes, also on a busy machine.
const LONG: Duration = Duration::from_secs(60);

/// A preview of an edition in a folder of its own, which is served until it is dropped.
pub(crate) struct Desk {
    home: tempfile::TempDir,
    address: SocketAddr,
    rebuilt: mpsc::Receiver<Rebuilt>,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    bell: duizhao::serve::waker::Bell,
    threads: Vec<std::thread::JoinHandle<()>>,
}

/// The page of the small edition's document.
const PAGE: &str = "/laozi/";

impl Desk {
    pub(crate) fn new(way: Way) -> Self {
        let home = tempfile::tempdir().unwrap();
        for (path, bytes) in snapshot(&root().join("tests/editions/minimal")) {
            let to = home.path().join(&path);
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            std::fs::write(to, bytes).unwrap();
        }
        Self::on(home, way)
    }

    pub(crate) fn on(home: tempfile::TempDir, way: Way) -> Self {
        let (mut workshop, mut outcome) = Workshop::open(home.path(), false);
        let preview = Arc::new(Preview::live("127.0.0.1", true));
        workshop.show_first(&mut outcome, &preview);
        let listener = serve::bind("127.0.0.1", Some(0)).unwrap();
        let address = serve::address(&listener).unwrap();
        let waker = Waker::new(home.path(), way);
        assert_eq!(waker.way(), way, "events come in this folder");
        let bell = waker.bell();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let (sender, rebuilt) = mpsc::channel();
        let served = Arc::clone(&preview);
        let server = std::thread::spawn(move || {
            serve::run(listener, served, async {
                let _ = stopped.await;
            })
            .unwrap();
        });
        let worker = std::thread::spawn(move || {
            workshop.work(&preview, waker, |told| {
                let _ = sender.send(told.clone());
            });
        });
        Self { home, address, rebuilt, stop: Some(stop), bell, threads: vec![server, worker] }
    }

    pub(crate) fn path(&self) -> &Path {
        self.home.path()
    }

    pub(crate) fn text(&self, path: &str) -> String {
        std::fs::read_to_string(self.path().join(path)).unwrap()
    }

    /// The next rebuild.
    pub(crate) fn next(&self) -> Rebuilt {
        self.rebuilt.recv_timeout(LONG).expect("a rebuild")
    }

    pub(crate) fn get(&self, path: &str) -> (u16, String) {
        get(self.address, path)
    }

    /// The news as an open page hears them.
    pub(crate) fn listen(&self) -> News {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        write!(stream, "GET /_duizhao/events HTTP/1.1\r\nHost: {}\r\n\r\n", self.address).unwrap();
        News(BufReader::new(stream))
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.bell.stop();
        let _ = self.stop.take().map(|stop| stop.send(()));
        for thread in self.threads.drain(..) {
            let ended = thread.join();
            assert!(ended.is_ok() || std::thread::panicking());
        }
    }
}

/// What an open page hears.
pub(crate) struct News(BufReader<TcpStream>);

impl News {
    pub(crate) fn next(&mut self) -> Value {
        let mut line = String::new();
        loop {
            line.clear();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the stream ended");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).unwrap();
            }
        }
    }
}

fn get(address: SocketAddr, path: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    assert_eq!(length.map(|n| n.parse().unwrap()), Some(body.len()), "half a page: {path}");
    (status, body.to_owned())
}

/// A witness file of the small edition, and its text.
fn reading(desk: &Desk) -> (String, String) {
    let path = "content/laozi/english.toml";
    (path.to_owned(), desk.text(path))
}

/// The text of a witness file with a word at the end of its first reading.
fn marked(text: &str, word: &str) -> String {
    text.replacen("can be told", &format!("can be told {word}"), 1)
}

#[test]
fn an_edit_is_shown_and_open_pages_hear_where_it_was_made() {
    edit_is_shown(Way::Events);
}

#[test]
fn an_edit_is_shown_where_no_events_come() {
    edit_is_shown(Way::Polling);
}

fn edit_is_shown(way: Way) {
    let desk = Desk::new(way);
    let (path, text) = reading(&desk);
    let mut news = desk.listen();
    let first = news.next();
    let (status, page) = desk.get(PAGE);
    assert_eq!(status, 200);
    let version = first["version"].as_str().unwrap();
    assert!(page.contains(&format!("data-version=\"{version}\"")), "{page}");
    put(desk.path(), &path, &marked(&text, "ZAUBER"));
    let told = news.next();
    assert_ne!(told["version"], first["version"]);
    let edited = serde_json::json!({ "document": "laozi", "segment": "way.1", "folder": "laozi" });
    assert_eq!(told["edited"], edited);
    assert!(desk.get(PAGE).1.contains("ZAUBER"));
    let rebuilt = desk.next();
    assert_eq!(rebuilt.changed, [path]);
    assert!(rebuilt.shown);
    let file = |name: &str| desk.get(&format!("/_duizhao/{name}"));
    assert_eq!((file("live.js").0, file("live.css").0, file("x").0), (200, 200, 404));
}

#[test]
fn a_broken_edit_keeps_the_last_good_page_until_it_is_mended() {
    let desk = Desk::new(Way::Events);
    let (path, text) = reading(&desk);
    let (_, before) = desk.get(PAGE);
    let mut news = desk.listen();
    news.next();
    put(desk.path(), &path, &format!("{text}\n\"<b>\" = 中\n"));
    let told = news.next();
    let problem = &told["problems"][0];
    assert_eq!((&problem["severity"], &problem["file"]), (&"error".into(), &path.as_str().into()));
    assert!(problem["source"].as_str().unwrap().contains("\"<b>\" = 中"), "{told}");
    assert!(problem["line"].as_u64().unwrap() > 1 && problem["column"].as_u64().is_some());
    assert_eq!(desk.get(PAGE), (200, before.clone()));
    let rebuilt = desk.next();
    assert!(!rebuilt.shown && rebuilt.errors > 0, "{rebuilt:?}");
    assert_eq!(desk.listen().next()["problems"], told["problems"], "a page that is opened now");
    put(desk.path(), &path, &marked(&text, "GEHEILT"));
    let told = news.next();
    assert_eq!(told["problems"], Value::Array(Vec::new()));
    assert!(desk.get(PAGE).1.contains("GEHEILT"));
}

#[test]
fn an_edition_that_is_broken_from_the_start_is_shown_when_it_is_mended() {
    let home = tempfile::tempdir().unwrap();
    put(home.path(), "site.toml", "title = \n");
    let desk = Desk::on(home, Way::Events);
    let (status, page) = desk.get("/");
    assert_eq!(status, 503);
    assert!(page.contains("/_duizhao/live.js"), "{page}");
    assert!(!desk.listen().next()["problems"].as_array().unwrap().is_empty());
    put(desk.path(), "site.toml", "title = { en = \"T\" }\nlanguages = [\"en\"]\n");
    while !desk.next().shown {}
    assert_eq!(desk.get("/").0, 200);
}

#[test]
fn a_document_that_is_deleted_is_gone() {
    let desk = Desk::new(Way::Events);
    assert_eq!(desk.get(PAGE).0, 200);
    std::fs::remove_dir_all(desk.path().join("content/laozi")).unwrap();
    while !desk.next().shown {}
    let (status, page) = desk.get(PAGE);
    assert_eq!(status, 404);
    assert!(page.contains("/_duizhao/live.js"), "the page that is gone comes back by itself");
}

#[test]
fn an_atomic_save_is_one_edit_and_editors_files_are_none() {
    let desk = Desk::new(Way::Events);
    let (path, text) = reading(&desk);
    let target = desk.path().join(&path);
    put(desk.path(), "content/laozi/.zh.toml.swp", "x");
    put(desk.path(), "content/laozi/zh.toml~", "x");
    put(desk.path(), "public/index.html", "x");
    let temporary = target.with_extension("toml.tmp");
    std::fs::write(&temporary, marked(&text, "ATOMAR")).unwrap();
    std::fs::rename(&temporary, &target).unwrap();
    assert_eq!(desk.next().changed, [path]);
    assert!(desk.get(PAGE).1.contains("ATOMAR"));
    assert!(desk.rebuilt.recv_timeout(Duration::from_millis(300)).is_err(), "one rebuild");
}

#[test]
fn the_theme_and_site_toml_are_as_live_as_a_reading() {
    let desk = Desk::new(Way::Events);
    let site = desk.text("site.toml");
    put(desk.path(), "site.toml", &format!("theme = \"mine\"\n{site}"));
    while desk.next().shown {}
    let template = "{% extends \"base.html\" %}{% block main %}EIGENES{% endblock %}";
    put(desk.path(), "themes/mine/templates/404.html", template);
    while !desk.next().shown {}
    assert!(desk.get("/nowhere/").1.contains("EIGENES"));
    put(desk.path(), "themes/mine/templates/404.html", &template.replace("EIGENES", "ANDERES"));
    while !desk.next().shown {}
    assert!(desk.get("/nowhere/").1.contains("ANDERES"));
}

#[test]
fn a_template_that_fails_on_the_page_being_read_keeps_that_page() {
    let desk = Desk::new(Way::Events);
    let (_, before) = desk.get(PAGE);
    let broken = "{% extends \"base.html\" %}{% block main %}{{ no.such.thing }}{% endblock %}";
    put(desk.path(), "themes/default/templates/reader.html", broken);
    let rebuilt = desk.next();
    assert!(!rebuilt.shown && rebuilt.errors > 0, "{rebuilt:?}");
    assert_eq!(desk.get(PAGE), (200, before));
}

#[test]
fn the_marks_of_a_page_are_those_of_its_version() {
    let desk = Desk::new(Way::Polling);
    let aids = || -> Value {
        let (status, text) = desk.get("/_duizhao/aids/laozi.json");
        assert_eq!(status, 200, "{text}");
        serde_json::from_str(&text).unwrap()
    };
    let version = |page: &str| {
        page.split("data-version=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let first = aids();
    assert_eq!(first["version"], version(&desk.get(PAGE).1));
    let (path, text) = reading(&desk);
    put(desk.path(), &path, &marked(&text, "“said").replacen("can be told", "道can be told", 1));
    desk.next();
    let second = aids();
    assert_eq!(second["version"], version(&desk.get(PAGE).1));
    assert_ne!(first["version"], second["version"]);
    let found = |aids: &Value| aids.to_string().matches("unbalanced-quotes").count();
    assert_eq!((found(&first), found(&second)), (0, 1), "{second}");
    let reviewed = "[english]\n\"way.1\" = { state = \"checked\", source = \"0\" }\n";
    put(desk.path(), "content/laozi/review.toml", reviewed);
    desk.next();
    let readings = aids()["readings"].as_array().unwrap().clone();
    let stale = readings.iter().find(|reading| reading["state"] == "stale").unwrap();
    assert_eq!((&stale["segment"], &stale["witness"]), (&"way.1".into(), &"english".into()));
    let finding = &stale["findings"][0];
    let raw = marked(&text, "“said").replacen("can be told", "道can be told", 1);
    let line = raw.lines().find(|line| line.starts_with("\"way.1\"")).unwrap();
    let words = line.split_once("'''").unwrap().1.trim_end_matches("'''");
    let units: Vec<u16> = words.encode_utf16().collect();
    let at = |n: usize| usize::try_from(finding["at"][n].as_u64().unwrap()).unwrap();
    assert_eq!(String::from_utf16_lossy(&units[at(0)..at(1)]), "“");
    assert_eq!(desk.get("/_duizhao/aids/nothing.json").0, 404);
}

#[test]
fn foreign_hosts_hear_nothing() {
    let desk = Desk::new(Way::Events);
    let mut stream = TcpStream::connect(desk.address).unwrap();
    write!(
        stream,
        "GET /_duizhao/events HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
}

/// Pages asked for all the while: whoever asks after an edit was told gets it, and every page is
/// whole.
#[test]
fn nobody_sees_an_old_a_half_or_a_missing_page_while_files_change() {
    let desk = Desk::new(Way::Events);
    let (path, text) = reading(&desk);
    let mut news = desk.listen();
    news.next();
    let over = Arc::new(AtomicBool::new(false));
    let told = Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let askers: Vec<_> = (0..4)
        .map(|_| {
            let (over, told, address) = (Arc::clone(&over), Arc::clone(&told), desk.address);
            std::thread::spawn(move || {
                let mut asked = 0;
                while !over.load(Ordering::SeqCst) {
                    let least = told.load(Ordering::SeqCst);
                    let (status, page) = get(address, PAGE);
                    assert_eq!(status, 200);
                    assert!(page.trim_end().ends_with("</html>"), "half a page");
                    let shown = page.split("MARKE").nth(1).map_or(0, |rest| {
                        let digits: String =
                            rest.chars().take_while(char::is_ascii_digit).collect();
                        digits.parse::<usize>().unwrap()
                    });
                    assert!(shown >= least, "{shown} is older than {least}, which was told");
                    asked += 1;
                }
                asked
            })
        })
        .collect();
    for edit in 1..=25 {
        put(desk.path(), &path, &marked(&text, &format!("MARKE{edit}E")));
        news.next();
        told.store(edit, Ordering::SeqCst);
        if edit % 5 == 0 {
            put(desk.path(), &path, "= broken");
            assert_ne!(news.next()["problems"], Value::Array(Vec::new()));
        }
    }
    std::thread::sleep(Duration::from_millis(200));
    over.store(true, Ordering::SeqCst);
    let asked: usize = askers.into_iter().map(|asker| asker.join().unwrap()).sum();
    assert!(asked >= 100, "{asked} requests");
}
