//! The apparatus: every place where witnesses of one language differ.

use crate::render::sheet::Sheet;
use crate::render::view::DocumentRef;
use crate::render::view::VariantView;

use serde::Serialize;

/// What `apparatus.html` gets.
#[derive(Debug, Serialize)]
pub struct Apparatus<'a> {
    documents: Vec<Group<'a>>,
    total: usize,
}

#[derive(Debug, Serialize)]
struct Group<'a> {
    document: DocumentRef<'a>,
    variants: Vec<VariantView<'a>>,
}

/// Makes the view.
#[must_use]
pub fn view(sheet: Sheet<'_>) -> Apparatus<'_> {
    let group = |index: usize| {
        let variants = sheet.found(index).variants.iter().enumerate();
        let variants = variants.map(|(place, variant)| sheet.variant(index, place, variant));
        Group { document: sheet.document_ref(index), variants: variants.collect() }
    };
    let documents = (0..sheet.edition().documents.len()).map(group);
    let documents: Vec<Group<'_>> = documents.filter(|group| !group.variants.is_empty()).collect();
    Apparatus { total: documents.iter().map(|group| group.variants.len()).sum(), documents }
}
