//! Links and gaps between documents, as JSON and as a table.

use crate::exchange::export::glossary::forms::column_name;
use crate::exchange::export::glossary::forms::in_languages;
use crate::exchange::export::json;
use crate::exchange::export::table::Table;
use crate::exchange::export::work::Whole;
use crate::model::Anchor;

use serde_json::Value;

/// `links.json`.
pub(crate) fn data(whole: Whole<'_>) -> Vec<u8> {
    let mut root = json::head(whole, "duizhao-links");
    let links = whole.edition.links.iter().map(|link| json::link(whole, link)).collect();
    root.insert("links".into(), Value::Array(links));
    let gaps = whole.edition.gaps.iter().map(|gap| json::gap(whole, gap)).collect();
    root.insert("gaps".into(), Value::Array(gaps));
    json::file(&Value::Object(root))
}

/// `links.csv`: a line per link, then a line per gap, whose other end is only a document.
pub(crate) fn table(whole: Whole<'_>) -> Vec<u8> {
    let languages = &whole.edition.site.languages;
    let mut table = Table::commas();
    let mut head = vec!["id".to_owned(), "kind".to_owned(), "relation".to_owned()];
    for end in ["from", "to"] {
        let names = ["document", "segment", "witness", "quote", "permalink"];
        head.extend(names.map(|name| format!("{end}_{name}")));
    }
    head.extend(languages.iter().map(|lang| column_name("reason", lang)));
    table.line(&head);
    for link in &whole.edition.links {
        let mut cells = vec![link.id.to_string(), "link".into(), link.relation.as_str().into()];
        cells.extend(end(whole, &link.from));
        cells.extend(end(whole, &link.to));
        cells.extend(in_languages(&link.reason, languages));
        table.line(&cells);
    }
    for gap in &whole.edition.gaps {
        let mut cells = vec![gap.id.to_string(), "gap".into(), gap.kind.as_str().into()];
        cells.extend(end(whole, &gap.at));
        let missing = whole.edition.documents.get(gap.missing_in);
        cells.push(missing.map_or(String::new(), |document| document.id.to_string()));
        cells.extend([const { String::new() }; 4]);
        cells.extend(in_languages(&gap.reason, languages));
        table.line(&cells);
    }
    table.finish()
}

fn end(whole: Whole<'_>, anchor: &Anchor) -> [String; 5] {
    let [document, segment, witness] = whole.names(anchor).map(str::to_owned);
    let quote = whole.quoted(anchor).first().copied().unwrap_or_default().to_owned();
    [document, segment, witness, quote, whole.permalink(anchor.document, anchor.segment)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;
    use crate::exchange::export::fixture::Fixture;
    use crate::model::Gap;
    use crate::model::GapKind;
    use crate::model::Link;
    use crate::model::LinkId;
    use crate::model::Localized;
    use crate::model::Relation;

    #[test]
    fn links_and_gaps_are_lines_of_one_table() {
        let mut fixture = Fixture::new("document d zh:zh:source\ns1 | 甲乙\ns2 | 乙");
        let at = |segment, quote| fixture::anchor(&fixture.edition, segment, "zh", quote);
        let (from, to) = (at("s1", "乙"), at("s2", "乙"));
        let reason = Localized::new(vec![(fixture::lang("en"), "why, indeed".to_owned())]);
        fixture.edition.gaps.push(Gap {
            id: LinkId::new("g").unwrap(),
            kind: GapKind::New,
            at: from.clone(),
            missing_in: 0,
            reason: reason.clone(),
            span: fixture::nowhere(),
        });
        let id = LinkId::new("l").unwrap();
        let (relation, span) = (Relation::Extends, fixture::nowhere());
        fixture.edition.links.push(Link { id, relation, from, to, reason, span });
        fixture.changed();
        let file = String::from_utf8(table(fixture.whole())).unwrap();
        let lines: Vec<_> = file.lines().skip(1).collect();
        let ends = "d,s1,zh,乙,../d/index.html#s1,d,s2,zh,乙,../d/index.html#s2";
        assert_eq!(lines[0], format!("l,link,extends,{ends},,\"why, indeed\""));
        assert_eq!(lines[1], "g,gap,new,d,s1,zh,乙,../d/index.html#s1,d,,,,,,\"why, indeed\"");
        let value: Value = serde_json::from_slice(&data(fixture.whole())).unwrap();
        assert_eq!(value["links"][0]["from"]["places"], serde_json::json!([[1, 2]]));
        assert_eq!(value["gaps"][0]["missing_in"], "d");
    }
}
