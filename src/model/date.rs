//! Days of the calendar, by which documents, witnesses and editions are dated.

/// A calendar date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Year of the common era.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

impl std::fmt::Display for Date {
    /// As ISO 8601: `2023-02-27`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Date {
    /// The day, in universal time, of a moment in seconds since the beginning of 1970; `None` after
    /// the year 9999.
    #[must_use]
    pub fn of_seconds(seconds: u64) -> Option<Self> {
        // Counted in eras of 400 years from 1 March of the year 0, so that leap days come last.
        let days = seconds / 86_400 + 719_468;
        let (era, day) = (days / 146_097, days % 146_097);
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day + 2) / 153;
        let day = day - (153 * month + 2) / 5 + 1;
        let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
        let year = u16::try_from(era * 400 + year + next).ok().filter(|year| *year <= 9999)?;
        Some(Self { year, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_in_its_day() {
        let day = |seconds| Date::of_seconds(seconds).unwrap().to_string();
        assert_eq!([day(0), day(86_399), day(86_400)], ["1970-01-01", "1970-01-01", "1970-01-02"]);
        assert_eq!(day(951_782_400), "2000-02-29");
        assert_eq!(day(1_709_251_199), "2024-02-29");
        assert_eq!(day(1_709_251_200), "2024-03-01");
        assert_eq!(day(1_796_083_199), "2026-11-30");
        assert_eq!(day(4_107_542_400), "2100-03-01", "2100 has no leap day");
        assert_eq!(day(253_402_300_799), "9999-12-31");
        assert_eq!(Date::of_seconds(253_402_300_800), None);
        assert_eq!(Date::of_seconds(u64::MAX), None);
    }
}
