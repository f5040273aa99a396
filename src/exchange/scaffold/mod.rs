//! Beginnings: a small edition, a document, a term.

use crate::diag::did_you_mean;
use crate::exchange::edit::Edited;
use crate::exchange::edit::Refusal;
use crate::exchange::edit::Texts;
use crate::exchange::edit::fmt;
use crate::exchange::edit::fmt::strings;
use crate::exchange::edit::opened::read;
use crate::exchange::edit::segment::arrays;
use crate::exchange::edit::work::Work;
use crate::exchange::edit::work::basic;
use crate::exchange::schema;
use crate::format::glossary::Glossary;
use crate::format::site::Site;
use crate::model::DocumentId;
use crate::model::Lang;
use crate::model::TermId;
use crate::model::WitnessId;

use toml::Spanned;

/// The files of the small edition, besides its schemas.
const EDITION: [(&str, &str); 11] = [
    (".github/workflows/publish.yml", include_str!("publish.yml")),
    (".gitignore", include_str!("gitignore")),
    ("README.md", include_str!("README.md")),
    ("content/analects/document.toml", include_str!("document.toml")),
    ("content/analects/english.toml", include_str!("english.toml")),
    ("content/analects/notes.toml", include_str!("notes.toml")),
    ("content/analects/received.toml", include_str!("received.toml")),
    ("content/pages/about.en.md", include_str!("about.en.md")),
    ("content/pages/about.zh.md", include_str!("about.zh.md")),
    ("glossary/words.toml", include_str!("words.toml")),
    ("site.toml", include_str!("site.toml")),
];

/// A term to begin with.
#[derive(Debug, Clone, Default)]
pub struct NewTerm {
    /// Its id.
    pub id: String,
    /// Name of its file in the glossary; may be left out where there is only one.
    pub theme: Option<String>,
    /// Language and headword, in the order given.
    pub forms: Vec<(String, String)>,
}

/// A small edition that builds, with comments that teach.
#[must_use]
pub fn edition() -> Texts {
    let mut files: Texts = EDITION
        .into_iter()
        .map(|(path, text)| (path.to_owned(), text.replace("VERSION", env!("CARGO_PKG_VERSION"))))
        .collect();
    files.extend(schema::files("schemas"));
    files
}

/// A document with two or more witnesses and one segment to begin with.
///
/// # Errors
/// Refuses an id that is none or is taken, and language tags that are none.
pub fn document(
    texts: &Texts,
    id: &str,
    witnesses: &[(String, String)],
) -> Result<Edited, Refusal> {
    let place = Place::new(texts, id)?;
    for (witness, lang) in witnesses {
        WitnessId::new(witness)
            .map_err(|error| Refusal::new(format!("`{witness}` is not an id: {error}")))?;
        if Lang::new(lang).is_none() {
            return Err(Refusal::new(format!("`{lang}` is not a language tag"))
                .hint("such as `zh-Hans`, `en` or `pi-Latn`"));
        }
    }
    let mut work = Work::new(texts);
    let folder = format!("content/{id}/");
    let path = format!("{folder}document.toml");
    work.insert(&path, 0, facts(&place, witnesses)?);
    for (witness, _) in witnesses {
        let readings = "# Segment id = the words, letter by letter as this witness has them.\n\
                        \"p1.1\" = { absent = \"not-yet\" }\n";
        work.insert(&format!("{folder}{witness}.toml"), 0, readings);
    }
    work.say(format!("write its facts and its spine in `{path}`, then its readings"));
    let mut edited = work.finish()?;
    edited.changed.extend(place.enlist(texts, id));
    Ok(edited)
}

/// Where a new document goes.
pub(crate) struct Place {
    /// Its id.
    pub(crate) id: String,
    site: Site,
}

impl Place {
    /// A place for a document.
    ///
    /// # Errors
    /// Refuses an id that is none or is taken.
    pub(crate) fn new(texts: &Texts, id: &str) -> Result<Self, Refusal> {
        DocumentId::new(id)
            .map_err(|error| Refusal::new(format!("`{id}` is not an id: {error}")))?;
        let folder = format!("content/{id}/");
        if texts.range(folder.clone()..).next().is_some_and(|(path, _)| path.starts_with(&folder)) {
            return Err(Refusal::new(format!("there is a document `{id}` already"))
                .hint("choose a name that no document has"));
        }
        Ok(Self { id: id.to_owned(), site: site(texts)? })
    }

    /// The same text for every language of the site.
    pub(crate) fn localized(&self, text: &str) -> String {
        localized(&self.site, text)
    }

    /// `site.toml` with the document at the end of its list, where it has one.
    pub(crate) fn enlist(&self, texts: &Texts, id: &str) -> Texts {
        let old = texts.get("site.toml").map_or("", String::as_str);
        let last = self.site.documents.as_ref().and_then(|all| all.last());
        let listed = last.map(|last| {
            let (at, words) = arrays::insertion(old, &last.span(), &basic(id));
            ("site.toml".to_owned(), format!("{}{words}{}", &old[..at], &old[at..]))
        });
        listed.into_iter().collect()
    }
}

/// `site.toml` as it is read.
pub(crate) fn site(texts: &Texts) -> Result<Site, Refusal> {
    read("site.toml", texts.get("site.toml").map_or("", String::as_str))
}

/// The same text for every language of the site.
pub(crate) fn localized(site: &Site, text: &str) -> String {
    let languages = site.languages.iter().map(Spanned::get_ref);
    let texts: Vec<_> = languages.map(|lang| format!("{lang} = {}", basic(text))).collect();
    format!("{{ {} }}", texts.join(", "))
}

fn facts(place: &Place, witnesses: &[(String, String)]) -> Result<String, Refusal> {
    let id = &place.id;
    let mut out = format!(
        "id = \"{id}\"\ntitle = {}\n# The order of everything: divisions, and rows of segments in them.\n\
         body = [{{ division = \"p1\" }}]\n",
        place.localized(id)
    );
    for (at, (witness, lang)) in witnesses.iter().enumerate() {
        let role = if at == 0 { "source" } else { "translation" };
        out.push_str(&format!(
            "\n[[witness]]\nid = \"{witness}\"\nname = {}\nlang = \"{lang}\"\nrole = \"{role}\"\n",
            place.localized(witness)
        ));
    }
    out.push_str("\n[[division]]\nid = \"p1\"\nkind = \"paragraph\"\nbody = [\"p1.1\"]\n");
    fmt::text(&format!("content/{id}/document.toml"), &out)
}

/// A term at the end of a file of the glossary.
///
/// # Errors
/// Refuses an id that is none or is taken, a term without a form, and a theme that is not told.
pub fn term(texts: &Texts, term: &NewTerm) -> Result<Edited, Refusal> {
    let id = term.id.as_str();
    TermId::new(id).map_err(|error| Refusal::new(format!("`{id}` is not an id: {error}")))?;
    if term.forms.is_empty() {
        return Err(Refusal::new("a term needs a form")
            .hint("give its headword in each language: `--form zh:道 --form en:way`"));
    }
    if let Some((lang, _)) = term.forms.iter().find(|(lang, _)| Lang::new(lang).is_none()) {
        return Err(Refusal::new(format!("`{lang}` is not a language tag"))
            .hint("write `--form <language>:<words>`, such as `--form zh:道`"));
    }
    check_free(texts, id)?;
    let path = theme(texts, term.theme.as_deref())?;
    let site = site(texts)?;
    let mut lines = format!("[[term]]\nid = \"{id}\"\nkind = \"concept\"\n");
    for (lang, form) in &term.forms {
        let form = strings::canonical(form, None, false);
        lines.push_str(&format!("forms.{lang} = {{ form = {form} }}\n"));
    }
    for lang in site.languages.iter().map(Spanned::get_ref) {
        lines.push_str(&format!("# gloss.{lang} = \"…\"\n"));
    }
    let mut work = Work::new(texts);
    if texts.contains_key(&path) {
        work.append(&path, &lines);
    } else {
        let name = path.trim_start_matches("glossary/").trim_end_matches(".toml");
        work.insert(&path, 0, format!("theme = {}\n\n{lines}", localized(&site, name)));
    }
    work.say(format!("`{id}` stands at the end of `{path}`: write its gloss there"));
    work.finish()
}

/// The files of the glossary.
fn themes(texts: &Texts) -> impl Iterator<Item = (&String, &String)> {
    texts.iter().filter(|(path, _)| path.starts_with("glossary/") && path.ends_with(".toml"))
}

fn check_free(texts: &Texts, id: &str) -> Result<(), Refusal> {
    for (path, text) in themes(texts) {
        let glossary: Glossary = read(path, text)?;
        if let Some(taken) = glossary.term.iter().find(|term| term.get_ref().id.get_ref() == id) {
            return Err(Refusal::new(format!("there is a term `{id}` already")).at(
                path,
                taken.get_ref().id.span(),
                "it stands here",
            ));
        }
    }
    Ok(())
}

fn theme(texts: &Texts, named: Option<&str>) -> Result<String, Refusal> {
    let known: Vec<&str> = themes(texts)
        .map(|(path, _)| path.trim_start_matches("glossary/").trim_end_matches(".toml"))
        .collect();
    let name = match (named, known.as_slice()) {
        (Some(name), _) => name,
        (None, [only]) => only,
        (None, []) => "words",
        (None, _) => {
            return Err(Refusal::new("the glossary has several themes")
                .hint(format!("say which with `--theme`: one of {}", known.join(", "))));
        }
    };
    if let (false, Some(near)) = (known.contains(&name), did_you_mean(name, known.iter().copied()))
    {
        return Err(Refusal::new(format!("there is no theme `{name}`")).hint(near));
    }
    DocumentId::new(name)
        .map_err(|error| Refusal::new(format!("`{name}` is no name of a theme: {error}")))?;
    Ok(format!("glossary/{name}.toml"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::schema::Kind;

    fn with(edited: Edited) -> Texts {
        let mut texts = edition();
        texts.extend(edited.changed);
        texts
    }

    #[test]
    fn what_is_begun_is_in_canonical_form() {
        let witnesses =
            [("source".to_owned(), "zh-Hans".to_owned()), ("en".to_owned(), "en".to_owned())];
        let term_of = |id: &str| NewTerm {
            id: id.to_owned(),
            forms: vec![("zh".to_owned(), "\"道\"".to_owned())],
            ..NewTerm::default()
        };
        let mut texts = with(document(&edition(), "zhongyong", &witnesses).unwrap());
        texts.extend(term(&edition(), &term_of("dao")).unwrap().changed);
        let read: Vec<_> = texts.keys().filter(|path| Kind::of(path).is_some()).collect();
        assert_eq!(read.len(), 9, "{read:?}");
        let changed = fmt::all(&texts).unwrap().changed;
        assert!(changed.is_empty(), "{changed:?}");
    }

    #[test]
    fn a_document_takes_its_place_in_the_list_of_the_site() {
        let mut texts = edition();
        texts.get_mut("site.toml").unwrap().push_str("documents = [\"analects\"]\n");
        let edited = document(&texts, "zhongyong", &[]).unwrap();
        assert!(
            edited.changed["site.toml"].ends_with("documents = [\"analects\", \"zhongyong\"]\n")
        );
    }

    #[test]
    fn what_is_taken_or_unclear_is_refused() {
        let refused = |result: Result<Edited, Refusal>| result.unwrap_err().message;
        let texts = edition();
        assert!(refused(document(&texts, "analects", &[])).contains("already"));
        assert!(refused(document(&texts, "A", &[])).contains("is not an id"));
        let odd = [("a".to_owned(), "中文".to_owned())];
        assert!(refused(document(&texts, "b", &odd)).contains("`中文` is not a language tag"));
        let new = |id: &str, theme: Option<&str>, lang: &str| NewTerm {
            id: id.to_owned(),
            theme: theme.map(str::to_owned),
            forms: vec![(lang.to_owned(), "x".to_owned())],
        };
        assert!(refused(term(&texts, &new("pengyou", None, "en"))).contains("already"));
        assert!(refused(term(&texts, &new("a", Some("word"), "en"))).contains("no theme `word`"));
        assert!(refused(term(&texts, &new("a", None, "英"))).contains("language tag"));
        assert!(
            refused(term(&texts, &NewTerm { id: "a".to_owned(), ..NewTerm::default() }))
                .contains("form")
        );
        let two = with(term(&texts, &new("a", Some("people"), "en")).unwrap());
        assert!(
            two["glossary/people.toml"]
                .starts_with("theme = { en = \"people\", zh = \"people\" }\n")
        );
        assert!(refused(term(&two, &new("b", None, "en"))).contains("several themes"));
    }
}
