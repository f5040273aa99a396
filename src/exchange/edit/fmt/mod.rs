//! One canonical form for the files of an edition; no character of text changes.
//!
//! Keys stand in the order of the file's schema, readings in `'''…'''`, other strings in `"…"` (in
//! `'…'` where they hold quotation marks), comments where they were. Arrays that start a new line
//! have a line for each item; the order of languages and of tables is the editor's own.

pub mod spacing;
pub mod strings;

use crate::exchange::edit::fmt::spacing::blank_line;
use crate::exchange::edit::fmt::spacing::comment;
use crate::exchange::edit::fmt::spacing::inside;
use crate::exchange::edit::fmt::spacing::lines;
use crate::exchange::edit::fmt::spacing::raw;
use crate::exchange::edit::opened::read;
use crate::exchange::edit::refusal::Refusal;
use crate::exchange::edit::texts::Texts;
use crate::exchange::edit::work::Edited;
use crate::exchange::schema;
use crate::exchange::schema::Kind;

use serde_json::Value as Json;
use toml_edit::Array;
use toml_edit::Decor;
use toml_edit::DocumentMut;
use toml_edit::InlineTable;
use toml_edit::Item;
use toml_edit::Key;
use toml_edit::KeyMut;
use toml_edit::Table;
use toml_edit::Value;

use std::collections::BTreeMap;

/// What the form of a file depends on.
struct Form {
    kind: Kind,
    schema: Json,
    /// Path of keys → the order of the keys there.
    orders: BTreeMap<String, Vec<String>>,
}

/// All files that are not in canonical form, with their canonical texts.
///
/// # Errors
/// Refuses a file that cannot be read.
pub fn all(texts: &Texts) -> Result<Edited, Refusal> {
    let mut edited = Edited::default();
    for (path, old) in texts {
        let new = text(path, old)?;
        if new != *old {
            edited.changed.insert(path.clone(), new);
        }
    }
    Ok(edited)
}

/// Whether a file has a canonical form.
#[must_use]
pub fn is_formed(path: &str) -> bool {
    Kind::of(path).is_some() || is_page(path)
}

fn is_page(path: &str) -> bool {
    path.starts_with("content/pages/") && path.ends_with(".md")
}

/// The canonical form of a file. Of a page of prose only line ends and the end of the file change;
/// files of no kind stay as they are.
///
/// # Errors
/// Refuses a file that cannot be read.
pub fn text(path: &str, old: &str) -> Result<String, Refusal> {
    let clean = old.strip_prefix('\u{feff}').unwrap_or(old).replace("\r\n", "\n");
    if is_page(path) {
        return Ok(format!("{}\n", clean.trim_end_matches('\n')));
    }
    let Some(kind) = Kind::of(path) else { return Ok(old.to_owned()) };
    let before: toml::Table = read(path, &clean)?;
    let mut document: DocumentMut = clean.parse().map_err(|error: toml_edit::TomlError| {
        Refusal::new(format!("`{path}` cannot be read: {}", error.message())).at(
            path,
            error.span().unwrap_or(0..0),
            "",
        )
    })?;
    let mut form = Form { kind, schema: schema::schema(kind), orders: BTreeMap::new() };
    form.document(&mut document);
    let new = document.to_string().trim_start_matches('\n').to_owned();
    let after: toml::Table = read(path, &new)?;
    if before != after {
        // Never seen; a fault of ours must not reach the editor's text.
        return Err(Refusal::new(format!(
            "`{path}` cannot be put in form without a change of its text"
        )));
    }
    Ok(new)
}

impl Form {
    fn document(&mut self, document: &mut DocumentMut) {
        let trailing = lines(raw(Some(document.trailing())), true);
        self.table(document.as_table_mut(), &mut Vec::new());
        let trailing = trailing.trim_end();
        document.set_trailing(if trailing.is_empty() {
            String::new()
        } else {
            format!("{trailing}\n")
        });
    }

    /// Puts a table in form: its own keys, then the tables below it.
    fn table(&mut self, table: &mut Table, path: &mut Vec<String>) {
        self.sort(table, path);
        if self.is_of_ids(path.len()) {
            quote_keys(table);
        }
        let mut first = true;
        for (mut key, item) in table.iter_mut() {
            path.push(key.get().to_owned());
            let was_first = first;
            match item {
                Item::Value(value) => {
                    self.entry(&mut key, value, path, first);
                    first = false;
                }
                Item::Table(inner) => {
                    first &= !inner.is_dotted();
                    self.header(key, inner, path, was_first);
                }
                Item::ArrayOfTables(tables) => {
                    key.leaf_decor_mut().clear();
                    key.dotted_decor_mut().clear();
                    for inner in tables.iter_mut() {
                        Self::decorate(inner);
                        self.table(inner, path);
                    }
                }
                Item::None => {}
            }
            path.pop();
        }
    }

    /// Whether the keys of a table so deep are ids of segments, which stand in quotation marks.
    fn is_of_ids(&self, depth: usize) -> bool {
        matches!((self.kind, depth), (Kind::Readings, 0) | (Kind::Review, 1))
    }

    fn header(
        &mut self,
        mut key: KeyMut<'_>,
        inner: &mut Table,
        path: &mut Vec<String>,
        first: bool,
    ) {
        if inner.is_dotted() {
            // `forms.zh = …`: what stands before the line is kept with the last key of the path.
            key.fmt();
            key.dotted_decor_mut().clear();
            self.dotted(inner, path, first);
            return;
        }
        key.leaf_decor_mut().clear();
        key.dotted_decor_mut().clear();
        if !inner.is_implicit() {
            Self::decorate(inner);
        }
        self.table(inner, path);
    }

    fn dotted(&mut self, inner: &mut Table, path: &mut Vec<String>, first: bool) {
        self.sort(inner, path);
        let mut first = first;
        for (mut key, item) in inner.iter_mut() {
            path.push(key.get().to_owned());
            match item {
                Item::Value(value) => self.entry(&mut key, value, path, first),
                Item::Table(deeper) => {
                    key.fmt();
                    key.dotted_decor_mut().clear();
                    self.dotted(deeper, path, first);
                }
                _ => {}
            }
            path.pop();
            first = false;
        }
    }

    /// A line of its own: comments, key, value, the comment after it.
    fn entry(
        &mut self,
        key: &mut KeyMut<'_>,
        value: &mut Value,
        path: &mut Vec<String>,
        first: bool,
    ) {
        let before = lines(raw(key.leaf_decor().prefix()), !first);
        if !self.is_of_ids(path.len() - 1) {
            key.fmt();
        }
        key.dotted_decor_mut().clear();
        *key.leaf_decor_mut() = Decor::new(before, " ");
        let after = comment(raw(value.decor().suffix()));
        self.value(value, path, 0);
        *value.decor_mut() = Decor::new(" ", after);
    }

    /// One empty line before a header, comments directly above it.
    fn decorate(table: &mut Table) {
        let before = blank_line(&lines(raw(table.decor().prefix()), true));
        let after = comment(raw(table.decor().suffix()));
        *table.decor_mut() = Decor::new(before, after);
    }

    fn value(&mut self, value: &mut Value, path: &mut Vec<String>, depth: usize) {
        match value {
            Value::String(string) => {
                let is_reading = self.kind == Kind::Readings && path.len() == 1;
                let written = string.as_repr().and_then(|repr| repr.as_raw().as_str());
                let form = strings::canonical(string.value(), written, is_reading);
                if written != Some(form.as_str())
                    && let Ok(new) = form.parse::<Value>()
                {
                    *value = new;
                }
            }
            Value::Array(array) => self.array(array, path, depth),
            Value::InlineTable(table) => self.inline(table, path, depth),
            _ => {}
        }
    }

    fn array(&mut self, array: &mut Array, path: &mut Vec<String>, depth: usize) {
        for value in array.iter_mut() {
            let decor = value.decor().clone();
            self.value(value, path, depth + 1);
            *value.decor_mut() = decor;
        }
        spacing::array(array, depth);
    }

    fn inline(&mut self, table: &mut InlineTable, path: &mut Vec<String>, depth: usize) {
        let order = self.order(path);
        table.sort_values_by(|a, _, b, _| rank(&order, a).cmp(&rank(&order, b)));
        let has_lines = inside(table);
        for (mut key, value) in table.iter_mut() {
            path.push(key.get().to_owned());
            let decor = value.decor().clone();
            self.value(value, path, depth);
            *value.decor_mut() = decor;
            path.pop();
            if !has_lines {
                key.fmt();
            }
        }
        // A table over several lines is as its editor laid it out.
        if !has_lines {
            spacing::inline(table);
        }
    }

    fn sort(&mut self, table: &mut Table, path: &[String]) {
        close_up(table);
        let order = self.order(path);
        if !order.is_empty() {
            table.sort_values_by(|a, _, b, _| rank(&order, a).cmp(&rank(&order, b)));
        }
    }

    fn order(&mut self, path: &[String]) -> Vec<String> {
        let name = path.join("\n");
        if let Some(order) = self.orders.get(&name) {
            return order.clone();
        }
        let keys: Vec<&str> = path.iter().map(String::as_str).collect();
        let order = schema::keys(&self.schema, &keys);
        self.orders.insert(name, order.clone());
        order
    }
}

/// No empty line stands between a header and the first key, whichever will be the first.
fn close_up(table: &mut Table) {
    for (mut key, item) in table.iter_mut() {
        match item {
            Item::Value(_) => {
                let before = lines(raw(key.leaf_decor().prefix()), false);
                key.leaf_decor_mut().set_prefix(before);
                return;
            }
            Item::Table(inner) if inner.is_dotted() => return close_up(inner),
            _ => {}
        }
    }
}

/// Keys that the schema does not know stay behind the others, in their order.
fn rank(order: &[String], key: &Key) -> usize {
    order.iter().position(|known| known == key.get()).unwrap_or(usize::MAX)
}

/// Writes every id of a table in quotation marks.
fn quote_keys(table: &mut Table) {
    let quoted = |key: &Key| format!("\"{}\"", key.get());
    let keys: Vec<Key> = table.iter().filter_map(|(name, _)| table.key(name).cloned()).collect();
    if keys.iter().all(|key| key.display_repr() == quoted(key)) {
        return;
    }
    let mut entries = Vec::with_capacity(keys.len());
    for key in keys {
        let Some(item) = table.remove(key.get()) else { continue };
        let decor = key.leaf_decor().clone();
        let parsed = Key::parse(&quoted(&key)).ok().and_then(|keys| keys.into_iter().next());
        entries.push((parsed.map_or(key, |new| new.with_leaf_decor(decor)), item));
    }
    for (key, item) in entries {
        table.insert_formatted(&key, item);
    }
}

#[cfg(test)]
mod tests;
