//! `#[version]`: `SET version = version + 1`, of one version or of any.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn of_one_version() {
    check(
        update(accounts::table)
            .set(accounts::balance.set(7))
            .filter(accounts::id.eq(1))
            .at_version(3),
    )
    .sqlite(
        "UPDATE accounts SET balance = ?1, version = accounts.version + 1 WHERE accounts.id = ?2 \
         AND accounts.version = ?3",
    )
    .postgres(
        "UPDATE accounts SET balance = $1, version = accounts.version + 1 WHERE accounts.id = $2 \
         AND accounts.version = $3",
    )
    .mysql(
        "UPDATE accounts SET balance = ?, version = accounts.version + 1 WHERE accounts.id = ? AND \
         accounts.version = ?",
    )
    .mariadb(
        "UPDATE accounts SET balance = ?, version = accounts.version + 1 WHERE accounts.id = ? AND \
         accounts.version = ?",
    )
    .writes(1)
    .await
    .then(select((accounts::balance, accounts::version)).order_by(accounts::id), [(7, 4), (50, 1)])
    .await;
}

#[tokio::test]
async fn of_any_version() {
    check(update(accounts::table).set(accounts::balance.set(7)).last_write_wins().every_row())
        .sqlite("UPDATE accounts SET balance = ?1, version = accounts.version + 1")
        .postgres("UPDATE accounts SET balance = $1, version = accounts.version + 1")
        .mysql("UPDATE accounts SET balance = ?, version = accounts.version + 1")
        .mariadb("UPDATE accounts SET balance = ?, version = accounts.version + 1")
        .writes(2)
        .await
        .then(select(accounts::version).order_by(accounts::id), [4, 2])
        .await;
}

#[tokio::test]
async fn beside_another_table() {
    check(
        update(accounts::table)
            .from(users::table)
            .set(accounts::balance.set(users::visits))
            .filter(users::id.eq(accounts::id))
            .last_write_wins(),
    )
    .sqlite(
        "UPDATE accounts SET balance = users.visits, version = accounts.version + 1 FROM users \
         WHERE users.id = accounts.id",
    )
    .postgres(
        "UPDATE accounts SET balance = users.visits, version = accounts.version + 1 FROM users \
         WHERE users.id = accounts.id",
    )
    .mysql(
        "UPDATE accounts, users SET accounts.balance = users.visits, accounts.version = \
         accounts.version + 1 WHERE users.id = accounts.id",
    )
    .mariadb(
        "UPDATE accounts, users SET accounts.balance = users.visits, accounts.version = \
         accounts.version + 1 WHERE users.id = accounts.id",
    )
    .writes(2)
    .await
    .then(select((accounts::balance, accounts::version)).order_by(accounts::id), [(10, 4), (0, 2)])
    .await;
}

/// Nothing is to be said of a version that is given.
#[tokio::test]
async fn of_a_version_that_is_given() {
    check(
        update(accounts::table)
            .set((accounts::balance.set(7), accounts::version.set(1)))
            .filter(accounts::id.eq(1)),
    )
    .sqlite("UPDATE accounts SET balance = ?1, version = ?2 WHERE accounts.id = ?3")
    .postgres("UPDATE accounts SET balance = $1, version = $2 WHERE accounts.id = $3")
    .mysql("UPDATE accounts SET balance = ?, version = ? WHERE accounts.id = ?")
    .mariadb("UPDATE accounts SET balance = ?, version = ? WHERE accounts.id = ?")
    .writes(1)
    .await
    .then(select(accounts::version).order_by(accounts::id), [1, 1])
    .await;
}

/// It overwrites what is there, and counts it on.
#[tokio::test]
async fn of_an_upsert() {
    check(
        insert_into(accounts::table)
            .values((accounts::id.set(1), accounts::balance.set(7)))
            .on_conflict(accounts::id)
            .do_update(accounts::balance.set(excluded(accounts::balance))),
    )
    .sqlite(
        "INSERT INTO accounts (id, balance, version) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO UPDATE \
         SET balance = excluded.balance, version = accounts.version + 1",
    )
    .postgres(
        "INSERT INTO accounts (id, balance, version) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE \
         SET balance = excluded.balance, version = accounts.version + 1",
    )
    .mysql(
        "INSERT INTO accounts (id, balance, version) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE \
         balance = VALUES(balance), version = accounts.version + 1",
    )
    .mariadb(
        "INSERT INTO accounts (id, balance, version) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE \
         balance = VALUES(balance), version = accounts.version + 1",
    )
    .writes(1)
    .await
    .then(select((accounts::balance, accounts::version)).order_by(accounts::id), [(7, 4), (50, 1)])
    .await;
}

#[tokio::test]
async fn in_with() {
    let per_author =
        from(posts::table).group_by(posts::author_id).select((posts::author_id, count_rows()));
    check(
        with(cte(totals::table, per_author)).query(
            update(accounts::table)
                .set(accounts::balance.set(0))
                .filter(accounts::id.in_(from(totals::table).select(totals::author)))
                .at_version(3),
        ),
    )
    .sqlite(
        "WITH totals (author, posts) AS (SELECT posts.author_id, count(*) FROM posts GROUP BY \
         posts.author_id) UPDATE accounts SET balance = ?1, version = accounts.version + 1 WHERE \
         accounts.id IN (SELECT totals.author FROM totals) AND accounts.version = ?2",
    )
    .postgres(
        "WITH totals (author, posts) AS (SELECT posts.author_id, count(*) FROM posts GROUP BY \
         posts.author_id) UPDATE accounts SET balance = $1, version = accounts.version + 1 WHERE \
         accounts.id IN (SELECT totals.author FROM totals) AND accounts.version = $2",
    )
    .mysql(
        "WITH totals (author, posts) AS (SELECT posts.author_id, count(*) FROM posts GROUP BY \
         posts.author_id) UPDATE accounts SET balance = ?, version = accounts.version + 1 WHERE \
         accounts.id IN (SELECT totals.author FROM totals) AND accounts.version = ?",
    )
    .writes(1)
    .await;
}
