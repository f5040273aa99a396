//! What grows with the edition is cut: into pages, or put together.

use crate::annotate::fixture;
use crate::model::Edition;
use crate::output::Download;
use crate::output::Downloads;
use crate::render::pager::PER_PAGE;
use crate::render::tests::data;
use crate::render::tests::linked;
use crate::render::tests::plain;
use crate::render::tests::site_with;

use serde_json::Value;

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
fn files_to_take_away_are_paged_by_documents() {
    let edition = shelf(25);
    let file = |n: usize| Download {
        path: format!("d{n:02}/d{n:02}.csv"),
        document: Some(n),
        witnesses: Vec::new(),
        key: "csv",
        name: "CSV",
        media_type: "text/csv",
    };
    let whole = Download { path: "downloads/a.csv".to_owned(), document: None, ..file(0) };
    let files = (0..25).map(file).chain([whole]).collect();
    let downloads = Downloads::new(files, Vec::new(), Vec::new(), Arc::new(|_| 7));
    let site = site_with(edition.clone(), &plain(&edition), downloads);
    let page = |path: &str| -> Value {
        let at = site.pages.paths().iter().position(|p| p == path).expect("the page exists");
        assert!(site.pages.is_last(at), "it tells the sizes of other files");
        serde_json::from_slice(&site.pages.render(at).unwrap()).unwrap()
    };
    let count = |page: &Value, what: &str| page[what].as_array().unwrap().len();
    let first = page("downloads/index.html");
    assert_eq!((count(&first, "documents"), count(&first, "edition")), (24, 1));
    assert_eq!(first["pager"]["next"], "page-2/index.html");
    let second = page("downloads/page-2/index.html");
    assert_eq!((count(&second, "documents"), count(&second, "edition")), (1, 0));
    assert_eq!(second["documents"][0]["files"][0]["url"], "../../d24/d24.csv");
    let named = |page: &Value, file: &str| page["page"]["meta"]["data"].to_string().contains(file);
    assert!(named(&first, "d00.csv") && named(&first, "a.csv") && !named(&first, "d24.csv"));
    assert!(named(&second, "d24.csv") && !named(&second, "d00.csv") && !named(&second, "a.csv"));
}
