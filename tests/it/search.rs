//! Search: the built index, asked by the script that readers get, against a plain scan of the texts.

use crate::support::root;

use duizhao::load;
use duizhao::model::Edition;
use duizhao::render::search::Index;
use duizhao::render::search::Limits;

use std::fmt::Write;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

/// Limits under which a small edition is cut as a great one is.
const NARROW: Limits = Limits {
    frequent: 12,
    prefix: 40,
    heavy: 2,
    longest: 3,
    shard: 512,
    names: 1,
    stretch: 1 << 20,
    held: 4_000_000,
};

fn edition() -> Edition {
    load::edition(&load::tree::read(root())).edition.unwrap()
}

/// Writes the index and, for the scan, all readings; the folder.
fn written(edition: &Edition, limits: Limits, name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    let index = Index::new(edition, limits).unwrap();
    for (n, path) in index.paths().iter().enumerate() {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, index.render(edition, n).unwrap()).unwrap();
    }
    std::fs::write(folder.join("readings.json"), readings(edition)).unwrap();
    folder
}

fn readings(edition: &Edition) -> String {
    let mut lines = Vec::new();
    for document in &edition.documents {
        for segment in &document.segments {
            for (witness, reading) in document.witnesses.iter().zip(&segment.readings) {
                let Some(text) = reading.text() else { continue };
                let facts = [document.id.as_str(), segment.id.as_str(), witness.id.as_str()];
                let lang = witness.lang.as_str();
                lines.push(serde_json::json!([facts, lang, text.raw.as_str()]).to_string());
            }
        }
    }
    format!("[{}]", lines.join(",\n"))
}

/// Runs the browser's tests of search over a folder of index files.
fn ask(folder: &Path) {
    let output = Command::new("node")
        .args(["--test", "tests/web/search.test.mjs"])
        .current_dir(root())
        .env("DUIZHAO_INDEX", folder)
        .output()
        .expect("the tests of scripts need node");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{text}");
}

#[test]
fn search_finds_what_a_plain_scan_finds() {
    ask(&written(&edition(), Limits::default(), "search"));
}

#[test]
fn search_finds_the_same_where_nearly_all_is_frequent() {
    ask(&written(&edition(), NARROW, "search-narrow"));
}

/// All files of the index, each after its path.
fn files(edition: &Edition, limits: Limits) -> String {
    let index = Index::new(edition, limits).unwrap();
    let mut all = String::new();
    for (n, path) in index.paths().iter().enumerate() {
        let bytes = index.render(edition, n).unwrap();
        let _ = writeln!(all, "{path} {}", String::from_utf8(bytes).unwrap());
    }
    all
}

#[test]
fn the_index_does_not_depend_on_the_number_of_threads() {
    let edition = edition();
    let files = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| files(&edition, NARROW))
    };
    assert!(files(1) == files(4));
}

#[test]
fn the_index_does_not_depend_on_how_much_is_held() {
    let edition = edition();
    let much = files(&edition, NARROW);
    for (stretch, held) in [(1_000, 5_000), (1, 4_000_000), (1 << 20, 40_000)] {
        let little = files(&edition, Limits { stretch, held, ..NARROW });
        assert!(much == little, "{stretch} tokens, {held} occurrences");
    }
}

mod scale {
    use super::Index;
    use super::Limits;
    use super::root;
    use duizhao::diag::FileId;
    use duizhao::diag::Span;
    use duizhao::model;
    use duizhao::model::Edition;
    use duizhao::model::Lang;
    use duizhao::model::Localized;

    use std::path::Path;
    use std::process::Command;
    use std::sync::Arc;
    use std::time::Instant;

    /// A generator of numbers that gives the same ones everywhere.
    struct Random(u64);

    impl Random {
        fn next(&mut self) -> f64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            (self.0 >> 11) as f64 / (1u64 << 53) as f64
        }

        /// A rank below `count`, as words of a language are frequent.
        fn rank(&mut self, count: usize) -> usize {
            (count as f64).powf(self.next()) as usize - 1
        }
    }

    const COMMON: [&str; 12] =
        ["the", "of", "and", "to", "in", "for", "digital", "data", "economy", "a", "with", "on"];
    const FIRST: [&str; 16] = [
        "ba", "co", "de", "fi", "gra", "hu", "in", "ju", "ka", "lo", "me", "no", "pro", "re",
        "sta", "tra",
    ];

    fn english(rank: usize) -> String {
        if let Some(word) = COMMON.get(rank) {
            return (*word).to_owned();
        }
        let mut word = String::new();
        let mut rest = rank * 7;
        while rest > 0 {
            word.push_str(FIRST[rest % 16]);
            rest /= 16;
        }
        word
    }

    fn chinese(rank: usize) -> String {
        let common = ["的", "和", "数字", "经济", "发展", "建设", "数据", "中国", "安全", "是"];
        if let Some(word) = common.get(rank) {
            return (*word).to_owned();
        }
        let c = |n: usize| char::from_u32(0x4E00 + (n % 3500) as u32 * 5).unwrap();
        [c(rank * 31), c(rank * 17 + rank / 7)].iter().collect()
    }

    fn sentence(random: &mut Random, spaced: bool) -> String {
        let mut out = String::new();
        let about = 6.0 + random.next() * 14.0;
        for n in 0..about as usize {
            let phrase = random.next() < 0.004;
            if spaced {
                let between = if n == 0 { "" } else { " " };
                let word =
                    if phrase { "digital economy".into() } else { english(random.rank(60_000)) };
                out.extend([between, &word]);
            } else {
                out.push_str(&if phrase {
                    "数字经济发展".into()
                } else {
                    chinese(random.rank(30_000))
                });
                if n % 7 == 6 {
                    out.push('，');
                }
            }
        }
        out + if spaced { "." } else { "。" }
    }

    fn document(number: usize, segments: usize, like: &model::Document) -> model::Document {
        let span = Span::new(FileId(0), 0..0);
        let mut random = Random(0x9E37_79B9_7F4A_7C15 ^ ((number as u64 + 1) * 0x1234_5678_9ABC));
        let mut text = |spaced: bool| {
            let raw = sentence(&mut random, spaced);
            model::Reading::Present(model::Text { raw: raw.into(), span })
        };
        let segment = |n: usize| model::Segment {
            id: model::SegmentId::new(&format!("s{}.{}", n / 50, n % 50)).unwrap(),
            division: None,
            readings: vec![text(false), text(true)],
            span,
        };
        let mut document = like.clone();
        document.id = model::DocumentId::new(&format!("book-{number}")).unwrap();
        document.notes.clear();
        document.targets.clear();
        document.segments = (0..segments).map(segment).collect();
        document.witnesses.truncate(2);
        for (witness, lang) in document.witnesses.iter_mut().zip(["zh-Hans", "en"]) {
            witness.lang = Lang::new(lang).unwrap();
        }
        let title = format!("Book {number}");
        document.short = Localized::new(vec![(Lang::new("en").unwrap(), title)]);
        document
    }

    /// Prints what an edition of a million segments costs; run by hand, optimised:
    /// `cargo --config 'profile.dev.package.duizhao.opt-level=3' test --test it a_million -- --ignored --nocapture`.
    #[test]
    #[expect(clippy::print_stdout, reason = "the figures are for a person")]
    #[ignore = "takes minutes and gigabytes; prints figures for a person"]
    fn a_million_segments() {
        let documents: usize = std::env::var("DOCUMENTS").map_or(1000, |n| n.parse().unwrap());
        let mut edition: Edition = super::edition();
        let like = edition.documents[0].clone();
        edition.documents = (0..documents).map(|n| Arc::new(document(n, 1000, &like))).collect();
        let start = Instant::now();
        let index = Index::new(&edition, Limits::default()).unwrap();
        println!("index: {:.1} s, {} files", start.elapsed().as_secs_f64(), index.paths().len());
        let memory = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        memory
            .lines()
            .filter(|l| l.starts_with("VmHWM") || l.starts_with("VmRSS"))
            .for_each(|l| println!("{l}"));
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("search-scale");
        let _ = std::fs::remove_dir_all(&folder);
        let start = Instant::now();
        let mut bytes = [0; 128];
        for (n, path) in index.paths().iter().enumerate() {
            let data = index.render(&edition, n).unwrap();
            bytes[path.as_bytes()["search/data/".len()] as usize] += data.len();
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, data).unwrap();
        }
        println!("written: {:.1} s", start.elapsed().as_secs_f64());
        for kind in ['t', 'n', 'w', 'g', 'l', 'b'] {
            println!("  {kind}: {:.1} MB", bytes[kind as usize] as f64 / 1e6);
        }
        let script = root().join("tests/web/search-scale.mjs");
        assert!(Command::new("node").arg(script).arg(&folder).status().unwrap().success());
    }
}
