//! Many files at once: a change of branch, a command that writes several.

use std::collections::BTreeMap;
use std::time::Duration;
use std::time::Instant;

use duizhao::serve::Rebuilt;
use duizhao::serve::Way;
use serde_json::Value;

use crate::sites::put;
use crate::watch::Desk;

/// Files that come within so short a time belong together.
const TOGETHER: Duration = Duration::from_millis(20);

#[test]
fn the_half_of_a_save_of_several_files_is_not_told() {
    let desk = Desk::new(Way::Events);
    let mut news = desk.listen();
    news.next();
    let files = ["document", "english", "received"].map(|name| {
        let path = format!("content/laozi/{name}.toml");
        let text = desk.text(&path);
        (path, text)
    });
    let mut counted = 0;
    for number in 0..20 {
        let started = Instant::now();
        for (path, text) in &files {
            let more = match path.contains("document") {
                true => text.replacen("\"way.1\"", &format!("\"new.{number}\", \"way.1\""), 1),
                false => format!("\"new.{number}\" = '''x'''\n{text}"),
            };
            put(desk.path(), path, &more);
        }
        let is_together = started.elapsed() < TOGETHER;
        let mut told = news.next();
        if is_together {
            assert_eq!(told["problems"], Value::Array(Vec::new()));
            counted += 1;
        }
        while told["problems"] != Value::Array(Vec::new()) {
            told = news.next();
        }
        assert!(desk.get("/laozi/").1.contains(&format!("new.{number}")));
    }
    assert!(counted > 0, "no three files were written in {TOGETHER:?}");
}

#[test]
fn a_change_of_branch_is_one_rebuild() {
    let desk = Desk::new(Way::Events);
    let page = |n: usize| (format!("content/pages/p{n}.en.md"), format!("# Page {n}\n\nText.\n"));
    for (path, text) in (0..200).map(page) {
        put(desk.path(), &path, &text);
    }
    let mut rebuilds: Vec<Rebuilt> = vec![desk.next()];
    while desk.get("/p199/").0 != 200 {
        rebuilds.push(desk.next());
    }
    assert!(rebuilds.len() <= 3, "{} rebuilds", rebuilds.len());
    let changed: BTreeMap<_, _> =
        rebuilds.iter().flat_map(|r| &r.changed).map(|p| (p, ())).collect();
    assert_eq!(changed.len(), 200);
    std::fs::remove_dir_all(desk.path().join("content/pages")).unwrap();
    while desk.get("/p199/").0 != 404 {
        desk.next();
    }
    put(desk.path(), "content/pages/p1.en.md", "# Again\n\nText.\n");
    while desk.get("/p1/").0 != 200 {
        desk.next();
    }
}
