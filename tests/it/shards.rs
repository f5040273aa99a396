//! Parts of a site, made by runs of their own, are the site when they are put together.

use std::collections::BTreeMap;
use std::path::Path;

use duizhao::output;
use duizhao::output::Error;
use duizhao::output::Limits;
use duizhao::output::Method;
use duizhao::output::Plan;
use duizhao::output::Site;
use duizhao::output::manifest;
use duizhao::pipeline::Goal;

use crate::sites::put;
use crate::sites::site as fixed;
use crate::sites::snapshot;
use crate::support::root;
use crate::support::run;

const PARTS: [&str; 3] = ["1/3", "2/3", "3/3"];

fn part(text: &str) -> Plan {
    Plan { shard: Some(text.parse().unwrap()), ..Plan::from(Method::Exchange) }
}

/// Writes a site whole and in parts, copies the parts into one folder, and compares.
fn check(site: &Site) {
    let home = tempfile::tempdir().unwrap();
    let folder = |name: &str| home.path().join(name.replace('/', "-"));
    let mut whole = written(site, &folder("whole"), &Plan::from(Method::Exchange));
    let mut together: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for text in PARTS {
        for (path, bytes) in written(site, &folder(text), &part(text)) {
            let before = together.insert(path.clone(), bytes.clone());
            assert!(before.is_none_or(|before| before == bytes), "`{path}` is in two parts");
        }
        let share = snapshot(&folder(text)).len();
        assert!(share < whole.len(), "{text} is not a part");
    }
    assert!(together.remove(manifest::NAME) != whole.remove(manifest::NAME));
    let paths: Vec<_> = together.keys().collect();
    assert_eq!(paths, whole.keys().collect::<Vec<_>>());
    let other: Vec<_> = whole.iter().filter(|(path, bytes)| together[*path] != **bytes).collect();
    assert!(other.is_empty(), "{:?}", other.iter().map(|(path, _)| path).collect::<Vec<_>>());
}

fn written(site: &Site, folder: &Path, plan: &Plan) -> BTreeMap<String, Vec<u8>> {
    output::write_as(site, folder, plan).unwrap();
    snapshot(folder)
}

fn small() -> Site {
    let files: Vec<(String, String)> =
        (0..40).map(|n| (format!("terms/{n}/index.html"), format!("<p>{n}"))).collect();
    let mut all: Vec<(&str, &str)> = files.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    all.extend([("a.css", "a"), ("b.js", "b"), ("robots.txt", "c")]);
    fixed(&all)
}

#[test]
fn the_parts_of_a_small_site_are_the_site() {
    check(&small());
}

#[test]
fn the_parts_of_the_shipped_edition_are_its_site() {
    let outcome = run(root(), Goal::Build);
    check(outcome.site.as_ref().unwrap());
}

#[test]
fn a_folder_of_parts_put_together_is_one_of_ours() {
    let home = tempfile::tempdir().unwrap();
    let merged = home.path().join("merged");
    for text in PARTS {
        let folder = home.path().join(text.replace('/', "-"));
        for (path, bytes) in written(&small(), &folder, &part(text)) {
            put(&merged, &path, str::from_utf8(&bytes).unwrap());
        }
    }
    put(&merged, "CNAME", "x.org");
    let report = output::write(&fixed(&[("a.css", "new")]), &merged, Method::Exchange).unwrap();
    assert_eq!(report.removed, 42);
    let left: Vec<_> = snapshot(&merged).into_keys().collect();
    assert_eq!(left, [manifest::NAME, "CNAME", "a.css"]);
}

#[test]
fn what_a_host_refuses_is_not_written() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("public");
    output::write(&fixed(&[("index.html", "old")]), &folder, Method::Exchange).unwrap();
    let old = snapshot(&folder);
    let plan = |limits| Plan { limits, ..Plan::from(Method::Exchange) };
    let few = plan(Limits { files: Some(2), bytes: None });
    assert!(matches!(
        output::write_as(&small(), &folder, &few),
        Err(Error::TooMany { files: 43, .. })
    ));
    let slight = plan(Limits { files: None, bytes: Some(4) });
    let error = output::write_as(&small(), &folder, &slight).unwrap_err();
    assert!(matches!(&error, Error::TooLarge { bytes: 5, limit: 4, .. }), "{error}");
    assert_eq!(snapshot(&folder), old);
}
