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

/// Joins styles and scripts by kind of page, names them by their hashes, and adds them to `assets`.
///
/// # Errors
/// Faults of style sheets that are templates.
pub fn joined(
    press: &Press,
    book: &Arc<Book>,
    site: &Value,
    assets: &mut BTreeMap<String, Arc<[u8]>>,
) -> Result<Shell, Vec<Diagnostic>> {
    let manifest = &press.theme.manifest;
    let styles = by_kind(&manifest.styles, &manifest.styles_of);
    let scripts = by_kind(&manifest.scripts, &manifest.scripts_of);
    let mut add = |name, lists: BTreeMap<String, Vec<String>>, squeeze: fn(&str) -> String| {
        let join = |(kind, files): (String, Vec<String>)| {
            let text = squeeze(&text_of(press, site, &files)?);
            let path = url::hashed(name, text.as_bytes());
            if !text.is_empty() {
                assets.insert(path.clone(), Arc::from(text.as_bytes()));
            }
            Ok::<_, Vec<Diagnostic>>((kind, Joined { path, text }))
        };
        lists.into_iter().map(join).collect::<Result<BTreeMap<_, _>, _>>()
    };
    let styles = add("style.css", styles, squeeze::style)?;
    let scripts = add("script.js", scripts, squeeze::script)?;
    let head: Vec<String> = manifest.head_script.iter().cloned().collect();
    let head_script = text_of(press, site, &head)?.trim().to_owned();
    let styles_of_exports = book.downloads.styles.clone();
    let shell = Shell { styles, scripts, head_script, styles_of_exports, ..Shell::default() };
    Ok(shell.with_policies())
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
