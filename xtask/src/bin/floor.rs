//! The floor of the benchmarks: a program that can make the page of `xtask/bench-theme` and nothing
//! else, and so does no work that the page does not ask for. It reads a corpus and its glossary as
//! JSON lines and writes the bytes that `duizhao build` writes for the edition made of them.
#![expect(
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a program of its own that reads and writes files"
)]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::fs::File;
use std::io;
use std::io::BufRead;
use std::io::BufReader;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;

use aho_corasick::AhoCorasick;
use aho_corasick::MatchKind;
use serde::Deserialize;

/// How much of the corpus is read at a time, in bytes.
const AT_A_TIME: usize = 1 << 20;

/// What every line begins with, before its `doc_id`.
const BEFORE_ID: usize = r#"{"doc_id":""#.len();

/// The languages of the corpus.
const LANGUAGES: [&str; 2] = ["zh", "en"];

/// Endings that an English form may take.
const ENDINGS: [&str; 4] = ["", "s", "es", "'s"];

const HEAD: &str = r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>"#;

const SCRIPT: &str = r#"</title>
<style>.row,.cells{display:flex}.cell{flex:1}</style>
<script>document.addEventListener("mouseover",function(e){var a=e.target.closest("a.t"),d=a&&document.getElementById(a.hash.slice(1));if(d)a.title=d.textContent})</script>
</head>
<body>
<p><a href="../index.html">Neutral corpus</a></p>
<h1>"#;

const NOT_FOUND: &str = r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>No such page</title>
</head>
<body>
<h1>No such page</h1>
</body>
</html>"#;

/// Documents that a page of the home page lists.
const PER_PAGE: usize = 200;

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    title: Cow<'a, str>,
    #[serde(borrow)]
    seg_id: Cow<'a, str>,
    #[serde(borrow)]
    src: Cow<'a, str>,
    #[serde(borrow)]
    trans: Cow<'a, str>,
}

#[derive(Deserialize)]
struct TermLine {
    term_id: String,
    forms: BTreeMap<String, String>,
    def: String,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [corpus, glossary, output] = &arguments[..] else {
        eprintln!("usage: floor <corpus.jsonl> <glossary.jsonl> <output folder>");
        return ExitCode::from(2);
    };
    match make(Path::new(corpus), Path::new(glossary), Path::new(output)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn make(corpus: &Path, glossary: &Path, output: &Path) -> io::Result<()> {
    let glossary = Glossary::read(glossary)?;
    let documents = Mutex::new(Documents::open(corpus)?);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    fs::create_dir_all(output)?;
    let work = || -> io::Result<Vec<(String, String)>> {
        let mut titles = Vec::new();
        loop {
            let next = documents.lock().map_err(|_| io::Error::other("a thread failed"))?.next()?;
            let Some(lines) = next else { return Ok(titles) };
            let id = str::from_utf8(id(&lines)).map_err(io::Error::other)?.to_owned();
            let (title, html) = page(&id, &lines, &glossary)?;
            let folder = output.join(&id);
            fs::create_dir(&folder)?;
            fs::write(folder.join("index.html"), html)?;
            titles.push((id, title));
        }
    };
    let mut titles = std::thread::scope(|scope| {
        let handles: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let mut all = Vec::new();
        for handle in handles {
            all.extend(handle.join().map_err(|_| io::Error::other("a thread failed"))??);
        }
        Ok::<_, io::Error>(all)
    })?;
    titles.sort();
    for (number, titles) in titles.chunks(PER_PAGE).enumerate() {
        let (folder, way) = match number {
            0 => (output.to_owned(), ""),
            _ => (output.join(format!("pages/{}", number + 1)), "../../"),
        };
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("index.html"), home(titles, way))?;
    }
    fs::write(output.join("404.html"), NOT_FOUND)?;
    fs::write(output.join("robots.txt"), "User-agent: *\nAllow: /\n")?;
    fs::write(output.join(".nojekyll"), "")
}

/// The documents of a corpus, read one at a time.
struct Documents {
    file: BufReader<File>,
    /// The first line of the document that comes next.
    first: Vec<u8>,
}

impl Documents {
    fn open(path: &Path) -> io::Result<Self> {
        let mut file = BufReader::with_capacity(AT_A_TIME, File::open(path)?);
        let mut first = Vec::new();
        file.read_until(b'\n', &mut first)?;
        Ok(Self { file, first })
    }

    /// The lines of the next document.
    fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        if self.first.is_empty() {
            return Ok(None);
        }
        let mut lines = std::mem::take(&mut self.first);
        loop {
            let start = lines.len();
            self.file.read_until(b'\n', &mut lines)?;
            if id(&lines[start..]) != id(&lines) {
                self.first = lines.split_off(start);
                return Ok(Some(lines));
            }
        }
    }
}

/// The `doc_id` of a line.
fn id(line: &[u8]) -> &[u8] {
    let rest = line.get(BEFORE_ID..).unwrap_or_default();
    rest.split(|byte| *byte == b'"').next().unwrap_or_default()
}

/// The terms with the automata that find them.
struct Glossary {
    terms: Vec<TermLine>,
    /// For each language.
    found: [AhoCorasick; 2],
}

impl Glossary {
    fn read(path: &Path) -> io::Result<Self> {
        let text = fs::read_to_string(path)?;
        let terms: Vec<TermLine> =
            text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
        let automaton = |forms: Vec<String>| {
            AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .ascii_case_insensitive(true)
                .build(forms)
                .map_err(io::Error::other)
        };
        let chinese = terms.iter().map(|term| term.forms["zh"].clone()).collect();
        let english = terms
            .iter()
            .flat_map(|term| ENDINGS.iter().map(|ending| format!("{}{ending}", term.forms["en"])));
        let english = automaton(english.collect())?;
        Ok(Self { found: [automaton(chinese)?, english], terms })
    }

    /// The term that a pattern stands for.
    fn term(language: usize, pattern: usize) -> usize {
        if language == 0 { pattern } else { pattern / ENDINGS.len() }
    }
}

fn page(id: &str, lines: &[u8], glossary: &Glossary) -> io::Result<(String, String)> {
    let mut out = String::with_capacity(lines.len() * 2);
    let mut used = vec![false; glossary.terms.len()];
    let mut title = String::new();
    for (n, line) in lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).enumerate()
    {
        let line: Line<'_> = serde_json::from_slice(line)?;
        if n == 0 {
            title = line.title.into_owned();
            out.push_str(HEAD);
            escape(&title, &mut out);
            out.push_str(SCRIPT);
            escape(&title, &mut out);
            let _ = write!(out, "</h1>\n<article data-document=\"{id}\">\n");
        }
        let id = line.seg_id;
        // Writing to a string cannot fail.
        let _ = write!(
            out,
            "<div class=\"row\" data-row data-segment=\"{id}\"><a class=\"ref r1 at n1\" id=\"{id}\" href=\"#{id}\">{}</a><div class=\"cells\">",
            n + 1
        );
        for (language, text) in [line.src, line.trans].into_iter().enumerate() {
            let (number, lang) = (language + 1, LANGUAGES[language]);
            let _ = write!(
                out,
                "<p class=\"cell w{number} shown pri s s1\" data-witness=\"{lang}\" lang=\"{lang}\">"
            );
            reading(&text, glossary, (language, &mut used), &mut out);
            out.push_str("</p>");
        }
        out.push_str("</div></div>\n");
    }
    out.push_str("</article>\n<dl>\n");
    for (term, _) in glossary.terms.iter().zip(used).filter(|(_, used)| *used) {
        definition(term, &mut out);
    }
    out.push_str("</dl>\n</body>\n</html>");
    Ok((title, out))
}

/// A reading with links at its terms.
fn reading(
    text: &str,
    glossary: &Glossary,
    (language, used): (usize, &mut [bool]),
    out: &mut String,
) {
    let mut seen: Vec<usize> = Vec::new();
    let mut at = 0;
    for found in glossary.found[language].find_iter(text) {
        let touches = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let before = found.start().checked_sub(1).and_then(|at| text.as_bytes().get(at));
        if language == 1 && (touches(before) || touches(text.as_bytes().get(found.end()))) {
            continue;
        }
        let term = Glossary::term(language, found.pattern().as_usize());
        used[term] = true;
        escape(&text[at..found.start()], out);
        let class = if seen.contains(&term) { "t t-again" } else { "t" };
        seen.push(term);
        let id = &glossary.terms[term].term_id;
        // Writing to a string cannot fail.
        let _ = write!(out, "<a class=\"{class}\" data-term=\"{id}\" href=\"#t-{id}\">");
        escape(&text[found.range()], out);
        out.push_str("</a>");
        at = found.end();
    }
    escape(&text[at..], out);
}

fn definition(term: &TermLine, out: &mut String) {
    // Writing to a string cannot fail.
    let _ = write!(out, "<div id=\"t-{}\"><dt>", term.term_id);
    for language in LANGUAGES {
        let _ = write!(out, "<b lang=\"{language}\">");
        escape(&term.forms[language], out);
        out.push_str("</b> ");
    }
    out.push_str("</dt><dd lang=\"en\">");
    escape(&term.def, out);
    out.push_str("</dd></div>\n");
}

/// A page that lists documents; `way` leads from it to the root of the site.
fn home(titles: &[(String, String)], way: &str) -> String {
    let mut out =
        format!("{HEAD}Neutral corpus</title>\n</head>\n<body>\n<h1>Neutral corpus</h1>\n<ol>\n");
    for (id, title) in titles {
        let _ = write!(out, "<li><a href=\"{way}{id}/index.html\">");
        escape(title, &mut out);
        out.push_str("</a></li>\n");
    }
    out.push_str("</ol>\n</body>\n</html>");
    out
}

fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}
