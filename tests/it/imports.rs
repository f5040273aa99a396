//! What other programs wrote, taken over; and what goes out to them and comes back.

mod aligned;
mod rounds;

use crate::commands::begun;
use crate::commands::fine;
use crate::commands::refused;
use crate::commands::text;
use crate::sites::put;
use crate::sites::snapshot;
use crate::support::root;

#[test]
fn a_sheet_goes_out_and_comes_back_with_the_edited_cells() {
    let home = begun();
    let edition = home.path().join("edition");
    let before = snapshot(&edition);
    for form in ["tsv", "csv"] {
        let sheet = format!("../analects.{form}");
        let (_, err) = fine(&edition, &["export", form, "analects", "--out", &sheet]);
        assert!(err.contains(&format!("duizhao import {form} {sheet} --update analects")), "{err}");
        let update = ["import", form, &sheet, "--update", "analects"];
        let (_, err) = fine(&edition, &update);
        assert!(err.contains("0 edited cells in 5 lines"), "{err}");
        assert_eq!(snapshot(&edition), before, "an unedited sheet changes no byte");
        let edited = text(home.path(), &format!("analects.{form}"))
            .replace("The Master said:", "Confucius said:");
        put(home.path(), &format!("analects.{form}"), &edited);
        let dry: Vec<&str> = update.iter().copied().chain(["--dry-run"]).collect();
        let (_, err) = fine(&edition, &dry);
        assert!(err.contains("would change content/analects/english.toml"), "{err}");
        assert_eq!(snapshot(&edition), before);
        fine(&edition, &update);
        let path = "content/analects/english.toml";
        let now = text(&edition, path);
        assert!(now.contains("'''Confucius said:'''"), "{now}");
        put(&edition, path, &now.replace("Confucius said:", "The Master said:"));
        assert_eq!(snapshot(&edition), before, "every other byte is as it was");
    }
    let again = ["export", "tsv", "analects", "--out", "../analects.tsv"];
    refused(&edition, &again, 1, "`./../analects.tsv` exists already");
}

#[test]
fn a_sheet_that_breaks_an_anchor_or_meets_another_edit_is_refused() {
    let home = begun();
    let edition = home.path().join("edition");
    let (sheet, _) = fine(&edition, &["export", "tsv", "analects"]);
    let update = ["import", "tsv", "sheet.tsv", "--update", "analects"];
    put(&edition, "sheet.tsv", &sheet.replace("and to practise", "and practise"));
    fine(&edition, &update);
    put(&edition, "sheet.tsv", &sheet.replace("and to practise", "practising"));
    refused(&edition, &update, 1, "the sheet has 「");
    let notes = text(&edition, "content/analects/notes.toml");
    let quote = notes.split("quote = \"").nth(1).unwrap().split('"').next().unwrap();
    put(&edition, "sheet.tsv", &sheet.replace(quote, "…"));
    refused(&edition, &update, 1, "the edition would have errors that it does not have now");
    refused(
        &edition,
        &["import", "tsv", "none.tsv", "--update", "analects"],
        1,
        "`none.tsv` cannot",
    );
    refused(&edition, &["export", "tsv", "analect"], 1, "did you mean `analects`?");
    refused(&edition, &["export", "pdf", "analects"], 2, "possible values");
}

#[test]
fn a_foreign_file_becomes_a_document_that_is_checked_and_built() {
    let home = begun();
    let edition = home.path().join("edition");
    let before = snapshot(&edition);
    let fixture = root().join("tests/import/django.po");
    let fixture = fixture.to_str().unwrap();
    let into = ["import", "po", fixture, "--into", "content/django", "--title", "Messages"];
    let dry: Vec<&str> = into.iter().copied().chain(["--dry-run"]).collect();
    fine(&edition, &dry);
    assert_eq!(snapshot(&edition), before);
    let report: Vec<&str> = into.iter().copied().chain(["--report", "../report.json"]).collect();
    let (_, err) = fine(&edition, &report);
    assert!(err.contains("not taken over: 1 fuzzy flags, the first at"), "{err}");
    let json: serde_json::Value = serde_json::from_str(&text(home.path(), "report.json")).unwrap();
    assert!(
        json["left"]
            .as_array()
            .unwrap()
            .iter()
            .any(|e| e["words"] == "#, fuzzy" && e["line"] == 32)
    );
    fine(&edition, &["fmt", "--check"]);
    fine(&edition, &["build"]);
    assert!(edition.join("public/django/index.html").is_file());
    refused(&edition, &into, 1, "there is a document `django` already");
}

#[test]
fn malformed_files_are_refused_with_line_and_column() {
    let home = begun();
    let edition = home.path().join("edition");
    let cases = [
        ("po", "msgid \"a\"\nmsgstr \"b\" c\n", "x:2:11", "after the closing quotation mark"),
        ("po", "msgid \"a\n", "x:1:7", "never closed"),
        ("po", "msgid \"a\\q\"\nmsgstr \"\"\n", "x:1:9", "escape"),
        ("po", "msgid \"a\"\n\nmsgid \"b\"\n", "x:3:1", "does not belong here"),
        ("tmx", "<tmx><body><tu></body></tmx>", "x:1:16", "expected `</tu>`"),
        ("tmx", "<tmx><body><tu>&x;</tu></body></tmx>", "x:1:16", "is not one of XML's own"),
        ("tmx", "<tmx><body><tu><tuv><seg/></tuv></tu></body></tmx>", "x:1:16", "which language"),
        ("tmx", "<tbx/>", "x:1:1", "this is not TMX"),
        ("xliff", "<xliff version='3.0'/>", "x:1:1", "XLIFF `3.0` is not known"),
        (
            "xliff",
            "<xliff version='2.0' xmlns='urn:oasis:names:tc:xliff:document:2.0'><file id='f'><unit id='u'/></file></xliff>",
            "x:1:81",
            "a unit without a segment",
        ),
        ("tsv", "id\tzh\ten\na\t一\n", "x:2:1", "2 cells, but the head has 3"),
        ("csv", "id,remarks\na,b\n", "x:1:1", "no column is named after a language"),
        ("bilara", "{\"a:1\": \"x\", \"a:1\": \"y\"}", "x:1:", "given twice"),
        ("bilara", "{\"a:1\": 1}", "x:1:9", "expected a string"),
    ];
    for (format, words, place, message) in cases {
        put(&edition, "x", words);
        let arguments = ["import", format, "x", "--into", "content/x", "--witness", "zh:zh"];
        let arguments = if format == "bilara" { &arguments[..] } else { &arguments[..5] };
        refused(&edition, arguments, 1, place);
        refused(&edition, arguments, 1, message);
    }
    refused(&edition, &["import", "po", "x"], 2, "--into");
    refused(&edition, &["import", "tmx", "x", "x", "--into", "y"], 2, "a file at a time");
    refused(&edition, &["import", "pox", "x", "--into", "y"], 2, "po");
}

#[test]
fn a_corpus_becomes_an_edition() {
    let home = tempfile::tempdir().unwrap();
    let line = |doc: &str, seg: &str, src: &str| {
        format!(
            "{{\"doc_id\":\"{doc}\",\"title\":\"Title {doc}\",\"seg_id\":\"{seg}\",\"src_lang\":\"zh\",\"src\":\"{src}\",\"trans_lang\":\"en\",\"trans\":\"the way of {seg}\"}}\n"
        )
    };
    let lines = [line("a", "1", "道可道"), line("a", "2", "非常道"), line("b", "1", "名可名")];
    put(home.path(), "corpus.jsonl", &lines.concat());
    put(
        home.path(),
        "terms.jsonl",
        "{\"term_id\":\"dao\",\"forms\":{\"zh\":\"道\",\"en\":\"way\"},\"def\":\"the way\"}\n",
    );
    let import =
        ["import", "jsonl", "corpus.jsonl", "--glossary", "terms.jsonl", "--into", "content"];
    let (_, err) = fine(home.path(), &import);
    assert!(err.contains("2 documents, 3 segments in content/"), "{err}");
    fine(home.path(), &["check"]);
    fine(home.path(), &["fmt", "--check"]);
    let (out, _) = fine(home.path(), &["stats", "--format", "json"]);
    let stats: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(stats["documents"].as_array().unwrap().len(), 2);
    refused(
        home.path(),
        &import[..3].iter().chain(&import[5..]).copied().collect::<Vec<_>>(),
        1,
        "there is a document `a` already",
    );
    put(
        home.path(),
        "corpus.jsonl",
        &[line("c", "1", "道"), line("d", "1", "道").replace("}", "")].concat(),
    );
    refused(
        home.path(),
        &["import", "jsonl", "corpus.jsonl", "--into", "content"],
        1,
        "corpus.jsonl:2:",
    );
    refused(
        home.path(),
        &["import", "jsonl", "corpus.jsonl", "--into", "content/x"],
        2,
        "each `doc_id`",
    );
}

#[test]
fn plain_texts_are_aligned_reviewed_and_taken_over() {
    let home = begun();
    let edition = home.path().join("edition");
    put(&edition, "zh.txt", "到2025年完成。到2030年提高。\n朋友来了。\n");
    put(&edition, "en.txt", "It is complete by 2025. It is better by 2030.\nFriends came.\n");
    let align = ["align", "zh.txt", "en.txt", "--source-lang", "zh-Hans", "--lang", "en"];
    let (out, err) = fine(&edition, &align);
    assert!(err.contains("3 pairs proposed, none of them checked"), "{err}");
    let first = out.lines().nth(1).unwrap();
    assert!(
        first.starts_with(
            "p1.1\tp1\t到2025年完成。\tIt is complete by 2025.\t1-1\tlength+anchors\t"
        ),
        "{out}"
    );
    assert!(first.ends_with("\t2025\t"), "{out}");
    put(&edition, "pairs.tsv", &out);
    // An editor has looked at the second pair.
    put(&edition, "pairs.tsv", &out.replace("\t2030\t", "\t2030\tyes"));
    let reviewed = ["import", "tsv", "pairs.tsv", "--into", "content/reviewed"];
    let (_, err) = fine(&edition, &reviewed);
    assert!(!err.contains("not taken over"), "{err}");
    let review = text(&edition, "content/reviewed/review.toml");
    let lines: Vec<&str> = review.lines().filter(|line| line.starts_with('"')).collect();
    assert!(lines[0].contains("state = \"needs-review\", method = \"length+anchors\""), "{review}");
    assert!(lines[1].starts_with("\"p1.2\" = { state = \"checked\", source = \""), "{review}");
    let (out, _) = fine(&edition, &["review", "reviewed"]);
    assert!(out.contains("1 checked") && out.contains("2 need review, 0 stale"), "{out}");
    let first = text(&edition, "pairs.tsv").replacen("\t0.", "\tO.", 1);
    put(&edition, "odd.tsv", &first);
    let odd = ["import", "tsv", "odd.tsv", "--into", "content/odd"];
    refused(&edition, &odd, 1, "is not a number from 0 to 1");
    let into: Vec<&str> = align.iter().copied().chain(["--into", "content/aligned"]).collect();
    fine(&edition, &into);
    for document in ["reviewed", "aligned"] {
        let english = text(&edition, &format!("content/{document}/en.toml"));
        assert!(english.ends_with("\"p2.1\" = '''Friends came.'''\n"), "{english}");
    }
    let review = text(&edition, "content/aligned/review.toml");
    let first = "[en]\n\"p1.1\" = { state = \"needs-review\", method = \"length+anchors\", confidence = \"0.";
    assert!(review.contains(first) && review.matches("needs-review").count() == 3, "{review}");
    fine(&edition, &["fmt", "--check"]);
    fine(&edition, &["build"]);
    refused(&edition, &into, 1, "there is a document `aligned` already");
    refused(
        &edition,
        &["align", "zh.txt", "en.txt", "--source-lang", "中", "--lang", "en"],
        2,
        "`中` is not a language tag",
    );
    refused(
        &edition,
        &["align", "zh.txt", "none", "--source-lang", "zh", "--lang", "en"],
        1,
        "`none` cannot be read",
    );
}
