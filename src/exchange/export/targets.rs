//! The targets: exact numbers with their units, and for each the words in which it stands.

use crate::exchange::export::glossary::forms::column_name;
use crate::exchange::export::glossary::forms::in_languages;
use crate::exchange::export::json;
use crate::exchange::export::table::Table;
use crate::exchange::export::work::Whole;
use crate::model::Document;
use crate::model::Ground;
use crate::model::Measure;
use crate::model::Target;

use serde_json::Value;
use serde_json::json;

/// A column: name, datatype of CSVW, what it holds (in English, the language of such descriptions).
struct Column {
    name: &'static str,
    datatype: &'static str,
    says: &'static str,
    /// One column per UI language.
    localized: bool,
}

const fn column(name: &'static str, datatype: &'static str, says: &'static str) -> Column {
    Column { name, datatype, says, localized: false }
}

const fn localized(name: &'static str, says: &'static str) -> Column {
    Column { name, datatype: "string", says, localized: true }
}

/// The columns, in order.
const COLUMNS: [Column; 17] = [
    column("target", "string", "Id of the target"),
    column("document", "string", "Id of the document that states it"),
    column("topic", "string", "The same topic in two documents makes one comparison row"),
    localized("indicator", "What is measured"),
    column("nature", "string", "binding, anticipatory or unstated"),
    column("year", "gYear", "Year of the number"),
    column("role", "string", "baseline (reached) or goal (to be reached)"),
    column("number", "decimal", "The number in the unit of the next column, exactly"),
    localized("unit", "Unit of the number"),
    column("segment", "string", "Id of the segment in which the number stands"),
    column("witness", "string", "Id of the witness whose words give it"),
    column("quote", "string", "The words that give it, as printed"),
    column("permalink", "anyURI", "Address of the segment"),
    column("outside", "boolean", "Whether it comes from outside the texts of the edition"),
    column("printed", "string", "For numbers from outside: the words of that source"),
    column("sources", "string", "For numbers from outside: where they come from"),
    column("confidence", "string", "For numbers from outside: how sure they are"),
];

/// Names of the columns in the file.
fn names(whole: Whole<'_>) -> Vec<(String, &'static Column)> {
    let mut names = Vec::new();
    for column in &COLUMNS {
        if column.localized {
            let languages = whole.edition.site.languages.iter();
            names.extend(languages.map(|lang| (column_name(column.name, lang), column)));
        } else {
            names.push((column.name.to_owned(), column));
        }
    }
    names
}

/// `targets.csv`: a line per number.
pub(crate) fn table(whole: Whole<'_>) -> Vec<u8> {
    let mut table = Table::commas();
    table.line(&names(whole).into_iter().map(|(name, _)| name).collect::<Vec<_>>());
    for document in &whole.edition.documents {
        for target in &document.targets {
            for measure in &target.measures {
                table.line(&line(whole, document, target, measure));
            }
        }
    }
    table.finish()
}

fn line(whole: Whole<'_>, document: &Document, target: &Target, measure: &Measure) -> Vec<String> {
    let languages = &whole.edition.site.languages;
    let mut cells = vec![
        target.id.to_string(),
        document.id.to_string(),
        target.topic.clone().unwrap_or_default(),
    ];
    cells.extend(in_languages(&target.indicator, languages));
    cells.push(target.nature.as_str().to_owned());
    cells.push(measure.year.to_string());
    cells.push(measure.role.as_str().to_owned());
    cells.push(measure.number.map_or(String::new(), |number| number.to_string()));
    cells.extend(in_languages(&target.unit, languages));
    let mut printed = String::new();
    match &measure.ground {
        Ground::Anchor(anchor) => {
            let [_, segment, witness] = whole.names(anchor);
            let quote = whole.quoted(anchor).first().copied().unwrap_or_default();
            let permalink = whole.permalink(anchor.document, anchor.segment);
            cells.extend([segment.to_owned(), witness.to_owned(), quote.to_owned(), permalink]);
        }
        Ground::Outside(words) => {
            printed = words.clone().unwrap_or_default();
            cells.extend([const { String::new() }; 4]);
        }
    }
    let outside = target.outside.as_ref();
    cells.push(outside.is_some().to_string());
    cells.push(printed);
    cells.push(outside.map_or(String::new(), |outside| outside.sources.join(" | ")));
    cells.push(outside.map_or(String::new(), |outside| outside.confidence.clone()));
    cells
}

/// `targets.csv-metadata.json`: the table described as of CSV on the Web.
pub(crate) fn metadata(whole: Whole<'_>, url: &str) -> Vec<u8> {
    let columns = names(whole).into_iter().map(|(name, column)| {
        json!({
            "name": name,
            "titles": name,
            "datatype": column.datatype,
            "dc:description": column.says,
        })
    });
    let site = &whole.edition.site;
    let title = site.languages.first().and_then(|lang| site.title.get(lang));
    json::file(&json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }],
        "url": url,
        "dc:title": title,
        "dc:modified": { "@value": whole.date.to_string(), "@type": "xsd:date" },
        "dialect": {
            "encoding": "utf-8",
            "delimiter": ",",
            "header": true,
            "lineTerminators": ["\r\n"],
        },
        "tableSchema": {
            "columns": columns.collect::<Vec<_>>(),
            "primaryKey": ["target", "year", "role", "segment", "quote"],
        },
    }))
}

/// `targets.json`: the same, with every fact of a target in one place.
pub(crate) fn data(whole: Whole<'_>) -> Vec<u8> {
    let mut root = json::head(whole, "duizhao-targets");
    let documents = whole.edition.documents.iter();
    let targets =
        documents.flat_map(|document| document.targets.iter().map(move |t| (document, t)));
    let targets = targets.map(|(document, t)| target(whole, document, t)).collect();
    root.insert("targets".into(), Value::Array(targets));
    json::file(&Value::Object(root))
}

fn target(whole: Whole<'_>, document: &Document, target: &Target) -> Value {
    let outside = target.outside.as_ref().map(|outside| {
        json!({
            "sources": outside.sources,
            "confidence": outside.confidence,
            "note": json::localized(&outside.note),
        })
    });
    json!({
        "id": target.id.as_str(),
        "document": document.id.as_str(),
        "topic": target.topic,
        "indicator": json::localized(&target.indicator),
        "unit": json::localized(&target.unit),
        "nature": target.nature.as_str(),
        "nature_at": target.nature_at.as_ref().map(|at| json::anchor(whole, at)),
        "measures": target.measures.iter().map(|m| measure(whole, m)).collect::<Vec<_>>(),
        "outside": outside,
    })
}

fn measure(whole: Whole<'_>, measure: &Measure) -> Value {
    let (at, printed) = match &measure.ground {
        Ground::Anchor(anchor) => (Some(json::anchor(whole, anchor)), None),
        Ground::Outside(words) => (None, words.as_ref()),
    };
    json!({
        "year": measure.year,
        "role": measure.role.as_str(),
        "number": measure.number.map(|number| number.to_string()),
        "at": at,
        "printed": printed,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;
    use crate::annotate::fixture::document_mut;
    use crate::exchange::export::fixture::Fixture;
    use crate::model::Decimal;
    use crate::model::Localized;
    use crate::model::MeasureRole;
    use crate::model::Nature;
    use crate::model::TargetId;

    fn fixture() -> Fixture {
        let mut fixture = Fixture::new("document d en:en\ns1 | from 7.80 percent to 10%");
        let at = |quote: &str| fixture::anchor(&fixture.edition, "s1", "en", quote);
        let measure = |year, role, number: &str, quote| Measure {
            year,
            role,
            number: Decimal::parse(number),
            ground: Ground::Anchor(Box::new(at(quote))),
        };
        let measures = vec![
            measure(2020, MeasureRole::Baseline, "7.80", "7.80 percent"),
            measure(2025, MeasureRole::Goal, "10", "10%"),
        ];
        let word = |text: &str| Localized::new(vec![(fixture::lang("en"), text.to_owned())]);
        document_mut(&mut fixture.edition, 0).targets.push(Target {
            id: TargetId::new("share").unwrap(),
            indicator: word("Share, of GDP"),
            topic: None,
            unit: word("%"),
            nature: Nature::Binding,
            nature_at: None,
            measures,
            outside: None,
            span: fixture::nowhere(),
        });
        fixture.changed();
        fixture
    }

    #[test]
    fn numbers_are_bare_and_exact_and_the_unit_stands_apart() {
        let fixture = fixture();
        let file = table(fixture.whole());
        let text = std::str::from_utf8(&file).unwrap().strip_prefix('\u{FEFF}').unwrap();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let head = reader.headers().unwrap().clone();
        let at = |name: &str| head.iter().position(|n| n == name).unwrap();
        let lines: Vec<_> = reader.records().map(|line| line.unwrap()).collect();
        assert_eq!((&lines[0][at("number")], &lines[0][at("unit_en")]), ("7.80", "%"));
        assert_eq!((&lines[0][at("quote")], &lines[0][at("segment")]), ("7.80 percent", "s1"));
        assert_eq!(&lines[1][at("indicator_en")], "Share, of GDP");
        assert_eq!(&lines[1][at("permalink")], "../d/index.html#s1");
    }

    #[test]
    fn the_data_keep_numbers_as_strings() {
        let fixture = fixture();
        let value: Value = serde_json::from_slice(&data(fixture.whole())).unwrap();
        let measure = &value["targets"][0]["measures"][0];
        assert_eq!(measure["number"], "7.80");
        assert_eq!(measure["at"]["quote"], "7.80 percent");
        assert_eq!(measure["at"]["places"], json!([[5, 17]]));
    }

    #[test]
    fn the_description_names_the_columns_of_the_table() {
        let fixture = fixture();
        let file = table(fixture.whole());
        let head = std::str::from_utf8(&file).unwrap().lines().next().unwrap().to_owned();
        let value: Value = serde_json::from_slice(&metadata(fixture.whole(), "t.csv")).unwrap();
        let columns = value["tableSchema"]["columns"].as_array().unwrap();
        let names: Vec<_> = columns.iter().map(|c| c["name"].as_str().unwrap()).collect();
        assert_eq!(head.trim_start_matches('\u{FEFF}'), names.join(","));
    }
}
