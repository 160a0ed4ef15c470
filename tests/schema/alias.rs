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

mod own_names {
    use relata::prelude::*;

    table! {
        pub teams as Team { #[primary_key] id: i64, captain: Option<i64>, member: i64 }
    }
    alias!(pub captain: teams);
    schema! { pub member: teams }
}

/// A row is read although an alias and a schema beside the table are called like its columns.
#[tokio::test]
async fn columns_may_be_called_like_an_alias() -> Result<(), relata::Error> {
    use own_names::{Team, member, teams};
    let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    engine.create_all::<member>().await?;
    let team = (teams::id.set(1), teams::captain.set(7), teams::member.set(8));
    engine.execute(&insert_into(teams::table).values(team)).await?;
    let found = engine.all(&select(Team)).await?;
    assert_eq!(found, [Team { id: 1, captain: Some(7), member: 8 }]);
    Ok(())
}
