//! One character altered in a quotation of the shipped edition is told at its line, with the words
//! that were meant, for every kind of anchor.

use crate::support::root;

use duizhao::diag::Severity;
use duizhao::load::tree;
use duizhao::pipeline;
use duizhao::pipeline::Goal;
use duizhao::pipeline::SourceTree;

use std::collections::BTreeMap;
use std::sync::Arc;

/// How many anchors of a kind are altered.
const OF_EACH: usize = 8;
/// Shorter quotations, in characters, are left alone: one letter of three is no near miss.
const SHORTEST: usize = 4;

/// A quotation in a file.
#[derive(Debug, Clone)]
struct Quote {
    kind: &'static str,
    path: Arc<str>,
    /// From 1.
    line: usize,
    /// Bytes of the file, without the quotation marks.
    range: std::ops::Range<usize>,
    words: String,
}

/// The kind of an anchor by its file and by what stands before it.
fn kind(path: &str, before: &str) -> Option<&'static str> {
    let last = |names: &[(&str, &'static str)]| {
        let found = names.iter().filter_map(|(key, kind)| Some((before.rfind(key)?, *kind)));
        found.max().map(|(_, kind)| kind)
    };
    if path.ends_with("/notes.toml") {
        return Some("note");
    }
    if path.ends_with("links.toml") {
        return last(&[("\nfrom = {", "start"), ("\nto = {", "end"), ("\nat = {", "gap")]);
    }
    if path.ends_with("/targets.toml") {
        return last(&[("\nnature-at", "nature"), ("at = {", "target"), ("\nmeasure", "target")]);
    }
    last(&[
        ("exclude = [", "exclusion"),
        ("occurrence = [", "mark"),
        ("rendering = [", "rendering"),
    ])
}

/// All quotations on lines of their own, by kind.
fn quotes(tree: &SourceTree) -> BTreeMap<&'static str, Vec<Quote>> {
    let mut all: BTreeMap<&'static str, Vec<Quote>> = BTreeMap::new();
    for (path, bytes) in &tree.files {
        let is_toml = path.ends_with(".toml");
        let has_anchors = path.starts_with("content/") || path.starts_with("glossary/");
        if !is_toml || !has_anchors {
            continue;
        }
        let text = std::str::from_utf8(bytes.as_ref().unwrap()).unwrap();
        for key in ["quote = \"", "form = \""] {
            for (at, _) in text.match_indices(key) {
                let start = at + key.len();
                let words = text[start..].split(['"', '\n']).next().unwrap().to_owned();
                let Some(kind) = kind(path, &text[..at]) else { continue };
                let is_rendering = kind == "rendering" && text[..at].ends_with(", ");
                if words.contains('\\') || (key.starts_with("form") && !is_rendering) {
                    continue;
                }
                let line = text[..at].matches('\n').count() + 1;
                let range = start..start + words.len();
                let of_kind = all.entry(kind).or_default();
                let alone = of_kind.last().is_none_or(|q| (&q.path, q.line) != (path, line));
                if alone && words.chars().count() >= SHORTEST {
                    of_kind.push(Quote { kind, path: path.clone(), line, range, words });
                }
            }
        }
    }
    all
}

/// Numbers that look like chance and are always the same.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

fn chosen(chance: &mut Chance, tree: &SourceTree) -> Vec<Quote> {
    let mut chosen = Vec::new();
    for (_, mut of_kind) in quotes(tree) {
        for _ in 0..OF_EACH.min(of_kind.len()) {
            chosen.push(of_kind.swap_remove(chance.below(of_kind.len())));
        }
    }
    chosen
}

/// The tree with one character of each quotation altered; the quotations as they stand then.
fn altered(chance: &mut Chance, tree: &SourceTree, quotes: &[Quote]) -> (SourceTree, Vec<String>) {
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    let mut wrong = vec![String::new(); quotes.len()];
    // From the end of each file, so that the places before stay where they are.
    let mut order: Vec<usize> = (0..quotes.len()).collect();
    order.sort_by_key(|&n| std::cmp::Reverse((quotes[n].path.clone(), quotes[n].range.start)));
    for n in order {
        let quote = &quotes[n];
        let text = texts.entry(&quote.path).or_insert_with(|| {
            String::from_utf8(tree.files[&*quote.path].as_ref().unwrap().to_vec()).unwrap()
        });
        let letters: Vec<(usize, char)> = quote.words.char_indices().collect();
        let (at, old) = letters[chance.below(letters.len())];
        let new = if old.is_ascii() { 'ж' } else { '鑫' };
        wrong[n] = quote.words.clone();
        wrong[n].replace_range(at..at + old.len_utf8(), new.encode_utf8(&mut [0; 4]));
        text.replace_range(quote.range.clone(), &wrong[n]);
    }
    let mut changed = SourceTree::default();
    for (path, bytes) in &tree.files {
        let bytes = bytes.as_ref().unwrap().to_vec();
        changed.insert(path, texts.remove(&**path).map_or(bytes, String::into_bytes));
    }
    (changed, wrong)
}

/// What is wrong with how a run tells of altered quotations.
fn faults(tree: &SourceTree, quotes: &[Quote], wrong: &[String], code: &str) -> Vec<String> {
    let outcome = pipeline::run(tree, Goal::Check);
    let mut faults = Vec::new();
    for (quote, wrong) in quotes.iter().zip(wrong) {
        let told = outcome.diagnostics().iter().find(|finding| {
            let at = finding.primary.map(|span| {
                let line = outcome.sources.locate(span.file, span.range().start).line;
                (outcome.sources.path(span.file), line)
            });
            finding.code == code
                && finding.message.contains(wrong.as_str())
                && at == Some((&*quote.path, quote.line))
        });
        // A form may be printed with an ending: 「mechanisms」.
        let wanted = format!("did you mean 「{}", quote.words);
        match told {
            None => faults.push(format!("not told: {quote:?} as {wrong}")),
            Some(finding) if !finding.hints.iter().any(|hint| hint.starts_with(&wanted)) => {
                faults.push(format!("{quote:?} as {wrong}: {:?}", finding.hints));
            }
            Some(_) => {}
        }
    }
    let errors = outcome.diagnostics().iter().filter(|d| d.severity == Severity::Error).count();
    let expected = if code == "broken-anchor" { quotes.len() } else { 0 };
    if errors != expected {
        faults.push(format!("{errors} errors for {expected} broken anchors"));
    }
    faults
}

#[test]
fn a_character_altered_in_any_anchor_is_told_at_its_line_with_the_words_that_were_meant() {
    let tree = tree::read(root());
    let mut chance = Chance(2522);
    let chosen = chosen(&mut chance, &tree);
    let (renderings, anchors): (Vec<Quote>, Vec<Quote>) =
        chosen.into_iter().partition(|quote| quote.kind == "rendering");
    let kinds: std::collections::BTreeSet<_> = anchors.iter().map(|quote| quote.kind).collect();
    assert!(kinds.len() >= 6, "only {kinds:?}");
    assert!(anchors.len() >= 48, "{} anchors", anchors.len());
    let (broken, wrong) = altered(&mut chance, &tree, &anchors);
    let mut found = faults(&broken, &anchors, &wrong, "broken-anchor");
    let (broken, wrong) = altered(&mut chance, &tree, &renderings);
    found.extend(faults(&broken, &renderings, &wrong, "unused-rendering"));
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}
