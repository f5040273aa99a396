//! Where each change of the edition stands.

use crate::model::Change;
use crate::model::SiteInfo;

/// `id`s of the changes on their page, in the order of [`SiteInfo::changes`]. A version that is
/// named again gets a number, from the oldest on, so that no address changes with a newer one.
#[must_use]
pub fn anchors(site: &SiteInfo) -> Vec<String> {
    let changes = &site.changes;
    let earlier = |index: usize, change: &Change| {
        changes[index + 1..].iter().filter(|other| other.version == change.version).count()
    };
    let anchor = |(index, change): (usize, &Change)| match earlier(index, change) {
        0 => format!("v{}", name(&change.version)),
        n => format!("v{}-{}", name(&change.version), n + 1),
    };
    changes.iter().enumerate().map(anchor).collect()
}

fn name(version: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' };
    version.chars().map(safe).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;
    use crate::model::Date;
    use crate::model::Localized;

    #[test]
    fn an_older_change_keeps_its_address() {
        let mut site = fixture::edition("document d en:en:source\ns1 | one").site;
        for (day, version) in [(3, "0.2 beta"), (2, "0.1"), (1, "0.1")] {
            site.changes.push(Change {
                version: version.into(),
                date: Date { year: 2026, month: 1, day },
                text: Localized::default(),
                documents: Vec::new(),
            });
        }
        assert_eq!(anchors(&site), ["v0.2-beta", "v0.1-2", "v0.1"]);
    }
}
