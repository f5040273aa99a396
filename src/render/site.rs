//! The pages of a site, each made when asked for, and its assets.

use crate::annotate::Annotations;
use crate::diag::Diagnostic;
use crate::model::Edition;
use crate::output::Asset;
use crate::output::Downloads;
use crate::output::Fault;
use crate::output::PageSource;
use crate::output::Site;
use crate::render::book::Book;
use crate::render::fault;
use crate::render::kind::Kind;
use crate::render::kind::identity;
use crate::render::listed::Listed;
use crate::render::markup;
use crate::render::pages::apparatus;
use crate::render::pages::aside;
use crate::render::pages::changes;
use crate::render::pages::compare;
use crate::render::pages::coverage;
use crate::render::pages::downloads;
use crate::render::pages::frame;
use crate::render::pages::health;
use crate::render::pages::history;
use crate::render::pages::home;
use crate::render::pages::moved as moved_page;
use crate::render::pages::notes;
use crate::render::pages::prose;
use crate::render::pages::reader;
use crate::render::pages::sources;
use crate::render::pages::targets;
use crate::render::pages::term;
use crate::render::pages::terms;
use crate::render::press::Press;
use crate::render::publish;
use crate::render::publish::hosts;
use crate::render::publish::moved;
use crate::render::publish::moved::Moved;
use crate::render::search;
use crate::render::search::OnDemand;
use crate::render::sheet::Sheet;
use crate::render::shell;
use crate::render::shell::Joint;
use crate::render::url;

use minijinja::Value;
use minijinja::context;
use minijinja::value::Serde;

use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator;

use std::collections::BTreeMap;
use std::sync::Arc;

/// Which files of a site are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// All of them.
    Whole,
    /// All but those of the search index, which come late: it is made when one is asked for.
    LateSearch,
}

/// What is kept of a site for the next: its book, the list of its pages, its styles and scripts.
#[derive(Default)]
pub struct Kept {
    book: Option<Arc<Book>>,
    listed: Listed,
    joint: Option<Arc<Joint>>,
}

/// Makes the source of pages and the assets of an edition. `kept` has what the site before had, and
/// gets what this one has.
///
/// # Errors
/// Faults of templates that show before any page is made.
pub fn site(
    edition: Arc<Edition>,
    annotations: Arc<Annotations>,
    press: &Arc<Press>,
    downloads: Downloads,
    (listing, kept): (Listing, &mut Kept),
) -> Result<Site, Vec<Diagnostic>> {
    let words = press.theme.strings.clone();
    let book = Book::again((edition, annotations), words, downloads, kept.book.as_deref());
    let book = Arc::new(book);
    kept.book = Some(Arc::clone(&book));
    let wanted = book.has(url::SEARCH);
    let index = wanted.then(|| Arc::new(OnDemand::new(Arc::clone(&book.edition))));
    if let (Some(index), Listing::Whole) = (&index, listing) {
        index.get().map_err(|message| vec![Diagnostic::error("template-fault", message)])?;
    }
    let (pages, mut assets) = prepare(book, index.clone(), press, kept)?;
    assets.retain(|path, _| pages.paths.binary_search(path).is_err());
    let assets = assets.into_iter().map(|(path, bytes)| Asset { path, bytes }).collect();
    let late = index.filter(|_| listing == Listing::LateSearch);
    let late = late.map(|index| index as Arc<dyn PageSource>);
    Ok(Site { pages: Arc::new(pages), assets, late })
}

/// Finds faults of templates: compiles all, and makes the smallest page of each kind.
#[must_use]
pub fn check(
    edition: Arc<Edition>,
    annotations: Arc<Annotations>,
    press: &Arc<Press>,
    downloads: Downloads,
) -> Vec<Diagnostic> {
    let book = Arc::new(Book::new(edition, annotations, press.theme.strings.clone(), downloads));
    let pages = match prepare(book, None, press, &mut Kept::default()) {
        Ok((pages, _)) => pages,
        Err(findings) => return findings,
    };
    let mut smallest: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (place, kind) in pages.kinds.iter().enumerate() {
        let sheet = Sheet { book: &pages.book, path: &pages.paths[place] };
        let name = identity(sheet, *kind).kind;
        let candidate = (size(&pages.book, *kind), place);
        let known = smallest.entry(name).or_insert(candidate);
        *known = candidate.min(*known);
    }
    let smallest: Vec<_> = smallest.into_values().collect();
    let faults = smallest.into_par_iter().filter_map(|(_, place)| pages.render(place).err());
    faults.map(|fault| fault::finding(&fault)).collect()
}

/// How large a page is compared with others of its kind.
fn size(book: &Book, kind: Kind) -> usize {
    match kind {
        Kind::Reader(index, part) => book.edition.documents[index].segments_of(part).len(),
        Kind::Term(index, _) => book.annotations.terms.get(index).map_or(0, |t| t.occurrences),
        _ => 0,
    }
}

type Assets = BTreeMap<String, Arc<[u8]>>;

/// Joins the styles and lists the pages; without an index there are no files of one.
fn prepare(
    book: Arc<Book>,
    index: Option<Arc<OnDemand>>,
    press: &Arc<Press>,
    kept: &mut Kept,
) -> Result<(Pages, Assets), Vec<Diagnostic>> {
    let mut assets = press.assets.clone();
    let site = frame::site(&book);
    let joint = shell::joined(press, &book, &site, kept.joint.as_ref())?;
    kept.joint = Some(Arc::clone(&joint));
    assets.extend(joint.assets.iter().cloned());
    let moved = moved::of(&book);
    let listed = Listed::again(&book, index.as_deref(), &moved, &kept.listed);
    kept.listed.clone_from(&listed);
    let hosts = hosts::files(&book.edition.site, &joint.shell.csp_of_host, &assets, &moved);
    assets.extend(hosts);
    assets.extend(publish::files(&book, listed.for_robots()));
    let press = Arc::clone(press);
    let Listed { paths, kinds, .. } = listed;
    Ok((Pages { book, index, press, joint, site, moved, paths, kinds }, assets))
}

/// The pages of a site.
struct Pages {
    book: Arc<Book>,
    index: Option<Arc<OnDemand>>,
    press: Arc<Press>,
    joint: Arc<Joint>,
    site: Value,
    moved: Moved,
    paths: Arc<[String]>,
    kinds: Arc<[Kind]>,
}

impl PageSource for Pages {
    fn paths(&self) -> &[String] {
        &self.paths
    }

    fn render(&self, index: usize) -> Result<Vec<u8>, Fault> {
        let sheet = Sheet { book: &self.book, path: &self.paths[index] };
        let kind = self.kinds[index];
        if let Kind::SearchFile(file) = kind {
            let index = self.index.as_ref();
            return index.map_or(Ok(Vec::new()), |index| index.render(file));
        }
        if let Kind::Aside(document, part) = kind {
            return self.aside(document, part).map(String::into_bytes);
        }
        let identity = identity(sheet, kind);
        let template = format!("{}.html", identity.kind);
        let page = Value::from(Serde(frame::page(sheet, &self.joint.shell, identity)));
        let view = self.view(sheet, kind);
        let context = context! { site => self.site.clone(), page, ..view };
        let html = self.press.engine.render(&template, sheet.path, context)?;
        let anchors = self.moved.anchors.get(sheet.path).into_iter().flatten();
        let html = anchors.fold(html, |html, (now, before)| markup::anchored(html, now, before));
        Ok(html.into_bytes())
    }

    fn is_last(&self, index: usize) -> bool {
        matches!(self.kinds[index], Kind::Downloads(_))
    }
}

impl Pages {
    /// What the page of a part leaves to a script; its links are those of the page.
    fn aside(&self, document: usize, part: usize) -> Result<String, Fault> {
        let page = url::reader(&self.book.edition.documents[document], part);
        let sheet = Sheet { book: &self.book, path: &page };
        let view = Value::from(Serde(aside::view(sheet, document, part)));
        let context = context! { site => self.site.clone(), ..view };
        self.press.engine.render("aside.html", &page, context).map(|html| aside::script(&html))
    }

    fn view(&self, sheet: Sheet<'_>, kind: Kind) -> Value {
        match kind {
            Kind::Home(part) => Value::from(Serde(home::view(sheet, part))),
            Kind::Reader(index, part) => Value::from(Serde(reader::view(sheet, index, part))),
            Kind::Term(index, part) => Value::from(Serde(term::view(sheet, index, part))),
            Kind::Terms => Value::from(Serde(terms::view(sheet))),
            Kind::Sources(part) => Value::from(Serde(sources::view(sheet, part))),
            Kind::Targets => Value::from(Serde(targets::view(sheet))),
            Kind::Compare(part) => Value::from(Serde(compare::view(sheet, part))),
            Kind::History(part) => Value::from(Serde(history::view(sheet, part))),
            Kind::Coverage(part) => Value::from(Serde(coverage::view(sheet, part))),
            Kind::Apparatus => Value::from(Serde(apparatus::view(sheet))),
            Kind::Notes(part) => Value::from(Serde(notes::view(sheet, part))),
            Kind::Health(part) => Value::from(Serde(health::view(sheet, part))),
            Kind::Downloads(part) => Value::from(Serde(downloads::view(sheet, part))),
            Kind::Changes => Value::from(Serde(changes::view(sheet))),
            Kind::Prose(index) => Value::from(Serde(prose::view(sheet, index))),
            Kind::Moved(place) => {
                let to = &self.moved.pages[place].1;
                Value::from(Serde(moved_page::view(sheet, &self.joint.shell, to)))
            }
            Kind::Search => match self.index.as_ref().and_then(|index| index.get().ok()) {
                Some(index) => Value::from(Serde(search::view(index))),
                None => context! { search => context! { data => "", version => "" } },
            },
            Kind::SearchFile(_) | Kind::Aside(..) | Kind::NotFound => context! {},
        }
    }
}
