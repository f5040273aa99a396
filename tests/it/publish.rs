//! What a site tells search engines, reference managers and previews of links.

use crate::edition::shipped;
use crate::exports::schemas;
use crate::html::Page;
use crate::support::files_of;
use crate::support::findings;

use duizhao::load::tree::SourceTree;
use duizhao::pipeline;
use duizhao::pipeline::Goal;

use std::collections::BTreeMap;
use std::collections::BTreeSet;

const EDITION: &str = "\
//- site.toml
title = { en = 'A <b> & C', zh = '甲' }
languages = ['en', 'zh']
version = '0.2.0'
date = 2026-03-01
[[change]]
version = '0.1.0'
date = 2026-01-01
text = { en = 'First [plan](document:plan).', zh = '初版。' }
[[change]]
version = '0.2.0'
date = 2026-03-01
text = { en = 'A note & more.', zh = '增注。' }
documents = ['plan']
//- content/plan/document.toml
id = 'plan'
title = { en = 'The </script> plan', zh = '规划' }
issuer = { en = 'Council', zh = '国务院' }
issued = 2021-12-12
number = '国发〔2021〕29号'
about = { en = 'About it.', zh = '说明。' }
body = ['a']
[[witness]]
id = 'zh'
name = { en = 'Chinese', zh = '中文' }
lang = 'zh-Hans'
role = 'source'
[[witness]]
id = 'en'
name = { en = 'English', zh = '英文' }
lang = 'en'
role = 'translation'
credit = ['A. Translator']
//- content/plan/zh.toml
'a' = '''一'''
//- content/plan/en.toml
'a' = '''one'''
";

type Files = BTreeMap<String, Vec<u8>>;

fn built(base_url: Option<&str>) -> Files {
    let mut tree = SourceTree::from_fixture(EDITION);
    tree.base_url = base_url.map(str::to_owned);
    let outcome = pipeline::run(&tree, Goal::Build);
    files_of(outcome.site.as_ref().unwrap_or_else(|| panic!("{}", findings(&outcome)))).unwrap()
}

fn text<'a>(files: &'a Files, path: &str) -> &'a str {
    let bytes = files.get(path).unwrap_or_else(|| panic!("no `{path}`"));
    std::str::from_utf8(bytes).unwrap()
}

/// The contents of the meta elements of a name or property.
fn meta(page: &Page, name: &str) -> Vec<String> {
    let all = page.named("meta").map(|i| &page.elements[i]);
    let named = all.filter(|e| [e.get("name"), e.get("property")].contains(&Some(name)));
    named.filter_map(|e| e.get("content").map(str::to_owned)).collect()
}

/// The data blocks of a page, read as JSON.
fn data(page: &Page) -> Vec<serde_json::Value> {
    let scripts = page
        .named("script")
        .filter(|i| page.elements[*i].get("type") == Some("application/ld+json"));
    scripts.map(|i| serde_json::from_str(&page.text_without(i, "data-none")).unwrap()).collect()
}

#[test]
fn without_an_address_nothing_that_needs_one_is_made() {
    let files = built(None);
    assert!(!files.contains_key("sitemap.xml") && !files.contains_key("feed.xml"));
    assert_eq!(text(&files, "robots.txt"), "User-agent: *\nAllow: /\n");
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = Page::parse(std::str::from_utf8(bytes).unwrap()).unwrap();
        assert!(meta(&page, "og:url").is_empty() && meta(&page, "og:image").is_empty(), "{path}");
    }
}

#[test]
fn the_sitemap_lists_every_page_once_at_its_address() {
    let files = built(Some("https://x.org/e/"));
    let map = text(&files, "sitemap.xml");
    let listed: Vec<_> =
        map.split("<loc>").skip(1).filter_map(|p| p.split("</loc>").next()).collect();
    let pages = files.keys().filter(|path| path.ends_with("index.html"));
    let expected: Vec<_> = pages
        .map(|path| format!("https://x.org/e/{}", path.trim_end_matches("index.html")))
        .collect();
    assert_eq!(listed, expected);
    assert!(map.contains("<loc>https://x.org/e/plan/</loc><lastmod>2026-03-01</lastmod>"), "{map}");
    assert!(text(&files, "robots.txt").ends_with("\nSitemap: https://x.org/e/sitemap.xml\n"));
}

#[test]
fn the_feed_tells_of_changes_the_newest_first() {
    let files = built(Some("https://x.org/e/"));
    let feed = text(&files, "feed.xml");
    let mut reader = quick_xml::Reader::from_str(feed);
    while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
    let entries: Vec<_> = feed.split("<entry>").skip(1).collect();
    assert_eq!(entries.len(), 2);
    assert!(entries[0].contains("<id>https://x.org/e/changes/#v0.2.0</id>"), "{}", entries[0]);
    assert!(entries[0].contains("A note &amp;amp; more."), "{}", entries[0]);
    assert!(entries[0].contains("href=\"https://x.org/e/plan/\""), "{}", entries[0]);
    assert!(entries[1].contains("href=&quot;plan/index.html&quot;"), "{}", entries[1]);
    assert!(feed.contains("<updated>2026-03-01T00:00:00Z</updated>"));
    let changes = text(&files, "changes/index.html");
    for anchor in ["id=\"v0.2.0\"", "id=\"v0.1.0\""] {
        assert!(changes.contains(anchor), "no {anchor}");
    }
}

#[test]
fn a_document_says_what_it_is_to_reference_managers_and_robots() {
    let files = built(Some("https://x.org/e/"));
    let page = Page::parse(text(&files, "plan/index.html")).unwrap();
    let expected = [
        ("citation_title", "规划"),
        ("citation_author", "国务院"),
        ("citation_publication_date", "2021/12/12"),
        ("citation_online_date", "2026/03/01"),
        ("citation_technical_report_number", "国发〔2021〕29号"),
        ("citation_language", "zh-Hans"),
        ("citation_public_url", "https://x.org/e/plan/"),
        ("og:site_name", "A <b> & C"),
    ];
    for (name, content) in expected {
        assert_eq!(meta(&page, name), [content], "{name}");
    }
    let data = data(&page);
    let [work] = data.as_slice() else { panic!("{data:?}") };
    assert_eq!(work["@type"], "CreativeWork");
    assert_eq!(work["@id"], "https://x.org/e/plan/");
    assert_eq!(work["name"][0]["@value"], "The </script> plan");
    let translation = &work["workTranslation"][0];
    assert_eq!(translation["translationOfWork"]["@id"], work["@id"]);
    assert_eq!(translation["translator"][0]["name"], "A. Translator");
    assert_eq!(work["isPartOf"]["version"], "0.2.0");
}

#[test]
fn the_data_of_every_page_of_the_shipped_edition_reads_and_leads_to_files() {
    let shipped = shipped();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for (path, page) in &shipped.pages {
        for thing in data(page) {
            let kind = thing["@type"].to_string();
            *kinds.entry(kind).or_default() += 1;
            let mut files = Vec::new();
            addresses(&thing, &mut files);
            for address in files {
                let target = resolved(path, &address);
                assert!(shipped.files.contains_key(&target), "{path}: {address}");
            }
        }
    }
    for kind in ["\"CreativeWork\"", "\"DefinedTerm\"", "\"Dataset\"", "\"DataCatalog\""] {
        assert!(kinds.contains_key(kind), "no {kind} among {kinds:?}");
    }
}

/// All addresses of files in a value.
fn addresses(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(entries) => {
            for (name, value) in entries {
                match value.as_str() {
                    Some(address) if name == "contentUrl" => found.push(address.to_owned()),
                    _ => addresses(value, found),
                }
            }
        }
        serde_json::Value::Array(all) => all.iter().for_each(|value| addresses(value, found)),
        _ => {}
    }
}

/// The path of a relative address on a page.
fn resolved(page: &str, address: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

#[test]
fn a_document_is_cited_in_each_style_and_language_with_version_date_and_address() {
    let files = built(Some("https://x.org/e/"));
    let page = Page::parse(text(&files, "plan/index.html")).unwrap();
    let in_block =
        |i: &usize| page.and_ancestors(*i).any(|i| page.elements[i].get("class") == Some("cites"));
    let cited: Vec<String> =
        page.named("dd").filter(in_block).map(|i| page.text_without(i, "data-none")).collect();
    let expected = [
        "Council. The </script> plan[EB/OL]: 国发〔2021〕29号//A <b> & C. Version 0.2.0. (2026-03-01). https://x.org/e/plan/.",
        "Council. “The </script> plan.” 国发〔2021〕29号. December 12, 2021. In A <b> & C. Version 0.2.0. March 1, 2026. https://x.org/e/plan/.",
        "Council. (2021, December 12). The </script> plan (国发〔2021〕29号). A <b> & C (Version 0.2.0, March 1, 2026). https://x.org/e/plan/",
        "Council. “The </script> plan.” 12 December 2021. A <b> & C, version 0.2.0, 1 March 2026, https://x.org/e/plan/.",
        "国务院. 规划[EB/OL]: 国发〔2021〕29号//甲. 0.2.0版. (2026-03-01). https://x.org/e/plan/.",
        "国务院：《规划》，国发〔2021〕29号，2021年12月12日，载《甲》，0.2.0版，2026年3月1日，https://x.org/e/plan/。",
        "国务院。《规划》（2021年12月12日）。《甲》（0.2.0版，2026年3月1日）。https://x.org/e/plan/",
        "国务院。《规划》，2021年12月12日。《甲》，0.2.0版，2026年3月1日，https://x.org/e/plan/。",
    ];
    assert_eq!(cited, expected);
}

/// The date of an edition as its pages, their linked data and its exports give it.
fn dated(edition: &str, seconds: Option<u64>) -> [String; 4] {
    let mut tree = SourceTree::from_fixture(edition);
    tree.date_by_moment(seconds);
    let outcome = pipeline::run(&tree, Goal::Build);
    let files = files_of(outcome.site.as_ref().unwrap()).unwrap();
    let page = |path| Page::parse(text(&files, path)).unwrap();
    let modified = |value: &serde_json::Value| {
        value["dateModified"].as_str().map(str::to_owned).unwrap_or_default()
    };
    let header = text(&files, "plan/plan.tmx").split_once("creationdate=\"").unwrap().1;
    [
        meta(&page("plan/index.html"), "citation_online_date").join(" "),
        modified(&data(&page("index.html"))[0]),
        modified(&data(&page("downloads/index.html"))[0]["dataset"][0]),
        header[..8].to_owned(),
    ]
}

#[test]
fn a_date_from_outside_counts_where_the_edition_gives_none() {
    let undated = EDITION.replacen("\ndate = 2026-03-01", "", 1);
    let outside = Some(1_767_225_600);
    assert_eq!(dated(&undated, outside), ["2026/01/01", "2026-01-01", "2026-01-01", "20260101"]);
    let own = ["2026/03/01", "2026-03-01", "2026-03-01", "20260301"];
    assert_eq!(dated(EDITION, outside), own);
    assert_eq!(dated(EDITION, None), own);
    let latest_of_documents = "20211212";
    assert_eq!(dated(&undated, None), ["", "", "", latest_of_documents]);
}

#[test]
fn feed_and_sitemap_are_valid_against_their_schemas() {
    let Some(folder) = schemas::schemas() else { return };
    let files = built(Some("https://x.org/e/"));
    let all = [
        ("feed.xml", schemas::JING, "atom/atom.rnc", "<updated>"),
        ("sitemap.xml", "--schema", "sitemap/sitemap.xsd", "<loc>"),
    ];
    for (path, kind, schema, word) in all {
        if !schemas::is_there(kind, schema) {
            continue;
        }
        let check = |text: &str| schemas::faults(kind, &folder.join(schema), text.as_bytes());
        let text = text(&files, path);
        assert_eq!(check(text), "", "{path}");
        let wrong = text.replace(word, "<x>").replace(&word.replace('<', "</"), "</x>");
        assert!(!check(&wrong).is_empty(), "{path} is still valid");
    }
}

#[test]
fn the_data_of_pages_use_the_words_of_schema_org() {
    let Some(folder) = schemas::schemas() else { return };
    let words = std::fs::read(folder.join("schemaorg/schemaorg-all-https.jsonld")).unwrap();
    let words: serde_json::Value = serde_json::from_slice(&words).unwrap();
    let known = words["@graph"].as_array().unwrap().iter();
    let known: BTreeSet<&str> =
        known.filter_map(|word| word["@id"].as_str()?.strip_prefix("schema:")).collect();
    assert!(known.contains("CreativeWork") && !known.contains("CreativeWurk"));
    let mut used = BTreeSet::new();
    for page in shipped().pages.values() {
        data(page).iter().for_each(|thing| vocabulary(thing, &mut used));
    }
    assert!(used.contains("DefinedTerm") && used.contains("workTranslation"), "{used:?}");
    let unknown: Vec<_> = used.iter().filter(|word| !known.contains(word.as_str())).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

/// The types and properties that a value names.
fn vocabulary(value: &serde_json::Value, found: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(entries) => {
            for (name, value) in entries {
                match value.as_str() {
                    Some(kind) if name == "@type" => found.insert(kind.to_owned()),
                    _ if name.starts_with('@') => false,
                    _ => found.insert(name.clone()),
                };
                vocabulary(value, found);
            }
        }
        serde_json::Value::Array(all) => all.iter().for_each(|value| vocabulary(value, found)),
        _ => {}
    }
}
