//! Tests: the proof passes what is right and points at what is not.

use crate::annotate::fixture;
use crate::check::Context;
use crate::check::RecipeFile;
use crate::check::SeedBytes;
use crate::check::fidelity::breaks::Breaks;
use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::format::recipe::Recipe;
use crate::model::Block;
use crate::model::DivisionKind;
use crate::model::Document;
use crate::model::Edition;
use crate::model::Heading;
use crate::model::Reading;

const SEED: FileId = FileId(1);
const RECIPE: FileId = FileId(2);

/// Two paragraphs of two segments, in Chinese and English.
const EDITION: &str = "document d zh:zh:source en:en
    paragraph
    s1 | 《规划》指出，要夯实基础。 | The Plan points out that foundations matter.
    & s2 | 打通数据。 | Data flows.
    paragraph
    s3 | 建设数字中国是重要引擎。 | Building it is an engine.
    s4 | 推进建设。 | Advance it.";

const ZH: &str = "《规划》指出，要夯实基础。打通数据。\n\n建设数字中国是重要引擎。推进建设。";
const EN: &str = "The Plan points out that foundations matter. Data flows.\n\nBuilding it is an engine. Advance it.";

fn edition() -> Edition {
    let mut edition = fixture::edition(EDITION);
    for witness in &mut fixture::document_mut(&mut edition, 0).witnesses {
        witness.seed = Some("seed.txt".into());
    }
    edition
}

/// A seed of both texts with head and foot, and its recipe.
fn both(zh: &str, en: &str, more: &str) -> (String, String) {
    let seed = format!("Home\n\n{zh}\n\nAd\n\n{en}\n\nFoot");
    let at = |text: &str| {
        let start = seed.find(text).unwrap();
        format!("[{}, {}]", start, start + text.len())
    };
    let run = |witness: &str, text: &str| {
        let bytes = at(text);
        format!(
            "[[run]]\ndocument = 'd'\nwitness = '{witness}'\nbytes = {bytes}\nfrom = 's1'\nto = 's4'\n"
        )
    };
    let omit = |text: &str| {
        format!("[[omit]]\nbytes = {}\nreason = 'byline'\nstarts = '{text}'\n", at(text))
    };
    let parts = [
        omit("Home"),
        run("zh", zh),
        omit("Ad\n\n").replace("\n\n'", "'"),
        run("en", en),
        omit("Foot"),
    ];
    let recipe = format!("seed = 'seed.txt'\nsha256 = '0'\n{}{more}", parts.concat());
    (seed, recipe)
}

fn prove(edition: &Edition, seed: &str, recipe: &str) -> Vec<Diagnostic> {
    let recipe: Recipe = toml::from_str(recipe).unwrap();
    let mut context = Context::new(edition);
    context.recipes.push(RecipeFile { file: RECIPE, recipe: &recipe });
    context.seeds.insert("seed.txt", SeedBytes { file: SEED, bytes: seed.as_bytes() });
    super::prove(&context)
}

/// The findings as `code file:start label`.
fn shown(found: &[Diagnostic]) -> Vec<String> {
    let one = |d: &Diagnostic| {
        let at = d.primary.unwrap();
        format!("{} {}:{}", d.code, at.file.0, at.start)
    };
    found.iter().map(one).collect()
}

fn check(edition: &Edition, seed: &str, recipe: &str, expected: &[&str]) {
    let found = prove(edition, seed, recipe);
    assert_eq!(shown(&found), expected, "{found:#?}");
}

fn change(edition: &mut Edition, segment: usize, witness: usize, raw: &str) {
    let document = fixture::document_mut(edition, 0);
    if let Reading::Present(text) = &mut document.segments[segment].readings[witness] {
        text.raw = raw.into();
        text.span = fixture::place(segment, witness, raw);
    }
}

#[test]
fn a_true_edition_is_proved() {
    let (seed, recipe) = both(ZH, EN, "");
    check(&edition(), &seed, &recipe, &[]);
}

#[test]
fn a_changed_removed_or_doubled_character_is_one_finding_at_that_character() {
    let (seed, recipe) = both(ZH, EN, "");
    // Witness 0 is file 10, each segment has 1000 bytes, a Han character three of them.
    let cases = [
        (0, 0, "《规划》指出，要夯实基楚。", 33),
        (0, 0, "《规划》出，要夯实基础。", 12),
        (0, 0, "《规划》指指出，要夯实基础。", 15),
        (0, 0, "规划》指出，要夯实基础。", 0),
        (0, 0, "《规划》指出，要夯实基础", 36),
        (0, 0, "《规划》指出，要夯实基础。。", 39),
        (1, 0, "打通数椐。", 1009),
        (1, 0, "通数据。", 1000),
        (2, 0, "建设数字中国是重要引擎", 2033),
        (1, 0, "打通数据", 1012),
        (3, 0, "推进建设", 3012),
        (3, 0, "推进建设。。", 3015),
        (3, 0, "进建设。", 3000),
    ];
    for (segment, witness, raw, at) in cases {
        let mut edition = edition();
        change(&mut edition, segment, witness, raw);
        check(&edition, &seed, &recipe, &[&format!("reading-differs-from-seed 10:{at}")]);
    }
}

#[test]
fn every_character_of_a_spaced_language_counts_too() {
    let (seed, recipe) = both(ZH, EN, "");
    let cases = [
        (0, "The Plan points out that  foundations matter.", 25),
        (0, "The Plan points out thatfoundations matter.", 24),
        (0, "The Plan points out that foundations matter", 43),
        (0, "The plan points out that foundations matter.", 4),
        (1, "Data flow.", 1009),
        (1, "Date flows.", 1003),
        (3, "dvance it.", 3000),
    ];
    for (segment, raw, at) in cases {
        let mut edition = edition();
        change(&mut edition, segment, 1, raw);
        check(&edition, &seed, &recipe, &[&format!("reading-differs-from-seed 11:{at}")]);
    }
}

#[test]
fn two_faults_are_two_findings() {
    let (seed, recipe) = both(ZH, EN, "");
    let mut edition = edition();
    change(&mut edition, 0, 0, "《规划》指出，要夯实基楚。");
    change(&mut edition, 1, 0, "打通数椐。");
    change(&mut edition, 3, 0, "推进违设。");
    check(
        &edition,
        &seed,
        &recipe,
        &[
            "reading-differs-from-seed 10:33",
            "reading-differs-from-seed 10:1009",
            "reading-differs-from-seed 10:3006",
        ],
    );
}

#[test]
fn text_that_nobody_reads_is_found_in_the_seed() {
    let more = ZH.replace("打通数据。", "这是一句谁也没有读过的话。打通数据。");
    let (seed, recipe) = both(&more, EN, "");
    let at = seed.find("这是一句").unwrap();
    check(&edition(), &seed, &recipe, &[&format!("seed-lost-character 1:{at}")]);
    let more = format!("{ZH}\n\n最后还有一段没有人读过的文字。");
    let (seed, recipe) = both(&more, EN, "");
    let at = seed.find("最后").unwrap();
    check(&edition(), &seed, &recipe, &[&format!("seed-lost-character 1:{at}")]);
}

#[test]
fn text_outside_runs_and_omissions_is_found_in_the_seed() {
    let (seed, recipe) = both(ZH, EN, "");
    let seed = format!("{seed}\n\n再说\n");
    let at = seed.find("再说").unwrap();
    check(&edition(), &seed, &recipe, &[&format!("seed-lost-character 1:{at}")]);
}

#[test]
fn a_reading_that_the_seed_lacks_is_found() {
    let (seed, recipe) = both(&ZH.replace("打通数据。", ""), EN, "");
    check(&edition(), &seed, &recipe, &["reading-differs-from-seed 10:1000"]);
}

#[test]
fn paragraphs_of_seed_and_spine_agree() {
    let (seed, recipe) = both(&ZH.replace("。打", "。\n\n打"), EN, "");
    check(&edition(), &seed, &recipe, &["paragraph-break-differs 10:1000"]);
    let (seed, recipe) = both(&ZH.replace("\n\n", ""), EN, "");
    check(&edition(), &seed, &recipe, &["paragraph-break-differs 10:2000"]);
    let mut restored = edition();
    fixture::document_mut(&mut restored, 0).divisions[1].restored = true;
    check(&restored, &seed, &recipe, &[]);
}

#[test]
fn cells_of_a_table_and_what_follows_a_heading_are_paragraphs_and_items_of_a_paragraph_are_not() {
    let mut edition = fixture::edition("document d en:en\na | A\n& b | B\nparagraph\nc | C\nd | D");
    let document = fixture::document_mut(&mut edition, 0);
    let paragraphs = |document: &Document| {
        let breaks = Breaks::new(document);
        [(0, 1), (1, 2), (2, 3)].map(|(a, b)| breaks.between(a, b).paragraph)
    };
    assert_eq!(paragraphs(document), [false, true, false]);
    document.divisions[0].kind = DivisionKind::Table;
    assert_eq!(paragraphs(document), [true, true, false]);
    document.divisions[1].heading = Some(Heading::Printed(2));
    document.divisions[1].body.remove(0);
    assert_eq!(paragraphs(document), [true, true, true]);
    // The second division becomes a named part of the first.
    document.divisions[0].kind = DivisionKind::Paragraph;
    document.divisions[1].kind = DivisionKind::Item;
    document.divisions[1].heading = None;
    document.divisions[1].body = vec![Block::Row(vec![2]), Block::Row(vec![3])];
    document.divisions[0].body.push(document.body.remove(1));
    assert_eq!(paragraphs(document), [false, false, false]);
}

#[test]
fn a_join_takes_out_what_a_page_break_left() {
    let zh = ZH.replace("。打", "。\n\n打").replace("数字中国", "数字\n\n中国");
    let en = EN.replace("that foundations", "that\n\nfoundations");
    let (seed, _) = both(&zh, &en, "");
    let join = |after: &str| {
        let start = seed.find(after).unwrap() + after.len();
        format!("[[join]]\nbytes = [{start}, {}]\nreason = 'page-break'\n", start + 2)
    };
    let joins = [join("基础。"), join("建设数字"), join("that")].concat();
    let (seed, recipe) = both(&zh, &en, &joins);
    check(&edition(), &seed, &recipe, &[]);
    let (seed, recipe) = both(&zh, &en, &join("基础。"));
    check(
        &edition(),
        &seed,
        &recipe,
        &["reading-differs-from-seed 10:2012", "reading-differs-from-seed 11:24"],
    );
}

#[test]
fn wrapped_lines_and_no_break_spaces_are_cleaned_where_declared() {
    let en = EN.replace("points out", "points\nout").replace("an engine", "an\u{a0}engine");
    let zh = ZH.replace("指出", "指\n出");
    let (seed, recipe) = both(&zh, &en, "");
    assert_eq!(prove(&edition(), &seed, &recipe).len(), 3);
    let recipe = format!("clean = ['wrapped-lines', 'no-break-space']\n{recipe}");
    check(&edition(), &seed, &recipe, &[]);
}

#[test]
fn white_space_between_readings_is_the_languages_own_or_declared() {
    let en = EN.replace("matter. Data", "matter.  Data");
    let (seed, recipe) = both(ZH, &en, "");
    check(&edition(), &seed, &recipe, &["paragraph-break-differs 11:1000"]);
    let more = "[[space]]\nafter = 's1'\nis = '  '\n";
    let (seed, recipe) = both(ZH, &en, more);
    check(&edition(), &seed, &recipe, &[]);
}

#[test]
fn marks_of_a_table_are_left_out_one_by_one() {
    let zh = ZH.replace("。打", "。|打");
    let (seed, _) = both(&zh, EN, "");
    let (start, end) = (seed.find('《').unwrap(), seed.find("Ad").unwrap());
    let more =
        format!("[[omit]]\nbytes = [{start}, {end}]\nevery = '|'\nreason = 'table-layout'\n");
    let (seed, recipe) = both(&zh, EN, &more);
    check(&edition(), &seed, &recipe, &[]);
}

#[test]
fn readings_outside_all_runs_are_found() {
    let (seed, recipe) = both(ZH, EN, "");
    let shorter = recipe.replacen("to = 's4'", "to = 's3'", 1);
    check(
        &edition(),
        &seed,
        &shorter,
        &["reading-differs-from-seed 10:2036", "reading-not-in-seed 10:3000"],
    );
}

#[test]
fn recipes_that_do_not_fit_are_found_in_the_recipe() {
    let (seed, recipe) = both(ZH, EN, "");
    let faults = [
        ("starts = 'Home'", "starts = 'Hone'"),
        ("from = 's1'", "from = 's9'"),
        ("document = 'd'", "document = 'e'"),
        ("witness = 'zh'", "witness = 'xx'"),
        ("[0, 4]", "[4, 4]"),
        ("[0, 4]", "[0, 8]"),
        ("[0, 4]", "[0, 9999]"),
    ];
    for (good, bad) in faults {
        let recipe = recipe.replacen(good, bad, 1);
        let found = prove(&edition(), &seed, &recipe);
        assert!(found.iter().any(|d| d.code == "recipe-does-not-fit"), "{bad}: {found:#?}");
    }
}

#[test]
fn an_absent_reading_is_passed_over() {
    let (seed, recipe) = both(&ZH.replace("打通数据。", ""), EN, "");
    let mut edition = edition();
    let absent = Reading::Absent(crate::model::Absence::Omitted, fixture::nowhere());
    fixture::document_mut(&mut edition, 0).segments[1].readings[0] = absent;
    check(&edition, &seed, &recipe, &[]);
}
