//! Copies of a site's files as gzip or Brotli packs them, for hosts that send them as they are.

use crate::output::merged::Merged;
use crate::output::site::Asset;
use crate::output::site::Fault;
use crate::output::site::PageSource;
use crate::output::site::Site;

use brotli::CompressorWriter;
use flate2::Compression;
use flate2::write::GzEncoder;

use std::io::Write;
use std::sync::Arc;

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

/// How a copy is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// By gzip, which every browser takes.
    Gzip,
    /// By Brotli: smaller, and slower to make.
    Brotli,
}

impl Packing {
    /// What stands after the name of a file.
    fn ending(self) -> &'static str {
        match self {
            Self::Gzip => ".gz",
            Self::Brotli => ".br",
        }
    }

    /// The same bytes for the same bytes: no name and no time is in it. Writing to memory does not fail.
    fn pack(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Gzip => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
                encoder.write_all(bytes).ok();
                encoder.finish().unwrap_or_default()
            }
            Self::Brotli => {
                let mut encoder = CompressorWriter::new(Vec::new(), 4096, QUALITY, WINDOW);
                encoder.write_all(bytes).ok();
                encoder.into_inner()
            }
        }
    }
}

/// Brotli's best.
const QUALITY: u32 = 11;

/// Brotli's usual window, as a power of two.
const WINDOW: u32 = 22;

/// A site with a copy beside each of its texts in each of these packings, made when asked for as
/// the text itself is.
#[must_use]
pub fn packed(site: Site, packings: Vec<Packing>) -> Site {
    if packings.is_empty() {
        return site;
    }
    let texts = site.assets.iter().filter(|asset| is_text(&asset.path) && !asset.bytes.is_empty());
    let copy = |(asset, packing): (&Asset, &Packing)| Asset {
        path: format!("{}{}", asset.path, packing.ending()),
        bytes: Arc::from(packing.pack(&asset.bytes)),
    };
    let copies = texts.flat_map(|asset| packings.iter().map(move |packing| (asset, packing)));
    let mut assets: Vec<Asset> = copies.map(copy).collect();
    assets.extend(site.assets);
    assets.sort_by(|a, b| a.path.cmp(&b.path));
    let copies =
        |packing| -> Arc<dyn PageSource> { Arc::new(Copies::of(Arc::clone(&site.pages), packing)) };
    let mut sources = vec![Arc::clone(&site.pages)];
    sources.extend(packings.into_iter().map(copies));
    Site { pages: Arc::new(Merged::new(sources)), assets, late: None }
}

fn is_text(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| TEXT.contains(&ending))
}

/// Packed copies of the pages of a source.
struct Copies {
    source: Arc<dyn PageSource>,
    packing: Packing,
    paths: Vec<String>,
    places: Vec<usize>,
}

impl Copies {
    fn of(source: Arc<dyn PageSource>, packing: Packing) -> Self {
        let texts = source.paths().iter().enumerate().filter(|(_, path)| is_text(path));
        let mut all: Vec<(String, usize)> =
            texts.map(|(place, path)| (format!("{path}{}", packing.ending()), place)).collect();
        all.sort();
        let (paths, places) = all.into_iter().unzip();
        Self { source, packing, paths, places }
    }
}

impl PageSource for Copies {
    fn paths(&self) -> &[String] {
        &self.paths
    }

    fn render(&self, index: usize) -> Result<Vec<u8>, Fault> {
        self.source.render(self.places[index]).map(|bytes| self.packing.pack(&bytes))
    }

    fn is_last(&self, index: usize) -> bool {
        self.source.is_last(self.places[index])
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

    fn site() -> Site {
        let pages = One(vec!["a.epub".into(), "a.html".into(), "b/a.json".into()]);
        let asset = |path: &str| Asset { path: path.into(), bytes: Arc::from(path.as_bytes()) };
        let assets = vec![asset("card.png"), asset("style.css")];
        Site { pages: Arc::new(pages), assets, late: None }
    }

    fn unpacked(packing: Packing, bytes: &[u8]) -> String {
        let mut text = String::new();
        match packing {
            Packing::Gzip => GzDecoder::new(bytes).read_to_string(&mut text).unwrap(),
            Packing::Brotli => {
                brotli::Decompressor::new(bytes, 4096).read_to_string(&mut text).unwrap()
            }
        };
        text
    }

    #[test]
    fn every_text_has_a_copy_that_unpacks_to_it() {
        for packing in [Packing::Gzip, Packing::Brotli] {
            let site = packed(site(), vec![packing]);
            let end = packing.ending();
            let paths = ["a.epub", "a.html", "b/a.json"].map(str::to_owned);
            let copies = ["a.html", "b/a.json"].map(|path| format!("{path}{end}"));
            let mut expected = [&paths[..], &copies[..]].concat();
            expected.sort();
            assert_eq!(site.pages.paths(), expected);
            let assets: Vec<_> = site.assets.iter().map(|asset| asset.path.clone()).collect();
            assert_eq!(assets, ["card.png".into(), "style.css".into(), format!("style.css{end}")]);
            let copy = site.pages.render(2).unwrap();
            assert!(copy.len() < 100 && copy == site.pages.render(2).unwrap());
            assert_eq!(unpacked(packing, &copy), "a.html".repeat(100));
            assert_eq!(unpacked(packing, &site.assets[2].bytes), "style.css");
        }
    }

    #[test]
    fn both_packings_stand_beside_each_other_and_none_changes_nothing() {
        let both = packed(site(), vec![Packing::Gzip, Packing::Brotli]);
        assert!(both.pages.paths().is_sorted());
        assert_eq!((both.pages.paths().len(), both.assets.len()), (3 + 4, 2 + 2));
        let none = packed(site(), Vec::new());
        assert_eq!((none.pages.paths().len(), none.assets.len()), (3, 2));
    }
}
