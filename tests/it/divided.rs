//! A divided document: each of its rows stands on one page, and whatever names a place in it leads
//! to the page on which that place is, old addresses too.

use crate::html::Page;
use crate::support::files_of;
use crate::support::findings;

use duizhao::load::tree::SourceTree;
use duizhao::pipeline;
use duizhao::pipeline::Goal;

use std::collections::BTreeMap;

const KEY: &str = "page-by = 'chapter'\n";

const EDITION: &str = "\
//- site.toml
title = { en = 'Test' }
languages = ['en']
//- content/plan/document.toml
id = 'plan'
title = { en = 'Plan' }
PAGE-BY
body = [{ division = 'front' }, 'alone', { division = 'goals' }, { division = 'rest' }, { division = 'data.law' }, { division = 'end' }]
[[witness]]
id = 'zh'
name = { en = 'Chinese' }
lang = 'zh-Hans'
role = 'source'
[[witness]]
id = 'en'
name = { en = 'English' }
lang = 'en'
role = 'translation'
[[division]]
id = 'front'
kind = 'front'
heading = 'title'
body = []
[[division]]
id = 'goals'
kind = 'chapter'
heading = 'goals.h'
body = [['goals.1', 'goals.2'], { division = 'aims' }]
[[division]]
id = 'aims'
kind = 'section'
heading = { editorial = { en = 'Aims' } }
body = ['aims.1']
[[division]]
id = 'rest'
kind = 'paragraph'
body = ['rest.1']
[[division]]
id = 'data.law'
kind = 'section'
heading = { editorial = { en = 'Law of data' } }
body = ['law.1']
[[division]]
id = 'end'
kind = 'back'
heading = { editorial = { en = 'End' } }
body = []
//- content/plan/zh.toml
title = '''计划'''
alone = '''数据'''
'goals.h' = '''目标'''
'goals.1' = '''数据要素'''
'goals.2' = '''数据'''
'aims.1' = '''要'''
'rest.1' = '''余'''
'law.1' = '''法'''
//- content/plan/en.toml
title = '''Plan'''
alone = '''data'''
'goals.h' = '''Goals'''
'goals.1' = '''data elements'''
'goals.2' = '''data'''
'aims.1' = '''aims'''
'rest.1' = '''rest'''
'law.1' = '''law'''
//- content/plan/notes.toml
[[note]]
id = 'first'
kind = 'editorial'
at = { segment = 'alone', witness = 'en', quote = 'data' }
body = { en = 'See [the law](#law.1) and [the aims](segment:plan#aims.1).' }
[[note]]
id = 'second'
kind = 'editorial'
at = { segment = 'law.1', witness = 'en', quote = 'law' }
body = { en = 'See [the data](#alone).' }
//- content/other/document.toml
id = 'other'
title = { en = 'Other' }
body = ['o.1']
[[witness]]
id = 'en'
name = { en = 'English' }
lang = 'en'
role = 'source'
//- content/other/en.toml
'o.1' = '''laws of data'''
//- content/links.toml
[[link]]
id = 'laws'
relation = 'see'
from = { document = 'other', segment = 'o.1', witness = 'en', quote = 'laws' }
to = { document = 'plan', segment = 'law.1', witness = 'en', quote = 'law' }
reason = { en = 'Why.' }
[[link]]
id = 'within'
relation = 'see'
from = { document = 'plan', segment = 'goals.2', witness = 'en', quote = 'data' }
to = { document = 'plan', segment = 'law.1', witness = 'en', quote = 'law' }
reason = { en = 'Why.' }
//- glossary/words.toml
theme = { en = 'Words' }
[[term]]
id = 'shuju'
kind = 'concept'
forms.zh = { form = '数据' }
forms.en = { form = 'data' }
gloss.en = 'What is known.'
[[term]]
id = 'yaosu'
kind = 'concept'
forms.zh = { form = '数据要素' }
forms.en = { form = 'data element', also = ['data elements'] }
gloss.en = 'A factor.'
[[term]]
id = 'law'
kind = 'concept'
forms.zh = { form = '法' }
forms.en = { form = 'law', also = ['laws'] }
gloss.en = 'A rule.'
//- published-ids.toml
[document.plan]
divisions = ['old.goals']
segments = ['old.1']
notes = ['old-note']
[document.old-plan]
divisions = ['goals']
[[alias]]
kind = 'division'
document = 'plan'
from = 'old.goals'
to = 'goals'
[[alias]]
kind = 'segment'
document = 'plan'
from = 'old.1'
to = 'law.1'
[[alias]]
kind = 'note'
document = 'plan'
from = 'old-note'
to = 'second'
[[alias]]
kind = 'document'
from = 'old-plan'
to = 'plan'
";

/// The pages of the document in order.
const PARTS: [&str; 4] =
    ["plan/index.html", "plan/goals/index.html", "plan/data_law/index.html", "plan/end/index.html"];

type Files = BTreeMap<String, Vec<u8>>;

fn files(text: &str) -> Files {
    let outcome = pipeline::run(&SourceTree::from_fixture(text), Goal::Build);
    let site = outcome.site.as_ref().unwrap_or_else(|| panic!("{}", findings(&outcome)));
    files_of(site).unwrap()
}

fn divided() -> Files {
    files(&EDITION.replace("PAGE-BY\n", KEY))
}

fn text<'a>(files: &'a Files, path: &str) -> &'a str {
    let bytes = files.get(path).unwrap_or_else(|| panic!("there is no {path}"));
    std::str::from_utf8(bytes).unwrap()
}

fn page(files: &Files, path: &str) -> Page {
    Page::parse(text(files, path)).unwrap_or_else(|fault| panic!("{path}: {fault}"))
}

/// The elements of a page with an `id`.
fn with_id(page: &Page, id: &str) -> Vec<usize> {
    page.with("id").filter(|&i| page.elements[i].get("id") == Some(id)).collect()
}

/// All readings of a page in order: segment, witness, and the text with its numbers and signs.
fn readings(page: &Page) -> Vec<[String; 3]> {
    page.with("data-witness")
        .map(|i| {
            let segment = page.nearest(i, "data-segment").unwrap().to_owned();
            let witness = page.elements[i].get("data-witness").unwrap().to_owned();
            [segment, witness, page.text_without(i, "no-attribute")]
        })
        .collect()
}

/// What stands at the numbers of rows, in order.
fn numbers(page: &Page) -> Vec<String> {
    let refs = page.with("class").filter(|&i| {
        let classes = page.elements[i].get("class").unwrap();
        classes.split(' ').any(|class| class == "ref")
    });
    refs.map(|i| page.text_without(i, "no-attribute")).collect()
}

/// Where an address on a page leads: the page and the fragment.
fn target(from: &str, address: &str) -> (String, String) {
    let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
    let mut folders: Vec<&str> = from.split('/').collect();
    if !path.is_empty() {
        folders.pop();
        for step in path.split('/') {
            match step {
                ".." => drop(folders.pop().unwrap()),
                step => folders.push(step),
            }
        }
    }
    (folders.join("/"), fragment.to_owned())
}

/// All links of a page, as where they lead.
fn links(files: &Files, path: &str) -> Vec<(String, String)> {
    let page = page(files, path);
    let links = page.with("href").filter(|&i| page.elements[i].name == "a");
    links.map(|i| target(path, page.elements[i].get("href").unwrap())).collect()
}

#[test]
fn parts_hold_all_rows_once_and_count_on() {
    let (whole, divided) = (files(&EDITION.replace("PAGE-BY\n", "")), divided());
    let whole = page(&whole, PARTS[0]);
    let parts = PARTS.map(|path| page(&divided, path));
    let together: Vec<_> = parts.iter().flat_map(readings).collect();
    assert_eq!(together, readings(&whole));
    assert_eq!(together.len(), 16);
    let together: Vec<_> = parts.iter().flat_map(numbers).collect();
    assert_eq!(together, numbers(&whole));
    let of = |part: usize| -> Vec<String> {
        let mut ids: Vec<_> = readings(&parts[part]).into_iter().map(|[id, ..]| id).collect();
        ids.dedup();
        ids
    };
    assert_eq!(of(0), ["title", "alone"], "front matter and what comes before the first chapter");
    assert!(of(1).contains(&"rest.1".to_owned()), "what has no heading goes with what is before");
    assert_eq!(of(2).first().map(String::as_str), Some("law.1"));
    assert!(of(3).is_empty(), "a part may be a heading alone");
}

#[test]
fn notes_and_definitions_are_those_of_the_part() {
    let divided = divided();
    let has = |part: usize, id: &str| with_id(&page(&divided, PARTS[part]), id).len() == 1;
    let of = |id: &str| (0..4).map(|part| has(part, id)).collect::<Vec<_>>();
    assert_eq!(of("nr-first"), [true, false, false, false]);
    assert_eq!(of("nr-second"), [false, false, true, false]);
    assert_eq!(of("t-shuju"), [true, true, false, false]);
    assert_eq!(of("t-yaosu"), [false, true, false, false]);
    assert_eq!(of("t-law"), [false, false, true, false]);
    let law = page(&divided, PARTS[2]);
    let sign = law.text_without(with_id(&law, "nr-second")[0], "no-attribute");
    assert_eq!(sign.trim(), "2", "signs count on");
    let first = text(&divided, "plan/aside.js");
    let third = text(&divided, "plan/data_law/aside.js");
    assert!(first.contains("t-shuju") && !first.contains("link-laws"));
    assert!(third.contains("t-law") && third.contains("link-laws"));
    assert!(third.contains(r#"href=\"../goals/index.html#goals.2\""#), "{third}");
}

#[test]
fn every_address_of_a_place_leads_to_its_page() {
    let divided = divided();
    let known: BTreeMap<&str, Page> = divided
        .keys()
        .filter(|path| path.ends_with("index.html"))
        .map(|path| (path.as_str(), page(&divided, path)))
        .collect();
    for path in known.keys() {
        for (to, id) in links(&divided, path).into_iter().filter(|(to, _)| !to.contains(':')) {
            // `#law.1` in a note names what is in its own document, and nothing on the list of notes.
            if (path, to.as_str()) == (&"notes/index.html", "notes/index.html") {
                continue;
            }
            assert!(divided.contains_key(&to), "{path}: {to}");
            let Some(there) = known.get(to.as_str()).filter(|_| !id.is_empty()) else { continue };
            let [place] = with_id(there, &id)[..] else {
                panic!("{path}: {to} has no `{id}`, or several")
            };
            // Not to the sign-post on the first page, but to the place itself.
            let is_post = there
                .and_ancestors(place)
                .any(|i| matches!(there.elements[i].get("class"), Some("elsewhere" | "chapters")));
            assert!(!is_post, "{path}: {to}#{id} leads to where it only stands how to go on");
        }
    }
    let law = ("plan/data_law/index.html".to_owned(), "law.1".to_owned());
    for path in ["compare/index.html", "terms/law/index.html", "notes/index.html", PARTS[0]] {
        assert!(links(&divided, path).contains(&law), "{path}");
    }
    let coverage = links(&divided, "compare/coverage/index.html");
    assert!(coverage.contains(&("plan/goals/index.html".to_owned(), "d-aims".to_owned())));
    let data = ("plan/index.html".to_owned(), "alone".to_owned());
    assert!(links(&divided, PARTS[2]).contains(&data), "`#alone` in a note on another page");
    let exported = text(&divided, "plan/segments.json");
    assert!(exported.contains("../plan/data_law/index.html#law.1"), "{exported}");
    let notes = text(&divided, "plan/plan.notes.jsonld");
    assert!(notes.contains("../plan/data_law/index.html"), "{notes}");
    let names = text(&divided, "search/data/n/0/0.js");
    assert!(names.contains(r#"[7,"plan/data_law/index.html"]"#), "{names}");
    let matter = divided.iter().filter(|(path, _)| path.starts_with("search/data/b/"));
    let matter: Vec<&str> = matter.map(|(path, _)| text(&divided, path)).collect();
    assert!(matter.iter().any(|block| block.contains("plan/data_law/index.html#n-second")));
}

#[test]
fn one_goes_from_part_to_part_and_then_to_the_next_document() {
    let divided = divided();
    let ways = |path: &str| -> Vec<(String, String)> {
        let page = page(&divided, path);
        let of = |rel: &str| {
            let found = page.with("rel").filter(|&i| page.elements[i].get("rel") == Some(rel));
            let last = found.last().and_then(|i| page.elements[i].get("href"));
            last.map_or(String::new(), |address| target(path, address).0)
        };
        vec![(of("prev"), of("next"))]
    };
    let [a, b, c, d] = PARTS.map(str::to_owned);
    let before = "other/index.html".to_owned();
    let expected =
        [(before, b.clone()), (a, c.clone()), (b, d), (c, String::new())].map(|way| vec![way]);
    assert_eq!(PARTS.map(ways), expected);
}

#[test]
fn old_addresses_lead_on() {
    let divided = divided();
    let first = page(&divided, PARTS[0]);
    let leads = |id: &str, to: &str, at: &str| {
        let found = with_id(&first, id);
        let [one] = found[..] else { panic!("{} elements have the id `{id}`", found.len()) };
        let element = &first.elements[one];
        assert_eq!(element.name, "a", "{id}");
        let there = target(PARTS[0], element.get("href").unwrap());
        assert_eq!(there, (to.to_owned(), at.to_owned()), "{id}");
        assert_eq!(with_id(&page(&divided, to), at).len(), 1, "{to}#{at}");
    };
    for id in ["goals.h", "goals.1", "goals.2", "aims.1", "rest.1", "d-goals", "d-aims"] {
        leads(id, PARTS[1], id);
    }
    for id in ["law.1", "n-second", "d-data.law"] {
        leads(id, PARTS[2], id);
    }
    leads("d-end", PARTS[3], "d-end");
    leads("old.1", PARTS[2], "law.1");
    leads("n-old-note", PARTS[2], "n-second");
    let law = page(&divided, PARTS[2]);
    assert_eq!(with_id(&law, "old.1").len(), 1, "the old id stands at the new place as well");
    // A page of a division or of a document that has another id now.
    let moved =
        [("plan/old_goals", PARTS[1]), ("old-plan/goals", PARTS[1]), ("old-plan", PARTS[0])];
    for (folder, to) in moved {
        let path = format!("{folder}/index.html");
        assert!(links(&divided, &path).iter().any(|(there, _)| there == to), "{path}");
    }
    // The first page alone has the script and the list.
    let count = |what: &str| PARTS.map(|path| text(&divided, path).matches(what).count());
    assert_eq!(count("js/divided."), [1, 0, 0, 0]);
    assert_eq!(count("class=\"elsewhere\""), [1, 0, 0, 0]);
}

#[test]
fn other_documents_are_as_if_there_were_no_divided_one() {
    let (whole, divided) = (files(&EDITION.replace("PAGE-BY\n", "")), divided());
    let other = text(&divided, "other/index.html");
    let expected = text(&whole, "other/index.html");
    assert_eq!(other.replace("plan/data_law/index.html", "plan/index.html"), expected);
    for path in ["plan/index.html", "other/index.html"] {
        assert!(!text(&whole, path).contains("divided"), "{path}");
    }
}
