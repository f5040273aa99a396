//! Themes: what an edition's own theme replaces, reports that lead out, and the page for authors of
//! themes in step with the templates.

use crate::support::files_below;
use crate::support::files_of;
use crate::support::findings;
use crate::support::root;
use crate::support::run;

use duizhao::load::tree;
use duizhao::pipeline;
use duizhao::pipeline::Goal;

use std::collections::BTreeMap;

/// All files of the site of a small edition, those that are text.
fn built(edition: &str) -> BTreeMap<String, String> {
    let outcome = run(&root().join("tests/editions").join(edition), Goal::Build);
    let site = outcome.site.expect("the edition builds");
    let mut files = files_of(&site).unwrap();
    files.extend(site.assets.iter().map(|asset| (asset.path.clone(), asset.bytes.to_vec())));
    files.into_iter().filter_map(|(path, b)| Some((path, String::from_utf8(b).ok()?))).collect()
}

#[test]
fn a_theme_replaces_a_template_a_colour_and_a_word() {
    let files = built("override-theme");
    assert!(files["404.html"].contains("<h1>No way here</h1>"), "a template");
    let home = &files["index.html"];
    assert!(home.contains("The gate"), "a word");
    let styles: Vec<&String> =
        files.iter().filter(|(path, _)| path.starts_with("style.")).map(|(_, t)| t).collect();
    assert_eq!(styles.len(), 4, "for the reader, search, the comparison, and all others");
    for style in styles {
        assert!(style.starts_with("body { color: rebeccapurple"), "a colour: {}", &style[..80]);
        assert!(style.contains(".ui:not("), "the rest is the default's");
    }
}

#[test]
fn a_reader_page_offers_reports_where_the_site_says_where_to() {
    let address = "href=\"https://example.org/new?title=yamaka%20&amp;body=%0A1\"";
    let page = &built("pali-english-german")["yamaka/index.html"];
    assert_eq!(page.matches(address).count(), 2, "beside a row, and below the page");
    assert!(page.contains("data-report=\"https://example.org/new?title={document}%20{segment}"));
    assert!(!built("minimal")["laozi/index.html"].contains("data-report"));
}

/// The names between the first and the last `block` of a template, in its order.
fn blocks(text: &str) -> Vec<&str> {
    let tags = text.split("{%").skip(1).map(|tag| tag.trim_start_matches('-').trim_start());
    tags.filter_map(|tag| tag.strip_prefix("block ")?.split([' ', '-', '%']).next()).collect()
}

#[test]
fn the_page_for_authors_names_every_template_and_its_blocks() {
    let folder = root().join("themes/default");
    let page = std::fs::read_to_string(folder.join("README.md")).unwrap();
    let rows: BTreeMap<&str, Vec<&str>> = page
        .lines()
        .filter_map(|line| {
            let (name, rest) = line.strip_prefix("| `")?.split_once(".html` |")?;
            let blocks = rest.split('|').next()?;
            Some((name, blocks.split('`').skip(1).step_by(2).collect()))
        })
        .collect();
    let templates = files_below(&folder.join("templates"), "");
    let templates: Vec<(String, String)> = templates.into_iter().collect();
    let made: BTreeMap<&str, Vec<&str>> = templates
        .iter()
        .map(|(path, text)| (path.strip_suffix(".html").unwrap(), blocks(text)))
        .collect();
    assert_eq!(rows, made, "themes/default/README.md beside the templates");
}

#[test]
fn a_check_finds_every_template_that_fails_when_a_page_is_made() {
    let mut tree = tree::read(&root().join("tests/editions/seeds"));
    let clean = pipeline::run(&tree, Goal::Check);
    assert_eq!(clean.count().0, 0, "{}", findings(&clean));
    let broken = ["themes/default/templates/reader.html", "themes/default/templates/term.html"];
    for template in broken {
        tree.insert(template, *b"{{ 1 / 0 }}");
    }
    let outcome = pipeline::run(&tree, Goal::Check);
    let found = outcome.diagnostics().iter().filter(|finding| finding.code == "template-fault");
    let places: Vec<_> = found.map(|f| outcome.sources.path(f.primary.unwrap().file)).collect();
    assert_eq!(places, broken);
}
