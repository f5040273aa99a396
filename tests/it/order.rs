//! The order in which the pages of a site are made, where one tells of others.

use duizhao::output::Fault;
use duizhao::output::Merged;
use duizhao::output::Method;
use duizhao::output::Packing;
use duizhao::output::PageSource;
use duizhao::output::Site;
use duizhao::output::packed;
use duizhao::output::write;

use std::fs;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;

/// Pages of which the first tells how many of the others have been made.
struct Telling {
    paths: Vec<String>,
    made: AtomicUsize,
}

impl PageSource for Telling {
    fn paths(&self) -> &[String] {
        &self.paths
    }

    fn render(&self, index: usize) -> Result<Vec<u8>, Fault> {
        let made = match index {
            0 => self.made.load(Ordering::SeqCst),
            _ => self.made.fetch_add(1, Ordering::SeqCst),
        };
        Ok(if index == 0 { made.to_string().into_bytes() } else { Vec::new() })
    }

    fn is_last(&self, index: usize) -> bool {
        index == 0
    }
}

#[test]
fn a_page_that_tells_of_others_is_made_when_they_are() {
    let paths = (0..40).map(|n| format!("{n:02}.html")).collect();
    let pages = Telling { paths, made: AtomicUsize::new(0) };
    // Put together with others it is the last still, and so is its packed copy.
    let pages = Arc::new(Merged::new(vec![Arc::new(pages)]));
    let site = Site { pages, assets: Vec::new(), late: None };
    let site = packed(site, vec![Packing::Gzip]);
    let home = tempfile::tempdir().unwrap();
    let public = home.path().join("public");
    write(&site, &public, Method::Exchange).unwrap();
    // Each of the 39 others is made for itself and for its copy.
    assert_eq!(fs::read_to_string(public.join("00.html")).unwrap(), "78");
    assert_eq!(site.pages.paths()[..2], ["00.html", "00.html.gz"]);
    assert!(site.pages.is_last(0) && site.pages.is_last(1) && !site.pages.is_last(2));
}
