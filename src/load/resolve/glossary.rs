//! The glossary: terms of all files in one list.

use crate::diag::Diagnostic;
use crate::diag::SourceMap;
use crate::diag::Span;
use crate::diag::did_you_mean;
use crate::format::anchor::Anchor;
use crate::format::glossary as written;
use crate::load::parse::Files;
use crate::load::resolve::anchors;
use crate::load::resolve::notes::duplicate;
use crate::load::resolve::values::Scope;
use crate::load::resolve::values::one_of;
use crate::model::Document;
use crate::model::Form;
use crate::model::Lang;
use crate::model::Localized;
use crate::model::Match;
use crate::model::RenderingStatus;
use crate::model::Term;
use crate::model::TermId;
use crate::model::TermKind;
use crate::model::Theme;

use std::collections::BTreeMap;
use std::sync::Arc;

/// Resolves all glossary files.
pub fn resolve(
    files: &Files,
    sources: &SourceMap,
    documents: &[Arc<Document>],
    sink: &mut Vec<Diagnostic>,
) -> (Vec<Theme>, Vec<Term>) {
    let index = index(files, sources, sink);
    let mut themes = Vec::with_capacity(files.glossary.len());
    let mut terms = Vec::with_capacity(index.len());
    for parsed in &files.glossary {
        let mut scope = Scope { file: parsed.file, text: sources.text(parsed.file), sink };
        let theme = themes.len();
        themes.push(Theme { id: parsed.name.clone(), title: scope.localized(&parsed.value.theme) });
        for entry in &parsed.value.term {
            let entry = entry.get_ref();
            if index.get(entry.id.get_ref().as_str()).map(|(i, _)| *i) != Some(terms.len()) {
                continue;
            }
            let id = match TermId::new(entry.id.get_ref()) {
                Ok(id) => id,
                Err(_) => continue,
            };
            terms.push(term(entry, (id, theme), &index, (documents, &mut scope)));
        }
    }
    (themes, terms)
}

type Index<'a> = BTreeMap<&'a str, (usize, Span)>;

/// Term id → index in the list of terms; bad and double ids are findings and have no index.
fn index<'a>(files: &'a Files, sources: &SourceMap, sink: &mut Vec<Diagnostic>) -> Index<'a> {
    let mut index: Index<'a> = BTreeMap::new();
    for parsed in &files.glossary {
        let mut scope = Scope { file: parsed.file, text: sources.text(parsed.file), sink };
        for entry in &parsed.value.term {
            let id = &entry.get_ref().id;
            let span = scope.words(id);
            if scope.id(TermId::new, id).is_none() {
                continue;
            }
            match index.get(id.get_ref().as_str()) {
                Some((_, first)) => scope.push(duplicate("term", id.get_ref(), span, *first)),
                None => {
                    index.insert(id.get_ref(), (index.len(), span));
                }
            }
        }
    }
    index
}

fn term(
    entry: &written::Term,
    (id, theme): (TermId, usize),
    index: &Index<'_>,
    (documents, scope): (&[Arc<Document>], &mut Scope<'_>),
) -> Term {
    let (mut forms, pronunciation) = forms(entry, scope);
    forms.extend(entry.rendering.iter().filter_map(|r| rendering(r, documents, scope)));
    let see = see(entry, index, scope);
    let mut anchored = |list: &[Anchor]| {
        list.iter().filter_map(|a| anchors::resolve(a, None, documents, scope)).collect::<Vec<_>>()
    };
    let exclude = anchored(&entry.exclude);
    let marked = anchored(&entry.occurrence);
    Term {
        id,
        theme,
        kind: kind(entry.kind),
        forms,
        pronunciation,
        gloss: scope.localized(&entry.gloss),
        see,
        attested: entry.attested,
        source: entry.source.clone(),
        matching: match entry.matching {
            written::Match::Auto => Match::Auto,
            written::Match::Marked => Match::Marked,
        },
        exact_case: entry.case == written::Case::Exact,
        exclude,
        marked,
        span: scope.words(&entry.id),
    }
}

fn forms(entry: &written::Term, scope: &mut Scope<'_>) -> (Vec<Form>, Localized<String>) {
    let mut forms = Vec::new();
    let mut pronunciation = Vec::new();
    for (tag, written) in &entry.forms {
        let Some(lang) = scope.lang(tag) else { continue };
        if let Some(pinyin) = &written.pinyin {
            pronunciation.push((lang.clone(), pinyin.clone()));
        }
        let all = std::iter::once((&written.form, RenderingStatus::Preferred))
            .chain(written.also.iter().map(|form| (form, RenderingStatus::Accepted)));
        for (text, status) in all {
            let span = scope.words(text);
            if text.get_ref().trim().is_empty() {
                scope.push(Diagnostic::error("empty-form", "a form has no words").at(span));
                continue;
            }
            forms.push(Form {
                lang: lang.clone(),
                text: text.get_ref().clone(),
                status,
                only_in: None,
                note: Localized::default(),
                span,
            });
        }
    }
    (forms, Localized::new(pronunciation))
}

fn rendering(
    written: &written::Rendering,
    documents: &[Arc<Document>],
    scope: &mut Scope<'_>,
) -> Option<Form> {
    let only_in = match (&written.document, &written.witness) {
        (Some(document), Some(witness)) => {
            let name = document.get_ref();
            let Some(d) = documents.iter().position(|d| d.id.as_str() == name) else {
                let finding = anchors::unknown_document(name, documents);
                scope.push(finding.at(scope.words(document)));
                return None;
            };
            let Some(w) = documents[d].witness(witness.get_ref()) else {
                let known = documents[d].witnesses.iter().map(|w| w.id.as_str());
                let message = format!("`{name}` has no witness `{}`", witness.get_ref());
                let finding = Diagnostic::error("unknown-witness", message);
                let finding = finding.at(scope.words(witness));
                scope.push(finding.hint(one_of(witness.get_ref(), known)));
                return None;
            };
            Some((d, w))
        }
        (None, None) => None,
        _ => {
            let finding = Diagnostic::error("missing-key", "`document` and `witness` go together");
            scope.push(finding.at(scope.words(&written.form)));
            return None;
        }
    };
    let lang: Lang = match (only_in, &written.lang) {
        (Some((d, w)), _) => documents[d].witnesses[w].lang.clone(),
        (None, Some(tag)) => scope.lang(tag)?,
        (None, None) => {
            let finding = Diagnostic::error("missing-key", "the key `lang` is missing")
                .at(scope.words(&written.form))
                .hint("a rendering names its document and witness, or its language");
            scope.push(finding);
            return None;
        }
    };
    Some(Form {
        lang,
        text: written.form.get_ref().clone(),
        status: status(written.status),
        only_in,
        note: scope.localized(&written.note),
        span: scope.words(&written.form),
    })
}

fn see(entry: &written::Term, index: &Index<'_>, scope: &mut Scope<'_>) -> Vec<usize> {
    let mut see = Vec::with_capacity(entry.see.len());
    for id in &entry.see {
        if let Some((term, _)) = index.get(id.get_ref().as_str()) {
            see.push(*term);
            continue;
        }
        let message = format!("there is no term `{}`", id.get_ref());
        let finding = Diagnostic::error("unknown-term", message).at(scope.words(id));
        scope.push(match did_you_mean(id.get_ref(), index.keys().copied()) {
            Some(hint) => finding.hint(hint),
            None => finding,
        });
    }
    see
}

fn status(status: written::Status) -> RenderingStatus {
    match status {
        written::Status::Preferred => RenderingStatus::Preferred,
        written::Status::Accepted => RenderingStatus::Accepted,
        written::Status::Misleading => RenderingStatus::Misleading,
        written::Status::Wrong => RenderingStatus::Wrong,
    }
}

fn kind(kind: written::Kind) -> TermKind {
    match kind {
        written::Kind::Concept => TermKind::Concept,
        written::Kind::Formula => TermKind::Formula,
        written::Kind::Programme => TermKind::Programme,
        written::Kind::Slogan => TermKind::Slogan,
        written::Kind::Institution => TermKind::Institution,
        written::Kind::Law => TermKind::Law,
        written::Kind::Place => TermKind::Place,
    }
}
