//! What changed between two readings of the edition's files.

use crate::pipeline::SourceTree;

/// How a file differs from before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It was not there.
    Added,
    /// Its bytes are others.
    Changed,
    /// Its bytes are others, and there are none of them.
    Emptied,
    /// It is not there any more.
    Removed,
}

/// The files that differ, sorted by path.
#[must_use]
pub fn between(old: &SourceTree, new: &SourceTree) -> Vec<(String, How)> {
    let mut changes = Vec::new();
    for (path, bytes) in &new.files {
        let how = match (old.files.get(path), bytes) {
            (None, _) => How::Added,
            (Some(Ok(before)), Ok(now)) if before.is(now) => continue,
            (Some(before), now) if before == now => continue,
            (Some(_), Ok(now)) if now.is_empty() => How::Emptied,
            (Some(_), _) => How::Changed,
        };
        changes.push((path.to_string(), how));
    }
    let gone = old.files.keys().filter(|path| !new.files.contains_key(*path));
    changes.extend(gone.map(|path| (path.to_string(), How::Removed)));
    changes.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_change_is_told_and_nothing_else() {
        let old = SourceTree::from_fixture("//- a\nx\n//- b\nx\n//- c\nx\n//- d\nx\n");
        let mut new = old.clone();
        new.insert("a", *b"y");
        new.insert("b", *b"");
        new.insert("d", *b"x\n");
        new.insert("e", *b"x");
        new.files.remove("c");
        let found = between(&old, &new);
        let expected =
            [("a", How::Changed), ("b", How::Emptied), ("c", How::Removed), ("e", How::Added)];
        let expected: Vec<_> = expected.map(|(path, how)| (path.to_owned(), how)).into();
        assert_eq!(found, expected);
    }
}
