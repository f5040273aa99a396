//! A page that has gone: it leads to the one in its place.

use crate::render::pages::frame::Shell;
use crate::render::sheet::Sheet;
use crate::render::url;

use serde::Serialize;

/// What `moved.html` gets.
#[derive(Debug, Serialize)]
pub struct MovedPage<'a> {
    url: String,
    canonical: String,
    csp: &'a str,
}

/// Makes the view; `to` is the path of the page in its place.
#[must_use]
pub fn view<'a>(sheet: Sheet<'a>, shell: &'a Shell, to: &str) -> MovedPage<'a> {
    let url = sheet.url(to);
    let base = sheet.edition().site.base_url.as_deref();
    let canonical = base.map_or_else(|| url.clone(), |base| url::canonical(base, to));
    MovedPage { url, canonical, csp: &shell.csp }
}
