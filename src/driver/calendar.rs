//! Days as dates of the Gregorian calendar, for databases that do not count days themselves.

/// How long a day is.
pub(super) const MICROS_OF_DAY: i64 = 86_400_000_000;

/// Year, month and day of a day since 1970-01-01, in the Gregorian calendar.
///
/// The algorithm is `civil_from_days` of Howard Hinnant's "chrono-Compatible Low-Level Date
/// Algorithms": years begin in March, so that the leap day comes last.
pub(crate) fn civil(days: i64) -> (i64, u64, u64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    // The remainder is not negative, and so is all that follows from it.
    let day_of_era = days.rem_euclid(146_097) as u64;
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era as i64 + era * 400 + i64::from(month <= 2), month, day)
}

/// The day since 1970-01-01, by `days_from_civil` of the same source.
pub(super) fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}
