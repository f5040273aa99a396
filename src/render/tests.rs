//! Tests of whole pages: what templates get, which pages there are, and that the default theme
//! renders all of them.

use crate::annotate;
use crate::annotate::fixture;
use crate::diag::FileId;
use crate::diag::SourceMap;
use crate::model::Anchor;
use crate::model::Date;
use crate::model::Edition;
use crate::model::Gap;
use crate::model::GapKind;
use crate::model::Lang;
use crate::model::Link;
use crate::model::LinkId;
use crate::model::Localized;
use crate::model::Note;
use crate::model::NoteId;
use crate::model::NoteKind;
use crate::model::Relation;
use crate::output::Downloads;
use crate::output::Site;
use crate::render::Kept;
use crate::render::Listing;
use crate::render::Press;
use crate::render::pager::PER_PAGE;
use crate::render::theme;
use crate::render::theme::Strings;
use crate::render::theme::Text;
use crate::render::theme::Theme;

use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator;
use serde_json::Value;

use std::sync::Arc;

mod paged;

const PLAN: &str = "
    document b zh:zh-Hans:source en:en
    s1 | “数据要素” | data elements & more
    & s2 | 数据 | -
    s3 | 无 | nothing
    document a en:en
    s1 | Data, and data again
    term shuju | zh 数据 | en data
    term yaosu | zh 数据要素 | en data element";

/// A theme whose pages are the data that templates get.
fn plain(edition: &Edition) -> Theme {
    let mut theme = Theme::default();
    let reader = "{{ {'page': page, 'body': body, 'terms': terms, 'facing': facing} | tojson }}";
    let term = "{{ {'page': page, 'concordance': concordance, 'uses': uses, \
                'pager': pager} | tojson }}";
    let plain = "{{ {'page': page, 'site': site} | tojson }}";
    add(&mut theme, "terms", "{{ {'page': page, 'matrix': matrix} | tojson }}");
    add(
        &mut theme,
        "downloads",
        "{{ {'page': page, 'edition': edition, 'documents': documents, 'pager': pager} | tojson }}",
    );
    for name in ["home", "search", "sources", "targets", "apparatus", "health", "page"] {
        add(&mut theme, name, plain);
    }
    let notes = "{{ {'contents': contents, 'sections': sections, 'pager': pager} | tojson }}";
    add(&mut theme, "notes", notes);
    add(&mut theme, "compare", "{{ {'pairs': pairs, 'pager': pager} | tojson }}");
    add(&mut theme, "history", "{{ {'groups': groups, 'pager': pager} | tojson }}");
    add(&mut theme, "coverage", "{{ {'documents': documents} | tojson }}");
    add(&mut theme, "404", plain);
    add(&mut theme, "reader", reader);
    add(&mut theme, "term", term);
    let languages = edition.site.languages.iter().cloned();
    theme.strings = languages.map(|lang| (lang, Strings::default())).collect();
    theme
}

fn add(theme: &mut Theme, name: &str, text: &str) {
    let path = format!("templates/{name}.html");
    let text = Text { file: FileId(0), path: path.clone(), text: Arc::from(text) };
    theme.texts.insert(path, text);
}

fn site(edition: Edition, theme: &Theme) -> Site {
    site_with(edition, theme, Downloads::default())
}

fn site_with(edition: Edition, theme: &Theme, downloads: Downloads) -> Site {
    let annotations = annotate::edition(&edition);
    let (edition, annotations) = (Arc::new(edition), Arc::new(annotations));
    let press = Arc::new(Press::new(&Arc::new(theme.clone())).unwrap());
    crate::render::site(
        edition,
        annotations,
        &press,
        downloads,
        (Listing::Whole, &mut Kept::default()),
    )
    .unwrap()
}

fn data(edition: Edition, path: &str) -> Value {
    let theme = plain(&edition);
    let site = site(edition, &theme);
    let index = site.pages.paths().iter().position(|p| p == path).expect("the page exists");
    serde_json::from_slice(&site.pages.render(index).unwrap()).unwrap()
}

#[test]
fn rows_hold_the_readings_of_all_witnesses_with_their_marks() {
    let reader = data(fixture::edition(PLAN), "b/index.html");
    let body = &reader["body"][0]["body"];
    let row = &body[0]["row"];
    assert_eq!((&row["number"], &row["id"]), (&"1".into(), &"s1".into()));
    let readings = &row["cells"][0]["readings"];
    assert_eq!(
        readings[0]["html"],
        "“<a class=\"t\" data-term=\"yaosu\" href=\"../terms/yaosu/index.html\">\
         数据要素</a>”"
    );
    assert_eq!(row["cells"][1]["readings"][1]["absent"], "omitted");
    assert_eq!(
        (&row["cells"][0]["separator"], &row["cells"][1]["separator"]),
        (&"".into(), &" ".into())
    );
    assert!(
        row["cells"][1]["readings"][0]["html"]
            .as_str()
            .unwrap()
            .ends_with("data elements</a> &amp; more")
    );
    assert_eq!(body[1]["row"]["number"], "2");
}

#[test]
fn a_later_occurrence_in_a_row_is_quieter() {
    let reader = data(fixture::edition(PLAN), "a/index.html");
    let html = &reader["body"][0]["body"][0]["row"]["cells"][0]["readings"][0]["html"];
    let html = html.as_str().unwrap();
    assert_eq!(html.matches("class=\"t\"").count(), 1, "{html}");
    assert_eq!(html.matches("class=\"t t-again\"").count(), 1, "{html}");
}

#[test]
fn a_document_without_a_source_has_a_facing_column_of_terms() {
    let reader = data(fixture::edition(PLAN), "a/index.html");
    assert_eq!(reader["facing"]["lang"], "zh");
    let facing = &reader["body"][0]["body"][0]["row"]["segments"][0]["facing"];
    assert_eq!(facing.as_array().unwrap().len(), 1, "each term once");
    assert_eq!(facing[0]["text"], "数据");
    assert!(data(fixture::edition(PLAN), "b/index.html")["facing"].is_null());
}

#[test]
fn terms_within_longer_ones_are_defined_on_the_page_too() {
    let reader = data(fixture::edition(PLAN), "b/index.html");
    let ids: Vec<_> = reader["terms"].as_array().unwrap().iter().map(|t| &t["id"]).collect();
    assert_eq!(ids, ["shuju", "yaosu"]);
    assert_eq!(reader["terms"][1]["nested"][0]["dom_id"], "t-shuju");
}

#[test]
fn a_concordance_shows_whole_rows_with_the_term_marked() {
    let page = data(fixture::edition(PLAN), "terms/yaosu/index.html");
    let row = &page["concordance"][0]["rows"][0];
    assert_eq!(row["url"], "../../b/index.html#s1");
    assert_eq!(row["cells"][0]["readings"][0]["html"], "“<mark class=\"hit\">数据要素</mark>”");
    assert_eq!(row["cells"][0]["readings"][1]["html"], "数据", "the other segment of the row");
    let uses = page["uses"].as_array().unwrap();
    assert_eq!((&uses[0]["passages"], &uses[1]["passages"]), (&1.into(), &0.into()));
    let source = &uses[0]["texts"][0]["forms"][0];
    assert_eq!((&source["text"], &source["status"]), (&"数据要素".into(), &Value::Null));
    let rendering = &uses[0]["texts"][1]["forms"][0];
    assert_eq!((&rendering["text"], &rendering["count"]), (&"data element".into(), &1.into()));
    assert_eq!(rendering["places"][0]["url"], "../../b/index.html#s1");
}

#[test]
fn the_page_for_wrong_addresses_works_at_any_depth() {
    let mut edition = fixture::edition(PLAN);
    assert_eq!(data(edition.clone(), "404.html")["page"]["urls"]["terms"], "/terms/index.html");
    edition.site.base_url = Some("https://x.org/e/".into());
    let page = data(edition.clone(), "404.html");
    assert_eq!(page["page"]["urls"]["terms"], "https://x.org/e/terms/index.html");
    assert!(page["page"]["style"].is_null());
    let home = data(edition, "index.html");
    assert_eq!(home["page"]["canonical"], "https://x.org/e/");
    assert_eq!(home["page"]["urls"]["home"], "index.html");
}

#[test]
fn pages_that_would_be_empty_do_not_exist() {
    let edition = fixture::edition(PLAN);
    let theme = plain(&edition);
    let site = site(edition, &theme);
    let paths = site.pages.paths().iter().map(String::as_str);
    let paths: Vec<&str> = paths.filter(|path| !path.starts_with("search/data/")).collect();
    assert_eq!(
        paths,
        [
            "404.html",
            "a/aside.js",
            "a/index.html",
            "b/aside.js",
            "b/index.html",
            "health/index.html",
            "index.html",
            "search/index.html",
            "sources/index.html",
            "terms/index.html",
            "terms/shuju/index.html",
            "terms/yaosu/index.html"
        ]
    );
    let assets: Vec<&str> = site.assets.iter().map(|asset| asset.path.as_str()).collect();
    assert_eq!(assets, [".nojekyll", "robots.txt"]);
}

#[test]
fn notes_are_signed_in_the_order_of_the_text() {
    let mut edition = fixture::edition(PLAN);
    for (id, segment, quote) in [("late", "s3", "nothing"), ("early", "s1", "data elements")] {
        let at = fixture::anchor(&edition, segment, "en", quote);
        fixture::document_mut(&mut edition, 0).notes.push(Note {
            id: NoteId::new(id).unwrap(),
            kind: NoteKind::Editorial,
            at,
            corrected: None,
            body: Localized::default(),
            span: fixture::nowhere(),
        });
    }
    let reader = data(edition, "b/index.html");
    let row = &reader["body"][0]["body"][0]["row"];
    assert_eq!((&row["notes"][0]["id"], &row["notes"][0]["sign"]), (&"early".into(), &"1".into()));
    let html = row["cells"][1]["readings"][0]["html"].as_str().unwrap();
    assert!(html.contains("href=\"#n-early\" id=\"nr-early\">1</a>"), "{html}");
}

fn note(edition: &Edition, id: &str, kind: NoteKind) -> Note {
    Note {
        id: NoteId::new(id).unwrap(),
        kind,
        at: fixture::anchor(edition, "s3", "en", "nothing"),
        corrected: None,
        body: Localized::default(),
        span: fixture::nowhere(),
    }
}

#[test]
fn notes_are_listed_by_kind_and_paged() {
    let mut edition = fixture::edition(PLAN);
    for n in 0..PER_PAGE {
        let note = note(&edition, &format!("e{n}"), NoteKind::Editorial);
        fixture::document_mut(&mut edition, 0).notes.push(note);
    }
    let last = note(&edition, "c", NoteKind::Correction);
    fixture::document_mut(&mut edition, 0).notes.push(last);
    let first = data(edition.clone(), "notes/index.html");
    assert_eq!(first["sections"][0]["kind"], "correction", "what is wrong comes first");
    let of_kind = |page: &Value, kind: usize| {
        page["sections"][kind]["groups"][0]["notes"].as_array().unwrap().len()
    };
    assert_eq!((of_kind(&first, 0), of_kind(&first, 1)), (1, PER_PAGE - 1));
    assert_eq!(first["contents"][1]["count"], PER_PAGE, "counts are whole");
    assert_eq!(first["contents"][1]["url"], "#kind-editorial");
    assert_eq!(first["pager"]["next"], "page-2/index.html");
    let second = data(edition, "notes/page-2/index.html");
    assert_eq!(of_kind(&second, 0), 1);
    assert_eq!(second["contents"][0]["url"], "../index.html#kind-correction");
    assert_eq!(second["pager"]["previous"], "../index.html");
    assert!(second["pager"]["next"].is_null());
}

/// The small edition with links from `a` to `b` and a passage of `b` that is new.
fn linked(count: usize) -> Edition {
    let mut edition = fixture::edition(PLAN);
    let anchor = |segment: &str, quote: &str, document: usize| {
        let only =
            Edition { documents: vec![edition.documents[document].clone()], ..edition.clone() };
        Anchor { document, ..fixture::anchor(&only, segment, "en", quote) }
    };
    let (from, to) = (anchor("s1", "Data,", 1), anchor("s3", "nothing", 0));
    let link = |n: usize| Link {
        id: LinkId::new(&format!("l{n}")).unwrap(),
        relation: Relation::Extends,
        from: from.clone(),
        to: to.clone(),
        reason: Localized::default(),
        span: fixture::nowhere(),
    };
    let gap = Gap {
        id: LinkId::new("new").unwrap(),
        kind: GapKind::New,
        at: anchor("s1", "more", 0),
        missing_in: 1,
        reason: Localized::default(),
        span: fixture::nowhere(),
    };
    edition.links = (0..count).map(link).collect();
    edition.gaps.push(gap);
    edition
}

#[test]
fn links_are_shown_from_the_first_document_and_gaps_on_their_side() {
    let page = data(linked(1), "compare/index.html");
    let pair = &page["pairs"][0];
    assert_eq!((&pair["left"]["id"], &pair["right"]["id"]), (&"b".into(), &"a".into()));
    let (gap, link) = (&pair["entries"][0], &pair["entries"][1]);
    assert_eq!((&gap["id"], &gap["kind"]), (&"new".into(), &"new".into()), "s1 before s3");
    assert!(gap["right"].is_null());
    assert_eq!((&link["back"], &link["kind"]), (&true.into(), &"extends".into()));
    assert_eq!(link["left"]["passage"]["url"], "../b/index.html#s3");
    let readings = link["left"]["passage"]["readings"].as_array().unwrap();
    assert_eq!(readings.len(), 2, "both languages");
}

#[test]
fn the_history_of_a_term_counts_passages_by_document_and_groups_by_years() {
    let mut edition = linked(1);
    fixture::document_mut(&mut edition, 0).issued = Some(Date { year: 2023, month: 2, day: 27 });
    fixture::document_mut(&mut edition, 1).issued = Some(Date { year: 2021, month: 12, day: 1 });
    let page = data(edition, "compare/terms/index.html");
    let groups = page["groups"].as_array().unwrap();
    assert_eq!(groups.len(), 2);
    let both = &groups[0];
    assert_eq!((&both["from"], &both["to"]), (&2021.into(), &2023.into()));
    assert_eq!(both["terms"][0]["term"]["id"], "shuju");
    assert_eq!(both["terms"][0]["counts"], serde_json::json!([1, 1]));
    assert_eq!(
        groups[1]["terms"][0]["counts"],
        serde_json::json!([1, 0]),
        "two texts, one passage"
    );
}

/// The default theme for the languages of the fixture.
fn default_theme(edition: &Edition) -> Theme {
    let mut sink = Vec::new();
    let mut sources = SourceMap::default();
    let theme = theme::load("default", &edition.site.languages, [], &mut sources, &mut sink);
    theme.unwrap_or_else(|| panic!("the default theme loads: {sink:?}"))
}

#[test]
fn the_default_theme_renders_every_page_and_always_alike() {
    let edition = fixture::edition(PLAN);
    let theme = default_theme(&edition);
    let site = site(edition, &theme);
    let render = |index: usize| site.pages.render(index).unwrap_or_else(|fault| panic!("{fault}"));
    let count = site.pages.paths().len();
    let one_by_one: Vec<_> = (0..count).map(render).collect();
    let together: Vec<_> = (0..count).into_par_iter().map(render).collect();
    assert!(one_by_one == together);
    assert!(site.assets.iter().any(|asset| asset.path.starts_with("style.")));
}

#[test]
fn a_fault_of_a_template_names_page_and_template() {
    let edition = fixture::edition(PLAN);
    let mut theme = plain(&edition);
    add(&mut theme, "terms", "{{ themes[9].id }}");
    let site = site(edition, &theme);
    let index = site.pages.paths().iter().position(|path| path == "terms/index.html").unwrap();
    let fault = site.pages.render(index).unwrap_err();
    assert_eq!(fault.page, "terms/index.html");
    assert!(fault.message.contains("--> templates/terms.html:1"), "{fault}");
}

#[test]
fn what_a_reader_page_leaves_to_a_script_is_markup_in_one_variable() {
    let mut edition = fixture::edition(PLAN);
    let lang = |tag: &str| Lang::new(tag).unwrap();
    let gloss =
        vec![(lang("zh"), "**要素**。再一句。".into()), (lang("en"), "A factor. More.".into())];
    edition.terms[0].gloss = Localized::new(gloss);
    let mut theme = plain(&edition);
    add(&mut theme, "aside", "{% for x in terms %}{{ x.id }}: {{ x.gloss | words }}{% endfor %}");
    let id = edition.terms[0].id.to_string();
    let site = site(edition, &theme);
    let place = site.pages.paths().iter().position(|path| path == "b/aside.js").unwrap();
    let script = String::from_utf8(site.pages.render(place).unwrap()).unwrap();
    let json = script.strip_prefix("self.dzAside=").expect("it sets one variable");
    let html: String = serde_json::from_str(json).unwrap();
    let opening = "<span class=\"ui\" lang=\"zh\">要素。</span> <span class=\"ui\" lang=\"en\">A factor.</span>";
    assert!(html.contains(&format!("{id}: {opening}")), "{html}");
}
