//! `review.toml` opened for editing: entries are set, divided, joined and renamed.

use crate::exchange::edit::refusal::Refusal;
use crate::exchange::edit::texts::Texts;
use crate::exchange::edit::work::Work;
use crate::exchange::edit::work::basic;
use crate::model::ReviewState;

use toml_edit::DocumentMut;
use toml_edit::InlineTable;
use toml_edit::Item;
use toml_edit::Key;
use toml_edit::Table;
use toml_edit::TableLike;
use toml_edit::Value;

/// What a new file begins with.
pub(crate) const HEAD: &str = "# Which readings were reviewed, and against which words of the source: `duizhao review` writes it.\n";

/// The keys of an entry, in the order of the file's schema.
const KEYS: [&str; 4] = ["state", "source", "method", "confidence"];

/// The file of a document, as it is to become.
#[derive(Debug)]
pub(crate) struct Sheet {
    path: String,
    is_new: bool,
    toml: DocumentMut,
}

/// Path of the file of a document.
pub(crate) fn path(document: &str) -> String {
    format!("content/{document}/review.toml")
}

impl Sheet {
    /// The file of a document; an empty one where there is none.
    pub(crate) fn open(texts: &Texts, document: &str) -> Result<Self, Refusal> {
        let path = path(document);
        let text = texts.get(&path);
        let toml =
            text.map_or("", String::as_str).parse().map_err(|error: toml_edit::TomlError| {
                let message = format!("`{path}` cannot be read: {}", error.message());
                Refusal::new(message).at(&path, error.span().unwrap_or(0..0), "")
            })?;
        Ok(Self { path, is_new: text.is_none(), toml })
    }

    /// The changed file, as a change of the whole of it.
    pub(crate) fn finish(self, work: &mut Work<'_>) {
        let new = self.toml.to_string();
        if self.is_new && !new.is_empty() {
            work.insert(&self.path, 0, format!("{HEAD}\n{}", new.trim_start()));
        } else if !self.is_new {
            work.replace(&self.path, 0..work.text(&self.path).len(), new);
        }
    }

    /// Sets what is known of a reading. What aligned it stays with it.
    pub(crate) fn set(
        &mut self,
        (witness, segment): (&str, &str),
        state: ReviewState,
        source: Option<&str>,
    ) -> Result<(), Refusal> {
        if !self.toml.contains_key(witness) {
            self.toml.insert(witness, Item::Table(Table::new()));
        }
        let path = &self.path;
        let table = self.toml.get_mut(witness).and_then(Item::as_table_mut);
        let table = table.ok_or_else(|| foreign(path, witness))?;
        let old = table.get(segment);
        let known = |key: &str| Some(old?.as_table_like()?.get(key)?.as_str()?.to_owned());
        let values = KEYS.map(|key| match key {
            "state" => Some(state.as_str().to_owned()),
            "source" => source.map(str::to_owned),
            key => known(key),
        });
        let entry = KEYS.into_iter().zip(values).filter_map(|(key, value)| Some((key, value?)));
        match table.get_mut(segment) {
            Some(item) => rewrite(item, entry),
            None => table.insert_formatted(&quoted(segment), inline(entry)).map_or((), drop),
        }
        Ok(())
    }

    /// Puts the entries of a witness in the order of the spine, if they were in it before.
    pub(crate) fn order(&mut self, witness: &str, before: usize, spine: &[String]) {
        let Some(table) = self.toml.get_mut(witness).and_then(Item::as_table_mut) else { return };
        let rank: std::collections::BTreeMap<&str, usize> =
            spine.iter().enumerate().map(|(at, id)| (id.as_str(), at)).collect();
        let ranks: Vec<_> = table.iter().take(before).map(|(id, _)| rank.get(id)).collect();
        if ranks.is_sorted() {
            table.sort_values_by(|a, _, b, _| rank.get(a.get()).cmp(&rank.get(b.get())));
        }
    }

    /// How many entries a witness has.
    pub(crate) fn len(&self, witness: &str) -> usize {
        self.toml.get(witness).and_then(Item::as_table_like).map_or(0, TableLike::len)
    }

    /// A divided segment: both halves need a review.
    pub(crate) fn split(&mut self, id: &str, new: &str) -> Result<(), Refusal> {
        for table in self.tables_with(&[id])? {
            each(table, |key, mut item| {
                if key.get() != id {
                    return vec![(key, item)];
                }
                rewrite(&mut item, unreviewed());
                vec![(key, item), (quoted(new), inline(unreviewed()))]
            });
        }
        Ok(())
    }

    /// Two segments that become the first: it needs a review. What was said of either is kept.
    pub(crate) fn merge(&mut self, first: &str, second: &str) -> Result<(), Refusal> {
        for table in self.tables_with(&[first, second])? {
            let both = table.contains_key(first) && table.contains_key(second);
            let said = table.key(second).map(above).filter(|said| both && said.contains('#'));
            each(table, |key, mut item| {
                if key.get() == second && both {
                    return Vec::new();
                }
                if key.get() != first && key.get() != second {
                    return vec![(key, item)];
                }
                rewrite(&mut item, unreviewed());
                let mut key = renamed(&key, first);
                let all = format!("{}{}", above(&key), said.as_deref().unwrap_or_default());
                key.leaf_decor_mut().set_prefix(all);
                vec![(key, item)]
            });
        }
        Ok(())
    }

    /// A segment with another id.
    pub(crate) fn rename(&mut self, old: &str, new: &str) -> Result<(), Refusal> {
        for table in self.tables_with(&[old])? {
            each(table, |key, item| {
                let key = if key.get() == old { renamed(&key, new) } else { key };
                vec![(key, item)]
            });
        }
        Ok(())
    }

    /// The tables of the witnesses that have an entry of one of these ids.
    fn tables_with(&mut self, ids: &[&str]) -> Result<Vec<&mut Table>, Refusal> {
        let mut tables = Vec::new();
        for (witness, item) in self.toml.iter_mut() {
            let known = |table: &dyn TableLike| ids.iter().any(|id| table.contains_key(id));
            if item.as_table_like().is_some_and(known) {
                let table = item.as_table_mut();
                tables.push(table.ok_or_else(|| foreign(&self.path, witness.get()))?);
            }
        }
        Ok(tables)
    }
}

/// A witness whose entries are not in a table of their own.
fn foreign(path: &str, witness: &str) -> Refusal {
    Refusal::new(format!("the entries of `{witness}` in `{path}` are not in a table of their own"))
        .hint(format!("write them below a line `[{witness}]`"))
}

/// Puts other entries in the place of each one.
fn each(table: &mut Table, mut entries: impl FnMut(Key, Item) -> Vec<(Key, Item)>) {
    let keys: Vec<Key> = table.iter().filter_map(|(id, _)| table.key(id).cloned()).collect();
    for key in keys {
        let Some(item) = table.remove(key.get()) else { continue };
        for (key, item) in entries(key, item) {
            table.insert_formatted(&key, item);
        }
    }
}

/// What is said above an entry.
fn above(key: &Key) -> String {
    let prefix = key.leaf_decor().prefix().and_then(|prefix| prefix.as_str());
    prefix.unwrap_or_default().to_owned()
}

/// An id as it stands in the file.
fn quoted(id: &str) -> Key {
    let parsed = Key::parse(&basic(id)).ok().and_then(|keys| keys.into_iter().next());
    parsed.unwrap_or_else(|| Key::new(id))
}

/// Another id in the place of an id.
fn renamed(key: &Key, id: &str) -> Key {
    quoted(id).with_leaf_decor(key.leaf_decor().clone())
}

/// What an entry says of a reading that needs a review, whatever was known of it.
fn unreviewed() -> impl Iterator<Item = (&'static str, String)> {
    std::iter::once(("state", ReviewState::NeedsReview.as_str().to_owned()))
}

/// An entry on a line.
fn inline(entry: impl Iterator<Item = (&'static str, String)>) -> Item {
    let mut table = InlineTable::new();
    table.extend(entry);
    Item::Value(Value::InlineTable(table))
}

/// Writes an entry anew where it stands, with the comment after it.
fn rewrite(item: &mut Item, entry: impl Iterator<Item = (&'static str, String)>) {
    if let Item::Table(table) = item {
        table.clear();
        table.extend(entry);
        return;
    }
    let decor = item.as_value().map(|value| value.decor().clone());
    *item = inline(entry);
    if let (Some(value), Some(decor)) = (item.as_value_mut(), decor) {
        *value.decor_mut() = decor;
    }
}
