//! Micro-benchmarks of the hot parts, on the edition of this repository: `cargo bench -p benches`.

use criterion::Criterion;
use duizhao::annotate::Matcher;
use duizhao::annotate::collate;
use duizhao::annotate::terms;
use duizhao::load;
use duizhao::load::tree::SourceTree;
use duizhao::model::Edition;
use duizhao::pipeline;
use duizhao::pipeline::Goal;
use duizhao::render::search::Index;
use duizhao::render::search::Limits;

use std::hint::black_box;
use std::path::Path;

/// The document whose rows are rendered: the longest.
const PAGE: &str = "informatization-2021/index.html";

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let tree = pipeline::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    parsing(&mut criterion, &tree);
    if let Some(edition) = load::edition(&tree).edition {
        matching(&mut criterion, &edition);
        collation(&mut criterion, &edition);
        index(&mut criterion, &edition);
    }
    rows(&mut criterion, &tree);
    criterion.final_summary();
}

/// All files of the edition to the model.
fn parsing(criterion: &mut Criterion, tree: &SourceTree) {
    criterion.bench_function("parsing", |b| b.iter(|| load::edition(black_box(tree))));
}

/// The automata of the glossary, and the occurrences of all terms in all readings.
fn matching(criterion: &mut Criterion, edition: &Edition) {
    criterion.bench_function("matcher", |b| b.iter(|| Matcher::new(black_box(edition))));
    let matcher = Matcher::new(edition);
    let all = |documents: usize| {
        let found = (0..documents).map(|index| terms::occurrences(edition, &matcher, index));
        found.map(|occurrences| occurrences.len()).sum::<usize>()
    };
    criterion.bench_function("term matching", |b| {
        b.iter(|| all(black_box(edition.documents.len())));
    });
}

/// The witnesses of one language of all documents.
fn collation(criterion: &mut Criterion, edition: &Edition) {
    let all =
        |edition: &Edition| edition.documents.iter().map(|d| collate::variants(d).len()).sum();
    criterion.bench_function("collation", |b| b.iter(|| -> usize { all(black_box(edition)) }));
}

/// The search index before its files are made.
fn index(criterion: &mut Criterion, edition: &Edition) {
    criterion.bench_function("index", |b| {
        b.iter(|| Index::new(black_box(edition), Limits::default()).is_ok());
    });
}

/// The longest reader page, most of which is rows.
fn rows(criterion: &mut Criterion, tree: &SourceTree) {
    let Some(site) = pipeline::run(tree, Goal::Build).site else { return };
    let Some(page) = site.pages.paths().iter().position(|path| path == PAGE) else { return };
    criterion.bench_function("rows", |b| {
        b.iter(|| site.pages.render(black_box(page)).map_or(0, |bytes| bytes.len()));
    });
}
