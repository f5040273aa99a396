//! A preview that runs, and the page that is open in it.

use std::fs;
use std::io;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Read;
use std::io::Write;
use std::net::TcpStream;
use std::path::Path;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

/// How long after it has told its address a preview is let alone: its watches begin then.
const SETTLE: Duration = Duration::from_millis(500);

/// A preview that runs, with a page that is open and is told of changes.
pub(crate) struct Preview {
    child: Child,
    address: String,
    news: BufReader<TcpStream>,
    /// From the start of the program to the answer with the first page.
    pub(crate) began: Duration,
}

impl Drop for Preview {
    fn drop(&mut self) {
        // One that has ended already needs no ending.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Preview {
    /// Starts a preview of the edition in a folder.
    ///
    /// # Errors
    /// It does not start, or answers no page.
    pub(crate) fn start(folder: &Path, program: &Path) -> io::Result<Self> {
        let started = Instant::now();
        let mut child = Command::new(program)
            .args(["serve", "--port", "0", "--root"])
            .arg(folder)
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        let stderr = child.stderr.take().ok_or_else(|| io::Error::other("no messages"))?;
        let mut lines = BufReader::new(stderr).lines();
        let address = loop {
            let line =
                lines.next().ok_or_else(|| io::Error::other("the preview did not start"))??;
            if let Some(rest) = line.split("http://").nth(1) {
                break rest.split('/').next().unwrap_or_default().to_owned();
            }
        };
        std::thread::spawn(move || for _ in lines {});
        get(&address, "/")?;
        let began = started.elapsed();
        std::thread::sleep(SETTLE);
        let mut stream = TcpStream::connect(&address)?;
        write!(stream, "GET /_duizhao/events HTTP/1.1\r\nHost: {address}\r\n\r\n")?;
        let mut preview = Self { child, address, news: BufReader::new(stream), began };
        preview.hear()?;
        Ok(preview)
    }

    /// Asks for a page, as a browser does in which it is opened.
    ///
    /// # Errors
    /// The page is not there.
    pub(crate) fn open(&self, page: &str) -> io::Result<()> {
        get(&self.address, page).map(drop)
    }

    /// Saves a file as editors do: a new file takes the place of the old one. Gives how long it
    /// took until open pages were told, and until a page was there; and the page.
    ///
    /// # Errors
    /// The edit broke the edition, or the page is not there.
    pub(crate) fn save(
        &mut self,
        (path, text): (&Path, &str),
        page: &str,
    ) -> io::Result<(Duration, Duration, Vec<u8>)> {
        let started = Instant::now();
        let temporary = path.with_file_name(".saved");
        fs::write(&temporary, text)?;
        fs::rename(&temporary, path)?;
        self.hear()?;
        let told = started.elapsed();
        let answer = get(&self.address, page)?;
        Ok((told, started.elapsed(), answer))
    }

    /// Waits for news, and gives the number of the version that they name.
    ///
    /// # Errors
    /// An edit broke the edition, or the preview ended.
    pub(crate) fn hear(&mut self) -> io::Result<u64> {
        let mut line = String::new();
        while !line.starts_with("data: ") {
            line.clear();
            if self.news.read_line(&mut line)? == 0 {
                return Err(io::Error::other("the preview ended"));
            }
        }
        if line.contains("\"problems\":[]") {
            return Ok(version(&line).unwrap_or_default());
        }
        Err(io::Error::other(format!("an edit broke the edition: {line}")))
    }

    /// Host and port of its pages.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Number of its process.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }
}

/// The number of the version that a page or a piece of news names: `18c9-12` is 12.
pub(crate) fn version(text: &str) -> Option<u64> {
    let names = ["data-version=\"", "\"version\":\""];
    let rest = names.iter().find_map(|name| text.split(name).nth(1))?;
    rest.split('"').next()?.rsplit('-').next()?.parse().ok()
}

/// The answer with a page.
fn get(address: &str, page: &str) -> io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET {page} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    if answer.starts_with(b"HTTP/1.1 200") {
        return Ok(answer);
    }
    Err(io::Error::other(format!("there is no page {page}")))
}
