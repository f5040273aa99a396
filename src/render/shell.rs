//! Style sheets and scripts: which files of a theme make those of a kind of page.

use crate::diag::Diagnostic;
use crate::render::book::Book;
use crate::render::pages::frame::Joined;
use crate::render::pages::frame::Shell;
use crate::render::press::Press;
use crate::render::squeeze;
use crate::render::theme::OTHERS;
use crate::render::url;

use minijinja::Value;
use minijinja::context;

use std::collections::BTreeMap;
use std::sync::Arc;

/// What styles and scripts are joined from: by kind of page the texts of its files.
#[derive(Debug, PartialEq, Eq)]
struct Texts {
    styles: BTreeMap<String, String>,
    scripts: BTreeMap<String, String>,
    head_script: String,
    styles_of_exports: Vec<String>,
}

/// The styles and scripts of a site, joined.
#[derive(Debug)]
pub struct Joint {
    from: Texts,
    /// What pages refer to.
    pub shell: Shell,
    /// The files, by their paths in the site.
    pub assets: Vec<(String, Arc<[u8]>)>,
}

/// Joins styles and scripts by kind of page, and names them by their hashes. What was joined
/// `before` stands where the texts are the same.
///
/// # Errors
/// Faults of style sheets that are templates.
pub fn joined(
    press: &Press,
    book: &Book,
    site: &Value,
    before: Option<&Arc<Joint>>,
) -> Result<Arc<Joint>, Vec<Diagnostic>> {
    let manifest = &press.theme.manifest;
    let texts = |lists: BTreeMap<String, Vec<String>>| {
        let text = |(kind, files): (String, Vec<String>)| Ok((kind, text_of(press, site, &files)?));
        lists.into_iter().map(text).collect::<Result<BTreeMap<_, _>, Vec<Diagnostic>>>()
    };
    let head: Vec<String> = manifest.head_script.iter().cloned().collect();
    let from = Texts {
        styles: texts(by_kind(&manifest.styles, &manifest.styles_of))?,
        scripts: texts(by_kind(&manifest.scripts, &manifest.scripts_of))?,
        head_script: text_of(press, site, &head)?.trim().to_owned(),
        styles_of_exports: book.downloads.styles.clone(),
    };
    let known = before.filter(|before| before.from == from);
    Ok(known.map_or_else(|| Arc::new(join(from)), Arc::clone))
}

fn join(from: Texts) -> Joint {
    let mut assets = Vec::new();
    let mut add = |name, texts: &BTreeMap<String, String>, squeeze: fn(&str) -> String| {
        let join = |(kind, text): (&String, &String)| {
            let text = squeeze(text);
            let path = url::hashed(name, text.as_bytes());
            if !text.is_empty() {
                assets.push((path.clone(), Arc::from(text.as_bytes())));
            }
            (kind.clone(), Joined { path, text })
        };
        texts.iter().map(join).collect()
    };
    let shell = Shell {
        styles: add("style.css", &from.styles, squeeze::style),
        scripts: add("script.js", &from.scripts, squeeze::script),
        head_script: from.head_script.clone(),
        styles_of_exports: from.styles_of_exports.clone(),
        ..Shell::default()
    };
    Joint { from, shell: shell.with_policies(), assets }
}

/// The files of each kind of page that has some of its own, and of all others.
fn by_kind(all: &[String], of: &BTreeMap<String, Vec<String>>) -> BTreeMap<String, Vec<String>> {
    let others = (OTHERS, &Vec::new());
    let kinds = [others].into_iter().chain(of.iter().map(|(kind, files)| (kind.as_str(), files)));
    kinds.map(|(kind, files)| (kind.to_owned(), [all, files].concat())).collect()
}

/// The texts of files of the theme, one after the other.
fn text_of(press: &Press, site: &Value, names: &[String]) -> Result<String, Vec<Diagnostic>> {
    let mut all = String::new();
    for name in names {
        let Some(file) = press.theme.texts.get(name) else { continue };
        let text = if name.ends_with(".jinja") {
            let page = context! { root => "" };
            let made = press.engine.render(name, name, context! { site, page });
            made.map_err(|fault| vec![Diagnostic::error("template-fault", fault.message)])?
        } else {
            file.text.to_string()
        };
        all.push_str(text.trim_end());
        all.push('\n');
    }
    Ok(all)
}
