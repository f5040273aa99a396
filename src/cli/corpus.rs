//! `duizhao import jsonl`: makes the documents of a corpus, one at a time.

use std::fs::File;
use std::io::BufRead;
use std::io::BufReader;
use std::path::Path;

use tempfile::TempDir;

use crate::cli::apply;
use crate::cli::common::Common;
use crate::cli::exchanging::Import;
use crate::cli::flow;
use crate::cli::flow::Ending;
use crate::cli::foreign;
use crate::cli::say;
use crate::diag::SourceMap;
use crate::exchange::edit::Refusal;
use crate::exchange::edit::Texts;
use crate::exchange::import::corpus;
use crate::exchange::import::corpus::Corpus;
use crate::exchange::import::corpus::Made;

/// Runs the command. The documents are made in a hidden folder of the edition and moved to their
/// places when all of them are there.
pub(crate) fn run(arguments: &Import) -> Ending {
    let common = &arguments.common;
    let [path] = arguments.files.as_slice() else {
        return usage(common, "a corpus is one file", "join the files: their lines are a corpus");
    };
    if arguments.into.as_deref().map(|into| into.trim_end_matches('/')) != Some("content") {
        let hint = "write `--into content`: each `doc_id` becomes a document in it";
        return usage(common, "a corpus holds documents of its own", hint);
    }
    make(arguments, path).unwrap_or_else(|ending| ending)
}

fn usage(common: &Common, message: &str, hint: &str) -> Ending {
    flow::fail(common, "usage", message, Some(hint));
    Ending::Usage
}

fn make(arguments: &Import, path: &Path) -> Result<Ending, Ending> {
    let common = &arguments.common;
    let mut texts = taken(&common.root);
    let mut more = Texts::new();
    if !texts.contains_key("site.toml") {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let site = corpus::site(arguments.title.as_deref().unwrap_or(&name));
        texts.insert("site.toml".to_owned(), site.clone());
        more.insert("site.toml".to_owned(), site);
    }
    if let Some(path) = &arguments.glossary {
        let file = foreign::read(common, path)?;
        let made = corpus::glossary((&file.path, &file.text), "en");
        more.extend(made.map_err(|refusal| refuse(common, &refusal))?);
    }
    let staging = tempfile::Builder::new().prefix(".duizhao-").tempdir_in(&common.root);
    let staging = staging.map_err(|error| machine(common, &common.root, &error))?;
    let mut corpus = Corpus::new(&path.to_string_lossy(), &texts);
    let told = read(common, path, &mut corpus, &staging)?;
    let names: Vec<String> = corpus.documents().map(str::to_owned).collect();
    if arguments.dry_run {
        say::message(&format!("would make {}", say::count(names.len(), "document")));
        return Ok(Ending::Fine);
    }
    apply::save(common, &common.root, &more, |_| None)?;
    place(common, &staging, &names)?;
    if !common.quiet {
        for line in told.lines() {
            say::message(&line);
        }
        let (documents, segments) = (say::count(names.len(), "document"), told.segments);
        say::message(&format!("{documents}, {} in content/", say::count(segments, "segment")));
    }
    Ok(Ending::Fine)
}

/// What the documents came to.
#[derive(Default)]
struct Told {
    segments: usize,
    /// How many documents have something that was renamed or not taken over.
    documents: usize,
    /// The report of the first of them.
    first: Vec<String>,
}

impl Told {
    fn add(&mut self, made: &Made) {
        self.segments += made.report.segments;
        if made.report.has_more() {
            self.documents += 1;
            if self.first.is_empty() {
                self.first = made.report.lines();
            }
        }
    }

    fn lines(&self) -> Vec<String> {
        let mut lines = self.first.clone();
        if self.documents > 1 {
            let more = say::count(self.documents - 1, "more document");
            lines.push(format!("… and so in {more}"));
        }
        lines
    }
}

/// The names of what is there, and the text of `site.toml`; the edition itself is not read.
fn taken(root: &Path) -> Texts {
    let mut texts = Texts::new();
    if let Some(site) = flow::bytes(&root.join("site.toml")).and_then(|b| String::from_utf8(b).ok())
    {
        texts.insert("site.toml".to_owned(), site);
    }
    let entries = root.join("content").read_dir().into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        texts.insert(format!("content/{name}/document.toml"), String::new());
    }
    texts
}

#[expect(
    clippy::disallowed_methods,
    reason = "a file that is no part of the edition, a line at a time"
)]
fn read(
    common: &Common,
    path: &Path,
    corpus: &mut Corpus<'_>,
    staging: &TempDir,
) -> Result<Told, Ending> {
    let unreadable = |error: std::io::Error| {
        let message = format!("`{}` cannot be read: {error}", path.display());
        flow::fail(common, "unreadable-file", &message, None);
        Ending::Fault
    };
    let mut told = Told::default();
    let file = File::open(path).map_err(unreadable)?;
    let mut stage = |made: Made| {
        told.add(&made);
        made.files.iter().try_for_each(|(name, text)| {
            let path = staging.path().join(name);
            let folder = path.parent().unwrap_or(staging.path());
            let written =
                std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, text));
            written.map_err(|error| machine(common, &path, &error))
        })
    };
    for line in BufReader::new(file).lines() {
        let line = line.map_err(unreadable)?;
        let made = corpus.line(&line).map_err(|refusal| refuse(common, &refusal))?;
        made.map_or(Ok(()), &mut stage)?;
    }
    stage(corpus.finish().map_err(|refusal| refuse(common, &refusal))?)?;
    Ok(told)
}

/// Moves the documents to their places.
#[expect(
    clippy::disallowed_methods,
    reason = "what was made beside the edition becomes part of it"
)]
fn place(common: &Common, staging: &TempDir, names: &[String]) -> Result<(), Ending> {
    let content = common.root.join("content");
    std::fs::create_dir_all(&content).map_err(|error| machine(common, &content, &error))?;
    for name in names {
        let from = staging.path().join("content").join(name);
        let to = content.join(name);
        std::fs::rename(from, &to).map_err(|error| machine(common, &to, &error))?;
    }
    Ok(())
}

fn machine(common: &Common, path: &Path, error: &std::io::Error) -> Ending {
    let message = format!("cannot write `{}`: {error}", path.display());
    flow::fail(common, "not-written", &message, None);
    Ending::Machine
}

fn refuse(common: &Common, refusal: &Refusal) -> Ending {
    let (finding, _) = refusal.finding(&Texts::new());
    apply::refuse(common, &[finding], &SourceMap::default())
}
