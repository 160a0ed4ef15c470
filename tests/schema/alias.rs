//! Aliases: a second identity for a table, whose columns, rows and relations it shows.

use relata::prelude::*;
use relata::schema::Source;

mod company {
    use relata::prelude::*;

    table! {
        pub staff as Person {
            #[primary_key] id: i64,
            name: String,
            #[references(staff::id)] boss_id: Option<i64>,

            boss: BelongsTo<staff::reports, boss_id>,
            reports: HasMany<staff::boss>,
        }
    }
}
use company::{Person, staff};

alias! {
    /// The one above.
    pub manager: staff,
    pub(crate) report: company::staff,
}

#[test]
fn an_alias_has_its_own_name() {
    assert_eq!(manager::NAME, "manager");
    assert_eq!(
        from(staff::table)
            .inner_join(manager)
            .on(manager[staff::id].eq(staff::boss_id))
            .select((staff::name, manager[staff::name]))
            .to_sql::<Sqlite>(),
        "SELECT staff.name, manager.name FROM staff JOIN staff AS manager ON manager.id = staff.boss_id"
    );
}

#[test]
fn an_alias_has_rows_and_relations() {
    assert_eq!(
        from(manager)
            .inner_join(manager[staff::reports].to(report))
            .select(report[Person])
            .to_sql::<Sqlite>(),
        "SELECT report.id, report.name, report.boss_id FROM staff AS manager \
         JOIN staff AS report ON report.boss_id = manager.id"
    );
}
