//! Lists that grow with the edition, cut into pages.

use crate::render::sheet::Sheet;
use crate::render::url;
use crate::render::view::Pager;

use std::ops::Range;

/// Entries on one page of a list.
pub const PER_PAGE: usize = 200;

/// Documents on one page of witnesses and originals.
pub const SOURCES_PER_PAGE: usize = 100;

/// How many pages a list of so many entries takes; at least one.
#[must_use]
pub fn pages(total: usize) -> usize {
    pages_of(PER_PAGE, total)
}

/// How many pages a list takes with so many entries on each; at least one.
#[must_use]
pub fn pages_of(per_page: usize, total: usize) -> usize {
    total.div_ceil(per_page).max(1)
}

/// The entries of one page, from 1, of a list of so many.
#[must_use]
pub fn entries(part: usize, total: usize) -> Range<usize> {
    entries_of(PER_PAGE, part, total)
}

/// The entries of one page, from 1, of a list of so many with so many on each page.
#[must_use]
pub fn entries_of(per_page: usize, part: usize, total: usize) -> Range<usize> {
    let start = ((part.max(1) - 1) * per_page).min(total);
    start..(start + per_page).min(total)
}

/// The page, from 1, on which the entry at a place of the list stands.
#[must_use]
pub fn part_of(at: usize) -> usize {
    at / PER_PAGE + 1
}

/// Where one is in the list whose first page has this path.
#[must_use]
pub fn pager(sheet: Sheet<'_>, path: &str, part: usize, total: usize) -> Pager {
    pager_of(PER_PAGE, sheet, path, (part, total))
}

/// Where one is in a list as [`pager`] tells it, with so many entries on each page.
#[must_use]
pub fn pager_of(
    per_page: usize,
    sheet: Sheet<'_>,
    path: &str,
    (part, total): (usize, usize),
) -> Pager {
    let pages = pages_of(per_page, total);
    let address = |part: usize| sheet.url(&url::part(path, part));
    Pager {
        page: part,
        pages,
        total,
        per_page,
        previous: (part > 1).then(|| address(part - 1)),
        next: (part < pages).then(|| address(part + 1)),
    }
}

/// The way to a link or gap on the pages that compare, by its place in the order of all of them.
#[must_use]
pub fn crossing_url(sheet: Sheet<'_>, at: usize, id: &str) -> String {
    sheet.url_to(&url::part(url::COMPARE, part_of(at)), &url::link(id))
}

/// The path of the page that tells where the texts of a document come from, by its place in the
/// edition.
#[must_use]
pub fn sources(document: usize) -> String {
    url::part(url::SOURCES, document / SOURCES_PER_PAGE + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_hold_all_entries_once() {
        for total in [0, 1, PER_PAGE, PER_PAGE + 1, 3 * PER_PAGE] {
            let all: Vec<usize> =
                (1..=pages(total)).flat_map(|part| entries(part, total)).collect();
            assert_eq!(all, (0..total).collect::<Vec<_>>());
        }
        assert_eq!(entries(9, 3), 3..3, "no such page");
    }
}
