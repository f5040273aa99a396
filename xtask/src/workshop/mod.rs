//! A benchmark of the preview: a copy of this edition is edited hundreds of times in every way, and
//! each time it is measured when an open page has the new text. It reports; it asserts nothing.

mod askers;
mod kinds;

use crate::bench::folders;
use crate::bench::measure;
use crate::preview::Preview;
use crate::steps::root;
use crate::workshop::askers::Asked;
use crate::workshop::askers::Told;
use crate::workshop::kinds::KINDS;

use std::fs;
use std::io;
use std::ops::Range;
use std::path::Path;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;

/// Edits that are made where no number is given.
const EDITS: usize = 300;

/// Readers that ask for pages in the second part.
const ASKERS: usize = 2;

/// The files and folders of an edition.
const PARTS: [&str; 6] =
    ["site.toml", "published-ids.toml", "content", "glossary", "seeds", "themes"];

/// Edits of readings leave what the seeds prove: that is no error here, though it is looked for.
const LENIENT: &str = "\
[check]
reading-differs-from-seed = \"note\"
reading-not-in-seed = \"note\"
recipe-does-not-fit = \"note\"
seed-lost-character = \"note\"
paragraph-break-differs = \"note\"
";

/// What an edit came to.
struct Taken {
    kind: usize,
    /// Until open pages were told.
    told: Duration,
    /// Until one of them had the text.
    shown: Duration,
    /// Time of the preview's processors, in milliseconds.
    work: u64,
}

/// Runs the benchmark with a number of edits, or as many as usual; then half as many while readers
/// ask for pages.
///
/// # Errors
/// The preview does not start, an edit breaks the edition, or a page is half, missing or stale.
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
    let first = KINDS.iter().map(|kind| fs::read_to_string(kind.path(&folder)).unwrap_or_default());
    let mut desk = Desk { first: first.collect(), folder, edits: 0, memory: Vec::new() };
    println!("nobody else asks for pages:");
    report(&edit_all(&mut desk, 0..edits, &mut preview, &Told::default())?);
    println!("\nmemory after so many rebuilds:");
    for (number, kilobytes) in &desk.memory {
        println!("{number:>6} {:>8.1} MB", megabytes(*kilobytes));
    }
    let told = Told::default();
    let address = preview.address().to_owned();
    let (taken, asked) = std::thread::scope(|scope| {
        let askers: Vec<_> =
            (0..ASKERS).map(|_| scope.spawn(|| askers::ask(&address, &told))).collect();
        let taken = edit_all(&mut desk, edits..edits + edits / 2, &mut preview, &told);
        told.over.store(true, Ordering::SeqCst);
        let asked: Vec<Asked> =
            askers.into_iter().map(|asker| asker.join().unwrap_or_default()).collect();
        (taken, asked)
    });
    println!("\n{ASKERS} readers ask for pages all the while:");
    report(&taken?);
    let requests: usize = asked.iter().map(|asked| asked.requests).sum();
    let faults: Vec<&String> = asked.iter().flat_map(|asked| &asked.faults).collect();
    println!("{requests} requests, {} of them stale, half or missing", faults.len());
    faults.iter().take(10).for_each(|fault| println!("  {fault}"));
    if faults.is_empty() { Ok(()) } else { Err(io::Error::other("a preview must not lie")) }
}

/// An edition that is edited, and its files as they were at first.
struct Desk {
    folder: PathBuf,
    first: Vec<String>,
    /// How many edits were made.
    edits: usize,
    /// Number of edits → kilobytes that were held then.
    memory: Vec<(usize, u64)>,
}

fn edit_all(
    desk: &mut Desk,
    numbers: Range<usize>,
    preview: &mut Preview,
    told: &Told,
) -> io::Result<Vec<Taken>> {
    let mut all = Vec::new();
    for number in numbers {
        all.push(edit(desk, number, preview, told)?);
        desk.edits += 1;
        if desk.edits == 10 || desk.edits.is_multiple_of(250) {
            desk.memory.push((desk.edits, measure::kilobytes(preview.process(), "VmRSS:")));
        }
    }
    Ok(all)
}

/// Makes an edit, and waits until a page has it.
fn edit(desk: &Desk, number: usize, preview: &mut Preview, told: &Told) -> io::Result<Taken> {
    let kind = number % KINDS.len();
    let what = &KINDS[kind];
    let before = work(preview.process());
    let started = Instant::now();
    let expected = what.make(&desk.folder, &desk.first[kind], number)?;
    told.version.store(preview.hear()?, Ordering::SeqCst);
    let until_told = started.elapsed();
    let answer = askers::get(preview.address(), what.page)?;
    let shown = started.elapsed();
    if let Some(fault) = expected.fault(&answer) {
        return Err(io::Error::other(format!("edit {number}, {}: {fault}", what.name)));
    }
    let work = work(preview.process()) - before;
    Ok(Taken { kind, told: until_told, shown, work })
}

fn report(taken: &[Taken]) {
    println!(
        "{:<20} {:>6} {:>9} {:>9} {:>9} {:>9}",
        "edit", "edits", "told ms", "page ms", "p95 ms", "CPU ms"
    );
    let line = |name: &str, of: Vec<&Taken>| {
        let sorted = |time: fn(&Taken) -> Duration| {
            let mut all: Vec<_> = of.iter().map(|taken| time(taken)).collect();
            all.sort_unstable();
            all
        };
        let at = |all: &[Duration], share: usize| {
            all.get((all.len() * share / 100).min(all.len().saturating_sub(1)))
                .map_or(0.0, |time| time.as_secs_f64() * 1e3)
        };
        let (told, shown) = (sorted(|t| t.told), sorted(|t| t.shown));
        let (told, middle, late) = (at(&told, 50), at(&shown, 50), at(&shown, 95));
        let work = of.iter().map(|t| t.work).sum::<u64>() / (of.len().max(1) as u64);
        println!("{name:<20} {:>6} {told:>9.1} {middle:>9.1} {late:>9.1} {work:>9}", of.len());
    };
    for (index, kind) in KINDS.iter().enumerate() {
        line(kind.name, taken.iter().filter(|t| t.kind == index).collect());
    }
    line("all", taken.iter().collect());
}

/// How long processors have worked for a process, in milliseconds; 0 where the system does not
/// tell. Its clock ticks a hundred times a second.
fn work(process: u32) -> u64 {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let after = text.rsplit(") ").next().unwrap_or_default();
    let fields = after.split(' ').skip(11).take(2);
    fields.filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>() * 10
}

fn megabytes(kilobytes: u64) -> f64 {
    f64::from(u32::try_from(kilobytes).unwrap_or(u32::MAX)) / 1024.0
}
