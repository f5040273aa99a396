//! One page while it is made: its path, and from there the way to everything else.

use crate::annotate::DocumentAnnotations;
use crate::annotate::Place;
use crate::annotate::Side;
use crate::annotate::Variant;
use crate::model::Anchor;
use crate::model::Document;
use crate::model::Edition;
use crate::model::Lang;
use crate::model::Localized;
use crate::model::Reading;
use crate::model::Term;
use crate::model::Witness;
use crate::render::book::Book;
use crate::render::brief;
use crate::render::markdown;
use crate::render::markdown::Surroundings;
use crate::render::markup;
use crate::render::markup::Kind;
use crate::render::markup::Mark;
use crate::render::url;
use crate::render::url::WayToTerms;
use crate::render::view;
use crate::render::view::DocumentRef;
use crate::render::view::Headword;
use crate::render::view::Html;
use crate::render::view::NoteView;
use crate::render::view::Passage;
use crate::render::view::PassageReading;
use crate::render::view::PlaceView;
use crate::render::view::Prose;
use crate::render::view::ProsePart;
use crate::render::view::Spot;
use crate::render::view::TermLine;
use crate::render::view::VariantSide;
use crate::render::view::VariantView;
use crate::render::view::WitnessRef;
use crate::render::view::Word;
use crate::render::view::Words;

use std::ops::Range;
use std::sync::Arc;

/// A page being made.
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    /// What all pages share.
    pub book: &'a Arc<Book>,
    /// The page's path below the root of the site.
    pub path: &'a str,
}

impl<'a> Sheet<'a> {
    /// The edition.
    #[must_use]
    pub fn edition(&self) -> &'a Edition {
        &self.book.edition
    }

    /// A document.
    #[must_use]
    pub fn document(&self, index: usize) -> &'a Document {
        &self.book.edition.documents[index]
    }

    /// What was found in a document.
    #[must_use]
    pub fn found(&self, document: usize) -> &'a DocumentAnnotations {
        &self.book.annotations.documents[document]
    }

    /// The way to a page.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        url::relative(self.path, path)
    }

    /// The way to an element of a page.
    #[must_use]
    pub fn url_to(&self, path: &str, id: &str) -> String {
        url::relative_to(self.path, path, id)
    }

    /// The way to a segment on its reader page.
    #[must_use]
    pub fn segment_url(&self, document: usize, segment: usize) -> String {
        let document = self.document(document);
        let id = document.segments[segment].id.as_str();
        self.url_to(&url::reader_at(document, segment), id)
    }

    /// The way to a division on its reader page.
    #[must_use]
    pub fn division_url(&self, document: usize, division: usize) -> String {
        let document = self.document(document);
        let page = url::reader(document, document.part_of_division(division));
        self.url_to(&page, &url::division(document.divisions[division].id.as_str()))
    }

    /// The way to what the terms of a segment mean: to their pages or, where the site does without
    /// those, to the definitions on its reader page.
    #[must_use]
    pub fn way_to_terms(&self, document: usize, segment: usize) -> WayToTerms {
        if self.edition().site.publishing.without.terms {
            let page = url::reader_at(self.document(document), segment);
            return WayToTerms::definitions(self.path, &page);
        }
        WayToTerms::pages(self.path)
    }

    /// The number of the row in which a segment stands; empty for headings.
    #[must_use]
    pub fn number(&self, document: usize, segment: usize) -> String {
        let row = self.found(document).rows.of(segment);
        let number = row.and_then(|row| self.book.tables(document).numbers.get(row));
        number.filter(|n| **n > 0).map(u32::to_string).unwrap_or_default()
    }

    /// Words in the languages of the interface; where none of them is given, all that are.
    #[must_use]
    pub fn words(&self, words: &'a Localized<String>) -> Words<'a> {
        let languages = &self.edition().site.languages;
        let wanted = languages.iter().filter_map(|lang| {
            words.get(lang).map(|text| Word { lang: lang.as_str(), text: text.as_str() })
        });
        let found: Words<'a> = wanted.collect();
        if !found.is_empty() {
            return found;
        }
        words.iter().map(|(lang, text)| Word { lang: lang.as_str(), text }).collect()
    }

    /// Markdown in the languages of the interface.
    #[must_use]
    pub fn prose(&self, prose: &'a Localized<String>) -> Prose<'a> {
        let rendered = |word: Word<'a>| {
            let html = Html(self.markdown(word.lang, word.text).html);
            ProsePart { lang: word.lang, html }
        };
        self.words(prose).into_iter().map(rendered).collect()
    }

    /// A piece of Markdown on this page.
    #[must_use]
    pub fn markdown(&self, lang: &str, text: &str) -> markdown::Rendered {
        let resolve = |destination: &str| self.resolve(destination);
        markdown::render(text, &Surroundings { prefix: lang, resolve: &resolve })
    }

    /// The address for a destination that an editor wrote: `term:<id>`, `document:<id>`,
    /// `segment:<document>#<segment>`, `page:<name>`, an address outside, or a fragment.
    fn resolve(&self, destination: &str) -> Option<String> {
        let edition = self.edition();
        let Some((scheme, rest)) = destination.split_once(':') else {
            let id = destination.strip_prefix('#')?;
            return Some(self.moved_apart(id).unwrap_or_else(|| destination.to_owned()));
        };
        match scheme {
            "term" => {
                let without = edition.site.publishing.without.terms;
                let known = edition.terms.iter().any(|term| term.id.as_str() == rest);
                (known && !without).then(|| self.url(&url::term(rest)))
            }
            "document" => {
                let known = edition.documents.iter().any(|d| d.id.as_str() == rest);
                known.then(|| self.url(&url::folder(rest)))
            }
            "segment" => {
                let (document, segment) = rest.split_once('#')?;
                let found = edition.documents.iter().find(|d| d.id.as_str() == document)?;
                let page = url::reader_at(found, found.segment(segment)?);
                Some(self.url_to(&page, segment))
            }
            "page" => {
                let fixed = self.book.fixed.iter().find(|(name, _)| *name == rest);
                let prose = || self.book.prose().find(|(_, page)| page.name == rest);
                let path = fixed.map(|(_, path)| (*path).to_owned());
                path.or_else(|| prose().map(|_| url::folder(rest))).map(|path| self.url(&path))
            }
            _ => url::external(destination),
        }
    }

    /// The way from a page of a divided document to a segment of it that stands on another one.
    fn moved_apart(&self, id: &str) -> Option<String> {
        let (folder, _) = self.path.split_once('/')?;
        let mut documents = self.edition().documents.iter().filter(|d| d.is_divided());
        let document = documents.find(|d| d.id.as_str() == folder)?;
        Some(self.url_to(&url::reader_at(document, document.segment(id)?), id))
    }

    /// A document as others name it.
    #[must_use]
    pub fn document_ref(&self, index: usize) -> DocumentRef<'a> {
        let document = self.document(index);
        DocumentRef {
            id: document.id.as_str(),
            title: self.words(&document.title),
            short: self.words(&document.short),
            url: self.url(&url::folder(document.id.as_str())),
        }
    }

    /// A witness as others name it.
    #[must_use]
    pub fn witness_ref(&self, witness: &'a Witness) -> WitnessRef<'a> {
        WitnessRef {
            id: witness.id.as_str(),
            name: self.words(&witness.name),
            lang: witness.lang.as_str(),
            role: view::role(witness.role),
        }
    }

    /// The witness of an anchor.
    #[must_use]
    pub fn anchored(&self, anchor: &Anchor) -> &'a Witness {
        &self.document(anchor.document).witnesses[anchor.witness]
    }

    /// The place of an anchor.
    #[must_use]
    pub fn place(&self, anchor: &'a Anchor) -> PlaceView<'a> {
        let witness = self.anchored(anchor);
        PlaceView {
            url: self.segment_url(anchor.document, anchor.segment),
            segment: self.document(anchor.document).segments[anchor.segment].id.as_str(),
            quote: &anchor.quote,
            lang: witness.lang.as_str(),
            witness: self.witness_ref(witness),
        }
    }

    /// The place of an occurrence.
    #[must_use]
    pub fn spot(&self, document: usize, place: Place) -> Spot<'a> {
        Spot {
            url: self.segment_url(document, place.segment()),
            segment: self.document(document).segments[place.segment()].id.as_str(),
            number: self.number(document, place.segment()),
        }
    }

    /// The segment of an anchor in the witnesses shown by default and the quoted one, whole.
    #[must_use]
    pub fn passage(&self, anchor: &'a Anchor) -> Passage<'a> {
        self.passage_within(anchor, usize::MAX)
    }

    /// The same, with no more than `limit` of the text before and after the quoted words; where
    /// no words are quoted, with the room of both sides and of the words.
    #[must_use]
    pub fn passage_within(&self, anchor: &'a Anchor, limit: usize) -> Passage<'a> {
        let document = self.document(anchor.document);
        let segment = &document.segments[anchor.segment];
        let shown = &self.book.tables(anchor.document).shown;
        let witnesses = document.witnesses.iter().zip(&segment.readings).enumerate();
        let readings = witnesses
            .filter(|(index, _)| shown[*index] || *index == anchor.witness)
            .map(|(index, (witness, reading))| {
                let ranges = if index == anchor.witness { &anchor.ranges[..] } else { &[] };
                let room = if ranges.is_empty() { limit.saturating_mul(3) } else { limit };
                let (html, absent) = excerpt(reading, ranges, room);
                let lang = witness.lang.as_str();
                PassageReading { witness: self.witness_ref(witness), lang, html, absent }
            })
            .collect();
        let witness = self.anchored(anchor);
        Passage {
            document: self.document_ref(anchor.document),
            segment: segment.id.as_str(),
            url: self.segment_url(anchor.document, anchor.segment),
            quote: &anchor.quote,
            witness: self.witness_ref(witness),
            lang: witness.lang.as_str(),
            readings,
        }
    }

    /// A note of a document.
    #[must_use]
    pub fn note(&self, document: usize, index: usize) -> NoteView<'a> {
        let note = &self.document(document).notes[index];
        let witness = self.anchored(&note.at);
        let id = note.id.as_str();
        NoteView {
            id,
            dom_id: url::note(id),
            back: url::fragment(&url::note_sign(id)),
            sign: self.book.tables(document).signs[index].to_string(),
            kind: note.kind.as_str(),
            corrected: note.corrected.as_deref(),
            body: self.prose(&note.body),
            quote: &note.at.quote,
            lang: witness.lang.as_str(),
            witness: self.witness_ref(witness),
            segment: self.document(document).segments[note.at.segment].id.as_str(),
            segment_url: self.segment_url(document, note.at.segment),
            number: self.number(document, note.at.segment),
        }
    }

    /// A variant of a document, by its place in the document's list.
    #[must_use]
    pub fn variant(&self, document: usize, index: usize, variant: &'a Variant) -> VariantView<'a> {
        let owner = self.document(document);
        let side = |side: &'a Side| {
            let witness = &owner.witnesses[side.witness];
            let reading = owner.segments[variant.segment].readings[side.witness].text();
            let text = reading.and_then(|text| text.raw.get(side.range.clone()));
            VariantSide {
                witness: self.witness_ref(witness),
                text: text.unwrap_or_default(),
                lang: witness.lang.as_str(),
            }
        };
        VariantView {
            id: variant_id(index),
            segment: owner.segments[variant.segment].id.as_str(),
            url: self.segment_url(document, variant.segment),
            number: self.number(document, variant.segment),
            base: side(&variant.base),
            other: side(&variant.other),
        }
    }

    /// The headwords of a term, one per language of its forms: languages of sources first.
    #[must_use]
    pub fn headwords(&self, term: &'a Term) -> Vec<Headword<'a>> {
        let mut all: Vec<Headword<'a>> = Vec::new();
        for form in &term.forms {
            if all.iter().all(|headword| headword.lang != form.lang.as_str()) {
                let pronunciation = term.pronunciation.get(&form.lang);
                all.push(Headword {
                    lang: form.lang.as_str(),
                    text: &form.text,
                    pronunciation: pronunciation.map_or("", String::as_str),
                });
            }
        }
        let order = &self.book.headword_languages;
        let place = |word: &Headword<'_>| {
            let lang = Lang::new(word.lang)?;
            order.iter().position(|wanted| lang.serves(wanted))
        };
        all.sort_by_key(|word| place(word).unwrap_or(usize::MAX));
        all
    }

    /// A term in a list.
    #[must_use]
    pub fn term_line(&self, index: usize) -> TermLine<'a> {
        let term = &self.edition().terms[index];
        TermLine {
            id: term.id.as_str(),
            url: self.url(&url::term(term.id.as_str())),
            kind: term.kind.as_str(),
            attested: term.attested,
            headwords: self.headwords(term),
            count: self.book.annotations.terms.get(index).map_or(0, |t| t.occurrences),
        }
    }
}

/// The id of a variant by its place in the document's list.
#[must_use]
pub fn variant_id(index: usize) -> String {
    format!("v{}", index + 1)
}

/// A reading with its marks, or why there is none.
#[must_use]
pub fn reading_html(reading: &Reading, marks: &[Mark<'_>]) -> (Html, Option<&'static str>) {
    match reading {
        Reading::Present(text) => (Html(markup::reading(&text.raw, marks)), None),
        Reading::Absent(kind, _) => (Html::default(), Some(kind.as_str())),
    }
}

/// A reading with what is quoted marked, and no more than `limit` of the text around that.
fn excerpt(reading: &Reading, hits: &[Range<usize>], limit: usize) -> (Html, Option<&'static str>) {
    let mark = |range: Range<usize>| Mark { range, kind: Kind::Hit };
    let first = hits.first().map_or(0, |range| range.start);
    let last = hits.last().map_or(first, |range| range.end);
    let Some(text) = reading.text() else { return reading_html(reading, &[]) };
    let window = brief::around(&text.raw, &(first..last), limit);
    let marks: Vec<Mark<'_>> =
        hits.iter().map(|r| mark(r.start - window.start..r.end - window.start)).collect();
    let html = markup::reading(&text.raw[window.clone()], &marks);
    let before = if window.start > 0 { brief::ELLIPSIS } else { "" };
    let after = if window.end < text.raw.len() { brief::ELLIPSIS } else { "" };
    (Html(format!("{before}{}{after}", html.trim())), None)
}
