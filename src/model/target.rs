//! Targets: indicators with baselines and goals, as exact numbers.

use crate::diag::Span;
use crate::model::anchor::Anchor;
use crate::model::id::TargetId;
use crate::model::lang::Localized;

use std::fmt;

/// An exact decimal: `digits` × 10^-`scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    /// The digits, with the sign.
    pub digits: i64,
    /// How many of them stand after the point.
    pub scale: u8,
}

impl Decimal {
    /// Reads `37.21`, `-3`, `8`; `None` for anything else (no exponents, no separators).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let numeral = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        let point_without_digits = unsigned.contains('.') && fraction.is_empty();
        if whole.is_empty() || point_without_digits || !numeral(whole) || !numeral(fraction) {
            return None;
        }
        let digits: i64 = format!("{whole}{fraction}").parse().ok()?;
        let sign = if text.starts_with('-') { -1 } else { 1 };
        Some(Self { digits: sign * digits, scale: u8::try_from(fraction.len()).ok()? })
    }

    /// Whether it is at least 0 and at most 1.
    #[must_use]
    pub fn is_share(self) -> bool {
        let one = 10_i64.checked_pow(u32::from(self.scale));
        self.digits >= 0 && one.is_none_or(|one| self.digits <= one)
    }

    /// The nearest binary number, for lengths of bars only.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "lengths of bars need no exactness")]
        let digits = self.digits as f64;
        digits / 10f64.powi(i32::from(self.scale))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let width = usize::from(self.scale) + 1;
        let digits = format!("{:0width$}", self.digits.unsigned_abs());
        let (whole, fraction) = digits.split_at(digits.len() - usize::from(self.scale));
        let point = if fraction.is_empty() { "" } else { "." };
        write!(f, "{sign}{whole}{point}{fraction}")
    }
}

/// Whether a goal binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// 约束性: the government answers for it.
    Binding,
    /// 预期性: expected of markets and society.
    Anticipatory,
    /// The text does not say.
    Unstated,
}

impl Nature {
    /// The word used in files and exports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Binding => "binding",
            Self::Anticipatory => "anticipatory",
            Self::Unstated => "unstated",
        }
    }
}

/// Where a number comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// The printed words.
    Anchor(Box<Anchor>),
    /// Words known from outside the witnesses, where given.
    Outside(Option<String>),
}

/// Baseline or goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeasureRole {
    /// What was reached.
    Baseline,
    /// What is to be reached.
    Goal,
}

impl MeasureRole {
    /// The word used in files and exports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Baseline => "baseline",
            Self::Goal => "goal",
        }
    }
}

/// A baseline or a goal of a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Year of the common era.
    pub year: u16,
    /// Baseline or goal.
    pub role: MeasureRole,
    /// The number in the target's unit; none where the goal is stated in words alone.
    pub number: Option<Decimal>,
    /// Where it stands.
    pub ground: Ground,
}

/// A fact from outside the witnesses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    /// URLs or titles.
    pub sources: Vec<String>,
    /// How sure it is, in the editor's words.
    pub confidence: String,
    /// A remark per UI language.
    pub note: Localized<String>,
}

/// An indicator with baseline and goals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Unique within the edition.
    pub id: TargetId,
    /// What is measured.
    pub indicator: Localized<String>,
    /// The same topic in two documents makes one comparison row.
    pub topic: Option<String>,
    /// The unit per UI language.
    pub unit: Localized<String>,
    /// Binding or anticipatory.
    pub nature: Nature,
    /// The words that say so.
    pub nature_at: Option<Anchor>,
    /// The numbers by year.
    pub measures: Vec<Measure>,
    /// Set for facts from outside the witnesses.
    pub outside: Option<Outside>,
    /// The `id` in the file.
    pub span: Span,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_kept_exactly() {
        for text in ["37.21", "8", "-0.05", "0.10", "100"] {
            assert_eq!(Decimal::parse(text).unwrap().to_string(), text);
        }
        for bad in ["", "1e3", "1,000", ".5", "5.", "二", "--1"] {
            assert_eq!(Decimal::parse(bad), None, "{bad}");
        }
    }
}
