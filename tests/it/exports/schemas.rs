//! The official schemas, read from the folder beside the repository; where it or the program
//! that checks is not there, that is said and nothing is claimed.

use crate::exports::files;
use crate::support::root;

use duizhao::exchange::export::Format;

use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

/// Says that a schema is read by jing: xmllint needs half a minute for TEI.
pub(crate) const JING: &str = "jing";

/// How a schema is given to xmllint, or `jing`; and the schema.
const SCHEMAS: [(Format, &str, &str); 6] = [
    (Format::Tmx, "--dtdvalid", "tmx/tmx14.dtd"),
    (Format::Xliff2, "--schema", "xliff-2.1/xliff_core_2.0.xsd"),
    (Format::Xliff1, "--schema", "xliff-1.2/xliff-core-1.2-strict.xsd"),
    (Format::Tei, JING, "tei/tei_all.rng"),
    (Format::Tbx3, "--relaxng", "tbx/TBXcoreStructV03.rng"),
    (Format::Tbx2, "--dtdvalid", "tbx/TBXcoreStructV02.dtd"),
];

/// Said on the terminal also by a test that passes.
fn say(text: &str) {
    writeln!(std::io::stderr(), "{text}").ok();
}

/// The folder of the schemas; says so where it is not there.
pub(crate) fn schemas() -> Option<PathBuf> {
    let folder = root().parent()?.join("shared/conformance/schemas");
    let given = std::env::var_os("DUIZHAO_CONFORMANCE").map(|f| PathBuf::from(f).join("schemas"));
    let folder = given.unwrap_or(folder);
    if !folder.is_dir() {
        say("exports: NOT validated against schemas: ../shared/conformance is not there");
        return None;
    }
    Some(folder)
}

/// Whether the program for a schema is there; says so where it is not.
pub(crate) fn is_there(kind: &str, schema: &str) -> bool {
    let program = if kind == JING { JING } else { "xmllint" };
    let found = Command::new(program).arg("--version").output().is_ok();
    if !found {
        say(&format!("exports: NOT validated against {schema}: {program} is not installed"));
    }
    found
}

/// What the checker says of a file; empty where it is valid.
pub(crate) fn faults(kind: &str, schema: &Path, bytes: &[u8]) -> String {
    // A name of its own: other tests, in other processes, ask at the same time.
    let mut file = tempfile::Builder::new().suffix(".xml").tempfile().unwrap();
    file.write_all(bytes).unwrap();
    let mut command = Command::new(if kind == JING { JING } else { "xmllint" });
    if let Some(catalog) = schema.parent().and_then(Path::parent) {
        command.env("XML_CATALOG_FILES", catalog.join("catalog.xml"));
    }
    if schema.extension().is_some_and(|ending| ending == "rnc") {
        command.arg("-c");
    }
    if kind != JING {
        command.args(["--noout", "--nonet", kind]);
    }
    let output = command.arg(schema).arg(file.path()).output().unwrap();
    match output.status.success() {
        true => String::new(),
        false => {
            let said = [output.stdout, output.stderr].concat();
            let said: String = String::from_utf8_lossy(&said).chars().take(2000).collect();
            assert!(!said.contains("invalid option"), "the checker was not asked rightly: {said}");
            said
        }
    }
}

#[test]
fn exports_are_valid_against_the_official_schemas() {
    let Some(folder) = schemas() else { return };
    for (format, kind, schema) in SCHEMAS {
        if !is_there(kind, schema) {
            continue;
        }
        for (file, bytes) in files(&[format]) {
            let faults = faults(kind, &folder.join(schema), &bytes);
            assert!(faults.is_empty(), "{}:\n{faults}", file.path);
        }
    }
}

#[test]
fn the_schemas_refuse_what_is_wrong() {
    let Some(folder) = schemas() else { return };
    let wrong = [
        (Format::Tmx, "<tuv ", "<tvu "),
        (Format::Xliff2, "<source>", "<sauce>"),
        (Format::Xliff1, "trans-unit id=", "trans-unit ident="),
        (Format::Tei, "<fileDesc>", "<fileDisc>"),
        (Format::Tbx3, "<term>", "<trem>"),
        (Format::Tbx2, "<tig>", "<git>"),
    ];
    for ((format, good, bad), (_, kind, schema)) in wrong.into_iter().zip(SCHEMAS) {
        if !is_there(kind, schema) {
            continue;
        }
        let (file, bytes) = files(&[format]).remove(0);
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains(good), "{}", file.path);
        let close = |word: &str| word.replace('<', "</");
        let text = text.replace(good, bad).replace(&close(good), &close(bad));
        let faults = faults(kind, &folder.join(schema), text.as_bytes());
        assert!(!faults.is_empty(), "{} is still valid", file.path);
    }
}
