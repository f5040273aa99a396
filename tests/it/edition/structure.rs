//! The two plans of 2021 as their pages show them: every division in its place, and what is
//! missing said.

use super::shipped;

use crate::html::Page;

/// The figures of the economy plan's table, as printed.
const INDICATORS: [[&str; 3]; 8] = [
    ["Digital Economy Core Value Increase to GDP", "7.8%", "10%"],
    ["IPv6 Active User Number", "460 million", "800 million"],
    ["Gigabit Broadband User Number", "6.4 million", "60 million"],
    ["Software and IT Service Industry Size", "8.16 trillion", "14 trillion"],
    ["Penetration Rate of Industrial IoT Platform Application", "14.7%", "45%"],
    ["National Online Sales", "11.76 trillion", "17 trillion"],
    ["Digital Commerce Transactions", "37.21 trillion", "46 trillion"],
    ["Online Government Service Real ID User Size", "400 million", "800 million"],
];

fn page(document: &str) -> &'static Page {
    &shipped().pages[&format!("{document}/index.html")]
}

/// The elements that have a class.
fn classed<'a>(page: &'a Page, class: &'a str) -> impl Iterator<Item = usize> + 'a {
    let has = move |i: &usize| {
        let classes = page.elements[*i].get("class").unwrap_or_default();
        classes.split(' ').any(|c| c == class)
    };
    (0..page.elements.len()).filter(has)
}

fn is_within(page: &Page, inner: usize, outer: usize) -> bool {
    page.and_ancestors(inner).any(|i| i == outer)
}

/// The first reading in a division: its printed heading.
fn heading(page: &Page, division: usize) -> String {
    let reading = page.with("data-witness").find(|i| is_within(page, *i, division));
    page.text_without(reading.unwrap(), "data-apparatus").trim().to_owned()
}

fn headings(page: &Page, class: &str) -> Vec<String> {
    classed(page, class).map(|division| heading(page, division)).collect()
}

#[test]
fn the_informatization_plan_has_every_division_in_its_place() {
    let page = page("informatization-2021");
    let chapters = headings(page, "dv-chapter");
    let numerals = ["I.", "II.", "III.", "IV.", "V.", "VI."];
    assert_eq!(chapters.len(), numerals.len(), "{chapters:?}");
    let mut places = chapters.iter().zip(numerals);
    assert!(places.all(|(chapter, numeral)| chapter.starts_with(numeral)), "{chapters:?}");
    let sections = headings(page, "dv-section");
    let numbers: Vec<_> = sections.iter().map(|s| &s[1..s.find(')').unwrap()]).collect();
    let expected = [1..=2, 1..=3, 1..=10, 1..=6].into_iter().flatten().map(|n| n.to_string());
    assert_eq!(numbers, expected.collect::<Vec<_>>());
    let boxes = headings(page, "dv-box");
    assert_eq!(boxes.len(), 17);
    for (n, words) in boxes.iter().enumerate() {
        assert!(words.starts_with(&format!("Box {}: ", n + 1)), "{words}");
    }
}

#[test]
fn each_of_the_ten_actions_has_its_goals() {
    let page = page("informatization-2021");
    let actions: Vec<_> = classed(page, "dv-action").collect();
    assert_eq!(actions.len(), 10);
    for (n, action) in actions.into_iter().enumerate() {
        let words = heading(page, action);
        assert!(words.starts_with(&format!("({}) Action", n + 1)), "{words}");
        let text = page.text_without(action, "data-apparatus");
        for goal in ["Action goals: By 2023,", "y 2025,"] {
            assert!(text.contains(goal), "{words}: no `{goal}`");
        }
    }
}

#[test]
fn the_economy_plan_has_eleven_chapters_and_its_fourth_is_numbered() {
    let page = page("digital-economy-2021");
    let chapters: Vec<_> = classed(page, "dv-chapter").collect();
    assert_eq!(chapters.len(), 11);
    for (n, chapter) in chapters.into_iter().enumerate() {
        let number = page.named("a").find(|i| is_within(page, *i, chapter)).unwrap();
        assert_eq!(page.text_without(number, "data-none"), (n + 1).to_string());
        let words = heading(page, chapter);
        let printed = if n == 3 { "Fourth,".to_owned() } else { format!("{}. ", n + 1) };
        assert!(words.starts_with(&printed), "{words}");
    }
    let note = page.with("data-note").find(|i| page.nearest(*i, "data-segment") == Some("c4.h"));
    assert_eq!(note.and_then(|i| page.elements[i].get("data-note")), Some("fourth"));
}

#[test]
fn the_table_of_indicators_is_a_table_of_segments() {
    let page = page("digital-economy-2021");
    let table = page.named("table").next().unwrap();
    let is_row =
        |i: &usize| is_within(page, *i, table) && page.elements[*i].get("data-row").is_some();
    let rows: Vec<_> = page.named("tr").filter(is_row).collect();
    // The first is that of the heads.
    assert_eq!(rows.len(), 1 + INDICATORS.len());
    for (row, [name, baseline, goal]) in rows.into_iter().skip(1).zip(INDICATORS) {
        let cells = page.with("data-segment").filter(|i| is_within(page, *i, row));
        let cells: Vec<_> = cells.map(|i| page.text_without(i, "data-apparatus")).collect();
        assert_eq!(cells, [name, baseline, goal, "Forecasted"]);
    }
}

#[test]
fn what_a_text_lacks_is_said_in_its_place() {
    for (document, divisions) in [
        ("informatization-2021", &["d-main-targets"][..]),
        ("digital-economy-2021", &["d-box-1", "d-box-3", "d-box-4", "d-box-5", "d-boxes-after-6"]),
    ] {
        let page = page(document);
        let missing: Vec<_> = classed(page, "missing").collect();
        let places: Vec<_> = missing.iter().map(|i| page.nearest(*i, "id").unwrap()).collect();
        assert_eq!(places, divisions, "{document}");
        for place in missing {
            let said = page.with("lang").filter(|i| is_within(page, *i, place) && *i != place);
            // The label and the reason, in each language.
            let lengths: Vec<_> = said.map(|i| page.text_without(i, "data-none").len()).collect();
            assert!(lengths.len() == 4 && lengths[2..].iter().all(|n| *n > 90), "{lengths:?}");
        }
    }
}

#[test]
fn the_column_beside_a_translation_alone_is_said_to_be_no_text() {
    for document in ["informatization-2021", "digital-economy-2021"] {
        let page = page(document);
        let said = classed(page, "facing-say").next().unwrap();
        let said = page.text_without(said, "data-none");
        for words in ["is not text", "不是正文", "none is invented", "正文仍是译文"] {
            assert!(said.contains(words), "{document}: `{words}` is not in `{said}`");
        }
        let mut column = classed(page, "facing");
        assert!(column.all(|i| page.nearest(i, "data-witness").is_none()), "{document}");
    }
    assert_eq!(classed(page("digital-china-2023"), "facing-say").count(), 0);
}

/// Whether the words of a link at a segment lead to another document's segment.
fn leads(link: &str, from: (&str, &str), to: (&str, &str)) -> bool {
    let page = page(from.0);
    let marked = page.with("data-link").any(|i| {
        page.elements[i].get("data-link") == Some(link)
            && page.nearest(i, "data-witness").is_some()
            && page.nearest(i, "data-segment") == Some(from.1)
    });
    let address = format!("../{}/index.html#{}", to.0, to.1);
    let mut links = page.named("a").filter(|i| page.nearest(*i, "data-link") == Some(link));
    marked && links.any(|i| page.elements[i].get("href") == Some(address.as_str()))
}

#[test]
fn passages_of_2021_and_2023_lead_to_each_other() {
    for (link, old, new) in [
        ("one-matter", ("informatization-2021", "box-15.1.2"), "government.one-matter"),
        (
            "east-west-computing",
            ("digital-economy-2021", "c3.computing.3"),
            "infrastructure.east-west",
        ),
        ("decisive-progress", ("informatization-2021", "objectives.p1.1"), "goals.2025-progress"),
        ("world-front-date", ("informatization-2021", "objectives.p4.1"), "goals.2035"),
    ] {
        let new = ("digital-china-2023", new);
        assert!(leads(link, new, old), "{link}: {new:?} does not lead to {old:?}");
        assert!(leads(link, old, new), "{link}: {old:?} does not lead back to {new:?}");
    }
    let page = page("informatization-2021");
    let mut place = page.with("data-segment");
    let place = place.find(|i| page.elements[*i].get("data-segment") == Some("box-15.1.2"));
    let place = place.unwrap();
    assert!(page.and_ancestors(place).any(|i| page.elements[i].get("id") == Some("d-box-15")));
    assert!(page.text_without(place, "data-apparatus").contains("one matter, arranged in one go"));
}
