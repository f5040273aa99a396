//! Several sources of pages as one.

use crate::output::site::Fault;
use crate::output::site::PageSource;

use std::sync::Arc;

/// Sources of pages put together: all paths in order, each once.
pub struct Merged {
    sources: Vec<Arc<dyn PageSource>>,
    paths: Arc<[String]>,
    /// For each path its source and its place there.
    places: Arc<[(usize, usize)]>,
}

impl Merged {
    /// Puts sources together; a path that several have comes from the first of them.
    #[must_use]
    pub fn new(sources: Vec<Arc<dyn PageSource>>) -> Self {
        // Sorted by their places and copied once: an ordered map would hold all paths twice for a while.
        let paths_of: Vec<&[String]> = sources.iter().map(|source| source.paths()).collect();
        let path = |&(source, place): &(usize, usize)| paths_of[source][place].as_str();
        let all = paths_of.iter().enumerate();
        let mut places: Vec<(usize, usize)> = all
            .flat_map(|(source, paths)| (0..paths.len()).map(move |place| (source, place)))
            .collect();
        places.sort_unstable_by(|a, b| path(a).cmp(path(b)).then(a.cmp(b)));
        places.dedup_by(|later, first| path(later) == path(first));
        let paths = places.iter().map(|place| path(place).to_owned()).collect();
        Self { sources, paths, places: places.into() }
    }

    /// Puts sources together as [`Merged::new`] does; where all have the very lists of paths that
    /// those of `before` have, so do they together.
    #[must_use]
    pub fn again(sources: Vec<Arc<dyn PageSource>>, before: Option<&Self>) -> Self {
        let lists = |sources: &[Arc<dyn PageSource>]| -> Vec<*const [String]> {
            sources.iter().map(|source| std::ptr::from_ref(source.paths())).collect()
        };
        match before.filter(|before| lists(&before.sources) == lists(&sources)) {
            Some(before) => {
                let (paths, places) = (Arc::clone(&before.paths), Arc::clone(&before.places));
                Self { sources, paths, places }
            }
            None => Self::new(sources),
        }
    }
}

impl PageSource for Merged {
    fn paths(&self) -> &[String] {
        &self.paths
    }

    fn render(&self, index: usize) -> Result<Vec<u8>, Fault> {
        let (source, place) = self.places[index];
        self.sources[source].render(place)
    }

    fn is_last(&self, index: usize) -> bool {
        let (source, place) = self.places[index];
        self.sources[source].is_last(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed(&'static str, Vec<String>);

    impl PageSource for Fixed {
        fn paths(&self) -> &[String] {
            &self.1
        }

        fn render(&self, index: usize) -> Result<Vec<u8>, Fault> {
            Ok(format!("{} {}", self.0, self.1[index]).into_bytes())
        }
    }

    fn source(name: &'static str, paths: &[&str]) -> Arc<dyn PageSource> {
        Arc::new(Fixed(name, paths.iter().map(|path| (*path).to_owned()).collect()))
    }

    #[test]
    fn paths_are_sorted_and_each_comes_from_the_first_that_has_it() {
        let merged = Merged::new(vec![source("x", &["b", "d"]), source("y", &["a", "b", "c"])]);
        assert_eq!(merged.paths(), ["a", "b", "c", "d"]);
        let made: Vec<String> =
            (0..4).map(|n| String::from_utf8(merged.render(n).unwrap()).unwrap()).collect();
        assert_eq!(made, ["y a", "x b", "y c", "x d"]);
    }

    #[test]
    fn no_sources_give_no_paths() {
        assert!(Merged::new(Vec::new()).paths().is_empty());
    }
}
