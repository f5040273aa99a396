//! Surgery on every segment of the shipped edition that can be cut: a split and a merge give every
//! file back, letter by letter.

use crate::support::files_below;
use crate::support::root;

use duizhao::exchange::edit::Texts;
use duizhao::exchange::edit::segment;
use duizhao::exchange::edit::segment::Cut;
use duizhao::exchange::edit::segment::Split;

use std::collections::BTreeMap;

fn texts() -> Texts {
    let mut texts = Texts::new();
    for folder in ["content", "glossary", "seeds"] {
        for (path, text) in files_below(&root().join(folder), "toml") {
            texts.insert(format!("{folder}/{path}"), text);
        }
    }
    for path in ["site.toml", "published-ids.toml"] {
        if let Ok(text) = std::fs::read_to_string(root().join(path)) {
            texts.insert(path.to_owned(), text);
        }
    }
    texts
}

/// The readings of a document: segment → witness → words.
fn readings(texts: &Texts, document: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut out: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let folder = format!("content/{document}/");
    for (path, text) in
        texts.range(folder.clone()..).take_while(|(path, _)| path.starts_with(&folder))
    {
        let name = path[folder.len()..].trim_end_matches(".toml");
        if ["document", "notes", "targets"].contains(&name) {
            continue;
        }
        let table: toml::Table = text.parse().unwrap();
        for (id, value) in table {
            if let Some(words) = value.as_str() {
                out.entry(id).or_default().insert(name.to_owned(), words.to_owned());
            }
        }
    }
    out
}

/// The second half of some words: from the middle on, after a space where there are any.
fn second_half(words: &str) -> Option<&str> {
    let middle = words.char_indices().nth(words.chars().count() / 2)?.0;
    let start = match words[middle..].find(' ') {
        Some(space) => middle + space + 1,
        None if words.is_ascii() => return None,
        None => middle,
    };
    (start > 0 && start < words.len()).then(|| &words[start..])
}

#[test]
fn a_split_and_a_merge_give_every_file_back() {
    let before = texts();
    let (mut done, mut refused) = (0, 0);
    for document in ["digital-china-2023", "digital-economy-2021", "informatization-2021"] {
        for (number, (id, words)) in readings(&before, document).into_iter().enumerate() {
            // One in eight: enough of every kind, and a second's work.
            if number % 8 != 0 {
                continue;
            }
            let cuts: Option<BTreeMap<_, _>> = words
                .iter()
                .map(|(witness, words)| {
                    Some((witness.clone(), Cut::Before(second_half(words)?.to_owned())))
                })
                .collect();
            let Some(cuts) = cuts else { continue };
            let request = Split { document: document.to_owned(), id: id.clone(), new: None, cuts };
            let Ok(edited) = segment::split(&before, &request) else {
                refused += 1;
                continue;
            };
            let mut after = before.clone();
            after.extend(edited.changed);
            assert_ne!(after, before);
            let second = format!("{id}-2");
            let edited = segment::merge(&after, document, (&id, &second)).unwrap();
            after.extend(edited.changed);
            for (path, text) in &before {
                assert!(after[path] == *text, "{document} {id}: {path}");
            }
            done += 1;
        }
    }
    assert!(done > 15, "{done} were split, {refused} refused");
}
