//! The canonical form: what it is, that it changes no text and is its own form.

use proptest::prelude::*;

#[track_caller]
fn check(path: &str, old: &str, expected: &str) {
    let new = super::text(path, old).unwrap();
    assert_eq!(new, expected);
    assert_eq!(super::text(path, &new).unwrap(), expected, "the form is not its own form");
}

#[test]
fn readings_are_literal_strings_under_quoted_ids() {
    let old = "\u{feff}# head\r\nway.1='a'\r\n\r\n\r\n  'way.2'  =  \"it's \\\"b\\\"\"  # so\r\n\"x\"={absent='omitted'}";
    // A dotted key is no id: it stays what it is, a table.
    let old = old.replace("way.1", "way");
    let expected = "# head\n\"way\" = '''a'''\n\n\"way.2\" = '''it's \"b\"''' # so\n\"x\" = { absent = \"omitted\" }\n";
    check("content/laozi/english.toml", &old, expected);
}

#[test]
fn a_review_names_segments_in_quotation_marks() {
    let old = "# by hand\nenglish.way={source='0',state='checked'}\n[german]\n\nway = {confidence='1',method='m', state = 'needs-review'} # so\n[german.'name.1']\nsource='1'\nstate='checked'\n";
    let expected = "# by hand\nenglish.way = { state = \"checked\", source = \"0\" }\n\n[german]\n\"way\" = { state = \"needs-review\", method = \"m\", confidence = \"1\" } # so\n\n[german.\"name.1\"]\nstate = \"checked\"\nsource = \"1\"\n";
    check("content/laozi/review.toml", old, expected);
}

#[test]
fn keys_stand_in_the_order_of_the_schema_with_their_comments() {
    let old = "\n\n# the words\ntheme={zh='词',en='Words'}\n# the term\n[[ term ]]\n\nkind = 'concept' # what\n# its name\nid='dao'\nforms . zh={pinyin='dào',form='道'}\n# of it\nforms.en.form = 'way'\nsee = [ 'a','b', ]\n\n\n[[term]]\nid = 'b'\n";
    let expected = "# the words\ntheme = { zh = \"词\", en = \"Words\" }\n\n# the term\n[[term]]\n# its name\nid = \"dao\"\nkind = \"concept\" # what\nforms.zh = { form = \"道\", pinyin = \"dào\" }\n# of it\nforms.en.form = \"way\"\nsee = [\"a\", \"b\"]\n\n[[term]]\nid = \"b\"\n";
    check("glossary/words.toml", old, expected);
}

#[test]
fn arrays_over_lines_have_a_line_for_each_item() {
    let old = "[[division]]\nbody = [ { division = \"a\" }, # first\n    # second\n   [\"b\",\"c\"],\n\n \"d\" # last\n ]\ncolumns = [\n]\nid = \"x\"\n";
    let expected = "[[division]]\nid = \"x\"\ncolumns = [\n]\nbody = [\n  { division = \"a\" }, # first\n  # second\n  [\"b\", \"c\"],\n  \"d\", # last\n]\n";
    check("content/laozi/document.toml", old, expected);
}

#[test]
fn tables_keep_their_order_and_the_end_its_comments() {
    let old = "id='x'\n[about]\nen='''\nTwo\nlines'''\n[title]\nzh = 'x'\n#end\n\n\n# of file\n\n";
    let expected = "id = \"x\"\n\n[about]\nen = '''\nTwo\nlines'''\n\n[title]\nzh = \"x\"\n#end\n\n# of file\n";
    check("content/laozi/document.toml", old, expected);
}

#[test]
fn an_inline_table_over_lines_is_as_its_editor_laid_it_out() {
    let text = "[[note]]\nid = \"a\"\nat = {\n  segment = \"a\", # here\n  quote = \"b\",\n}\n";
    check("content/laozi/notes.toml", text, text);
}

#[test]
fn prose_and_foreign_files_keep_their_text() {
    check("content/pages/about.en.md", "# A  \r\nb\n\n\n", "# A  \nb\n");
    check("themes/own/theme.toml", "a='b'", "a='b'");
    check("seeds/a.txt", "a\r\n", "a\r\n");
}

#[test]
fn a_file_that_cannot_be_read_is_refused() {
    let refusal = super::text("site.toml", "title = \n").unwrap_err();
    assert!(refusal.message.starts_with("`site.toml` cannot be read"), "{refusal:?}");
}

/// A string as any of the ways to write it.
fn written() -> impl Strategy<Value = String> {
    let words = "[a-z道可 \"'\\\\\u{a0}\u{7f}\t’“#\\[\\],={}é]{0,12}";
    (words, 0..4_usize).prop_map(|(words, form)| match form {
        0 if !words.contains('\'') && !words.contains('\u{7f}') => format!("'{words}'"),
        1 if !words.contains("''") && !words.ends_with('\'') && !words.contains('\u{7f}') => {
            format!("'''{words}'''")
        }
        2 => format!("\"\"\"\n{}\"\"\"", escaped(&words)),
        _ => format!("\"{}\"", escaped(&words)),
    })
}

fn escaped(words: &str) -> String {
    words.replace('\\', "\\\\").replace('"', "\\\"").replace('\u{7f}', "\\u007F")
}

fn gap() -> impl Strategy<Value = String> {
    "[ \t]{0,3}"
}

/// Lines between entries.
fn between() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![Just("\n"), Just("# a  \n"), Just("  #b\n"), Just("\r\n")],
        0..4,
    )
    .prop_map(|lines| lines.concat())
}

fn entry(key: &'static str) -> impl Strategy<Value = String> {
    let array = prop::collection::vec((gap(), written(), between()), 0..4).prop_map(|items| {
        let items = items.iter().map(|(gap, item, rest)| format!("{gap}{item},{rest}"));
        format!("[{}]", items.collect::<String>())
    });
    let table = (gap(), written(), written())
        .prop_map(|(gap, a, b)| format!("{{{gap}b={a},{gap}a{gap}={gap}{b}}}"));
    let value = prop_oneof![
        written(),
        array,
        table,
        Just("2023-02-27".to_owned()),
        Just("true".to_owned())
    ];
    let end = prop_oneof![Just(""), Just("  # c"), Just(" ")];
    (between(), gap(), value, end).prop_map(move |(before, gap, value, end)| {
        format!("{before}{gap}{key}{gap}={gap}{value}{end}\n")
    })
}

/// The comments of a file, sorted.
fn comments(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> =
        ["# a", "#b", "# c"].into_iter().flat_map(|c| text.matches(c)).collect();
    found.sort_unstable();
    found
}

fn file() -> impl Strategy<Value = String> {
    let keys = ["title", "kind", "id", "forms.zh", "other", "forms.en", "see", "\"match\""];
    let table = || {
        let entries: Vec<_> = keys.into_iter().map(entry).collect();
        (entries, prop::sample::subsequence((0..keys.len()).collect::<Vec<_>>(), 0..keys.len()))
            .prop_map(|(entries, chosen)| {
                chosen.into_iter().map(|at| entries[at].clone()).collect::<String>()
            })
    };
    (table(), prop::collection::vec((between(), table()), 0..3), between()).prop_map(
        |(root, tables, end)| {
            let tables =
                tables.iter().map(|(before, table)| format!("{before}[[term]] # c\n{table}"));
            format!("{root}{}{end}", tables.collect::<String>())
        },
    )
}

proptest! {
    #[test]
    fn no_form_changes_a_character_of_text(file in file()) {
        for path in ["glossary/a.toml", "content/a/document.toml", "content/a/b.toml"] {
            let before: toml::Table = toml::from_str(&file).unwrap();
            let new = super::text(path, &file).unwrap();
            prop_assert_eq!(&toml::from_str::<toml::Table>(&new).unwrap(), &before);
            prop_assert_eq!(super::text(path, &new).unwrap(), new.clone(), "from {}", file);
            prop_assert!(!new.contains('\r') && !new.starts_with('\n') && !new.contains("\n\n\n"), "{}", new);
            prop_assert_eq!(comments(&new), comments(&file), "{}", new);
        }
    }
}
