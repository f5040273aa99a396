//! Themes of an edition beside the default one.

use super::*;

type Own = Vec<(&'static str, Result<Content, String>)>;

fn run(files: &[(&'static str, &str)]) -> (Option<Theme>, Vec<String>) {
    let own: Own = files.iter().map(|(p, t)| (*p, Ok(t.as_bytes().to_vec().into()))).collect();
    let languages = [Lang::new("en").unwrap(), Lang::new("zh-Hans").unwrap()];
    let mut sink = Vec::new();
    let own = own.iter().map(|(path, bytes)| (*path, bytes));
    let theme = load("mine", &languages, own, &mut SourceMap::default(), &mut sink);
    (theme, sink.iter().map(|d| d.message.clone()).collect())
}

const OWN: &[(&str, &str)] = &[
    ("themes/mine/theme.toml", "name = \"mine\"\nstyles = [\"css/a.css\"]\n"),
    ("themes/mine/css/a.css", "a{}"),
];

fn with(more: &[(&'static str, &'static str)]) -> (Option<Theme>, Vec<String>) {
    run(&[OWN, more].concat())
}

#[test]
fn own_words_replace_the_default_ones_key_by_key() {
    let (theme, _) = with(&[
        ("themes/mine/strings/en.toml", "own-word = \"x\"\n[own]\ninner = \"y\"\n"),
        ("themes/mine/strings/zh.toml", "own-word = \"甲\"\n[own]\ninner = \"乙\"\n"),
    ]);
    let strings = theme.unwrap().strings;
    assert_eq!(strings[1].1["own-word"], "甲", "zh serves zh-Hans");
    assert_eq!(strings[0].1["own.inner"], "y");
}

#[test]
fn languages_must_have_the_same_keys() {
    let (theme, messages) = with(&[
        ("themes/mine/strings/en.toml", "only-english = \"x\"\nboth = \"y\"\n"),
        ("themes/mine/strings/zh.toml", "both = \"乙\"\n"),
    ]);
    assert!(theme.is_none());
    assert_eq!(messages, ["the user interface lacks a word in `zh-Hans`: `only-english`"]);
}

#[test]
fn lists_that_are_left_out_are_those_of_the_default() {
    let (theme, messages) = run(&[("themes/mine/theme.toml", "name = \"mine\"\nscripts = []\n")]);
    let manifest = theme.unwrap().manifest;
    assert!(manifest.styles.contains(&"css/base.css".to_owned()), "{messages:?}");
    assert_eq!((manifest.name.as_str(), manifest.scripts.len()), ("mine", 0));
}

#[test]
fn files_that_the_manifest_names_must_be_there() {
    let (theme, messages) =
        run(&[("themes/mine/theme.toml", "name = \"mine\"\nstyles = [\"css/absent.css\"]\n")]);
    assert!(theme.is_none());
    assert!(messages.iter().any(|m| m.contains("`css/absent.css`, which is not there")));
}

#[test]
fn a_theme_without_files_is_unknown() {
    assert!(run(&[]).1.contains(&"there is no theme `mine`".to_owned()));
}

#[test]
fn unknown_keys_of_the_manifest_are_faults() {
    let (_, messages) = run(&[("themes/mine/theme.toml", "name = \"mine\"\nstyle = []\n")]);
    assert!(messages.iter().any(|m| m.contains("unknown key `style`")), "{messages:?}");
}
