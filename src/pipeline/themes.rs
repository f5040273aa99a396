//! The theme that the run before had: it is gathered and compiled again only where one of its files
//! is another.

use crate::diag::Content;
use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::SourceMap;
use crate::load::tree::SourceTree;
use crate::model::Edition;
use crate::model::Lang;
use crate::render::Press;
use crate::render::theme;
use crate::render::theme::Theme;

use std::sync::Arc;

/// Where the themes of an edition lie.
const THEMES: &str = "themes/";

/// A theme with what it was gathered from.
#[derive(Debug)]
struct Gathered {
    name: String,
    languages: Vec<Lang>,
    own: Vec<(String, Content)>,
    /// The number that the first of its files had in the map of sources: its places name them.
    first: FileId,
    sources: Vec<(Arc<str>, Arc<str>)>,
    theme: Arc<Theme>,
}

/// The theme of the last run, and what was made of it.
#[derive(Debug, Default)]
pub(super) struct Themes {
    gathered: Option<Gathered>,
    press: Option<Arc<Press>>,
}

impl Themes {
    /// The theme of an edition. `None` where it cannot be used; then findings say why.
    pub(super) fn theme(
        &mut self,
        edition: &Edition,
        tree: &SourceTree,
        (sources, sink): (&mut SourceMap, &mut Vec<Diagnostic>),
    ) -> Option<Arc<Theme>> {
        let (name, languages) = (&edition.site.theme, &edition.site.languages);
        let first = sources.next_id();
        let known = self.gathered.as_ref().filter(|known| {
            let of = (&known.name, &known.languages, known.first);
            of == (name, languages, first) && is_same(&known.own, tree)
        });
        if let Some(known) = known {
            sources.extend(&known.sources);
            return Some(Arc::clone(&known.theme));
        }
        let told = sink.len();
        let theme = theme::load(name, languages, tree.below(THEMES), sources, sink).map(Arc::new);
        let clean = theme.as_ref().filter(|_| sink.len() == told);
        self.gathered = clean.and_then(|theme| {
            Some(Gathered {
                name: name.clone(),
                languages: languages.clone(),
                own: own(tree)?,
                first,
                sources: sources.since(first),
                theme: Arc::clone(theme),
            })
        });
        theme
    }

    /// What is made of a theme.
    ///
    /// # Errors
    /// Every template that has a fault of syntax.
    pub(super) fn press(&mut self, theme: &Arc<Theme>) -> Result<Arc<Press>, Vec<Diagnostic>> {
        if let Some(known) = self.press.as_ref().filter(|known| Arc::ptr_eq(&known.theme, theme)) {
            return Ok(Arc::clone(known));
        }
        let press = Arc::new(Press::new(theme)?);
        self.press = Some(Arc::clone(&press));
        Ok(press)
    }
}

/// The edition's own files of themes; `None` where one cannot be read.
fn own(tree: &SourceTree) -> Option<Vec<(String, Content)>> {
    let files = tree.below(THEMES);
    files.map(|(path, content)| Some((path.to_owned(), content.clone().ok()?))).collect()
}

fn is_same(known: &[(String, Content)], tree: &SourceTree) -> bool {
    let now = tree.below(THEMES);
    let same = |((path, content), (now, found)): (&(String, Content), (&str, &Result<_, _>))| {
        path == now && found.as_ref().is_ok_and(|found: &Content| found.is(content))
    };
    tree.below(THEMES).count() == known.len() && known.iter().zip(now).all(same)
}
