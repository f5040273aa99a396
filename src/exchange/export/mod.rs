//! Machine-readable editions: every text, note, term, target and link in the formats of other tools.
//!
//! In: an edition with its annotations. Out: a source of files, each made when asked. Never: a text that
//! differs by a letter from the edition's, a clock, a file on a disk.

mod annotations;
mod bibliography;
mod book;
mod columns;
mod glossary;
mod json;
mod kind;
mod links;
mod list;
mod po;
mod segments;
pub(crate) mod table;
mod targets;
mod tei;
mod tmx;
mod work;
mod xliff1;
mod xliff2;
mod xml;

#[cfg(test)]
mod fixture;

pub use crate::exchange::export::kind::Format;
pub use crate::exchange::export::list::Export;
pub use crate::exchange::export::list::Missing;
pub use crate::exchange::export::list::Part;

use crate::annotate::Annotations;
use crate::exchange::export::glossary::forms;
use crate::exchange::export::glossary::renderings;
use crate::exchange::export::glossary::tbx;
use crate::exchange::export::work::Whole;
use crate::exchange::export::work::Work;
use crate::model::Date;
use crate::model::Edition;
use crate::model::Lang;
use crate::output::Fault;
use crate::output::PageSource;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::OnceLock;

/// All files of an edition, made when asked.
pub struct Exports {
    edition: Arc<Edition>,
    annotations: Arc<Annotations>,
    words: Vec<(Lang, BTreeMap<String, String>)>,
    tool: String,
    /// The edition's date, once it was asked for.
    date: OnceLock<Date>,
    listed: Arc<Listed>,
    /// Size of each file, once it has been made.
    sizes: Vec<OnceLock<usize>>,
}

/// Which files there are, and which are not.
#[derive(Debug)]
struct Listed {
    files: Vec<Export>,
    missing: Vec<Missing>,
    paths: Vec<String>,
}

impl Listed {
    fn of(edition: &Edition) -> Self {
        let files = list::files(edition);
        let paths = files.iter().map(|file| file.path.clone()).collect();
        Self { files, missing: list::missing(edition), paths }
    }
}

impl Exports {
    /// The files of an edition. `words` are the UI words of the theme, for the formats that are
    /// read by people; `tool` is the program's version.
    #[must_use]
    pub fn new(
        edition: Arc<Edition>,
        annotations: Arc<Annotations>,
        words: Vec<(Lang, BTreeMap<String, String>)>,
        tool: &str,
    ) -> Self {
        let listed = Arc::new(Listed::of(&edition));
        Self::listed(edition, annotations, words, (tool, listed))
    }

    /// The files of an edition as [`Exports::new`] has them, listed as those of `self` where they
    /// are the same.
    #[must_use]
    pub fn again(
        &self,
        edition: Arc<Edition>,
        annotations: Arc<Annotations>,
        words: Vec<(Lang, BTreeMap<String, String>)>,
    ) -> Self {
        let is_alike = list::is_alike(&self.edition, &edition);
        let listed =
            if is_alike { Arc::clone(&self.listed) } else { Arc::new(Listed::of(&edition)) };
        Self::listed(edition, annotations, words, (&self.tool, listed))
    }

    fn listed(
        edition: Arc<Edition>,
        annotations: Arc<Annotations>,
        words: Vec<(Lang, BTreeMap<String, String>)>,
        (tool, listed): (&str, Arc<Listed>),
    ) -> Self {
        let sizes = listed.files.iter().map(|_| OnceLock::new()).collect();
        let (tool, date) = (tool.to_owned(), OnceLock::new());
        Self { edition, annotations, words, tool, date, listed, sizes }
    }

    /// Whether other exports have the same files.
    #[must_use]
    pub fn is_listed_as(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.listed, &other.listed)
    }

    /// What there is, in the order of [`PageSource::paths`].
    #[must_use]
    pub fn files(&self) -> &[Export] {
        &self.listed.files
    }

    /// The styles that are inside files which browsers show, as policies name them.
    #[must_use]
    pub fn styles(&self) -> Vec<String> {
        vec![book::single_style()]
    }

    /// What is not made, and why.
    #[must_use]
    pub fn missing(&self) -> &[Missing] {
        &self.listed.missing
    }

    /// The size of a file in bytes; makes it where that has not been done yet.
    #[must_use]
    pub fn size(&self, index: usize) -> usize {
        let Some(size) = self.sizes.get(index) else { return 0 };
        *size.get_or_init(|| self.bytes(index).len())
    }

    fn whole(&self) -> Whole<'_> {
        Whole {
            edition: &self.edition,
            annotations: &self.annotations,
            tool: &self.tool,
            words: &self.words,
            date: *self.date.get_or_init(|| work::date_of(&self.edition)),
        }
    }

    fn bytes(&self, index: usize) -> Vec<u8> {
        let Some(file) = self.listed.files.get(index) else { return Vec::new() };
        match file.document {
            None => of_the_edition(file, self.whole()),
            Some(document) => match self.whole().work(document) {
                Some(work) => of_document(file, &work),
                None => Vec::new(),
            },
        }
    }
}

impl PageSource for Exports {
    fn paths(&self) -> &[String] {
        &self.listed.paths
    }

    fn render(&self, index: usize) -> Result<Vec<u8>, Fault> {
        let bytes = self.bytes(index);
        if let Some(size) = self.sizes.get(index) {
            size.get_or_init(|| bytes.len());
        }
        Ok(bytes)
    }
}

fn of_the_edition(file: &Export, whole: Whole<'_>) -> Vec<u8> {
    match file.format {
        Format::GlossaryJson => forms::data(whole),
        Format::GlossaryTable => forms::table(whole),
        Format::Tbx3 => tbx::newest(whole),
        Format::Tbx2 => tbx::older(whole),
        Format::RenderingsJson => renderings::data(whole, file.part.as_ref()),
        Format::RenderingsTable => renderings::table(whole, file.part.as_ref()),
        Format::TargetsTable => targets::table(whole),
        Format::TargetsMetadata => targets::metadata(whole, Format::TargetsTable.ending()),
        Format::TargetsJson => targets::data(whole),
        Format::LinksTable => links::table(whole),
        Format::LinksJson => links::data(whole),
        _ => Vec::new(),
    }
}

fn of_document(file: &Export, work: &Work<'_>) -> Vec<u8> {
    let pair = |make: fn(&Work<'_>, usize, usize) -> Vec<u8>| match file.witnesses[..] {
        [source, target] => make(work, source, target),
        _ => Vec::new(),
    };
    match file.format {
        Format::Segments => segments::file(work),
        Format::Commas => columns::commas(work),
        Format::Tabs => columns::tabs(work),
        Format::Tmx => tmx::file(work, &file.witnesses),
        Format::Xliff2 => pair(xliff2::file),
        Format::Xliff1 => pair(xliff1::file),
        Format::Po => pair(po::file),
        Format::Tei => tei::file(work),
        Format::Annotations => annotations::file(work),
        Format::Bibtex => bibliography::bibtex(work),
        Format::Ris => bibliography::ris(work),
        Format::Csl => bibliography::csl(work),
        Format::Epub => book::epub(work),
        Format::Html => book::single(work),
        _ => Vec::new(),
    }
}
