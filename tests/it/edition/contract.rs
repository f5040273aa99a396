//! The contract of the HTML: readings are there letter by letter, each segment's id once.

use super::documents;
use super::shipped;

use crate::html::Page;

use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Every reading on a page: (document, segment, witness), the element.
fn readings(page: &Page) -> impl Iterator<Item = ((&str, &str, &str), usize)> {
    page.with("data-witness").map(|i| {
        let document = page.nearest(i, "data-document").unwrap_or("(no document)");
        let segment = page.nearest(i, "data-segment").unwrap_or("(no segment)");
        ((document, segment, page.elements[i].get("data-witness").unwrap()), i)
    })
}

/// What is wrong with the readings of a page; all that stand on it are gathered in `seen`.
fn faults_of<'a>(
    page: &'a Page,
    expected: &BTreeMap<(&str, &str, &str), Option<&str>>,
    seen: &mut BTreeSet<(&'a str, &'a str, &'a str)>,
) -> Vec<String> {
    let mut faults = Vec::new();
    for (key, element) in readings(page) {
        let attributes = &page.elements[element];
        let text = page.text_without(element, "data-apparatus");
        let (document, segment, witness) = key;
        let place = format!("{document}#{segment} of {witness}");
        match expected.get(&key) {
            None => faults.push(format!("{place}: there is no such reading")),
            Some(None) if attributes.get("data-absent").is_none() => {
                faults.push(format!("{place}: is absent, and the page does not say so"));
            }
            Some(Some(reading)) if text != *reading => {
                faults.push(format!("{place}:\n  page    {text}\n  reading {reading}"));
            }
            Some(None) if !text.trim().is_empty() => {
                faults.push(format!("{place}: is absent, the page has `{text}`"));
            }
            Some(_) if attributes.get("lang").is_none() => {
                faults.push(format!("{place}: has no `lang`"));
            }
            Some(_) => {}
        }
        seen.insert(key);
    }
    faults
}

#[test]
fn every_reading_stands_on_its_page_letter_by_letter() {
    let documents = documents();
    let mut expected = BTreeMap::new();
    for document in &documents {
        for (witness, readings) in &document.readings {
            for (segment, text) in readings {
                let key = (document.id.as_str(), segment.as_str(), witness.as_str());
                expected.insert(key, text.as_deref());
            }
        }
    }
    let mut faults = Vec::new();
    for (path, page) in &shipped().pages {
        let mut seen = BTreeSet::new();
        let found = faults_of(page, &expected, &mut seen);
        faults.extend(found.into_iter().map(|fault| format!("{path}: {fault}")));
        let reader = documents.iter().find(|d| format!("{}/index.html", d.id) == *path);
        if let Some(reader) = reader {
            let missing = expected.keys().filter(|k| k.0 == reader.id && !seen.contains(*k));
            faults.extend(missing.map(|key| format!("{path}: {key:?} is not on the page")));
        }
    }
    assert!(expected.len() > 1000, "only {} readings", expected.len());
    assert!(faults.is_empty(), "{} faults\n{}\n", faults.len(), faults.join("\n"));
}

#[test]
fn a_letter_more_or_less_on_a_page_is_found() {
    let expected = BTreeMap::from([(("d", "s", "w"), Some("one two"))]);
    let faults = |inside: &str| {
        let source = format!("<p data-document=d data-segment=s>{inside}</p>");
        faults_of(&Page::parse(&source).unwrap(), &expected, &mut BTreeSet::new()).len()
    };
    assert_eq!(faults("<q lang=en data-witness=w>one <a>two</a><i data-apparatus>1</i></q>"), 0);
    assert_eq!(faults("<q lang=en data-witness=w>one two.</q>"), 1);
    assert_eq!(faults("<q lang=en data-witness=w>one  two</q>"), 1);
    assert_eq!(faults("<q lang=en data-witness=w>one<i data-apparatus> two</i></q>"), 1);
    assert_eq!(faults("<q data-witness=w>one two</q>"), 1);
    assert_eq!(faults("<q lang=en data-witness=v>one two</q>"), 1);
}

#[test]
fn each_segment_is_an_address_of_its_reader_page_alone() {
    for document in documents() {
        let segments: BTreeSet<&String> =
            document.readings.values().flat_map(|r| r.keys()).collect();
        let path = format!("{}/index.html", document.id);
        let page = &shipped().pages[&path];
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for element in page.with("id") {
            *times.entry(page.elements[element].get("id").unwrap()).or_default() += 1;
        }
        let twice: Vec<_> = times.iter().filter(|(_, n)| **n > 1).collect();
        assert!(twice.is_empty(), "{path}: ids that stand twice: {twice:?}");
        let missing: Vec<_> = segments.iter().filter(|s| !times.contains_key(s.as_str())).collect();
        assert!(missing.is_empty(), "{path}: no address for {missing:?}");
    }
}

#[test]
fn every_id_of_every_page_stands_once() {
    for (path, page) in &shipped().pages {
        let mut seen = BTreeSet::new();
        for element in page.with("id") {
            let id = page.elements[element].get("id").unwrap();
            assert!(seen.insert(id), "{path}: `{id}` stands twice");
        }
    }
}

#[test]
fn every_occurrence_is_a_link_to_its_term() {
    let mut occurrences = 0;
    for (path, page) in &shipped().pages {
        for i in page.with("data-term").filter(|i| page.nearest(*i, "data-witness").is_some()) {
            let element = &page.elements[i];
            let term = element.get("data-term").unwrap();
            let href = element.get("href").unwrap_or_default();
            let end = format!("{term}/index.html");
            assert!(
                element.name == "a" && href.contains(&end),
                "{path}: `{term}` leads to `{href}`"
            );
            occurrences += 1;
        }
    }
    assert!(occurrences > 200, "only {occurrences} occurrences");
}
