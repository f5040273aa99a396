//! Links: every internal address and fragment leads somewhere, and no page asks another site.

use super::Shipped;
use super::of;
use super::shipped;

use crate::support::root;

use duizhao::load::tree;
use duizhao::pipeline;
use duizhao::pipeline::Goal;

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Attributes that hold one address.
const ADDRESSES: [&str; 6] = ["href", "src", "action", "poster", "data", "cite"];

/// Values of `rel` that nobody fetches.
const NOT_FETCHED: [&str; 3] = ["canonical", "alternate", "license"];

/// Whether an address leaves the site.
fn is_foreign(address: &str) -> bool {
    let scheme = address.split(['/', '?', '#']).next().unwrap_or_default().contains(':');
    address.starts_with("//") || scheme
}

/// The path below the site's root that an address on a page leads to.
fn resolve(page: &str, address: &str) -> Option<String> {
    let address = address.split(['#', '?']).next().unwrap_or_default();
    if address.is_empty() {
        return Some(page.to_owned());
    }
    let mut parts: Vec<&str> = match address.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => page.split('/').rev().skip(1).collect::<Vec<_>>().into_iter().rev().collect(),
    };
    for part in address.trim_start_matches('/').split('/') {
        match part {
            ".." => {
                parts.pop()?;
            }
            "." => {}
            _ => parts.push(part),
        }
    }
    let path = parts.join("/");
    Some(if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path })
}

/// Undoes `%E6…`; fragments are compared as text.
fn decoded(fragment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = fragment.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail.get(..2).and_then(|h| std::str::from_utf8(h).ok());
        let byte = hex.and_then(|h| u8::from_str_radix(h, 16).ok()).filter(|_| *first == b'%');
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What is wrong with one address of a page.
fn fault(
    page: &str,
    address: &str,
    files: &BTreeSet<&str>,
    ids: &BTreeMap<&str, BTreeSet<&str>>,
) -> Option<String> {
    let Some(target) = resolve(page, address).filter(|target| files.contains(target.as_str()))
    else {
        return Some(format!("{page}: `{address}` leads nowhere"));
    };
    let fragment = decoded(address.split_once('#')?.1);
    let known = ids.get(target.as_str())?;
    let is_there = fragment.is_empty() || known.contains(fragment.as_str());
    (!is_there).then(|| format!("{page}: `{address}`: {target} has no `{fragment}`"))
}

fn ids(shipped: &Shipped) -> BTreeMap<&str, BTreeSet<&str>> {
    let pages = shipped.pages.iter();
    pages
        .map(|(path, page)| {
            let ids = page.with("id").filter_map(|i| page.elements[i].get("id"));
            (path.as_str(), ids.collect())
        })
        .collect()
}

#[test]
fn every_internal_address_and_fragment_resolves() {
    let followed = follow(shipped());
    assert!(followed > 1000, "only {followed} addresses");
}

#[test]
fn in_a_divided_edition_every_internal_address_resolves_as_well() {
    let mut tree = tree::read(root());
    let documents: Vec<Arc<str>> = tree.files.keys().cloned().collect();
    for path in documents.iter().filter(|path| path.ends_with("/document.toml")) {
        let text = tree.files[path].clone().unwrap();
        tree.insert(path, [b"page-by = \"chapter\"\n", &*text].concat());
    }
    let divided = of(&pipeline::run(&tree, Goal::Build)).unwrap_or_else(|fault| panic!("{fault}"));
    assert!(divided.pages.contains_key("informatization-2021/actions/index.html"));
    assert!(divided.pages.len() > shipped().pages.len() + 20);
    assert!(follow(&divided) > 1000);
    // What terms mean stands on the page of the part, where they have no pages of their own.
    let site = tree.files["site.toml"].clone().unwrap();
    let without = b"\n[publish]\nwithout = [\"terms\"]\n[check]\ndead-link = \"off\"\n";
    tree.insert("site.toml", [&*site, without].concat());
    let parted = of(&pipeline::run(&tree, Goal::Build)).unwrap_or_else(|fault| panic!("{fault}"));
    assert!(follow(&parted) > 1000);
}

/// The parts that a site may do without, each with the beginning or end of its files' paths.
const PARTS: [(&str, [&str; 2]); 6] = [
    ("downloads", ["downloads/", "/segments.json"]),
    ("glosses", ["glosses/", "/aside.js"]),
    ("health", ["health/", "/health.html"]),
    ("search", ["search/", "/search.js"]),
    ("sources", ["sources/", "/sources.html"]),
    ("terms", ["terms/", "/terms/index.html"]),
];

#[test]
fn a_site_that_does_without_parts_leads_to_none_of_them() {
    let mut tree = tree::read(root());
    let site = tree.files["site.toml"].clone().unwrap();
    let parts: Vec<&str> = PARTS.iter().map(|(part, _)| *part).collect();
    let more =
        format!("\n[publish]\nwithout = {parts:?}\n[check]\ndead-link = \"off\"\n").into_bytes();
    tree.insert("site.toml", [&*site, &more].concat());
    let parted = of(&pipeline::run(&tree, Goal::Build)).unwrap_or_else(|fault| panic!("{fault}"));
    for (part, [begin, end]) in PARTS {
        let has = |site: &Shipped| {
            site.files.keys().any(|path| path.starts_with(begin) || path.ends_with(end))
        };
        assert!(has(shipped()) && !has(&parted), "{part}");
    }
    assert!(follow(&parted) > 1000);
    let page = &parted.files["digital-china-2023/index.html"];
    let page = std::str::from_utf8(page).unwrap();
    assert!(page.contains("href=\"#t-shuzi-zhongguo\""), "an occurrence leads to its definition");
    assert!(page.contains("<p class=\"bl\"><span class=\"ui\" lang="), "which has the gloss");
}

/// Follows all addresses of a site, fails where one leads nowhere, and tells how many there are.
#[track_caller]
fn follow(shipped: &Shipped) -> usize {
    let files: BTreeSet<&str> = shipped.files.keys().map(String::as_str).collect();
    let ids = ids(shipped);
    let mut faults = BTreeSet::new();
    let mut followed = 0;
    for (path, page) in &shipped.pages {
        for element in &page.elements {
            let one = ADDRESSES.iter().filter_map(|name| element.get(name));
            let many = element.get("srcset").into_iter().flat_map(|set| set.split(','));
            let many = many.filter_map(|entry| entry.split_whitespace().next());
            for address in one.chain(many).filter(|address| !is_foreign(address)) {
                followed += 1;
                faults.extend(fault(path, address, &files, &ids));
            }
        }
        for name in ["aria-describedby", "aria-labelledby", "aria-controls", "for"] {
            let named =
                page.with(name).flat_map(|i| page.elements[i].get(name).unwrap().split(' '));
            let missing = named.filter(|id| !ids[path.as_str()].contains(id));
            faults.extend(missing.map(|id| format!("{path}: `{name}` names `{id}`")));
        }
    }
    let shown: Vec<_> = faults.iter().take(40).cloned().collect();
    assert!(faults.is_empty(), "{} faults\n{}\n", faults.len(), shown.join("\n"));
    followed
}

#[test]
fn no_page_asks_another_site() {
    let mut faults = Vec::new();
    for (path, page) in &shipped().pages {
        for element in page.elements.iter().filter(|element| element.name != "a") {
            let rel = element.get("rel").unwrap_or_default();
            if element.name == "link" && rel.split(' ').any(|word| NOT_FETCHED.contains(&word)) {
                continue;
            }
            let set = element.get("srcset").into_iter().flat_map(|set| set.split(','));
            let addresses = ADDRESSES.iter().filter(|name| **name != "cite");
            let addresses = addresses.filter_map(|name| element.get(name)).chain(set);
            // What stands in the address itself is asked of nobody.
            let asked = addresses.map(str::trim).filter(|address| !address.starts_with("data:"));
            let foreign = asked.filter(|address| is_foreign(address));
            faults.extend(foreign.map(|address| format!("{path}: <{}> {address}", element.name)));
        }
        let pings = page.with("ping").count();
        assert_eq!(pings, 0, "{path} has links with `ping`");
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn no_style_asks_another_site() {
    let styles = shipped().files.iter().filter(|(path, _)| path.ends_with(".css"));
    let mut read = 0;
    for (path, bytes) in styles {
        let text = std::str::from_utf8(bytes).unwrap().replace(['"', '\'', ' '], "");
        for mark in ["url(http", "url(//", "@import"] {
            assert!(!text.contains(mark), "{path} has `{mark}`");
        }
        read += 1;
    }
    assert!(read > 0, "there are no styles");
}

#[test]
fn dead_links_are_found() {
    let files = BTreeSet::from(["index.html", "a/index.html", "a/b.css"]);
    let ids = BTreeMap::from([
        ("index.html", BTreeSet::from(["x", "字"])),
        ("a/index.html", BTreeSet::new()),
    ]);
    let dead = |page: &str, address: &str| fault(page, address, &files, &ids).is_some();
    let good =
        ["../index.html#x", "../index.html#%E5%AD%97", "../", "b.css", "#", "./index.html", "/a/"];
    for address in good {
        assert!(!dead("a/index.html", address), "{address}");
    }
    for address in ["../index.html#y", "#x", "../../index.html", "c.css", "../b/", "/b.css"] {
        assert!(dead("a/index.html", address), "{address}");
    }
    assert!(
        is_foreign("https://a.example/x") && is_foreign("//a.example") && is_foreign("mailto:x")
    );
    assert!(!is_foreign("a/b:c") && !is_foreign("#a:b"));
}
