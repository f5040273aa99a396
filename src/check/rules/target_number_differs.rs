//! The rule `target-number-differs`.

use crate::check::number;
use crate::check::number::Value;
use crate::check::rule::Context;
use crate::check::rule::Find;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::diag::Diagnostic;
use crate::format::site::Level;
use crate::model::Decimal;
use crate::model::Ground;
use crate::model::Target;

/// A target's number is not the number of the words it is anchored to.
pub const RULE: Rule = Rule {
    code: "target-number-differs",
    level: Level::Error,
    moment: Moment::Edition,
    summary: "A target's number is not the number of the words it is anchored to",
    why: "Tables and charts are drawn from the exact number; the words are the proof. The \
          two must agree: 4 of the unit 亿户 is 400 million, 0.4 billion or 4亿.",
    example: "number = \"80\", at = { …, quote = \"800 million\" }   # the unit is 亿户",
    find: Find::Edition(run),
};

fn run(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for target in context.edition.documents.iter().flat_map(|document| &document.targets) {
        for measure in &target.measures {
            let Ground::Anchor(anchor) = &measure.ground else { continue };
            let Some(number) = measure.number else { continue };
            if agrees(target, number, &anchor.quote) {
                continue;
            }
            let message = format!(
                "the target `{}` has {} for {}, the words are 「{}」",
                target.id, number, measure.year, anchor.quote
            );
            let unit = target.unit.iter().next().map_or("none", |(_, unit)| unit.as_str());
            let finding = Diagnostic::error(RULE.code, message).at(anchor.span);
            found.push(finding.hint(format!("the unit of the target is `{unit}`")));
        }
    }
    found
}

/// Whether one of the numbers in the words is the measure's, in its unit, or as it is where the
/// unit stands outside the words. Words without any digits are not judged.
fn agrees(target: &Target, number: Decimal, quote: &str) -> bool {
    let printed = number::printed(quote);
    if printed.is_empty() {
        return true;
    }
    let digits = number.digits.unsigned_abs();
    let unit = target.unit.iter().next().map_or("", |(_, unit)| unit.as_str());
    let power = -i32::from(number.scale);
    let plain = Value::new(digits, power, unit.contains(['%', '％']));
    let wanted = plain.times_ten_to(number::power_of_unit(unit));
    printed.iter().any(|p| {
        let bare = p.value.with_percent(plain.percent) == plain && !p.scaled;
        p.value == wanted || bare
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;
    use crate::model::Edition;
    use crate::model::Localized;
    use crate::model::Measure;
    use crate::model::MeasureRole;
    use crate::model::Nature;
    use crate::model::TargetId;

    fn check(quote: &str, number: &str, unit: &str) -> bool {
        let mut edition = fixture::edition(&format!("document d en:en\ns1 | {quote}"));
        let target = target(&edition, quote, number, unit);
        fixture::document_mut(&mut edition, 0).targets.push(target);
        run(&Context::new(&edition)).is_empty()
    }

    fn target(edition: &Edition, quote: &str, number: &str, unit: &str) -> Target {
        let at = fixture::anchor(edition, "s1", "en", quote);
        let measure = Measure {
            year: 2025,
            role: MeasureRole::Goal,
            number: Decimal::parse(number),
            ground: Ground::Anchor(Box::new(at)),
        };
        Target {
            id: TargetId::new("t").unwrap(),
            indicator: Localized::default(),
            topic: None,
            unit: Localized::new(vec![(fixture::lang("zh"), unit.into())]),
            nature: Nature::Unstated,
            nature_at: None,
            measures: vec![measure],
            outside: None,
            span: fixture::nowhere(),
        }
    }

    #[test]
    fn the_number_is_that_of_the_words_in_its_unit() {
        assert!(check("more than 800 million", "8", "亿户"));
        assert!(check("8.16 trillion", "8.16", "万亿元"));
        assert!(check("52.6%", "52.6", "%"));
        assert!(check("6.4 million", "640", "万户"));
        assert!(check("to 42", "42", "个"));
        assert!(check("doubled", "2", "倍"), "words without digits are not judged");
    }

    #[test]
    fn another_number_or_unit_is_found() {
        assert!(!check("800 million", "80", "亿户"));
        assert!(!check("800 million", "8", "万户"));
        assert!(!check("46 billion", "46", "万亿元"));
        assert!(!check("7.8%", "8.7", "%"));
    }
}
