//! Small editions with one fault each: the fault is found, at its line and column, and nothing else.

use crate::diag::SourceMap;
use crate::diag::human;
use crate::diag::sorted;
use crate::load;
use crate::load::tree::SourceTree;
use crate::model::Block;
use crate::model::Heading;

const EDITION: &str = "\
//- site.toml
title = { en = 'Test' }
languages = ['en']
//- content/plan/document.toml
id = 'plan'
title = { en = 'Plan' }
body = [{ division = 'goals' }]
[[witness]]
id = 'zh'
name = { en = 'Chinese' }
lang = 'zh-Hans'
role = 'source'
[[witness]]
id = 'en'
name = { en = 'English' }
lang = 'en'
role = 'translation'
[[division]]
id = 'goals'
kind = 'paragraph'
heading = 'goals.h'
body = ['goals.1', ['goals.2a', 'goals.2b']]
//- content/plan/zh.toml
'goals.h' = '''目标'''
'goals.1' = '''建设数字中国。'''
'goals.2a' = '''数据要素，'''
'goals.2b' = '''数据资源。'''
//- content/plan/en.toml
'goals.h' = '''Goals'''
'goals.1' = '''Build a Digital China.'''
'goals.2a' = '''Data factors,'''
'goals.2b' = { absent = 'not-translated' }
//- content/plan/notes.toml
[[note]]
id = 'n1'
kind = 'textual'
at = { segment = 'goals.1', witness = 'zh', quote = '数字' }
body = { en = 'Digital.' }
//- content/plan/targets.toml
[[target]]
id = 't1'
indicator = { en = 'Share' }
unit = { en = '%' }
nature = 'unstated'
measure = [{ year = 2025, role = 'goal', number = '10', at = { segment = 'goals.1', witness = 'en', quote = 'Digital China' } }]
//- content/plan/review.toml
[en]
'goals.1' = { state = 'checked', source = '0123456789abcdef' }
'goals.2a' = { state = 'needs-review', method = 'gale-church', confidence = '0.82' }
//- content/links.toml
[[gap]]
id = 'g1'
kind = 'new'
at = { document = 'plan', segment = 'goals.1', witness = 'zh', quote = '数字中国' }
missing-in = 'plan'
reason = { en = 'Because.' }
//- glossary/data.toml
theme = { en = 'Data' }
[[term]]
id = 'data-factor'
kind = 'concept'
forms.zh = { form = '数据要素', pinyin = 'shùjù yàosù' }
forms.en = { form = 'data factor' }
see = ['data']
[[term]]
id = 'data'
kind = 'concept'
forms.zh = { form = '数据' }
";

/// Loads the edition with one piece of text replaced and compares `code file:line:column`.
fn check(from: &str, to: &str, expected: &[&str]) {
    assert!(EDITION.contains(from), "the fixture holds `{from}`");
    let loaded = load::edition(&SourceTree::from_fixture(&EDITION.replacen(from, to, 1)));
    let findings = sorted(loaded.diagnostics);
    let shown: Vec<String> = findings.iter().map(|d| place(d, &loaded.sources)).collect();
    let text = human::render(&findings, &loaded.sources, human::Colour::Plain);
    assert_eq!(shown, expected, "{text}");
}

fn place(finding: &crate::diag::Diagnostic, sources: &SourceMap) -> String {
    let Some(span) = finding.primary else { return finding.code.to_owned() };
    let at = sources.locate(span.file, span.start as usize);
    let name = sources.path(span.file).rsplit('/').next().unwrap_or_default();
    format!("{} {name}:{}:{}", finding.code, at.line, at.column)
}

#[test]
fn a_good_edition_is_resolved_in_spine_order() {
    let loaded = load::edition(&SourceTree::from_fixture(EDITION));
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    let edition = loaded.edition.unwrap();
    let document = &edition.documents[0];
    let ids: Vec<&str> = document.segments.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(ids, ["goals.h", "goals.1", "goals.2a", "goals.2b"]);
    let division = &document.divisions[0];
    assert!(matches!(division.heading, Some(Heading::Printed(0))));
    assert_eq!(division.body, [Block::Row(vec![1]), Block::Row(vec![2, 3])]);
    assert_eq!(document.notes[0].at.ranges, vec![6..12]);
    assert_eq!(edition.terms[0].see, [1]);
    let reading = document.segments[1].readings[0].text().unwrap();
    assert_eq!(&loaded.sources.text(reading.span.file)[reading.span.range()], "建设数字中国。");
}

#[test]
fn readings_are_parts_of_the_text_of_their_file() {
    let tree = SourceTree::from_fixture(EDITION);
    let loaded = load::edition(&tree);
    let edition = loaded.edition.unwrap();
    let readings = edition.documents[0].segments.iter().flat_map(|s| &s.readings);
    let texts: Vec<_> = readings.filter_map(|reading| reading.text()).collect();
    assert!(texts.len() > 3);
    for text in texts {
        let (file, raw) = (text.span.file, text.raw.as_str().as_bytes());
        let whole = loaded.sources.text(file).as_bytes();
        assert!(whole.as_ptr_range().contains(&raw.as_ptr()), "{:?} is a copy", text.raw);
        let read = tree.files[loaded.sources.path(file)].as_ref().unwrap();
        assert_eq!(read.as_ptr(), whole.as_ptr(), "the file is a copy");
    }
}

#[test]
fn faults_of_the_spine_are_found() {
    check("'goals.1', [", "'goals.2b', [", &["duplicate-id document.toml:18:35"]);
    check(
        "{ division = 'goals' }",
        "{ division = 'gaols' }",
        &["unknown-division document.toml:3:23", "division-unused document.toml:15:7"],
    );
    check(
        "{ division = 'goals' }",
        "{ division = 'goals' }, { division = 'goals' }",
        &["division-twice document.toml:3:47"],
    );
    check("'goals.1', [", "'Goals 1', [", &["invalid-id document.toml:18:10"]);
    check(
        "kind = 'paragraph'",
        "kind = 'table'\ncolumns = ['goals.x']",
        &[
            "missing-reading document.toml:17:13",
            "missing-reading document.toml:17:13",
            "table-shape document.toml:19:22",
        ],
    );
}

#[test]
fn spine_and_witness_files_must_agree() {
    check(
        "'goals.1' = '''Build a Digital China.'''\n",
        "",
        &["missing-reading document.toml:18:10"],
    );
    check("'goals.1' = '''Build", "'gaols.1' = '''Build", &["unknown-segment en.toml:2:1"]);
    check("'''Goals'''", "''' Goals'''", &["stray-space en.toml:1:16"]);
    check("'''Goals'''", "''' '''", &["empty-reading en.toml:1:1"]);
    check("'not-translated'", "'forgotten'", &["invalid-value en.toml:4:25"]);
    check("//- content/plan/en.toml", "//- content/plan/eng.toml", &["unknown-file eng.toml:1:1"]);
    check("'goals.h' = '''Goals'''", "'goals.1' = '''Goals'''", &["duplicate-key en.toml:2:1"]);
}

#[test]
fn anchors_must_hold() {
    const AT: &str = "segment = 'goals.1', witness = 'zh', quote = '数字' }";
    check(
        AT,
        "segment = 'goals.1', witness = 'zh', quote = '数宇' }",
        &["broken-anchor notes.toml:4:54"],
    );
    check(
        AT,
        "segment = 'goals.2b', witness = 'en', quote = '数字' }",
        &["broken-anchor notes.toml:4:55"],
    );
    check(
        AT,
        "segment = 'goals.1', witness = 'cn', quote = '数字' }",
        &["unknown-witness notes.toml:4:40"],
    );
    check(
        AT,
        "segment = 'goals.9', witness = 'zh', quote = '数字' }",
        &["unknown-segment notes.toml:4:19"],
    );
    check(
        "quote = 'Digital China' }",
        "quote = 'i', occurrence = 9 }",
        &["broken-anchor targets.toml:6:110"],
    );
    check("quote = 'Digital China' }", "quote = 'i' }", &["ambiguous-anchor targets.toml:6:110"]);
    check("quote = 'Digital China' }", "quote = 'i', occurrence = 'all' }", &[]);
}

#[test]
fn names_languages_numbers_and_dates_are_checked() {
    check("id = 'plan'", "id = 'plna'", &["document-name document.toml:1:7"]);
    check("lang = 'en'", "lang = 'en_GB'", &["invalid-language document.toml:12:9"]);
    check("number = '10'", "number = '1,0'", &["invalid-number targets.toml:6:52"]);
    // A goal may be stated in words alone, but not in nothing.
    check("number = '10', ", "", &[]);
    let at = "number = '10', at = { segment = 'goals.1', witness = 'en', quote = 'Digital China' }";
    check(at, "printed = 'by 2025'", &["missing-key targets.toml:2:7"]);
    check(&format!(", {at}"), "", &["missing-key targets.toml:2:7"]);
    check(
        "title = { en = 'Plan' }",
        "title = { en = 'Plan' }\nissued = 2021-12-28T10:00:00",
        &["invalid-date document.toml:3:10"],
    );
    check("see = ['data']", "see = ['date']", &["unknown-term data.toml:7:9"]);
    check("id = 'data'\n", "id = 'data-factor'\n", &["duplicate-id data.toml:9:7"]);
    check("missing-in = 'plan'", "missing-in = 'plans'", &["unknown-document links.toml:5:15"]);
    check("id = 'zh'\n", "id = 'en'\n", &["duplicate-id document.toml:10:7"]);
    check(
        "//- glossary/data",
        "//- content/plan/data.txt\nx\n//- glossary/data",
        &["unknown-file data.txt:1:1"],
    );
}

#[test]
fn what_a_review_names_is_there() {
    check("[en]\n'goals.1'", "[em]\n'goals.1'", &["unknown-witness review.toml:1:2"]);
    check("'goals.1' = { state", "'goal.1' = { state", &["unknown-segment review.toml:2:2"]);
    check("state = 'checked'", "state = 'cheked'", &["invalid-value review.toml:2:23"]);
    check("{ state = 'checked', ", "{ ", &["missing-key review.toml:2:13"]);
    check("method = ", "way = ", &["unknown-key review.toml:3:40"]);
    for wrong in ["1.1", "-0.1", "82%", "1e-3"] {
        check("'0.82'", &format!("'{wrong}'"), &["invalid-number review.toml:3:78"]);
    }
    check("'0.82'", "'1.00'", &[]);
    let loaded = load::edition(&SourceTree::from_fixture(EDITION));
    let reviews = &loaded.edition.unwrap().documents[0].reviews;
    let known: Vec<_> = reviews.iter().map(|r| (r.segment, r.witness, r.state.as_str())).collect();
    assert_eq!(known, [(1, 1, "checked"), (2, 1, "needs-review")]);
    assert_eq!(reviews[1].confidence.unwrap().to_string(), "0.82");
}
