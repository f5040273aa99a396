//! Readers that ask for pages all the while: whether any page is half, missing or older than what
//! open pages were told.

use crate::preview::version;

use std::io;
use std::io::Read;
use std::io::Write;
use std::net::TcpStream;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// Pages that are there whatever is edited.
const PAGES: [&str; 6] =
    ["/", "/digital-china-2023/", "/terms/", "/targets/", "/terms/shuju-yaosu/", "/about/"];

/// Time between two requests of a reader.
const PAUSE: Duration = Duration::from_millis(10);

/// What readers came to.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// Number of requests.
    pub(super) requests: usize,
    /// What was wrong with answers.
    pub(super) faults: Vec<String>,
}

/// What is told to readers.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// The number of the version that open pages were told last.
    pub(super) version: AtomicU64,
    /// Whether it is over.
    pub(super) over: AtomicBool,
}

/// Asks for one page after another until it is over.
pub(super) fn ask(address: &str, told: &Told) -> Asked {
    let mut asked = Asked::default();
    while !told.over.load(Ordering::SeqCst) {
        let page = PAGES[asked.requests % PAGES.len()];
        let least = told.version.load(Ordering::SeqCst);
        let fault = match get(address, page) {
            Ok(answer) => fault(&answer, least),
            Err(error) => Some(error.to_string()),
        };
        asked.faults.extend(fault.map(|fault| format!("{page}: {fault}")));
        asked.requests += 1;
        std::thread::sleep(PAUSE);
    }
    asked
}

fn fault(answer: &str, least: u64) -> Option<String> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    if !head.starts_with("HTTP/1.1 200") {
        return Some(head.lines().next().unwrap_or_default().to_owned());
    }
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    if length.and_then(|length| length.parse().ok()) != Some(body.len())
        || !body.trim_end().ends_with("</html>")
    {
        return Some("half a page".to_owned());
    }
    let shown = version(body).unwrap_or_default();
    (shown < least).then(|| format!("version {shown}, though {least} was told"))
}

/// Asks for a page: the whole answer.
pub(super) fn get(address: &str, page: &str) -> io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET {page} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}
