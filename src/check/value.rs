//! A number as a value, and as it stands in a text.

/// A number as a value: `digits` × 10^`power`, without zeros at the end of `digits`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Value {
    digits: u64,
    power: i32,
    /// Whether it is a share in hundredths: `7.8%`.
    pub percent: bool,
}

impl Value {
    /// A value; zeros at the end of the digits move to the power.
    #[must_use]
    pub fn new(digits: u64, power: i32, percent: bool) -> Self {
        let (mut digits, mut power) = (digits, power);
        while digits != 0 && digits.is_multiple_of(10) {
            digits /= 10;
            power += 1;
        }
        if digits == 0 {
            power = 0;
        }
        Self { digits, power, percent }
    }

    /// The same digits as a share in hundredths, or not.
    #[must_use]
    pub fn with_percent(self, percent: bool) -> Self {
        Self { percent, ..self }
    }

    /// The same number of a unit that is a power of ten.
    #[must_use]
    pub fn times_ten_to(self, power: i32) -> Self {
        Self::new(self.digits, self.power + power, self.percent)
    }
}

/// A number as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// Its value.
    pub value: Value,
    /// Its bytes in the text, multiplier and per-cent sign included.
    pub range: std::ops::Range<usize>,
    /// Whether a multiplier was printed with it: 亿, million.
    pub scaled: bool,
}
