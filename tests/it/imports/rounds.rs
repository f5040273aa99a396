//! Texts that are imported and exported again are the same texts.

use crate::support::paths_below;
use crate::support::root;

use duizhao::annotate;
use duizhao::diag;
use duizhao::exchange::edit::Refusal;
use duizhao::exchange::edit::Texts;
use duizhao::exchange::export::Exports;
use duizhao::exchange::import;
use duizhao::exchange::import::Foreign;
use duizhao::exchange::import::Format;
use duizhao::exchange::import::Report;
use duizhao::exchange::import::TableKind;
use duizhao::exchange::import::Wishes;
use duizhao::load;
use duizhao::load::tree::SourceTree;
use duizhao::output::PageSource;
use duizhao::pipeline;
use duizhao::pipeline::Goal;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

/// Witness → segment → words; witnesses in the order of the document.
type Readings = Vec<(String, BTreeMap<String, String>)>;

/// A small edition without documents.
pub(crate) fn empty() -> Texts {
    let site = "title = { en = \"Imports\" }\nlanguages = [\"en\"]\n";
    Texts::from([("site.toml".to_owned(), site.to_owned())])
}

pub(crate) fn foreign(path: &Path) -> Foreign {
    let bytes = std::fs::read(path).unwrap();
    Foreign::new(path.file_name().unwrap().to_str().unwrap(), &bytes).unwrap()
}

/// The edition with one document that was imported.
pub(crate) fn imported(
    format: Format,
    files: &[Foreign],
    wishes: &Wishes,
) -> Result<(Texts, Report), Refusal> {
    let mut texts = empty();
    let (edited, report) = import::document(&texts, format, files, wishes)?;
    texts.extend(edited.changed);
    Ok((texts, report))
}

fn tree(texts: &Texts) -> SourceTree {
    let mut tree = SourceTree::default();
    for (path, text) in texts {
        tree.insert(path, text.as_bytes());
    }
    tree
}

/// The readings of the first document, and its exports: path → text.
fn opened(texts: &Texts) -> (Readings, BTreeMap<String, String>) {
    let loaded = load::edition(&tree(texts));
    assert!(diag::count(&loaded.diagnostics).0 == 0, "{:?}", loaded.diagnostics);
    let edition = Arc::new(loaded.edition.unwrap());
    let document = &edition.documents[0];
    let mut readings = Readings::new();
    for (index, witness) in document.witnesses.iter().enumerate() {
        let words = document.segments.iter().filter_map(|segment| {
            Some((segment.id.to_string(), segment.readings[index].text()?.raw.to_string()))
        });
        readings.push((format!("{} {}", witness.id, witness.lang), words.collect()));
    }
    let annotations = Arc::new(annotate::edition(&edition));
    let exports = Exports::new(Arc::clone(&edition), annotations, Vec::new(), "0");
    let files = exports.paths().iter().enumerate();
    let files = files.filter_map(|(index, path)| {
        Some((path.clone(), String::from_utf8(exports.render(index).ok()?).ok()?))
    });
    (readings, files.collect())
}

/// What is imported from an export, by the languages of its witnesses.
fn again(format: Format, (path, text): (&str, &str), wishes: Wishes) -> Readings {
    let file =
        Foreign { path: path.to_owned(), text: text.trim_start_matches('\u{feff}').to_owned() };
    let wishes = Wishes { id: "again".to_owned(), ..wishes };
    let (texts, _) = imported(format, &[file], &wishes).unwrap_or_else(|r| panic!("{path}: {r:?}"));
    opened(&texts).0
}

/// Exports a document in every format that can be read again, and compares what comes back.
/// Says how many texts there are.
fn check_round(texts: &Texts) -> usize {
    let (readings, exports) = opened(texts);
    if readings.iter().all(|(_, words)| words.is_empty()) {
        return 0;
    }
    let words = |readings: &Readings| -> Vec<BTreeMap<String, String>> {
        readings.iter().map(|(_, words)| words.clone()).filter(|words| !words.is_empty()).collect()
    };
    let witnesses = readings.iter().map(|(name, _)| name.split_once(' ').unwrap());
    let witnesses: Vec<_> = witnesses.map(|(id, lang)| (id.to_owned(), lang.to_owned())).collect();
    let name = exports.keys().find_map(|path| path.strip_suffix("/segments.json")).unwrap();
    let whole = |ending: &str| {
        let path = format!("{name}/{name}.{ending}");
        exports.get_key_value(&path).map(|(path, text)| (path.clone(), text.clone())).unwrap()
    };
    let (path, text) = whole("tmx");
    let back = again(Format::Tmx, (&path, &text), Wishes::default());
    let mut expected = readings.clone();
    expected.retain(|(_, words)| !words.is_empty());
    let sorted = |mut readings: Readings| {
        readings.sort();
        readings
    };
    assert_eq!(sorted(back), sorted(expected), "{path}");
    for (ending, kind) in [("csv", TableKind::Commas), ("tsv", TableKind::Tabs)] {
        let (path, text) = whole(ending);
        let wishes = Wishes { witnesses: witnesses.clone(), ..Wishes::default() };
        assert_eq!(again(Format::Table(kind), (&path, &text), wishes), readings, "{path}");
    }
    if witnesses.len() == 2 {
        for (path, text) in &exports {
            let format = match path.split_once('.').map(|(_, ending)| ending) {
                Some(ending) if ending.ends_with("xlf") => Format::Xliff,
                Some(ending) if ending.ends_with("po") => Format::Po,
                _ => continue,
            };
            let mut expected = words(&readings);
            if let (Format::Po, [sources, translations]) = (format, expected.as_mut_slice()) {
                // A message needs a source.
                translations.retain(|id, _| sources.contains_key(id));
            }
            if expected.len() < 2 {
                continue;
            }
            assert_eq!(words(&again(format, (path, text), Wishes::default())), expected, "{path}");
        }
    }
    readings.iter().map(|(_, words)| words.len()).sum()
}

fn wishes(id: &str) -> Wishes {
    Wishes { id: id.to_owned(), ..Wishes::default() }
}

fn fixture(name: &str) -> Foreign {
    foreign(&root().join("tests/import").join(name))
}

/// The words of a witness by segment.
fn of<'r>(readings: &'r Readings, witness: &str) -> &'r BTreeMap<String, String> {
    &readings.iter().find(|(name, _)| name.starts_with(&format!("{witness} "))).unwrap().1
}

#[test]
fn catalogues_come_and_go_letter_by_letter() {
    let (texts, report) = imported(Format::Po, &[fixture("django.po")], &wishes("d")).unwrap();
    assert_eq!(check_round(&texts), 16);
    let readings = opened(&texts).0;
    let values: Vec<_> = of(&readings, "zh-cn").values().collect();
    assert!(values.iter().any(|v| *v == "%(field_labels)s 的值不能重复"), "{values:?}");
    let lines = report.lines().join("\n");
    for what in [
        "1 headers",
        "1 fuzzy flags",
        "2 flags",
        "1 contexts",
        "1 plural forms",
        "1 obsolete messages",
        "2 references",
        "before a text",
        "after a text",
    ] {
        assert!(lines.contains(what), "{what}: {lines}");
    }
}

#[test]
fn a_translation_memory_of_another_program_comes_and_goes() {
    let (texts, report) = imported(Format::Tmx, &[fixture("toolkit.tmx")], &wishes("d")).unwrap();
    assert_eq!(check_round(&texts), 11);
    let readings = opened(&texts).0;
    assert_eq!(of(&readings, "en")["s1"], "Please submit at most %d form.");
    assert_eq!(of(&readings, "en")["greeting-1"], "Hello, world & all");
    assert_eq!(of(&readings, "de")["greeting-1"], "Hallo, Welt & alle");
    assert_eq!(report.renamed[0].from, "Greeting 1");
    let codes: Vec<_> = report.left.iter().filter(|e| e.what == "inline codes").collect();
    assert_eq!(codes.len(), 3, "{codes:?}");
    assert!(
        codes[0].words.starts_with("<bpt i=\"1\">")
            && codes[0].segment.as_deref() == Some("greeting-1")
    );
    assert!(report.left.iter().any(|e| e.what == "notes" && e.words.contains("polite")));
}

#[test]
fn both_versions_of_xliff_come_and_go() {
    let (texts, report) = imported(Format::Xliff, &[fixture("first.xlf")], &wishes("d")).unwrap();
    assert_eq!(check_round(&texts), 5);
    let readings = opened(&texts).0;
    assert_eq!(of(&readings, "zh-cn")["group-b"], "二三");
    assert!(!of(&readings, "zh-cn").contains_key("c"));
    let lines = report.lines().join("\n");
    for what in ["2 inline codes", "1 notes", "1 other translations", "1 attributes", "1 headers"] {
        assert!(lines.contains(what), "{what}: {lines}");
    }
    let (texts, report) = imported(Format::Xliff, &[fixture("second.xlf")], &wishes("d")).unwrap();
    assert_eq!(check_round(&texts), 6);
    let document = &texts["content/d/document.toml"];
    assert!(document.contains("[\"u1.s1\", \"u1.s2\"]"), "{document}");
    let lines = report.lines().join("\n");
    for what in
        ["1 inline codes", "1 notes", "1 runs of white space between", "modules and extensions"]
    {
        assert!(lines.contains(what), "{what}: {lines}");
    }
}

#[test]
fn a_sutta_has_its_sections_and_its_witnesses() {
    let files = ["dhp_root-pli-ms.json", "dhp_translation-en-plain.json", "dhp_html.json"];
    let files = files.map(fixture);
    let (texts, report) = imported(Format::Bilara, &files, &wishes("dhp")).unwrap();
    assert_eq!(check_round(&texts), 9);
    let readings = opened(&texts).0;
    assert_eq!(of(&readings, "ms")["1.1"], "Manopubbaṅgamā dhammā,");
    assert_eq!(of(&readings, "plain")["1.2a"], "mind is their chief;");
    assert!(!of(&readings, "plain").contains_key("1.4"));
    assert_eq!(report.prefix.as_deref(), Some("dhp1"));
    let spine: toml::Table = texts["content/dhp/document.toml"].parse().unwrap();
    let body = spine["division"][1]["body"].as_array().unwrap();
    let ids: Vec<_> = body.iter().map(|id| id.as_str().unwrap()).collect();
    assert_eq!(
        ids,
        ["1.1", "1.2", "1.2a", "1.3", "1.4"],
        "what only the translation has stands in its place"
    );
    assert!(
        report.lines().join("\n").contains("5 runs of white space after a text"),
        "{:?}",
        report.lines()
    );
}

#[test]
fn plain_texts_of_as_many_lines_are_a_document() {
    let file = |name: &str, text: &str| Foreign { path: name.to_owned(), text: text.to_owned() };
    let wishes = Wishes {
        source_lang: Some("zh-Hans".to_owned()),
        lang: Some("en".to_owned()),
        ..wishes("d")
    };
    let source = file("zh.txt", "\u{3000}\u{3000}一。二。\r\n\r\n三。\n");
    let (texts, report) =
        imported(Format::Text, &[source.clone(), file("en.txt", "One. Two.\nThree.\n")], &wishes)
            .unwrap();
    assert_eq!(check_round(&texts), 4);
    assert_eq!(report.left.len(), 1, "{report:?}");
    let refusal = imported(Format::Text, &[source, file("en.txt", "One.\n")], &wishes).unwrap_err();
    assert_eq!(refusal.message, "`zh.txt` has 2 paragraphs, `en.txt` has 1");
    assert!(refusal.hints[0].contains("duizhao align"));
}

#[test]
fn the_shipped_plans_come_back_from_their_own_exports() {
    let mut texts = Texts::new();
    for path in paths_below(&root().join("content")) {
        let name = crate::support::relative(root(), &path);
        let rest = name.strip_prefix("content/digital-china-2023/").unwrap_or_default();
        let is_text = rest.ends_with(".toml");
        if is_text && !["notes.toml", "targets.toml", "review.toml"].contains(&rest) {
            let text = std::fs::read_to_string(&path).unwrap();
            // Without what stands in other files: seeds and pictures.
            let alone = |line: &&str| !line.starts_with("seed = ") && !line.contains("card.png");
            let unproved = text.lines().filter(alone);
            texts.insert(name, unproved.collect::<Vec<_>>().join("\n") + "\n");
        }
    }
    let site = "title = { zh = \"x\", en = \"x\" }\nlanguages = [\"zh\", \"en\"]\n";
    texts.insert("site.toml".to_owned(), site.to_owned());
    assert!(check_round(&texts) > 500);
}

#[test]
fn the_suites_of_xliff_come_and_go() {
    let given = std::env::var_os("DUIZHAO_CONFORMANCE").map(PathBuf::from);
    let beside = || root().parent().unwrap().join("shared/conformance");
    let suites = given.unwrap_or_else(beside).join("xliff2");
    if !suites.is_dir() {
        let what = "imports: the suites of XLIFF are NOT read: ../shared/conformance is not there";
        writeln!(std::io::stderr(), "{what}").ok();
        return;
    }
    let (mut files, mut words, mut refused) = (0, 0, 0);
    for path in paths_below(&suites) {
        if path.extension().is_none_or(|ending| ending != "xlf") {
            continue;
        }
        let is_valid = !path.components().any(|part| part.as_os_str() == "invalid");
        let Ok(file) = Foreign::new("suite.xlf", &std::fs::read(&path).unwrap()) else {
            assert!(!is_valid, "{}", path.display());
            continue;
        };
        match imported(Format::Xliff, &[file], &wishes("d")) {
            Ok((texts, _)) if is_valid => {
                words += check_round(&texts);
                let outcome = pipeline::run(&tree(&texts), Goal::Check);
                assert_eq!(outcome.count().0, 0, "{}: {:?}", path.display(), outcome.diagnostics());
                files += 1;
            }
            // What is invalid for a reason that does not touch its texts is read all the same.
            Ok(_) => {}
            Err(refusal) => {
                // One of them has no words, and one lacks an end tag: it is no XML.
                let is_right = refusal.message.ends_with("holds no texts")
                    || path.ends_with("Good-pgs_plural.xlf");
                assert!(!is_valid || is_right, "{}: {refusal:?}", path.display());
                refused += 1;
            }
        }
    }
    assert!(
        files >= 120 && words > 400 && refused > 0,
        "{files} files, {words} texts, {refused} refused"
    );
}
