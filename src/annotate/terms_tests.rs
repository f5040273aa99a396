//! Tests: which term is marked where.

use super::*;
use crate::annotate::fixture;
use crate::annotate::fixture::anchor;
use crate::model::Match;

/// The occurrences of a reading as `term:words`, nested terms in brackets.
fn shown(edition: &Edition, segment: usize, witness: usize) -> String {
    let all = occurrences(edition, &Matcher::new(edition), 0);
    let raw = &edition.documents[0].segments[segment].readings[witness].text().unwrap().raw;
    let name = |term: usize| edition.terms[term].id.as_str().to_owned();
    let found = all.in_reading(segment, witness).iter().map(|o| {
        let nested: Vec<_> = o.nested().map(name).collect();
        let nested =
            if nested.is_empty() { String::new() } else { format!("({})", nested.join(" ")) };
        format!("{}:{}{nested}", name(o.term()), &raw[o.range()])
    });
    found.collect::<Vec<_>>().join(" ")
}

fn check(reading: &str, terms: &str, expected: &str) {
    let document = format!("document d zh:zh-Hans:source en:en\ns1 | {reading}\n{terms}");
    let edition = fixture::edition(&document);
    let witness = usize::from(reading.starts_with("- |"));
    assert_eq!(shown(&edition, 0, witness), expected, "{reading}");
}

#[test]
fn a_term_inside_a_longer_term_is_not_marked() {
    let terms =
        "term a | zh 数据\nterm b | zh 数据要素\nterm c | zh 数据要素市场\nterm d | zh 要素市场";
    check("培育数据要素市场，数据", terms, "c:数据要素市场(b d a) a:数据");
}

#[test]
fn latin_forms_stand_at_word_edges() {
    let terms = "term ai | zh AI | en AI\nterm g | zh 5G | en 5G";
    check("- | He said AI, 15G and 5G.", terms, "ai:AI g:5G");
    check("发展AI和5G网络，15G", terms, "ai:AI g:5G");
}

#[test]
fn a_longer_match_that_fails_at_its_edge_does_not_hide_a_shorter_one() {
    let terms = "term a | en digital\nterm b | en digital e";
    check("- | the digital economy", terms, "a:digital");
}

#[test]
fn plural_and_possessive_are_found_and_other_endings_are_not() {
    let terms = "term a | en data element\nterm b | en process\nterm c | zh AI";
    check(
        "- | Data elements, data element’s, data element's",
        terms,
        "a:Data elements a:data element’s a:data element's",
    );
    check("- | processes, processing", terms, "b:processes");
    check("AIs", terms, "");
}

#[test]
fn case_counts_only_where_the_term_says_so() {
    let mut edition = fixture::edition("document d en:en\ns1 | It is IT. ITs\nterm it | en IT");
    assert_eq!(shown(&edition, 0, 0), "it:It it:IT it:ITs");
    edition.terms[0].exact_case = true;
    assert_eq!(shown(&edition, 0, 0), "it:IT it:ITs");
}

#[test]
fn quotes_and_white_space_do_not_hide_a_form() {
    let terms = "term a | en \"one matter\" rule\nterm b | en digital economy";
    check(
        "- | the “one\u{a0} matter” rule, digital\u{a0}economy",
        terms,
        "a:“one\u{a0} matter” rule b:digital\u{a0}economy",
    );
}

#[test]
fn a_combining_mark_belongs_to_the_letter_before_it() {
    check("- | the naiv and naiv\u{323} q", "term a | en naiv", "a:naiv");
    // No letter is composed of these two.
    check("- | the nax and nax\u{323} q", "term a | en nax", "a:nax");
    check("数据，数据\u{325}", "term a | zh 数据", "a:数据");
}

#[test]
fn a_form_for_one_witness_is_not_found_in_another() {
    let mut edition =
        fixture::edition("document d a:en b:en\ns1 | one way | one way\nterm t | en one way");
    edition.terms[0].forms[0].only_in = Some((0, 1));
    assert_eq!(shown(&edition, 0, 0), "");
    assert_eq!(shown(&edition, 0, 1), "t:one way");
}

#[test]
fn the_form_of_the_witness_wins_over_a_general_one() {
    let mut edition =
        fixture::edition("document d a:en\ns1 | one way\nterm t | en one way\nterm u | en one way");
    edition.terms[1].forms[0].only_in = Some((0, 0));
    assert_eq!(shown(&edition, 0, 0), "u:one way(t)");
}

#[test]
fn an_excluded_occurrence_gives_way_to_the_next_best() {
    let terms = "term a | zh 数据\nterm b | zh 数据要素";
    let mut edition =
        fixture::edition(&format!("document d zh:zh:source\ns1 | 数据要素和数据要素\n{terms}"));
    let mut off = anchor(&edition, "s1", "zh", "数据要素");
    off.ranges.truncate(1);
    edition.terms[1].exclude.push(off);
    assert_eq!(shown(&edition, 0, 0), "a:数据 b:数据要素(a)");
}

#[test]
fn a_marked_term_stands_only_where_it_is_marked() {
    let terms = "term a | zh 绿灯\nterm b | zh 设置";
    let mut edition =
        fixture::edition(&format!("document d zh:zh:source\ns1 | 设置绿灯\ns2 | 绿灯\n{terms}"));
    edition.terms[0].matching = Match::Marked;
    assert_eq!(shown(&edition, 0, 0), "b:设置");
    let mark = anchor(&edition, "s1", "zh", "绿灯");
    edition.terms[0].marked.push(mark);
    assert_eq!(shown(&edition, 0, 0), "b:设置 a:绿灯");
    assert_eq!(shown(&edition, 1, 0), "");
}

#[test]
fn a_mark_gives_the_place_to_its_term() {
    let terms = "term a | zh 数据要素\nterm b | zh 要素";
    let mut edition =
        fixture::edition(&format!("document d zh:zh:source\ns1 | 数据要素市场\n{terms}"));
    let mark = anchor(&edition, "s1", "zh", "要素市场");
    edition.terms[1].marked.push(mark);
    assert_eq!(shown(&edition, 0, 0), "b:要素市场");
    let all = occurrences(&edition, &Matcher::new(&edition), 0);
    assert_eq!(all.in_reading(0, 0)[0].form(), None, "要素市场 is no form of the term");
}

#[test]
fn forms_never_reach_across_segments() {
    let edition =
        fixture::edition("document d zh:zh:source\ns1 | 数据\n& s2 | 要素\nterm a | zh 数据要素");
    assert_eq!(shown(&edition, 0, 0), "");
    assert_eq!(shown(&edition, 1, 0), "");
}

#[test]
fn of_terms_that_overlap_the_leftmost_is_marked_and_of_those_the_longest() {
    let terms =
        "term a | zh 数据要素\nterm b | zh 要素市场\nterm c | zh 市场化配置\nterm d | zh 要素";
    check("数据要素市场化配置", terms, "a:数据要素(d) c:市场化配置");
    check("新要素市场化配置", terms, "b:要素市场(d)");
    check("数据要素要素市场", terms, "a:数据要素(d) b:要素市场(d)");
    check(
        "- | data element set",
        "term a | en data element\nterm b | en element set",
        "a:data element",
    );
}

#[test]
fn terms_that_touch_are_both_marked() {
    check("数据要素", "term a | zh 数据\nterm b | zh 要素", "a:数据 b:要素");
}

#[test]
fn nested_terms_come_longest_first_and_each_once() {
    let terms =
        "term a | zh 数\nterm b | zh 数据\nterm c | zh 数据和数据的数据\nterm d | zh 据和数据的";
    check("数据和数据的数据", terms, "c:数据和数据的数据(d b a)");
}

#[test]
fn decisions_reach_no_further_than_their_words() {
    let terms = "term a | zh 数据\nterm b | zh 要素\nterm c | zh 市场";
    let mut edition =
        fixture::edition(&format!("document d zh:zh:source\ns1 | 数据要素市场\n{terms}"));
    let mark = anchor(&edition, "s1", "zh", "要素");
    edition.terms[0].marked.push(mark);
    assert_eq!(shown(&edition, 0, 0), "a:数据 a:要素(b) c:市场", "what touches a mark stays");
    let off = anchor(&edition, "s1", "zh", "要素");
    edition.terms[0].exclude.push(off.clone());
    edition.terms[2].exclude.push(off);
    assert_eq!(shown(&edition, 0, 0), "a:数据 a:要素(b) c:市场", "and what touches a refusal");
}

#[test]
fn of_marks_that_overlap_the_leftmost_longest_stays() {
    let mut edition = fixture::edition(
        "document d zh:zh:source\ns1 | 数据要素市场\nterm a | zh 一\nterm b | zh 二",
    );
    let marks =
        ["据要", "数据", "数据要素", "要素市场", "市场"].map(|q| anchor(&edition, "s1", "zh", q));
    let [inner, short, long, crossing, after] = marks;
    edition.terms[0].marked.extend([inner, short, crossing]);
    edition.terms[1].marked.extend([after, long]);
    assert_eq!(shown(&edition, 0, 0), "b:数据要素 b:市场");
}

#[test]
fn composed_and_decomposed_letters_are_the_same_and_keep_their_own_bytes() {
    for form in ["café au lait", "cafe\u{301} au lait"] {
        check(
            "- | a cafe\u{301} au lait, a café au lait, the Cafe\u{301} au laits",
            &format!("term a | en {form}\nterm b | en the"),
            "a:cafe\u{301} au lait a:café au lait b:the a:Cafe\u{301} au laits",
        );
    }
}

#[test]
fn what_follows_a_decomposed_letter_is_found_where_it_stands() {
    let terms = "term a | zh 数据\nterm b | zh Nei\u{308}l";
    check("e\u{301}e\u{301}数据，Neïl数据e\u{301}", terms, "a:数据 b:Neïl a:数据");
    // A character that only exists for older sets of characters is another one when composed.
    check("\u{F9B1}数据", "term a | zh 鈴数据\nterm b | zh 数据", "a:\u{F9B1}数据(b)");
}

#[test]
fn a_form_is_not_found_in_half_a_composed_letter() {
    let terms = "term a | en cafe\nterm b | en fe\u{301}e";
    check("- | cafe\u{301} café", terms, "");
    check("- | fée fe\u{301}e fee", terms, "b:fée b:fe\u{301}e");
}
