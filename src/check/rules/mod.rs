//! All rules: one file each, one list.

pub mod attested_term_not_found;
pub mod dead_link;
pub mod discouraged_rendering;
pub mod doubled_sentence;
pub mod empty_reading;
pub mod link_to_itself;
pub mod long_document;
pub mod missing_language;
pub mod number_differs;
pub mod paragraph_break_differs;
pub mod reading_differs_from_seed;
pub mod reading_not_in_seed;
pub mod recipe_does_not_fit;
pub mod seed_hash;
pub mod seed_lost_character;
pub mod spaced_chinese;
pub mod stale_translation;
pub mod stray_emphasis;
pub mod target_number_differs;
pub mod term_without_occurrence;
pub mod unattested_term_without_source;
pub mod unbalanced_quotes;
pub mod unmatched_rendering;
pub mod unproved_witness;
pub mod unused_rendering;
pub mod vanished_id;

use crate::check::rule::Rule;

/// All rules, by code.
pub const RULES: [Rule; 26] = [
    attested_term_not_found::RULE,
    dead_link::RULE,
    discouraged_rendering::RULE,
    doubled_sentence::RULE,
    empty_reading::RULE,
    link_to_itself::RULE,
    long_document::RULE,
    missing_language::RULE,
    number_differs::RULE,
    paragraph_break_differs::RULE,
    reading_differs_from_seed::RULE,
    reading_not_in_seed::RULE,
    recipe_does_not_fit::RULE,
    seed_hash::RULE,
    seed_lost_character::RULE,
    spaced_chinese::RULE,
    stale_translation::RULE,
    stray_emphasis::RULE,
    target_number_differs::RULE,
    term_without_occurrence::RULE,
    unattested_term_without_source::RULE,
    unbalanced_quotes::RULE,
    unmatched_rendering::RULE,
    unproved_witness::RULE,
    unused_rendering::RULE,
    vanished_id::RULE,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_sorted_and_explained() {
        assert!(RULES.is_sorted_by(|a, b| a.code < b.code));
        for rule in RULES {
            for text in [rule.summary, rule.why, rule.example] {
                assert!(!text.trim().is_empty(), "{}", rule.code);
            }
            assert!(!rule.summary.ends_with('.'), "{}", rule.code);
        }
    }
}
