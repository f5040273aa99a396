//! Ids as a foreign file has them to ids as an edition has them, each once.

use crate::model::SegmentId;

use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// The ids of an edition for those of a file, one for one.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Names {
    /// The ids.
    pub(crate) ids: Vec<String>,
    /// What all ids of the file started with, up to a colon, and is left out.
    pub(crate) prefix: Option<String>,
    /// Ids of the file that had to be changed, with what they are now.
    pub(crate) renamed: Vec<(String, String)>,
}

/// Gives every wish a valid id that no other has and that is not `taken`; where there is no wish,
/// the stem and the next free number.
pub(crate) fn assign(wishes: &[Option<&str>], stem: &str, taken: &mut BTreeSet<String>) -> Names {
    let prefix = prefix(wishes);
    let mut names = Names { prefix: prefix.map(str::to_owned), ..Names::default() };
    let mut next: BTreeMap<String, usize> = BTreeMap::new();
    let start = prefix.map_or(0, |prefix| prefix.len() + 1);
    let wishes: Vec<_> = wishes.iter().map(|wish| wish.map(|wish| &wish[start..])).collect();
    // Valid wishes come first: an id that is one already gives way to none that is made up.
    let mut ids: Vec<Option<String>> = Vec::with_capacity(wishes.len());
    for wish in &wishes {
        let good = wish.filter(|wish| SegmentId::new(wish).is_ok());
        ids.push(good.filter(|wish| taken.insert((*wish).to_owned())).map(str::to_owned));
    }
    for (wish, id) in wishes.iter().zip(ids) {
        let id = id.unwrap_or_else(|| {
            let base = wish.map(valid).filter(|base| !base.is_empty());
            let id = free(base.as_deref(), stem, (taken, &mut next));
            if let Some(wish) = wish {
                names.renamed.push(((*wish).to_owned(), id.clone()));
            }
            id
        });
        names.ids.push(id);
    }
    names
}

/// What stands before the first colon of every id, if that is the same.
fn prefix<'w>(wishes: &[Option<&'w str>]) -> Option<&'w str> {
    let mut given = wishes.iter().flatten();
    let (first, _) = given.next()?.split_once(':')?;
    let same = |wish: &&&str| {
        wish.split_once(':').is_some_and(|(prefix, rest)| prefix == first && !rest.is_empty())
    };
    let all = wishes.iter().flatten();
    (!first.is_empty() && all.clone().all(|wish| same(&wish))).then_some(first)
}

/// The nearest valid id; empty where nothing of it can stand in one.
pub(crate) fn valid(wish: &str) -> String {
    let mut out = String::new();
    for c in wish.chars() {
        let c = c.to_ascii_lowercase();
        let c = if c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.' { c } else { '-' };
        let repeated = ['-', '.'].contains(&c) && out.ends_with(['-', '.']);
        if !(repeated || out.is_empty() && ['-', '.'].contains(&c)) {
            out.push(c);
        }
    }
    out.trim_end_matches(['-', '.']).to_owned()
}

fn free(
    base: Option<&str>,
    stem: &str,
    (taken, next): (&mut BTreeSet<String>, &mut BTreeMap<String, usize>),
) -> String {
    if let Some(base) = base
        && taken.insert(base.to_owned())
    {
        return base.to_owned();
    }
    let key = base.unwrap_or_default().to_owned();
    let number = next.entry(key).or_insert(if base.is_some() { 2 } else { 1 });
    loop {
        let id = match base {
            Some(base) => format!("{base}-{number}"),
            None => format!("{stem}{number}"),
        };
        *number += 1;
        if taken.insert(id.clone()) {
            return id;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(wishes: &[Option<&str>]) -> Names {
        assign(wishes, "s", &mut BTreeSet::from(["text".to_owned()]))
    }

    #[test]
    fn ids_are_kept_where_they_can_be() {
        let names = ids(&[Some("Goals 1"), Some("goals-1"), None, Some("s1"), Some("text")]);
        assert_eq!(names.ids, ["goals-1-2", "goals-1", "s2", "s1", "text-2"]);
        let renamed: Vec<_> = names.renamed.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(renamed, [("Goals 1", "goals-1-2"), ("text", "text-2")]);
        assert_eq!(ids(&[Some("目标"), Some("..")]).ids, ["s1", "s2"]);
        assert_eq!(ids(&[Some("a"), Some("a"), Some("a")]).ids, ["a", "a-2", "a-3"]);
    }

    #[test]
    fn a_prefix_that_all_have_is_left_out() {
        let names = ids(&[Some("mn1:1.1"), None, Some("mn1:1.2")]);
        assert_eq!(names.ids, ["1.1", "s1", "1.2"]);
        assert_eq!(names.prefix.as_deref(), Some("mn1"));
        assert!(names.renamed.is_empty());
        let names = ids(&[Some("mn1:1.1"), Some("mn2:1.1")]);
        assert_eq!(
            (names.ids, names.prefix),
            (vec!["mn1-1.1".to_owned(), "mn2-1.1".to_owned()], None)
        );
    }

    #[test]
    fn every_made_id_is_one() {
        for wish in ["A..b", "-x-", "é1é", "a/b\\c", "1", "Ünï.", "a.-b"] {
            let made = valid(wish);
            assert!(SegmentId::new(&made).is_ok(), "{wish} → {made}");
        }
    }
}
