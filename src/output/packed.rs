//! Copies of a site's files as gzip packs them, for hosts that send them as they are.

use crate::output::merged::Merged;
use crate::output::site::Asset;
use crate::output::site::Fault;
use crate::output::site::PageSource;
use crate::output::site::Site;

use flate2::Compression;
use flate2::write::GzEncoder;

use std::io::Write;
use std::sync::Arc;

/// What stands after the name of a file.
const ENDING: &str = ".gz";

/// Endings of files that are text and grow much smaller.
const TEXT: [&str; 18] = [
    "html",
    "css",
    "js",
    "json",
    "jsonld",
    "xml",
    "svg",
    "txt",
    "csv",
    "tsv",
    "tmx",
    "xlf",
    "tbx",
    "po",
    "bib",
    "ris",
    "webmanifest",
    "map",
];

/// A site with a packed copy beside each of its texts, made when asked for as the text itself is.
#[must_use]
pub fn packed(site: Site) -> Site {
    let texts = site.assets.iter().filter(|asset| is_text(&asset.path) && !asset.bytes.is_empty());
    let copy = |asset: &Asset| Asset {
        path: format!("{}{ENDING}", asset.path),
        bytes: Arc::from(gzip(&asset.bytes)),
    };
    let mut assets: Vec<Asset> = texts.map(copy).collect();
    assets.extend(site.assets);
    assets.sort_by(|a, b| a.path.cmp(&b.path));
    let copies = Arc::new(Copies::of(Arc::clone(&site.pages)));
    Site { pages: Arc::new(Merged::new(vec![site.pages, copies])), assets, late: None }
}

fn is_text(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| TEXT.contains(&ending))
}

/// The same bytes for the same bytes: no name and no time is in it.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    // Writing to memory does not fail.
    encoder.write_all(bytes).ok();
    encoder.finish().unwrap_or_default()
}

/// Packed copies of the pages of a source.
struct Copies {
    source: Arc<dyn PageSource>,
    paths: Vec<String>,
    places: Vec<usize>,
}

impl Copies {
    fn of(source: Arc<dyn PageSource>) -> Self {
        let texts = source.paths().iter().enumerate().filter(|(_, path)| is_text(path));
        let mut all: Vec<(String, usize)> =
            texts.map(|(place, path)| (format!("{path}{ENDING}"), place)).collect();
        all.sort();
        let (paths, places) = all.into_iter().unzip();
        Self { source, paths, places }
    }
}

impl PageSource for Copies {
    fn paths(&self) -> &[String] {
        &self.paths
    }

    fn render(&self, index: usize) -> Result<Vec<u8>, Fault> {
        self.source.render(self.places[index]).map(|bytes| gzip(&bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::GzDecoder;
    use std::io::Read;

    struct One(Vec<String>);

    impl PageSource for One {
        fn paths(&self) -> &[String] {
            &self.0
        }

        fn render(&self, index: usize) -> Result<Vec<u8>, Fault> {
            Ok(self.0[index].repeat(100).into_bytes())
        }
    }

    #[test]
    fn every_text_has_a_copy_that_unpacks_to_it() {
        let pages = One(vec!["a.epub".into(), "a.html".into(), "b/a.json".into()]);
        let asset = |path: &str| Asset { path: path.into(), bytes: Arc::from(path.as_bytes()) };
        let assets = vec![asset("card.png"), asset("style.css")];
        let site = packed(Site { pages: Arc::new(pages), assets, late: None });
        let paths = ["a.epub", "a.html", "a.html.gz", "b/a.json", "b/a.json.gz"];
        assert_eq!(site.pages.paths(), paths);
        let assets: Vec<_> = site.assets.iter().map(|asset| asset.path.as_str()).collect();
        assert_eq!(assets, ["card.png", "style.css", "style.css.gz"]);
        let copy = site.pages.render(2).unwrap();
        assert!(copy.len() < 100 && copy == site.pages.render(2).unwrap());
        let unpacked = |bytes: &[u8]| {
            let mut text = String::new();
            GzDecoder::new(bytes).read_to_string(&mut text).unwrap();
            text
        };
        assert_eq!(unpacked(&copy), "a.html".repeat(100));
        assert_eq!(unpacked(&site.assets[2].bytes), "style.css");
    }
}
