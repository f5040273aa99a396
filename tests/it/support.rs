//! What several tests need: the repository's files, a site in memory.

use duizhao::diag::human;
use duizhao::load;
use duizhao::output::Site;
use duizhao::pipeline;
use duizhao::pipeline::Goal;
use duizhao::pipeline::Outcome;

use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;

/// The repository's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder with an extension (all of them for `""`): path below the folder with
/// `/`, text; sorted. Files that are not UTF-8 are passed over.
pub(crate) fn files_below(folder: &Path, extension: &str) -> Vec<(String, String)> {
    paths_below(folder)
        .into_iter()
        .filter(|path| extension.is_empty() || path.extension().is_some_and(|e| e == extension))
        .filter_map(|path| {
            let text = String::from_utf8(std::fs::read(&path).unwrap()).ok()?;
            Some((relative(folder, &path), text))
        })
        .collect()
}

/// All files below a folder, sorted.
pub(crate) fn paths_below(folder: &Path) -> Vec<PathBuf> {
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect()
}

/// A path below a folder, with `/`.
pub(crate) fn relative(folder: &Path, path: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap();
    let parts: Vec<_> = below.components().map(|c| c.as_os_str().to_str().unwrap()).collect();
    parts.join("/")
}

/// The edition in a folder, run without writing anything.
pub(crate) fn run(folder: &Path, goal: Goal) -> Outcome {
    pipeline::run(&load::tree::read(folder), goal)
}

/// A finished site in memory: path → bytes.
///
/// # Errors
/// Says which page cannot be made.
pub(crate) fn files_of(site: &Site) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let mut files = BTreeMap::new();
    for (index, path) in site.pages.paths().iter().enumerate() {
        let bytes = site.pages.render(index).map_err(|fault| fault.to_string())?;
        files.insert(path.clone(), bytes);
    }
    if let Some(late) = &site.late {
        for (index, path) in late.paths().iter().enumerate() {
            let bytes = late.render(index).map_err(|fault| fault.to_string())?;
            let before = files.insert(path.clone(), bytes);
            assert!(before.is_none(), "`{path}` comes twice");
        }
    }
    for asset in &site.assets {
        let before = files.insert(asset.path.clone(), asset.bytes.to_vec());
        assert!(before.is_none(), "`{}` is a page and an asset", asset.path);
    }
    Ok(files)
}

/// The findings of a run as a terminal without colours shows them.
pub(crate) fn findings(outcome: &Outcome) -> String {
    human::render(outcome.diagnostics(), &outcome.sources, human::Colour::Plain)
}
