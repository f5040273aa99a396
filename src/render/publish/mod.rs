//! What makes a site found and cited: sitemap, feed, descriptions of pages for other programs.
//!
//! In: the edition and the paths of its pages. Out: files at the root of the site, and what stands
//! in the heads of pages. Never: an absolute address where `site.toml` gives none.

pub mod card;
pub mod changes;
pub mod cite;
pub mod feed;
pub mod hosts;
pub mod linked;
pub mod meta;
pub mod moved;
pub mod sitemap;
pub mod subject;

use crate::render::book::Book;

use std::collections::BTreeMap;
use std::sync::Arc;

/// Files at the root of the site and pictures, by path. `pages` are the paths of all pages that
/// a search engine may list.
#[must_use]
pub fn files<'a>(
    book: &Arc<Book>,
    pages: impl Iterator<Item = &'a str>,
) -> BTreeMap<String, Arc<[u8]>> {
    let mut files = BTreeMap::new();
    let mut add = |path: String, bytes: Vec<u8>| files.insert(path, Arc::from(bytes));
    add(".nojekyll".to_owned(), Vec::new());
    add("robots.txt".to_owned(), sitemap::robots(&book.edition.site).into_bytes());
    for (path, bytes) in sitemap::files(book, pages).into_iter().chain(feed::file(book)) {
        add(path, bytes);
    }
    files.extend(card::files(book));
    files
}
