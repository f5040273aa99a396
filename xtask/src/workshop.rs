//! A benchmark of the preview: a copy of this edition is edited hundreds of times in every way, and
//! each time it is measured when an open page has the new text. It reports; it asserts nothing.

use crate::bench::folders;
use crate::bench::measure;
use crate::preview::Preview;
use crate::steps::root;

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

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

/// Runs the benchmark with a number of edits, or as many as usual.
///
/// # Errors
/// The preview does not start, or an edit breaks the edition.
pub(crate) fn measure(edits: Option<usize>, program: &Path) -> io::Result<()> {
    let edits = edits.unwrap_or(EDITS);
    let folder = root().join("target/bench/workshop");
    folders::fresh(&folder)?;
    for part in PARTS {
        folders::copy(&root().join(part), &folder.join(part))?;
    }
    let site = fs::read_to_string(folder.join("site.toml"))?;
    fs::write(folder.join("site.toml"), format!("{site}\n{LENIENT}"))?;
    let mut preview = Preview::start(&folder, program)?;
    let mut taken: Vec<(usize, Duration, Duration)> = Vec::new();
    let mut memory = Vec::new();
    for number in 0..edits {
        let kind = number % KINDS.len();
        let (told, shown) = edit(&KINDS[kind], &folder, number, &mut preview)?;
        taken.push((kind, told, shown));
        if number + 1 == 10 || (number + 1) % 250 == 0 || number + 1 == edits {
            memory.push((number + 1, measure::kilobytes(preview.process(), "VmRSS:")));
        }
    }
    report(&taken, &memory);
    Ok(())
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
    let (told, shown, _) = preview.save((&path, &changed), kind.page)?;
    Ok((told, shown))
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
