//! What rules that look at one document found in each, kept while the document is the same.

use crate::check::rule::Context;
use crate::check::rule::Moment;
use crate::diag::Diagnostic;
use crate::diag::Findings;
use crate::diag::sorted;
use crate::format::site::Level;
use crate::model::Document;
use crate::model::Lang;
use crate::model::Term;

use rayon::iter::IndexedParallelIterator;
use rayon::iter::IntoParallelRefMutIterator;
use rayon::iter::ParallelIterator;

use std::collections::BTreeMap;
use std::sync::Arc;

/// The findings in documents at both moments of an earlier run.
#[derive(Debug, Default)]
pub struct Kept {
    edition: AtMoment,
    annotations: AtMoment,
}

/// The findings of one moment, and what they depended on.
#[derive(Debug, Default)]
struct AtMoment {
    whole: bool,
    languages: Vec<Lang>,
    levels: BTreeMap<String, Level>,
    /// The glossary, at the second moment: annotations are made of the document and of it.
    terms: Vec<Term>,
    /// By the places of the documents; `None` where nothing is kept.
    documents: Vec<Option<InDocument>>,
}

#[derive(Debug)]
struct InDocument {
    document: Arc<Document>,
    findings: Arc<[Diagnostic]>,
}

impl Kept {
    /// The findings in all documents: those that are kept where nothing they depend on has
    /// changed, else those that `find` has. Keeps them.
    pub(crate) fn all(
        &mut self,
        context: &Context<'_>,
        find: impl Fn(usize) -> Vec<Diagnostic> + Sync,
    ) -> Findings {
        let kept = match context.moment() {
            Moment::Edition => &mut self.edition,
            Moment::Annotations => &mut self.annotations,
        };
        kept.suit(context);
        let documents = &context.edition.documents;
        kept.documents.resize_with(documents.len(), || None);
        let all = kept.documents.par_iter_mut().zip(documents).enumerate();
        all.for_each(|(index, (known, document))| match known {
            Some(known) if Arc::ptr_eq(&known.document, document) => {}
            // The new one, so that the old one is let go.
            Some(known) if known.document == *document => known.document = Arc::clone(document),
            _ => {
                // In order, so that all together are soon sorted.
                let findings = sorted(find(index)).into();
                *known = Some(InDocument { document: Arc::clone(document), findings });
            }
        });
        let mut all = Findings::default();
        kept.documents.iter().flatten().for_each(|document| all.share(&document.findings));
        all
    }
}

impl AtMoment {
    /// Lets all go where something that they all depended on has changed.
    fn suit(&mut self, context: &Context<'_>) {
        let levels = context.levels.iter().map(|(rule, (level, _))| (rule, level));
        let terms: &[Term] =
            if context.annotations.is_some() { &context.edition.terms } else { &[] };
        let languages = &context.edition.site.languages;
        let is_same = (self.whole, &self.languages) == (context.whole, languages)
            && self.levels.iter().eq(levels.clone());
        if is_same && self.terms == terms {
            return;
        }
        *self = Self {
            whole: context.whole,
            languages: languages.clone(),
            levels: levels.map(|(rule, level)| (rule.clone(), *level)).collect(),
            terms: terms.to_vec(),
            documents: Vec::new(),
        };
    }
}
