//! Questions about people: the staff's hierarchy, customers, and what they buy together.

use relata::prelude::*;
use relata::render::Dialect;

use crate::question::*;
use crate::schema::*;

alias!(boss: employee, other_line: invoice_line, other_track: track, other_genre: genre);
shape! { pub chain as Chain { id: EmployeeId, path: String, depth: i64 } }
shape! { pauses { customer: CustomerId, days: Option<f64> } }

/// Who reports to whom?
pub fn managers() -> impl Question<(String, Option<Employee>)> {
    from(employee::table)
        .left_join(employee::manager.to(boss))
        .order_by(employee::id)
        .select((employee::last_name, boss[Employee]))
}

/// What does the hierarchy look like, from the top?
pub fn hierarchy() -> impl Question<Chain> {
    let top = from(employee::table).filter(employee::reports_to.is_null()).select((
        employee::id,
        employee::last_name,
        int::<0>(),
    ));
    let below = from(chain::table)
        .inner_join(employee::table)
        .on(employee::reports_to.eq(chain::id))
        .select((
            employee::id,
            chain::path.concat(" > ").concat(employee::last_name),
            chain::depth + 1,
        ));
    with(recursive(chain::table, top, below))
        .query(from(chain::table).order_by(chain::path).select(Chain))
}

/// In which cities are both staff and customers, or staff alone? MySQL and MariaDB have no FULL JOIN.
pub fn cities_of_staff()
-> impl Asks<Sqlite, (Option<String>, i64, i64)> + Asks<Postgres, (Option<String>, i64, i64)> {
    let city = employee::city.coalesce(customer::city);
    from(employee::table)
        .full_join(customer::table)
        .on(customer::city.eq(employee::city))
        .group_by(city)
        .having(count(employee::id).gt(0))
        .order_by(city)
        .select((city, count(employee::id).distinct(), count(customer::id).distinct()))
}

/// What somebody is to the shop.
#[derive(SqlType, Debug, Clone, Copy, PartialEq)]
pub enum Role {
    Staff,
    Customer,
}

/// Whom does a letter to everybody in Canada reach?
pub fn letters_to_canada() -> impl Question<(String, String, Role)> {
    let staff = select((employee::last_name, employee::first_name, value(Role::Staff)))
        .filter(employee::country.eq("Canada"));
    let customers = select((customer::last_name, customer::first_name, value(Role::Customer)))
        .filter(customer::country.eq("Canada"));
    staff.union_all(customers).order_by(employee::last_name).order_by(employee::first_name)
}

/// Which genres are bought together most often?
pub fn genre_pairs() -> impl Question<(Option<String>, Option<String>, i64)> {
    let together = count(invoice_line::invoice_id).distinct();
    from(invoice_line::table)
        .inner_join(invoice_line::track)
        .inner_join(track::genre)
        .inner_join(other_line)
        .on(other_line[invoice_line::invoice_id].eq(invoice_line::invoice_id))
        .inner_join(other_line[invoice_line::track].to(other_track))
        .inner_join(other_track[track::genre].to(other_genre))
        .filter(genre::id.lt(other_genre[genre::id]))
        .group_by((genre::id, other_genre[genre::id]))
        .order_by((together.desc(), genre::id, other_genre[genre::id]))
        .select((genre::name, other_genre[genre::name], together))
        .limit(5)
}

/// Which customers made the longest pause between two purchases, in days? Each database counts days
/// in its own way, so each has a question of its own.
macro_rules! longest_pauses {
    ($($name:ident $dialect:ident $days:literal;)*) => {$(
        #[allow(dead_code, reason = "without its driver a database is asked nothing")]
        pub fn $name() -> impl Asks<$dialect, (String, Option<f64>)> {
            let before = lag(invoice::date)
                .over(window().partition_by(invoice::customer_id).order_by(invoice::date));
            let days = sql!(f64, $days, invoice::date, before);
            let all = from(invoice::table).select((invoice::customer_id, days));
            from(customer::table)
                .inner_join(derived(pauses::table, all))
                .on(pauses::customer.eq(customer::id))
                .group_by(customer::id)
                .order_by((max(pauses::days).desc(), customer::id))
                .select((customer::last_name, max(pauses::days)))
                .limit(3)
        }
    )*};
}

longest_pauses! {
    longest_pauses_on_sqlite Sqlite "julianday({}) - julianday({})";
    longest_pauses_on_postgres Postgres
        "CAST(CAST({} AS date) - CAST({} AS date) AS double precision)";
    longest_pauses_on_mysql MySql "CAST(datediff({}, {}) AS double)";
    longest_pauses_on_mariadb MariaDb "CAST(datediff({}, {}) AS double)";
}

/// Who has bought something by a given artist?
pub fn listeners(name: &str) -> impl Question<(CustomerId, String)> {
    let buyers = from(invoice::table)
        .inner_join(invoice::lines)
        .inner_join(invoice_line::track)
        .inner_join(track::album)
        .inner_join(album::artist)
        .filter(artist::name.eq(name))
        .select(invoice::customer_id);
    select((customer::id, customer::last_name))
        .filter(customer::id.in_(buyers))
        .order_by(customer::last_name)
}

/// What a search for tracks asks for; what is `None` does not matter.
#[derive(Default)]
pub struct Search<'a> {
    pub words: &'a [&'a str],
    pub genre: Option<&'a str>,
    pub shorter_than: Option<i64>,
    pub longest_first: bool,
}

/// Which tracks does a search find?
pub fn search<'q, D: Dialect>(
    wanted: Search<'q>,
) -> impl Asks<D, (String, Option<String>)> + use<'q, D> {
    let mut q = from(track::table)
        .left_join(track::genre)
        .filter(wanted.genre.map(|name| genre::name.eq(name)))
        .filter(wanted.shorter_than.map(|limit| track::milliseconds.lt(limit)))
        .select((track::name, genre::name))
        .boxed::<D>();
    for word in wanted.words {
        q = q.filter(track::name.icontains(word));
    }
    q = if wanted.longest_first {
        q.order_by(track::milliseconds.desc())
    } else {
        q.order_by(track::name)
    };
    q.limit(5)
}
