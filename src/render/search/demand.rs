//! An index that is made when somebody first wants it: few edits are looked at on the search page.

use crate::model::Edition;
use crate::output::Fault;
use crate::output::PageSource;
use crate::render::search::files::Index;
use crate::render::search::limits::Limits;

use std::sync::Arc;
use std::sync::OnceLock;

/// The index of an edition, made or not yet. As a source of pages it has the files of the index,
/// and is made by the first question.
#[derive(Debug)]
pub struct OnDemand {
    edition: Arc<Edition>,
    made: OnceLock<Result<Index, String>>,
}

impl OnDemand {
    /// An index that is not made yet.
    #[must_use]
    pub fn new(edition: Arc<Edition>) -> Self {
        Self { edition, made: OnceLock::new() }
    }

    /// The index, which is made now if it was not.
    ///
    /// # Errors
    /// What was laid aside of it on the disk cannot be read again.
    pub fn get(&self) -> Result<&Index, &str> {
        let make = || Index::new(&self.edition, Limits::default()).map_err(|e| unreadable(&e));
        self.made.get_or_init(make).as_ref().map_err(String::as_str)
    }

    /// The paths of its files if it is made.
    #[must_use]
    pub fn listed(&self) -> &[String] {
        match self.made.get() {
            Some(Ok(index)) => index.paths(),
            _ => &[],
        }
    }
}

impl PageSource for OnDemand {
    fn paths(&self) -> &[String] {
        self.get().map_or(&[], Index::paths)
    }

    fn render(&self, index: usize) -> Result<Vec<u8>, Fault> {
        let made = self.get().map_err(ToOwned::to_owned);
        let file =
            made.and_then(|made| made.render(&self.edition, index).map_err(|e| unreadable(&e)));
        file.map_err(|message| {
            let page = self.listed().get(index).cloned().unwrap_or_default();
            Fault { page, message, place: None }
        })
    }
}

/// What the disk took and does not give back.
fn unreadable(error: &std::io::Error) -> String {
    format!("what was laid aside of the search index cannot be read again: {error}")
}
