//! Columns: of a table, of an alias, of the query outside, with names that need quotes.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

table! {
    #[table(name = "Order Details")]
    pub orders {
        #[primary_key] id: i64,
        #[column(name = "per cent")] percent: i64,
        #[column(name = "select")] selected: bool,
        #[column(name = "say \"hi\" `there`")] greeting: String,
        group: Option<i64>,
    }
}

#[test]
fn names_are_quoted_where_they_need_it() {
    check(from(orders::table).filter(orders::percent.gt(5)).order_by(orders::greeting).select((
        orders::id,
        orders::selected,
        orders::group,
    )))
    .sqlite(
        "SELECT \"Order Details\".id, \"Order Details\".\"select\", \"Order Details\".\"group\" \
         FROM \"Order Details\" WHERE \"Order Details\".\"per cent\" > ?1 ORDER BY \"Order \
         Details\".\"say \"\"hi\"\" `there`\"",
    )
    .postgres(
        "SELECT \"Order Details\".id, \"Order Details\".\"select\", \"Order Details\".\"group\" \
         FROM \"Order Details\" WHERE \"Order Details\".\"per cent\" > $1 ORDER BY \"Order \
         Details\".\"say \"\"hi\"\" `there`\"",
    )
    .mysql(
        "SELECT `Order Details`.id, `Order Details`.`select`, `Order Details`.`group` FROM `Order \
         Details` WHERE `Order Details`.`per cent` > ? ORDER BY `Order Details`.`say \"hi\" \
         ``there```",
    )
    .mariadb(
        "SELECT `Order Details`.id, `Order Details`.`select`, `Order Details`.`group` FROM `Order \
         Details` WHERE `Order Details`.`per cent` > ? ORDER BY `Order Details`.`say \"hi\" \
         ``there```",
    )
    .is_not_run();
}

#[test]
fn names_are_quoted_in_writes() {
    check(
        insert_into(orders::table)
            .values((
                orders::id.set(1),
                orders::percent.set(2),
                orders::selected.set(true),
                orders::greeting.set("hi"),
            ))
            .on_conflict(orders::id)
            .do_update(orders::percent.set(excluded(orders::percent))),
    )
    .sqlite(
        "INSERT INTO \"Order Details\" (id, \"per cent\", \"select\", \"say \"\"hi\"\" `there`\") \
         VALUES (?1, ?2, ?3, ?4) ON CONFLICT (id) DO UPDATE SET \"per cent\" = excluded.\"per \
         cent\"",
    )
    .postgres(
        "INSERT INTO \"Order Details\" (id, \"per cent\", \"select\", \"say \"\"hi\"\" `there`\") \
         VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO UPDATE SET \"per cent\" = excluded.\"per \
         cent\"",
    )
    .mysql(
        "INSERT INTO `Order Details` (id, `per cent`, `select`, `say \"hi\" ``there```) VALUES (?, \
         ?, ?, ?) ON DUPLICATE KEY UPDATE `per cent` = VALUES(`per cent`)",
    )
    .mariadb(
        "INSERT INTO `Order Details` (id, `per cent`, `select`, `say \"hi\" ``there```) VALUES (?, \
         ?, ?, ?) ON DUPLICATE KEY UPDATE `per cent` = VALUES(`per cent`)",
    )
    .is_not_run();
    check(update(orders::table).set(orders::selected.set(false)).filter(orders::group.is_null()))
        .sqlite(
            "UPDATE \"Order Details\" SET \"select\" = ?1 WHERE \"Order Details\".\"group\" IS \
             NULL",
        )
        .postgres(
            "UPDATE \"Order Details\" SET \"select\" = $1 WHERE \"Order Details\".\"group\" IS \
             NULL",
        )
        .mysql("UPDATE `Order Details` SET `select` = ? WHERE `Order Details`.`group` IS NULL")
        .mariadb("UPDATE `Order Details` SET `select` = ? WHERE `Order Details`.`group` IS NULL")
        .is_not_run();
}

#[tokio::test]
async fn alias() {
    check(
        from(staff::table)
            .inner_join(leader)
            .on(leader[staff::id].eq(staff::boss_id))
            .order_by(staff::id)
            .select((staff::name, leader[staff::name])),
    )
    .sqlite(
        "SELECT staff.name, leader.name FROM staff JOIN staff AS leader ON leader.id = \
         staff.boss_id ORDER BY staff.id",
    )
    .postgres(
        "SELECT staff.name, leader.name FROM staff JOIN staff AS leader ON leader.id = \
         staff.boss_id ORDER BY staff.id",
    )
    .mysql(
        "SELECT staff.name, leader.name FROM staff JOIN staff AS leader ON leader.id = \
         staff.boss_id ORDER BY staff.id",
    )
    .mariadb(
        "SELECT staff.name, leader.name FROM staff JOIN staff AS leader ON leader.id = \
         staff.boss_id ORDER BY staff.id",
    )
    .rows([("Mid", "Root"), ("Low", "Mid"), ("Lone", "Root")])
    .await;
}

#[tokio::test]
async fn outer() {
    use relata::prelude::outer;
    check(
        from(users::table)
            .filter(exists(
                from(posts::table)
                    .filter(posts::author_id.eq(outer(users::id)))
                    .filter(posts::likes.gt(5)),
            ))
            .select(users::name),
    )
    .sqlite(
        "SELECT users.name FROM users WHERE EXISTS (SELECT 1 FROM posts WHERE posts.author_id = \
         users.id AND posts.likes > ?1)",
    )
    .postgres(
        "SELECT users.name FROM users WHERE EXISTS (SELECT 1 FROM posts WHERE posts.author_id = \
         users.id AND posts.likes > $1)",
    )
    .mysql(
        "SELECT users.name FROM users WHERE EXISTS (SELECT 1 FROM posts WHERE posts.author_id = \
         users.id AND posts.likes > ?)",
    )
    .mariadb(
        "SELECT users.name FROM users WHERE EXISTS (SELECT 1 FROM posts WHERE posts.author_id = \
         users.id AND posts.likes > ?)",
    )
    .rows(["Bob"])
    .await;
}
