//! Files in which hosts look for the headers of answers and for addresses that have moved.

use crate::model::SiteInfo;
use crate::render::publish::moved::Moved;
use crate::render::url;

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

/// For files that carry a hash in their name: a year, and never asked for again.
const FOR_EVER: &str = "  Cache-Control: public, max-age=31536000, immutable\n";

/// The files that the hosts read; `hashed` are assets whose names change with their bytes.
#[must_use]
pub fn files(
    site: &SiteInfo,
    policy: &str,
    hashed: &BTreeMap<String, Arc<[u8]>>,
    moved: &Moved,
) -> Vec<(String, Arc<[u8]>)> {
    let mut files = Vec::new();
    if site.publishing.headers {
        let hashed: Vec<&str> = hashed.keys().map(String::as_str).collect();
        files.push(("_headers".to_owned(), headers(policy, &hashed)));
    }
    if site.publishing.redirects && !moved.pages.is_empty() {
        files.push(("_redirects".to_owned(), redirects(site, moved)));
    }
    files.into_iter().map(|(path, text)| (path, Arc::from(text.into_bytes()))).collect()
}

/// The file of headers: the policy of all pages, and caching for `hashed`, the assets whose names
/// change with their bytes.
#[must_use]
pub fn headers(policy: &str, hashed: &[&str]) -> String {
    let mut out = format!(
        "/*\n  Content-Security-Policy: {policy}; frame-ancestors 'self'\n  \
         X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n"
    );
    // Hosts take few rules: folders of assets have one each.
    let rule = |path: &&str| match path.split_once('/') {
        Some((folder, _)) => format!("/{folder}/*"),
        None => format!("/{path}"),
    };
    for rule in hashed.iter().map(rule).collect::<BTreeSet<_>>() {
        push(&mut out, format_args!("{rule}\n{FOR_EVER}"));
    }
    out
}

/// The file of addresses that have moved.
#[must_use]
pub fn redirects(site: &SiteInfo, moved: &Moved) -> String {
    let root = site.base_url.as_deref().map_or("/", below);
    let mut out = String::new();
    for (from, to) in &moved.pages {
        let [from, to] = [from, to].map(|path| path.strip_suffix(url::HOME).unwrap_or(path));
        push(&mut out, format_args!("{root}{from}* {root}{to}:splat 301\n"));
    }
    out
}

/// The path of an address: `/edition/`.
fn below(base: &str) -> &str {
    let rest = base.split_once("://").map_or(base, |(_, rest)| rest);
    rest.find('/').map_or("/", |slash| &rest[slash..])
}

fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;

    #[test]
    fn folders_of_assets_have_one_rule_each() {
        let made = headers("default-src 'none'", &["css/a.1.css", "css/b.2.css", "style.3.css"]);
        assert_eq!(made.matches("immutable").count(), 2);
        assert!(made.starts_with("/*\n  Content-Security-Policy: default-src 'none'; frame-"));
        assert!(made.contains("\n/css/*\n") && made.contains("\n/style.3.css\n"), "{made}");
    }

    #[test]
    fn what_is_below_an_old_page_moves_with_it() {
        let mut site = fixture::edition("document d en:en:source\ns1 | one").site;
        let pages = vec![("old/index.html".to_owned(), "new/index.html".to_owned())];
        let moved = Moved { pages, ..Moved::default() };
        assert_eq!(redirects(&site, &moved), "/old/* /new/:splat 301\n");
        site.base_url = Some("https://x.org/e/".into());
        assert_eq!(redirects(&site, &moved), "/e/old/* /e/new/:splat 301\n");
    }
}
