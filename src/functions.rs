//! All functions of SQL, those of the prelude among them. The prelude names this module, and not the rarer ones, whose
//! names tables and columns have too: `functions::year(users::born)`.

pub use crate::expr::aggregate::{avg, count, count_rows, max, min, sum};
pub use crate::expr::array::cardinality;
pub use crate::expr::array_agg::array_agg;
pub use crate::expr::date::{
    add_days, current_date, current_time, date, date_diff, day, day_of_week, day_of_year, hour,
    minute, month, quarter, second, start_of_day, start_of_hour, start_of_minute, start_of_month,
    start_of_second, start_of_week, start_of_year, week, week_year, year,
};
pub use crate::expr::function::{
    abs, greatest, least, length, lower, now, replace, round, substr, trim, upper,
};
#[cfg(feature = "serde_json")]
pub use crate::expr::json::make::{json_agg, json_object};
pub use crate::expr::number::{ceil, exp, floor, ln, log10, power, ratio, round_to, sign, sqrt};
pub use crate::expr::random::random;
pub use crate::expr::range::{isempty, lower_bound, upper_bound};
pub use crate::expr::regexp::regexp_replace;
pub use crate::expr::statistics::{bool_and, bool_or, stddev_pop, stddev_samp, var_pop, var_samp};
pub use crate::expr::string_agg::string_agg;
pub use crate::expr::text_function::{
    left, lpad, ltrim, position, repeat, reverse, right, rpad, rtrim,
};
pub use crate::query::rollup::grouping;
