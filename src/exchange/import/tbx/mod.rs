//! TBX, ISO 30042 of 2008 and of 2019: every concept a term, the file a theme of the glossary.

mod concept;

use crate::exchange::edit::Edited;
use crate::exchange::edit::Refusal;
use crate::exchange::edit::Texts;
use crate::exchange::edit::fmt;
use crate::exchange::edit::fmt::strings;
use crate::exchange::edit::opened::read;
use crate::exchange::import::draft::Left;
use crate::exchange::import::foreign::Foreign;
use crate::exchange::import::names;
use crate::exchange::import::names::Names;
use crate::exchange::import::report::Lines;
use crate::exchange::import::report::Renamed;
use crate::exchange::import::report::Report;
use crate::exchange::import::tbx::concept::Concept;
use crate::exchange::import::tbx::concept::Status;
use crate::exchange::import::tbx::concept::Word;
use crate::exchange::import::xml::Element;
use crate::exchange::import::xml::Step;
use crate::exchange::import::xml::Xml;
use crate::exchange::scaffold;
use crate::format::glossary::Glossary;
use crate::model::DocumentId;
use crate::model::Lang;

use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// The longest id that is made of a headword, in characters.
const LONGEST: usize = 40;

/// What every id of our own exports starts with, for a number alone is no name in XML.
const OWN: &str = "t_";

/// Makes a theme of the glossary of the concepts of a file: the texts that change, and what was not
/// taken over. Its name is `theme`, its title is `title` or else its name.
///
/// # Errors
/// Refuses a file that is malformed, with the place, a theme that is there already, and a name that
/// is none.
pub fn glossary(
    texts: &Texts,
    file: &Foreign,
    (theme, title): (&str, Option<&str>),
) -> Result<(Edited, Report), Refusal> {
    DocumentId::new(theme)
        .map_err(|error| Refusal::new(format!("`{theme}` is no name of a theme: {error}")))?;
    let path = format!("glossary/{theme}.toml");
    if texts.contains_key(&path) {
        return Err(Refusal::new(format!("there is a theme `{theme}` already"))
            .hint("choose a name that no file of `glossary/` has"));
    }
    let site = scaffold::site(texts)?;
    let ui: Vec<Lang> = site.languages.iter().filter_map(|l| Lang::new(l.get_ref())).collect();
    let base = Base { concepts: Vec::new(), left: Vec::new(), ui, lang: String::new() };
    let base = base.read(file)?;
    if base.concepts.is_empty() {
        return Err(Refusal::new(format!("`{}` holds no terms", file.path))
            .hint("is it the format that you named?"));
    }
    let names = base.names(&mut taken(texts)?);
    let head = scaffold::localized(&site, title.unwrap_or(theme));
    let mut text = format!("theme = {head}\n");
    for (concept, id) in base.concepts.iter().zip(&names.ids) {
        text.push_str(&base.entry(concept, id, &names.ids));
    }
    let report = base.report(theme, names, file);
    let changed = Texts::from([(path.clone(), fmt::text(&path, &text)?)]);
    Ok((Edited { changed, said: report.lines() }, report))
}

/// The ids of the terms that there are.
fn taken(texts: &Texts) -> Result<BTreeSet<String>, Refusal> {
    let mut taken = BTreeSet::new();
    for (path, text) in texts.iter().filter(|(path, _)| path.starts_with("glossary/")) {
        let glossary: Glossary = read(path, text)?;
        taken.extend(glossary.term.iter().map(|term| term.get_ref().id.get_ref().clone()));
    }
    Ok(taken)
}

/// What a file holds.
struct Base {
    concepts: Vec<Concept>,
    /// What the glossary does not hold, or not so; of a concept where it says which.
    left: Vec<Left>,
    /// The languages of the site: glosses are in these.
    ui: Vec<Lang>,
    /// The language of the file where nothing else is said.
    lang: String,
}

impl Base {
    fn read(mut self, file: &Foreign) -> Result<Self, Refusal> {
        let mut xml = Xml::new(file);
        self.root(&mut xml, file)?;
        loop {
            match xml.step()? {
                Step::Open(element) if matches!(element.name.as_str(), "text" | "body") => {}
                Step::Open(element) => {
                    let element = xml.whole(element)?;
                    match element.name.as_str() {
                        "martifHeader" | "tbxHeader" => self.leave("headers", None, &element, file),
                        "termEntry" | "conceptEntry" => self.concept(&element, file)?,
                        _ => self.leave("unknown elements", None, &element, file),
                    }
                }
                Step::Text(text, at) if !text.trim().is_empty() => {
                    return Err(file.refuse("words stand outside of a concept", at));
                }
                Step::Text(..) | Step::Close => {}
                Step::End => return Ok(self),
            }
        }
    }

    fn root(&mut self, xml: &mut Xml<'_>, file: &Foreign) -> Result<(), Refusal> {
        let Step::Open(root) = xml.step()? else {
            return Err(file.refuse("this is not TBX: it has no element", 0..0));
        };
        if !matches!(root.name.as_str(), "tbx" | "martif") {
            let message = format!("this is not TBX: its root is `{}`, not `tbx`", root.name);
            return Err(file.refuse(message, root.at).hint("the older TBX starts with `martif`"));
        }
        root.attribute("xml:lang").unwrap_or_default().clone_into(&mut self.lang);
        Ok(())
    }

    fn concept(&mut self, element: &Element, file: &Foreign) -> Result<(), Refusal> {
        let index = self.concepts.len();
        let (concept, left) = concept::read(element, (&self.lang, &self.ui), file)?;
        for (what, at) in left {
            let words = file.text[at.clone()].to_owned();
            let at = (0, at.start);
            self.left.push(Left { what, segment: Some(index), witness: None, at, words });
        }
        self.concepts.push(concept);
        Ok(())
    }

    fn leave(
        &mut self,
        what: &'static str,
        segment: Option<usize>,
        element: &Element,
        file: &Foreign,
    ) {
        let (at, words) = ((0, element.at.start), file.text[element.at.clone()].to_owned());
        self.left.push(Left { what, segment, witness: None, at, words });
    }

    /// An id for every concept: its own, else one made of its first word in Latin letters.
    fn names(&self, taken: &mut BTreeSet<String>) -> Names {
        let is_own = |concept: &Concept| concept.id.as_ref().is_none_or(|id| id.starts_with(OWN));
        let start = if self.concepts.iter().all(is_own) { OWN.len() } else { 0 };
        let wish = |concept: &Concept| match &concept.id {
            Some(id) => Some(id[start..].to_owned()),
            None => concept.slug(LONGEST),
        };
        let wishes: Vec<Option<String>> = self.concepts.iter().map(wish).collect();
        let wishes: Vec<Option<&str>> = wishes.iter().map(Option::as_deref).collect();
        let mut names = names::assign(&wishes, "term", taken);
        let given: BTreeSet<&str> =
            self.concepts.iter().filter_map(|c| Some(&c.id.as_deref()?[start..])).collect();
        // One that the file has not is nothing that was renamed.
        names.renamed.retain(|(from, _)| given.contains(from.as_str()));
        names
    }

    /// A term as it is written.
    fn entry(&self, concept: &Concept, id: &str, ids: &[String]) -> String {
        let mut out = format!("\n[[term]]\nid = \"{id}\"\nkind = \"concept\"\n");
        let mut judged = Vec::new();
        for (lang, words) in &concept.words {
            let (good, bad): (Vec<&Word>, Vec<&Word>) =
                words.iter().partition(|word| word.status != Status::Deprecated);
            // A language of deprecated words alone has the first of them for its headword.
            let (good, bad) = if good.is_empty() { (bad, good) } else { (good, bad) };
            let head = good.iter().position(|word| word.status == Status::Preferred).unwrap_or(0);
            let Some(form) = good.get(head) else { continue };
            let others = good.iter().enumerate().filter(|(nth, _)| *nth != head);
            let also: Vec<String> = others.map(|(_, word)| quoted(&word.text)).collect();
            let also = match also.is_empty() {
                true => String::new(),
                false => format!(", also = [{}]", also.join(", ")),
            };
            out.push_str(&format!("forms.{lang} = {{ form = {}{also} }}\n", quoted(&form.text)));
            judged.extend(bad.iter().map(|word| (lang, *word)));
        }
        for (lang, gloss) in &concept.gloss {
            out.push_str(&format!("gloss.{lang} = {}\n", quoted(gloss)));
        }
        let places: BTreeMap<&str, &String> = self
            .concepts
            .iter()
            .zip(ids)
            .filter_map(|(c, id)| Some((c.id.as_deref()?, id)))
            .collect();
        let see: Vec<String> = concept
            .see
            .iter()
            .filter_map(|target| Some(format!("\"{}\"", places.get(target.as_str())?)))
            .collect();
        if !see.is_empty() {
            out.push_str(&format!("see = [{}]\n", see.join(", ")));
        }
        for (lang, word) in judged {
            let form = quoted(&word.text);
            out.push_str(&format!(
                "\n[[term.rendering]]\nlang = \"{lang}\"\nform = {form}\nstatus = \"misleading\"\n"
            ));
        }
        out
    }

    fn report(&self, theme: &str, names: Names, file: &Foreign) -> Report {
        let lines = Lines::new(file);
        let mut left: Vec<&Left> = self.left.iter().collect();
        left.sort_by_key(|left| (left.at, left.what));
        let entries = left.into_iter().map(|left| {
            let mut entry = lines.entry(left, &[], &[]);
            entry.term = left.segment.and_then(|index| names.ids.get(index)).cloned();
            entry
        });
        let left = entries.collect();
        let mut languages: Vec<String> = Vec::new();
        for (lang, _) in self.concepts.iter().flat_map(|concept| &concept.words) {
            if !languages.contains(lang) {
                languages.push(lang.clone());
            }
        }
        Report {
            document: format!("glossary/{theme}"),
            witnesses: languages,
            terms: self.concepts.len(),
            prefix: names.prefix,
            renamed: names.renamed.into_iter().map(|(from, to)| Renamed { from, to }).collect(),
            left,
            ..Report::default()
        }
    }
}

fn quoted(words: &str) -> String {
    strings::canonical(words, None, false)
}

#[cfg(test)]
mod tests;
