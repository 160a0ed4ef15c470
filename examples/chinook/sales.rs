//! Questions about revenue: customers, countries and months.

use relata::prelude::*;

use crate::question::*;
use crate::schema::*;

/// An amount to the cent. It is a macro, since the type of an expression has no name to return.
/// PostgreSQL rounds a `double precision` to whole numbers alone.
macro_rules! cents {
    ($amount:expr) => {
        sql!(f64, "round({} * 100) / 100", $amount)
    };
}

/// The first letters of a date: its month or its year. Constants in GROUP BY are part of the type, since
/// two placeholders might differ; PostgreSQL's `substr` takes no BIGINT.
macro_rules! first_letters {
    ($date:expr, $count:literal) => {
        substr($date, int::<1>().cast::<i32>(), int::<$count>().cast::<i32>())
    };
}

shape! { monthly { month: String, total: f64 } }
shape! { yearly { year: String, best: f64 } }
shape! { spending { id: CustomerId, total: f64 } }
shape! { classified { class: Class, total: f64 } }
alias!(another: invoice);

/// Who are the ten best customers, and where do they live?
pub fn best_customers() -> impl Question<(String, Option<String>, f64)> {
    let spent = cents!(sum(invoice::total));
    let name = customer::first_name.concat(" ").concat(customer::last_name);
    from(customer::table)
        .inner_join(customer::invoices)
        .group_by(customer::id)
        .order_by((spent.desc(), customer::last_name))
        .select((name, customer::country, spent))
        .limit(10)
}

#[derive(Projection, Debug, PartialEq)]
pub struct Country {
    pub country: Option<String>,
    pub customers: i64,
    pub invoices: i64,
    pub revenue: f64,
}

/// Which countries have at least four customers, and what do they bring?
pub fn big_countries() -> impl Question<Country> {
    from(customer::table)
        .inner_join(customer::invoices)
        .group_by(customer::country)
        .having(count(customer::id).distinct().ge(4))
        .order_by(sum(invoice::total).desc())
        .select(SelectCountry {
            country: customer::country,
            customers: count(customer::id).distinct(),
            invoices: count_rows(),
            revenue: cents!(sum(invoice::total)),
        })
}

/// What came in each month, what since the beginning, and how much more than the month before?
pub fn months() -> impl Question<(String, f64, f64, Option<f64>)> {
    let month = first_letters!(invoice::date, 7);
    let per_month = from(invoice::table).group_by(month).select((month, sum(invoice::total)));
    let in_order = window().order_by(monthly::month);
    with(cte(monthly::table, per_month)).query(
        from(monthly::table).order_by(monthly::month).select((
            monthly::month,
            cents!(monthly::total),
            cents!(sum(monthly::total).over(in_order)),
            cents!(monthly::total - lag(monthly::total).over(in_order)),
        )),
    )
}

/// Which months were the best of each year?
pub fn best_months() -> impl Question<(String, f64)> {
    let month = first_letters!(invoice::date, 7);
    let per_month =
        from(invoice::table).group_by(month).select((month, cents!(sum(invoice::total))));
    let year = first_letters!(monthly::month, 4);
    let per_year = from(monthly::table).group_by(year).select((year, max(monthly::total)));
    with((cte(monthly::table, per_month), cte(yearly::table, per_year))).query(
        from(yearly::table)
            .inner_join(monthly::table)
            .on(year.eq(yearly::year).and(monthly::total.eq(yearly::best)))
            .order_by(monthly::month)
            .select((monthly::month, monthly::total)),
    )
}

/// What do the customers of each employee spend?
pub fn staff_revenue() -> impl Question<(String, i64, f64)> {
    let revenue = cents!(sum(invoice::total).coalesce(0.0));
    from(employee::table)
        .left_join(employee::customers)
        .left_join(customer::invoices)
        .group_by(employee::id)
        .order_by((revenue.desc(), employee::id))
        .select((employee::last_name, count(customer::id).distinct(), revenue))
}

/// Which invoices are more than three times their customer's average?
pub fn outliers() -> impl Question<(i64, String, f64)> {
    let average = from(another)
        .filter(another[invoice::customer_id].eq(outer(invoice::customer_id)))
        .select(avg(another[invoice::total]));
    from(invoice::table)
        .inner_join(invoice::customer)
        .filter(invoice::total.gt(scalar(average) * 3.0))
        .order_by((invoice::total.desc(), invoice::id))
        .select((invoice::id, customer::last_name, invoice::total))
}

/// Who has bought tracks of every media type?
pub fn bought_every_media_type() -> impl Question<(CustomerId, String)> {
    from(customer::table)
        .inner_join(customer::invoices)
        .inner_join(invoice::lines)
        .inner_join(invoice_line::track)
        .group_by(customer::id)
        .having(count(track::media_type_id).distinct().eq(scalar(select(count(media_type::id)))))
        .select((customer::id, customer::last_name))
}

/// What a customer spends, by size.
#[derive(SqlType, Debug, Clone, Copy, PartialEq)]
pub enum Class {
    High,
    Middle,
    Low,
}

/// How many customers spend much, some and little?
pub fn spending_classes() -> impl Question<(Class, i64, f64)> {
    let totals = from(invoice::table)
        .group_by(invoice::customer_id)
        .select((invoice::customer_id, sum(invoice::total)));
    let class = case_when(spending::total.ge(45.0), value(Class::High))
        .when(spending::total.ge(40.0), Class::Middle)
        .otherwise(Class::Low);
    let classes = from(derived(spending::table, totals)).select((class, spending::total));
    from(derived(classified::table, classes))
        .group_by(classified::class)
        .order_by(avg(classified::total).desc())
        .select((classified::class, count_rows(), cents!(avg(classified::total))))
}
