//! Tests of readings with marks: by example, and the text that is left for any marks.

use super::*;
use proptest::prelude::Strategy;
use proptest::prelude::any;
use proptest::prop_assert_eq;

use std::sync::LazyLock;

fn mark(range: Range<usize>, kind: Kind<'_>) -> Mark<'_> {
    Mark { range, kind }
}

/// The way from the page of a document to the pages of terms.
fn way() -> &'static WayToTerms {
    static WAY: LazyLock<WayToTerms> = LazyLock::new(|| WayToTerms::pages("d/index.html"));
    &WAY
}

fn term(range: Range<usize>, id: &str) -> Mark<'_> {
    mark(range, Kind::Term { id, way: way(), again: false })
}

/// The text of a reading as the contract defines it: without tags, without apparatus.
/// Panics where tags do not nest.
fn text_of(html: &str) -> String {
    let mut out = String::new();
    let mut open: Vec<(String, bool)> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let hidden = open.iter().any(|(_, apparatus)| *apparatus);
        if !hidden {
            out.push_str(&rest[..at]);
        }
        let end = rest.find('>').expect("a tag ends");
        let tag = &rest[at + 1..end];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().expect("a tag is open").0, name, "tags nest in {html}");
        } else {
            let name = tag.split(' ').next().unwrap().to_owned();
            assert!(name != "a" || open.iter().all(|(n, _)| n != "a"), "a link in a link: {html}");
            open.push((name, tag.contains(" data-apparatus")));
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty(), "all tags are closed in {html}");
    out.push_str(rest);
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    plain.iter().fold(out, |text, (entity, c)| text.replace(entity, c))
}

#[test]
fn a_term_is_a_link_to_its_page() {
    assert_eq!(
        reading("按照“2522”的", &[term(9..13, "2522")]),
        "按照“<a class=\"t\" data-term=\"2522\" href=\"../terms/2522/index.html\">\
         2522</a>”的"
    );
}

#[test]
fn text_is_escaped_once() {
    assert_eq!(reading("a < b & \"c\"", &[]), "a &lt; b &amp; &quot;c&quot;");
}

#[test]
fn no_character_of_a_text_is_markup_within_marks_or_between_them() {
    let (raw, escaped) = ("<'&\">", "&lt;&#39;&amp;&quot;&gt;");
    assert_eq!(reading(raw, &[]), escaped);
    let all = format!("{raw}{raw}{raw}");
    let link = "<a class=\"t\" data-term=\"q\" href=\"../terms/q/index.html\">";
    let marked = format!("{escaped}{link}{escaped}</a>{escaped}");
    assert_eq!(reading(&all, &[term(5..10, "q")]), marked, "terms alone");
    let hit = reading(&all, &[mark(5..10, Kind::Hit)]);
    assert_eq!(hit, format!("{escaped}<mark class=\"hit\">{escaped}</mark>{escaped}"));
    assert_eq!(text_of(&reading("&lt;b&gt; &amp;amp;", &[])), "&lt;b&gt; &amp;amp;");
}

#[test]
fn no_character_of_an_attribute_or_a_sign_is_markup() {
    let url = "../t/?a='b'&c=\"d\"".to_owned();
    let html = reading("10%", &[mark(0..3, Kind::Target { id: "t", url })]);
    let escaped = "../t/?a=&#39;b&#39;&amp;c=&quot;d&quot;";
    assert!(html.contains(&format!(" href=\"{escaped}\">10%</a>")), "{html}");
    let note = Kind::Note { id: "n", sign: "<1>".into(), first: false };
    assert!(reading("a", &[mark(0..1, note)]).ends_with("\">&lt;1&gt;</a>"));
}

#[test]
fn words_in_several_languages_are_text_and_prose_is_markup() {
    let words = [("en", "A <b> & 'C'"), ("zh", "甲")];
    assert_eq!(
        spans(words, true),
        "<span class=\"ui\" lang=\"en\">A &lt;b&gt; &amp; &#39;C&#39;</span> \
         <span class=\"ui\" lang=\"zh\">甲</span>"
    );
    assert_eq!(spans([("en\"", "A")], false), "<span lang=\"en&quot;\">A</span>");
    assert_eq!(
        blocks([("en", "<p>a &amp; b</p>")], false),
        "<div class=\"prose\" lang=\"en\"><p>a &amp; b</p></div>"
    );
}

#[test]
fn a_note_that_ends_inside_a_term_is_cut_and_the_term_is_whole() {
    let note = Kind::Note { id: "n", sign: "1".into(), first: true };
    let html = reading("数据要素市场", &[term(6..18, "yaosu"), mark(0..12, note)]);
    assert_eq!(html.matches("<a class=\"t\"").count(), 1);
    assert_eq!(html.matches("data-note=\"n\"").count(), 1, "one sign");
    assert_eq!(html.matches("id=\"nr-n\"").count(), 1);
    assert_eq!(text_of(&html), "数据要素市场");
}

#[test]
fn a_sign_never_stands_inside_a_term() {
    let note = Kind::Note { id: "n", sign: "1".into(), first: true };
    let html = reading("数据要素", &[term(0..12, "yaosu"), mark(0..6, note)]);
    assert_eq!(text_of(&html), "数据要素");
    let link = html.find("</a>").unwrap();
    assert!(html.find("note-sign").unwrap() > link, "{html}");
}

#[test]
fn the_words_of_a_target_lead_to_its_row_unless_a_term_is_among_them() {
    let target = |range| mark(range, Kind::Target { id: "share", url: "../targets/#t".into() });
    assert_eq!(
        reading("reach 10% soon", &[target(6..9)]),
        "reach <a class=\"x-target\" data-target=\"share\" href=\"../targets/#t\">10%</a> soon"
    );
    let html = reading("10% of data", &[target(0..11), term(7..11, "shuju")]);
    assert!(html.starts_with("<span class=\"x-target\""), "{html}");
    assert_eq!(html.matches("<a ").count(), 1, "{html}");
    let note = Kind::Note { id: "n", sign: "1".into(), first: true };
    let html = reading("10%", &[target(0..3), mark(0..2, note)]);
    assert_eq!(text_of(&html), "10%");
    assert!(html.find("note-sign") > html.find("</a>"), "no sign within the link: {html}");
}

#[test]
fn missing_words_are_an_empty_mark() {
    let html = reading("多层次", &[mark(3..3, Kind::Variant("v1".into()))]);
    assert_eq!(html, "多<span class=\"x-variant\" data-variant=\"v1\"></span>层次");
}

#[test]
fn a_mark_off_a_character_boundary_is_left_out() {
    assert_eq!(reading("多层次", &[mark(1..3, Kind::Hit), mark(3..99, Kind::Hit)]), "多层次");
}

fn marks_of(raw: String) -> impl Strategy<Value = (String, Vec<(usize, usize, u8)>)> {
    let bounds: Vec<usize> =
        raw.char_indices().map(|(at, _)| at).chain(std::iter::once(raw.len())).collect();
    let count = bounds.len();
    let one = (0..count, 0..count, any::<u8>())
        .prop_map(move |(a, b, kind)| (bounds[a.min(b)], bounds[a.max(b)], kind));
    (proptest::strategy::Just(raw), proptest::collection::vec(one, 0..9))
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn the_text_without_tags_and_apparatus_is_the_reading(
        (raw, ranges) in "[数据要素《》“”a-c<>&\"' 1-3]{0,24}".prop_flat_map(marks_of)
    ) {
        let ids: Vec<String> = (0..ranges.len()).map(|n| format!("m{n}")).collect();
        let marks: Vec<Mark<'_>> = ranges
            .iter()
            .zip(&ids)
            .map(|(&(start, end, kind), id)| {
                let kind = match kind % 7 {
                    0 | 1 => Kind::Term { id, way: way(), again: kind > 99 },
                    2 => Kind::Note { id, sign: "12".into(), first: true },
                    3 => Kind::Link(id),
                    4 => Kind::Target { id, url: "../t?c&d".into() },
                    5 => Kind::Variant(id.clone()),
                    _ => Kind::Hit,
                };
                mark(start..end, kind)
            })
            .collect();
        prop_assert_eq!(text_of(&reading(&raw, &marks)), raw);
    }
}

#[test]
fn an_old_address_leads_into_the_element_of_the_new_one() {
    let check = |html: &str, expected: &str| assert_eq!(anchored(html.into(), "b", "a"), expected);
    check(
        "<p><i class=\"at n1\" id=\"b\"></i>x",
        "<p><i class=\"at n1\" id=\"a\"></i><i class=\"at n1\" id=\"b\"></i>x",
    );
    check("<div id=\"b\" x>y</div>", "<div id=\"b\" x><i class=\"at moved\" id=\"a\"></i>y</div>");
    check(
        "<tr id=\"b\"><th scope=\"row\">y",
        "<tr id=\"b\"><th scope=\"row\"><i class=\"at moved\" id=\"a\"></i>y",
    );
    check("<p id=\"bb\">", "<p id=\"bb\">");
}
