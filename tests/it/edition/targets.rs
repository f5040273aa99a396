//! Targets: every number of the page leads to its sentence and back, and the data hold the same.

use super::documents;
use super::shipped;

use crate::html::Page;

use serde_json::Value;

use std::collections::BTreeSet;

const PAGE: &str = "targets/index.html";

/// A figure or a goal in words: target, place of its words (document, segment), words, number.
type Entry = (String, Option<(String, String)>, String, String);

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// What the data say, in the order of targets and measures.
fn data() -> Vec<Entry> {
    let data: Value = serde_json::from_slice(&shipped().files["downloads/targets.json"]).unwrap();
    let mut entries = Vec::new();
    for target in data["targets"].as_array().unwrap() {
        for measure in target["measures"].as_array().unwrap() {
            let at = &measure["at"];
            let place = at.is_object().then(|| (text(&at["document"]), text(&at["segment"])));
            assert!(place.is_some() || target["outside"].is_object(), "{}", target["id"]);
            let words = if place.is_some() { &at["quote"] } else { &measure["printed"] };
            entries.push((text(&target["id"]), place, text(words), text(&measure["number"])));
        }
    }
    entries
}

/// The target of a row of the tables, which has its id.
fn target_of(page: &Page, element: usize) -> Option<&str> {
    let row = page.and_ancestors(element).find(|i| page.elements[*i].get("data-target").is_some());
    page.elements[row?].get("data-target")
}

/// Document and segment that an address on the page of targets leads to.
fn place(address: &str) -> Option<(String, String)> {
    let (document, segment) = address.strip_prefix("../")?.split_once("/index.html#")?;
    Some((document.to_owned(), segment.to_owned()))
}

/// The links of the tables that lead to sentences: target, place, words.
fn shown(page: &Page) -> BTreeSet<(String, (String, String), String)> {
    let links = page.named("a").filter_map(|i| {
        let target = target_of(page, i)?.to_owned();
        let place = place(page.elements[i].get("href")?)?;
        Some((target, place, page.text_without(i, "data-none")))
    });
    links.collect()
}

/// Whether a reader page marks the words as those of a target, in a row that links back to it.
fn leads_back(target: &str, place: &(String, String)) -> bool {
    let page = &shipped().pages[&format!("{}/index.html", place.0)];
    let row =
        |i: usize| page.and_ancestors(i).find(|i| page.elements[*i].get("data-row").is_some());
    let mut marks = page.with("data-target").filter(|i| {
        page.elements[*i].get("data-target") == Some(target)
            && page.nearest(*i, "data-witness").is_some()
            && page.nearest(*i, "data-segment") == Some(place.1.as_str())
    });
    let Some(row_of_words) = marks.next().and_then(row) else { return false };
    let address = format!("../{PAGE}#target-{target}");
    page.named("a").any(|i| {
        page.elements[i].get("href") == Some(address.as_str()) && row(i) == Some(row_of_words)
    })
}

#[test]
fn every_target_leads_to_its_sentence_in_one_click_and_back() {
    let page = &shipped().pages[PAGE];
    let shown = shown(page);
    let mut faults = Vec::new();
    let mut followed = 0;
    for (target, at, words, _) in data() {
        let row = format!("target-{target}");
        let rows = page.with("data-target").filter(|i| page.elements[*i].get("id") == Some(&row));
        if rows.count() != 1 {
            faults.push(format!("{target}: no row of its own"));
        }
        let Some(at) = at else { continue };
        if !shown.contains(&(target.clone(), at.clone(), words.clone())) {
            faults.push(format!("{target}: 「{words}」 does not lead to {at:?}"));
        }
        if !leads_back(&target, &at) {
            faults.push(format!("{target}: {at:?} does not lead back"));
        }
        followed += 1;
    }
    assert!(followed > 180, "only {followed} places");
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn the_page_shows_the_numbers_of_the_data() {
    let page = &shipped().pages[PAGE];
    let is_value = |i: &usize| page.elements[*i].get("class") == Some("v");
    let mut values: Vec<(String, String)> = Vec::new();
    for i in (0..page.elements.len()).filter(is_value) {
        let Some(target) = target_of(page, i) else { continue };
        values.push((target.to_owned(), page.text_without(i, "data-none")));
    }
    let mut numbers = 0;
    for (target, _, words, number) in data().into_iter().filter(|entry| !entry.3.is_empty()) {
        let is_it = |(of, text): &(String, String)| {
            let figures = text.split(|c: char| !c.is_ascii_digit() && c != '.');
            *of == target && text.contains(&words) && { figures }.any(|n| n == number)
        };
        assert!(values.iter().any(is_it), "{target}: {number} (「{words}」) is not on the page");
        numbers += 1;
    }
    assert!(numbers > 60, "only {numbers} numbers");
}

/// The figures of a text: a share in hundredths, or a number of millions or more.
fn figures(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let trimmed =
        |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%').to_owned();
    let large = |word: &str| ["million", "billion", "trillion"].contains(&trimmed(word).as_str());
    let counted = words.windows(2).filter(|pair| large(pair[1]));
    let shares = words.iter().map(|word| trimmed(word)).filter(|word| word.ends_with('%'));
    let mut all: Vec<String> = shares.collect();
    all.extend(counted.map(|pair| format!("{} {}", pair[0], trimmed(pair[1]))));
    all
}

/// Whether a text sets something for a year.
fn is_dated_goal(text: &str) -> bool {
    let years = ["2023", "2025", "2035"];
    let begins = ["By ", "by ", "forward to ", "到"];
    years.iter().any(|year| begins.iter().any(|begin| text.contains(&format!("{begin}{year}"))))
}

#[test]
fn every_figure_and_dated_goal_of_the_texts_is_a_target() {
    let entries = data();
    let at = |document: &str, segment: &str| -> Vec<&str> {
        let here = |place: &(String, String)| place.0 == document && place.1 == segment;
        let entries = entries.iter().filter(|entry| entry.1.as_ref().is_some_and(here));
        entries.map(|entry| entry.2.as_str()).collect()
    };
    let (mut faults, mut found) = (Vec::new(), 0);
    for document in documents() {
        // One text of each document is enough: targets are anchored to one.
        let witness =
            ["govcn", "blog", "digichina"].iter().find(|w| document.readings.contains_key(**w));
        for (segment, text) in &document.readings[*witness.unwrap()] {
            let text = text.as_deref().unwrap_or_default();
            let words = at(&document.id, segment);
            if is_dated_goal(text) {
                found += 1;
                if words.is_empty() {
                    faults.push(format!("{}#{segment}: no goal of 「{text}」", document.id));
                }
            }
            for figure in figures(text) {
                found += 1;
                if !words.iter().any(|words| words.contains(&figure)) {
                    faults.push(format!("{}#{segment}: {figure} is no target", document.id));
                }
            }
        }
    }
    assert!(found > 50, "only {found} figures and goals");
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}
