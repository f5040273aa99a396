//! The files of the index: which there are, and how each is made.

use crate::model::Document;
use crate::model::Edition;
use crate::model::Lang;
use crate::model::Localized;
use crate::model::Role;
use crate::render::search::corpus::Corpus;
use crate::render::search::encode::number;
use crate::render::search::encode::push;
use crate::render::search::grams::lists;
use crate::render::search::limits::Limits;
use crate::render::search::matter::Matter;
use crate::render::search::matter::matter;
use crate::render::search::shelf::Book;
use crate::render::search::shelf::Shelf;
use crate::render::search::store::Lists;
use crate::render::search::texts::Texts;
use crate::render::search::together::together;
use crate::render::url;
use crate::text::is_spaced_word;
use crate::text::search::WORD_END;
use crate::text::simplify::pairs;

use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator;
use serde_json::Value;
use serde_json::json;

use std::collections::BTreeSet;
use std::io;

/// The function that every file of the index calls with its name and what it holds.
const REGISTER: &str = "dzSearch";
/// What stands ahead of a record that only says where a list lies: its first file, and how many.
const LISTED: &str = "@";
/// Files in a folder.
const IN_FOLDER: usize = 1000;

/// The search index of an edition: the paths of its files, sorted, and how to make each.
#[derive(Debug)]
pub struct Index {
    matter: Vec<Matter>,
    /// Tells one state of the index from another, for addresses.
    version: String,
    top: String,
    words: Texts,
    grams: Texts,
    /// All pieces of the lists of frequent grams.
    pieces: Texts,
    /// For each book the segments in a block, and the number of its first block.
    blocks: Vec<(usize, usize)>,
    names: usize,
    paths: Vec<String>,
    kinds: Vec<File>,
}

/// What a file holds.
#[derive(Debug, Clone, Copy)]
enum File {
    Top,
    Names(usize),
    Words(usize),
    Grams(usize),
    Piece(usize),
    Block(usize),
}

impl Index {
    /// Makes the index of an edition.
    ///
    /// # Errors
    /// What was laid aside on the disk cannot be read again.
    pub fn new(edition: &Edition, limits: Limits) -> io::Result<Self> {
        let matter = matter(edition);
        let shelf = Shelf { edition, matter: &matter };
        let corpus = Corpus::gather(shelf, limits)?;
        let mut lists = lists(&corpus, limits)?;
        together(&corpus, limits, &mut lists)?;
        let fold = fold(&corpus);
        let latin = latin_pairs(&corpus)?;
        drop(corpus);
        let often = often(&mut lists);
        let (words, starts) = lists.words.finish();
        let grams = lists.grams.finish(limits.shard)?;
        let pieces = lists.pieces;
        let sizes = sizes(shelf, limits);
        let (profiles, books) = profiles(shelf, &sizes);
        let top = json!({
            "grams": grams.len(), "longest": limits.longest, "names": limits.names,
            "matter": matter.iter().map(|m| m.kind).collect::<Vec<_>>(),
            "words": starts, "heavy": limits.heavy, "frequent": often, "fold": fold, "latin": latin,
            "profiles": profiles, "books": books,
        });
        let mut blocks = Vec::new();
        let mut first = 0;
        for (number, &per_block) in sizes.iter().enumerate() {
            blocks.push((per_block, first));
            first += shelf.book(number).segments().div_ceil(per_block);
        }
        let top = top.to_string();
        let version = version(shelf, &top, [&words, &grams, &pieces])?;
        let (paths, kinds) = (Vec::new(), Vec::new());
        let names = limits.names;
        let mut index =
            Self { matter, version, top, words, grams, pieces, blocks, names, paths, kinds };
        index.list_files(first);
        Ok(index)
    }

    fn list_files(&mut self, blocks: usize) {
        let mut all = vec![("search/data/top.js".to_owned(), File::Top)];
        let mut add = |kind: &str, count: usize, file: fn(usize) -> File| {
            all.extend((0..count).map(|n| (path(kind, n), file(n))));
        };
        add("n", self.blocks.len().div_ceil(self.names), File::Names);
        add("w", self.words.len(), File::Words);
        add("g", self.grams.len(), File::Grams);
        add("l", self.pieces.len(), File::Piece);
        add("b", blocks, File::Block);
        all.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        (self.paths, self.kinds) = all.into_iter().unzip();
    }

    /// Paths below the site's root, sorted.
    #[must_use]
    pub fn paths(&self) -> &[String] {
        &self.paths
    }

    /// What stands in the addresses of the files so that caches never mix two states of the index.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Makes the file at an index of [`Index::paths`], of the edition the index was made of.
    ///
    /// # Errors
    /// What was laid aside on the disk cannot be read again.
    pub fn render(&self, edition: &Edition, index: usize) -> io::Result<Vec<u8>> {
        let shelf = Shelf { edition, matter: &self.matter };
        let path = &self.paths[index];
        let name = path.strip_prefix("search/data/").and_then(|p| p.strip_suffix(".js"));
        let data = match self.kinds[index] {
            File::Top => self.top.clone(),
            File::Names(n) => names(shelf, n * self.names, self.names).to_string(),
            File::Words(n) => records(&self.words.get(n)?),
            File::Grams(n) => records(&self.grams.get(n)?),
            File::Piece(n) => quoted(&self.pieces.get(n)?),
            File::Block(n) => self.block(shelf, n).to_string(),
        };
        Ok(format!("{REGISTER}({},{data});\n", quoted(name.unwrap_or(path))).into_bytes())
    }

    /// The texts of a run of segments.
    fn block(&self, shelf: Shelf<'_>, block: usize) -> Value {
        let number = self.blocks.partition_point(|&(_, first)| first <= block) - 1;
        let (per_block, first) = self.blocks[number];
        let book = shelf.book(number);
        let from = (block - first) * per_block;
        let to = book.segments().min(from + per_block);
        let witnesses = book.spaced().len();
        let rows = (from..to).map(|segment| {
            let texts = (0..witnesses).map(|w| book.text(segment, w).map_or(json!(0), Value::from));
            std::iter::once(Value::from(book.way(segment))).chain(texts).collect::<Value>()
        });
        json!([number, from, rows.collect::<Value>()])
    }
}

/// The path of a file of a kind; a folder holds no more than a thousand.
fn path(kind: &str, n: usize) -> String {
    format!("search/data/{kind}/{}/{n}.js", n / IN_FOLDER)
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// Records, with a sign ahead so that every key stands between two signs.
fn records(text: &str) -> String {
    quoted(&format!(";{text}"))
}

/// Numbers the pieces of frequent grams in the order of their keys, then those of two words; the
/// first with how many each has, the second as records that say where.
fn often(lists: &mut Lists) -> String {
    lists.frequent.sort_unstable_by(|a, b| a.key.cmp(&b.key));
    lists.together.sort_unstable_by(|a, b| a.key.cmp(&b.key));
    let mut often = String::new();
    let mut count = 0;
    for list in &lists.frequent {
        often.extend([list.key.as_str(), "="]);
        push(&mut often, number(list.pieces.len()));
        often.push(';');
        count += list.pieces.len();
    }
    for list in &lists.together {
        let mut at = LISTED.to_owned();
        push(&mut at, number(count));
        push(&mut at, number(list.pieces.len()));
        lists.grams.add(&list.key, &at);
        count += list.pieces.len();
    }
    let all = lists.frequent.iter().chain(&lists.together);
    lists.pieces.reorder(all.flat_map(|list| list.pieces.clone()));
    often
}

/// For each book the number of segments whose texts fit in a file.
fn sizes(shelf: Shelf<'_>, limits: Limits) -> Vec<usize> {
    let size = |number: usize| {
        let book = shelf.book(number);
        let witnesses = book.spaced().len();
        let bytes = |s: usize| (0..witnesses).filter_map(move |w| book.text(s, w)).map(str::len);
        let total: usize = (0..book.segments()).flat_map(bytes).sum();
        (book.segments() * limits.shard / total.max(1)).max(1)
    };
    (0..shelf.len()).into_par_iter().map(size).collect()
}

/// The different sets of witnesses, and for each book: segments, its set, segments in a block.
fn profiles(shelf: Shelf<'_>, sizes: &[usize]) -> (Value, String) {
    let mut known: Vec<Value> = Vec::new();
    let mut books = String::new();
    for (n, &per_block) in sizes.iter().enumerate() {
        let book = shelf.book(n);
        let profile = profile(book);
        let at = known.iter().position(|other| *other == profile).unwrap_or_else(|| {
            known.push(profile);
            known.len() - 1
        });
        push(&mut books, number(book.segments()));
        push(&mut books, number(at));
        push(&mut books, number(per_block));
    }
    (Value::from(known), books)
}

/// For each witness: id, language, whether it is shown by default.
fn profile(book: Book<'_>) -> Value {
    match book {
        Book::Matter(matter) => {
            matter.witnesses.iter().map(|w| json!([w.id, w.lang.as_str(), 1])).collect()
        }
        Book::Document(document) => {
            let role = |wanted: &Role| document.witnesses.iter().position(|w| w.role == *wanted);
            let roles = [Role::Source, Role::Translation];
            let mut shown: Vec<usize> = roles.iter().filter_map(role).collect();
            if shown.is_empty() {
                shown.push(0);
            }
            let witnesses = document.witnesses.iter().enumerate();
            witnesses
                .map(|(n, w)| json!([w.id.as_str(), w.lang.as_str(), u8::from(shown.contains(&n))]))
                .collect()
        }
    }
}

/// What some books and their witnesses are called.
fn names(shelf: Shelf<'_>, from: usize, count: usize) -> Value {
    let languages = &shelf.edition.site.languages;
    let books = (from..shelf.len().min(from + count)).map(|n| match shelf.book(n) {
        Book::Matter(matter) => json!({ "kind": matter.kind }),
        Book::Document(document) => {
            let mut facts = json!({
                "id": document.id.as_str(),
                "url": url::reader(document, 0),
                "title": in_languages(&document.short, languages),
                "names": document.witnesses.iter().map(|w| in_languages(&w.name, languages)).collect::<Value>(),
            });
            if document.is_divided() {
                facts["parts"] = parts(document);
            }
            facts
        }
    });
    books.collect()
}

/// The pages of a divided document after the first, each with its first segment.
fn parts(document: &Document) -> Value {
    let further = 1..document.part_count();
    further.map(|n| json!([document.segments_of(n).start, url::reader(document, n)])).collect()
}

fn in_languages(value: &Localized<String>, languages: &[Lang]) -> Value {
    let entries =
        languages.iter().filter_map(|lang| Some(json!([lang.as_str(), value.get(lang)?])));
    entries.collect()
}

/// The pairs of traditional and simplified characters that this edition needs: those whose
/// simplified character stands in it.
fn fold(corpus: &Corpus) -> String {
    let stands = |c: char| {
        let mut key = [0; 4];
        let key: &str = c.encode_utf8(&mut key);
        corpus.keys.binary_search_by(|other| other.as_str().cmp(key)).is_ok()
    };
    pairs().filter(|(_, simple)| stands(*simple)).flat_map(|(a, b)| [a, b]).collect()
}

/// The pairs of Latin letters and digits that stand together in texts without spaces between words;
/// where a pair of a query is not among them, such texts need not be asked.
fn latin_pairs(corpus: &Corpus) -> io::Result<String> {
    let latin: Vec<bool> = std::iter::once(false)
        .chain(
            corpus
                .keys
                .iter()
                .map(|key| !key.ends_with(WORD_END) && key.chars().all(is_spaced_word)),
        )
        .collect();
    let together = |pair: &&[u32; 2]| pair.iter().all(|token| latin[*token as usize]);
    let mut found: BTreeSet<[u32; 2]> = BTreeSet::new();
    for stretch in corpus.tokens.iter() {
        found.extend(stretch?.numbers.array_windows().filter(together));
    }
    let mut all = String::new();
    for pair in found {
        all.extend([corpus.key(pair[0]), corpus.key(pair[1]), " "]);
    }
    Ok(all)
}

/// A hash of all that the files hold.
fn version(shelf: Shelf<'_>, top: &str, lists: [&Texts; 3]) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(top.as_bytes());
    for texts in lists {
        for number in 0..texts.len() {
            hasher.update(texts.get(number)?.as_bytes());
        }
    }
    hasher.update(names(shelf, 0, shelf.len()).to_string().as_bytes());
    let books: Vec<_> = (0..shelf.len()).into_par_iter().map(|n| hashed(shelf.book(n))).collect();
    books.iter().for_each(|book| {
        hasher.update(book.as_bytes());
    });
    Ok(hasher.finalize().to_hex()[..10].to_owned())
}

fn hashed(book: Book<'_>) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    let witnesses = book.spaced().len();
    for segment in 0..book.segments() {
        hasher.update(book.way(segment).as_bytes());
        for witness in 0..witnesses {
            hasher.update(book.text(segment, witness).unwrap_or("\0").as_bytes());
            hasher.update(&[0xFF]);
        }
    }
    hasher.finalize()
}
