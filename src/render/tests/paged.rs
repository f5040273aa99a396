//! What grows with the edition is cut: into pages, or put together.

use crate::annotate::fixture;
use crate::model::Date;
use crate::model::Edition;
use crate::model::Localized;
use crate::model::Seed;
use crate::output::Download;
use crate::output::Downloads;
use crate::render::pager::PER_PAGE;
use crate::render::tests::add;
use crate::render::tests::data;
use crate::render::tests::linked;
use crate::render::tests::plain;
use crate::render::tests::site;
use crate::render::tests::site_with;

use serde_json::Value;

use std::ops::Range;
use std::sync::Arc;

#[test]
fn a_long_concordance_is_paged() {
    let mut text = "document d zh:zh:source\n".to_owned();
    for n in 0..=PER_PAGE {
        text.push_str(&format!("s{n} | 数据\n"));
    }
    text.push_str("term shuju | zh 数据");
    let first = data(fixture::edition(&text), "terms/shuju/index.html");
    assert_eq!(first["concordance"][0]["rows"].as_array().unwrap().len(), PER_PAGE);
    assert_eq!(first["concordance"][0]["total"], PER_PAGE + 1);
    assert_eq!(first["pager"]["next"], "page-2/index.html");
    let second = data(fixture::edition(&text), "terms/shuju/page-2/index.html");
    assert_eq!(second["concordance"][0]["rows"].as_array().unwrap().len(), 1);
    assert_eq!(second["pager"]["previous"], "../index.html");
    assert!(second["pager"]["next"].is_null());
}

#[test]
fn many_links_are_paged() {
    let edition = linked(2 * PER_PAGE);
    let count = |path: &str| {
        let page = data(edition.clone(), path);
        (page["pairs"][0]["entries"].as_array().unwrap().len(), page["pager"]["next"].clone())
    };
    assert_eq!(count("compare/index.html"), (PER_PAGE, "page-2/index.html".into()));
    assert_eq!(count("compare/page-2/index.html"), (PER_PAGE, "../page-3/index.html".into()));
    assert_eq!(count("compare/page-3/index.html"), (1, Value::Null));
}

/// What the template of a kind of page gets under some names.
fn given(edition: Edition, path: &str, kind: &str, names: &[&str]) -> Value {
    let mut theme = plain(&edition);
    let entries: Vec<String> = names.iter().map(|name| format!("'{name}': {name}")).collect();
    add(&mut theme, kind, &format!("{{{{ {{{}}} | tojson }}}}", entries.join(", ")));
    let site = site(edition, &theme);
    let at = site.pages.paths().iter().position(|p| p == path).expect("the page exists");
    serde_json::from_slice(&site.pages.render(at).unwrap()).unwrap()
}

/// An edition of so many documents with one sentence each, whose translations have one id.
fn shelf(count: usize) -> Edition {
    let mut text = String::new();
    for n in 0..count {
        text.push_str(&format!("document d{n:02} zh:zh-Hans:source en:en\ns1 | 数据 | data\n"));
    }
    fixture::edition(&format!("{text}term shuju | zh 数据 | en data"))
}

#[test]
fn translations_of_many_documents_stand_together_in_the_matrix() {
    let matrix = |count: usize| data(shelf(count), "terms/index.html")["matrix"].clone();
    let few = matrix(24);
    assert_eq!(few["columns"].as_array().unwrap().len(), 24);
    assert_eq!(few["columns"][23]["document"]["id"], "d23");
    let many = matrix(25);
    assert_eq!(many["columns"].as_array().unwrap().len(), 1);
    assert!(many["columns"][0]["document"].is_null());
    let cell = &many["rows"][0]["cells"][0];
    assert_eq!((&cell["count"], &cell["forms"][0]["count"]), (&25.into(), &25.into()));
    assert_eq!(cell["forms"][0]["url"], "../d00/index.html#s1", "where it stands first");
}

#[test]
fn the_start_page_and_its_line_of_years_are_paged_by_dates() {
    let mut edition = shelf(201);
    for (n, document) in edition.documents.iter_mut().enumerate() {
        let year = if n == 0 { 2030 } else { 2020 };
        Arc::make_mut(document).issued = Some(Date { year, month: 1, day: 1 });
    }
    let names = ["page", "documents", "timeline", "counts", "pager"];
    let first = given(edition.clone(), "index.html", "home", &names);
    let second = given(edition, "pages/2/index.html", "home", &names);
    let ids = |page: &Value| -> Vec<String> {
        let documents = page["documents"].as_array().unwrap().iter();
        documents.map(|document| document["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&first).len(), 200);
    assert_eq!(ids(&second), ["d00"], "the latest comes last");
    assert_eq!(second["documents"][0]["url"], "../../d00/index.html");
    let years = |page: &Value| -> Vec<(Value, usize)> {
        let years = page["timeline"].as_array().unwrap().iter();
        years.map(|y| (y["year"].clone(), y["documents"].as_array().unwrap().len())).collect()
    };
    assert_eq!(years(&first), [(2020.into(), 200)]);
    assert_eq!(years(&second), [(2030.into(), 1)]);
    assert_eq!(first["pager"]["next"], "pages/2/index.html");
    assert_eq!(second["pager"]["previous"], "../../index.html");
    for page in [&first, &second] {
        assert_eq!(page["counts"]["documents"], 201, "counts are those of the edition");
    }
    let named = |page: &Value, id: &str| {
        page["page"]["meta"]["data"].to_string().contains(&format!("{id}/index.html"))
    };
    assert!(named(&first, "d200") && !named(&first, "d00"));
    assert!(named(&second, "d00") && !named(&second, "d200"));
}

#[test]
fn witnesses_stand_with_their_originals_on_the_page_that_readers_are_sent_to() {
    let mut edition = shelf(101);
    let seed = |file: &str| Seed {
        file: file.to_owned(),
        sha256: String::new(),
        sha256_span: fixture::nowhere(),
        bytes: 1,
        title: Localized::default(),
        languages: Vec::new(),
        publisher: String::new(),
        origin: String::new(),
        archived: None,
        published: None,
        rights: Localized::default(),
        span: fixture::nowhere(),
    };
    edition.seeds = ["all.txt", "first.txt", "last.txt", "none.txt"].map(seed).to_vec();
    fixture::document_mut(&mut edition, 0).witnesses[0].seed = Some("first.txt".to_owned());
    fixture::document_mut(&mut edition, 100).witnesses[0].seed = Some("last.txt".to_owned());
    for place in [0, 100] {
        fixture::document_mut(&mut edition, place).witnesses[1].seed = Some("all.txt".to_owned());
    }
    let originals = |page: &Value| -> Vec<String> {
        let seeds = page["seeds"].as_array().unwrap().iter();
        seeds.map(|seed| seed["file"].as_str().unwrap().to_owned()).collect()
    };
    let names = ["documents", "seeds"];
    let first = given(edition.clone(), "sources/index.html", "sources", &names);
    assert_eq!(first["documents"].as_array().unwrap().len(), 100);
    assert_eq!(originals(&first), ["all.txt", "first.txt", "none.txt"]);
    let second = given(edition.clone(), "sources/page-2/index.html", "sources", &names);
    assert_eq!(second["documents"][0]["id"], "d100");
    assert_eq!(originals(&second), ["all.txt", "last.txt"]);
    let witness = |id: &str| {
        let page = given(edition.clone(), &format!("{id}/index.html"), "reader", &["witnesses"]);
        page["witnesses"][0]["sources_url"].clone()
    };
    assert_eq!(witness("d99"), "../sources/index.html#w-d99-zh");
    assert_eq!(witness("d100"), "../sources/page-2/index.html#w-d100-zh");
}

#[test]
fn health_is_paged_and_its_sums_are_those_of_all_documents() {
    let edition = shelf(101);
    let names = ["documents", "sum"];
    let first = given(edition.clone(), "health/index.html", "health", &names);
    let second = given(edition, "health/page-2/index.html", "health", &names);
    assert_eq!(first["documents"].as_array().unwrap().len(), 100);
    assert_eq!(second["documents"].as_array().unwrap().len(), 1);
    assert_eq!(second["documents"][0]["document"]["id"], "d100");
    for page in [&first, &second] {
        assert_eq!((&page["sum"]["segments"], &page["sum"]["matched"]), (&101.into(), &101.into()));
    }
}

#[test]
fn files_to_take_away_are_paged_by_documents() {
    let edition = shelf(25);
    let file = |n: usize| Download {
        path: format!("d{n:02}/d{n:02}.csv"),
        document: Some(n),
        documents: None,
        witnesses: Vec::new(),
        key: "csv",
        name: "CSV",
        media_type: "text/csv",
    };
    let whole = |name: &str, documents: Option<Range<usize>>| Download {
        path: format!("downloads/{name}.csv"),
        document: None,
        documents,
        ..file(0)
    };
    let parts = [("b", 0..20), ("b.part-10", 24..25), ("b.part-2", 20..24)];
    let parts = parts.map(|(name, documents)| whole(name, Some(documents)));
    let files = (0..25).map(file).chain([whole("a", None)]).chain(parts);
    let files: Vec<Download> = files.collect();
    let of = files.clone().into_iter().map(|file| file.document);
    let file = Arc::new(move |place: usize| files[place].clone());
    let downloads = Downloads::new(of, Vec::new(), Vec::new(), (file, Arc::new(|_| 7)));
    let site = site_with(edition.clone(), &plain(&edition), downloads);
    let page = |path: &str| -> Value {
        let at = site.pages.paths().iter().position(|p| p == path).expect("the page exists");
        assert!(site.pages.is_last(at), "it tells the sizes of other files");
        serde_json::from_slice(&site.pages.render(at).unwrap()).unwrap()
    };
    let count = |page: &Value, what: &str| page[what].as_array().unwrap().len();
    let first = page("downloads/index.html");
    let whole_of = |page: &Value| {
        let files = page["edition"].as_array().unwrap().iter();
        files.map(|file| file["file"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(count(&first, "documents"), 24);
    assert_eq!(whole_of(&first), ["a.csv", "b.csv", "b.part-2.csv"]);
    let ends = |n: usize| first["edition"][n]["documents"].as_array().unwrap().clone();
    assert_eq!((ends(0).len(), ends(1).len()), (0, 2));
    assert_eq!((&ends(1)[0]["id"], &ends(1)[1]["id"]), (&"d00".into(), &"d19".into()));
    assert_eq!(first["pager"]["next"], "page-2/index.html");
    let second = page("downloads/page-2/index.html");
    assert_eq!(count(&second, "documents"), 1);
    assert_eq!(whole_of(&second), ["b.part-10.csv"], "the part in which its document is");
    assert_eq!(second["edition"][0]["documents"].as_array().unwrap().len(), 1);
    assert_eq!(second["documents"][0]["files"][0]["url"], "../../d24/d24.csv");
    let named = |page: &Value, file: &str| page["page"]["meta"]["data"].to_string().contains(file);
    assert!(named(&first, "d00.csv") && named(&first, "a.csv") && !named(&first, "d24.csv"));
    assert!(named(&second, "d24.csv") && !named(&second, "d00.csv") && !named(&second, "a.csv"));
    assert!(named(&second, "b.part-10.csv") && !named(&second, "b.part-2.csv"));
}
