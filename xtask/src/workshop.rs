//! A benchmark of the preview: a copy of this edition is edited hundreds of times in every way, and
//! each time it is measured when an open page has the new text. It reports; it asserts nothing.

use crate::options::Options;
use crate::steps::root;

use std::fs;
use std::io;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Read;
use std::io::Write;
use std::net::TcpStream;
use std::path::Path;
use std::path::PathBuf;
use std::process::Child;
use std::process::Command;
use std::process::ExitCode;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

/// Edits that are made where no number is given.
const EDITS: usize = 300;

/// The files and folders of an edition.
const PARTS: [&str; 6] =
    ["site.toml", "published-ids.toml", "content", "glossary", "seeds", "themes"];

/// A kind of edit: its name, the file, words in it and what stands after them, and the page that
/// shows it.
struct Kind {
    name: &'static str,
    file: &'static str,
    page: &'static str,
    after: &'static str,
}

const KINDS: [Kind; 8] = [
    Kind {
        name: "reading, short text",
        file: "content/digital-china-2023/clpn.toml",
        page: "/digital-china-2023/",
        after: "'''\n",
    },
    Kind {
        name: "reading, long text",
        file: "content/informatization-2021/digichina.toml",
        page: "/informatization-2021/",
        after: "'''\n",
    },
    Kind {
        name: "note",
        file: "content/digital-china-2023/notes.toml",
        page: "/digital-china-2023/",
        after: "body = { en = \"",
    },
    Kind {
        name: "spine",
        file: "content/digital-economy-2021/document.toml",
        page: "/digital-economy-2021/",
        after: "title = { en = \"",
    },
    Kind { name: "glossary", file: "glossary/data.toml", page: "/terms/", after: "\n" },
    Kind {
        name: "link",
        file: "content/links.toml",
        page: "/compare/",
        after: "reason = { en = \"",
    },
    Kind { name: "site.toml", file: "site.toml", page: "/", after: "title = { en = \"" },
    Kind { name: "style", file: "themes/default/css/base.css", page: "/", after: "\n" },
];

/// Edits of readings leave what the seeds prove: that is no error here, though it is looked for.
const LENIENT: &str = "\
[check]
reading-differs-from-seed = \"note\"
reading-not-in-seed = \"note\"
recipe-does-not-fit = \"note\"
seed-lost-character = \"note\"
paragraph-break-differs = \"note\"
";

/// Runs the benchmark.
pub(crate) fn run(words: &[&str]) -> ExitCode {
    let options = match Options::read(words) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("error: {message}: `cargo xtask bench serve` takes a number of edits");
            return ExitCode::from(2);
        }
    };
    let edits = options.numbers.first().copied().unwrap_or(EDITS);
    match options.program().and_then(|program| measure(edits, &program)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// A preview that runs.
struct Preview {
    child: Child,
    address: String,
    news: BufReader<TcpStream>,
}

impl Drop for Preview {
    fn drop(&mut self) {
        // One that has ended already needs no ending.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn measure(edits: usize, program: &Path) -> io::Result<()> {
    let folder = root().join("target/bench/workshop");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    for part in PARTS {
        copy(&root().join(part), &folder.join(part))?;
    }
    let site = fs::read_to_string(folder.join("site.toml"))?;
    fs::write(folder.join("site.toml"), format!("{site}\n{LENIENT}"))?;
    let mut preview = start(&folder, program)?;
    let mut taken: Vec<(usize, Duration, Duration)> = Vec::new();
    let mut memory = Vec::new();
    for number in 0..edits {
        let kind = number % KINDS.len();
        let (told, shown) = edit(&KINDS[kind], &folder, number, &mut preview)?;
        taken.push((kind, told, shown));
        if number + 1 == 10 || (number + 1) % 250 == 0 || number + 1 == edits {
            memory.push((number + 1, resident(preview.child.id())));
        }
    }
    report(&taken, &memory);
    Ok(())
}

fn start(folder: &Path, program: &Path) -> io::Result<Preview> {
    let mut child = Command::new(program)
        .args(["serve", "--port", "0", "--root"])
        .arg(folder)
        .stdin(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    let stderr = child.stderr.take().ok_or_else(|| io::Error::other("no messages"))?;
    let mut lines = BufReader::new(stderr).lines();
    let address = loop {
        let line = lines.next().ok_or_else(|| io::Error::other("the preview did not start"))??;
        if let Some(rest) = line.split("http://").nth(1) {
            break rest.split('/').next().unwrap_or_default().to_owned();
        }
    };
    std::thread::spawn(move || for _ in lines {});
    // The watches begin after the address is told.
    std::thread::sleep(Duration::from_millis(500));
    let mut stream = TcpStream::connect(&address)?;
    write!(stream, "GET /_duizhao/events HTTP/1.1\r\nHost: {address}\r\n\r\n")?;
    let mut preview = Preview { child, address, news: BufReader::new(stream) };
    heard(&mut preview)?;
    Ok(preview)
}

/// Makes an edit, and gives how long it took until open pages were told and until one had the text.
fn edit(
    kind: &Kind,
    folder: &Path,
    number: usize,
    preview: &mut Preview,
) -> io::Result<(Duration, Duration)> {
    let path = folder.join(kind.file);
    let text = fs::read_to_string(&path)?;
    let changed = match kind.name {
        name if name.starts_with("reading") => {
            let ends: Vec<usize> = text.match_indices(kind.after).map(|(at, _)| at).collect();
            let at = ends.get(number % ends.len().max(1)).copied().unwrap_or_default();
            format!("{} x{}", &text[..at], &text[at..])
        }
        "glossary" | "style" => match text.split_once('\n') {
            Some((first, rest)) if number.is_multiple_of(2) => format!("{first}\n\n{rest}"),
            _ => format!("{text}\n"),
        },
        _ => text.replacen(kind.after, &format!("{}x", kind.after), 1),
    };
    let changed = if changed == text { format!("{text}\n") } else { changed };
    let started = Instant::now();
    // An editor's own way to save: a new file takes the place of the old one.
    let temporary = path.with_file_name(".saved");
    fs::write(&temporary, changed)?;
    fs::rename(&temporary, &path)?;
    heard(preview)?;
    let told = started.elapsed();
    let mut stream = TcpStream::connect(&preview.address)?;
    let (address, page) = (&preview.address, kind.page);
    write!(stream, "GET {page} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    if !answer.starts_with(b"HTTP/1.1 200") {
        return Err(io::Error::other(format!("no page {page} after edit {number}")));
    }
    Ok((told, started.elapsed()))
}

/// Waits for news.
fn heard(preview: &mut Preview) -> io::Result<()> {
    let mut line = String::new();
    while !line.starts_with("data: ") {
        line.clear();
        if preview.news.read_line(&mut line)? == 0 {
            return Err(io::Error::other("the preview ended"));
        }
    }
    if line.contains("\"problems\":[]") {
        return Ok(());
    }
    Err(io::Error::other(format!("an edit broke the edition: {line}")))
}

fn report(taken: &[(usize, Duration, Duration)], memory: &[(usize, u64)]) {
    println!("{:<22} {:>6} {:>11} {:>11} {:>11}", "edit", "edits", "told ms", "page ms", "p95 ms");
    let line = |name: &str, of: Vec<&(usize, Duration, Duration)>| {
        let mut told: Vec<_> = of.iter().map(|t| t.1).collect();
        let mut shown: Vec<_> = of.iter().map(|t| t.2).collect();
        told.sort_unstable();
        shown.sort_unstable();
        let at = |all: &[Duration], share: usize| {
            all.get((all.len() * share / 100).min(all.len().saturating_sub(1)))
                .map_or(0.0, |time| time.as_secs_f64() * 1e3)
        };
        let (middle, late) = (at(&shown, 50), at(&shown, 95));
        println!("{name:<22} {:>6} {:>11.1} {middle:>11.1} {late:>11.1}", of.len(), at(&told, 50));
    };
    for (index, kind) in KINDS.iter().enumerate() {
        line(kind.name, taken.iter().filter(|t| t.0 == index).collect());
    }
    line("all", taken.iter().collect());
    for (edits, kilobytes) in memory {
        println!(
            "memory after {edits} rebuilds: {:.1} MB",
            f64::from(u32::try_from(*kilobytes).unwrap_or(u32::MAX)) / 1024.0
        );
    }
}

/// What a process holds in memory, in kilobytes; 0 where the system does not tell.
fn resident(process: u32) -> u64 {
    let text = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or(0)
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if from.is_dir() {
        fs::create_dir_all(to)?;
        let mut names: Vec<PathBuf> =
            fs::read_dir(from)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
        names.sort();
        for path in names {
            copy(&path, &to.join(path.file_name().unwrap_or_default()))?;
        }
    } else if from.exists() {
        fs::copy(from, to)?;
    }
    Ok(())
}
