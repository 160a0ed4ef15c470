//! Structs whose fields are the values of columns.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[derive(Assignments)]
#[assignments(users)]
struct NewUser<'a> {
    email: &'a str,
    name: String,
    nickname: Option<&'a str>,
}

fn new(name: &str) -> NewUser<'_> {
    NewUser { email: name, name: name.to_uppercase(), nickname: Some(name).filter(|n| *n > "b") }
}

#[tokio::test]
async fn of_one_row() {
    check(insert_into(users::table).values(new("eve")).returning((users::name, users::nickname)))
        .sqlite(
            "INSERT INTO users (email, name, nickname) VALUES (?1, ?2, ?3) RETURNING users.name, \
             users.nickname",
        )
        .postgres(
            "INSERT INTO users (email, name, nickname) VALUES ($1, $2, $3) RETURNING users.name, \
             users.nickname",
        )
        .mariadb(
            "INSERT INTO users (email, name, nickname) VALUES (?, ?, ?) RETURNING users.name, \
             users.nickname",
        )
        .rows([("EVE", Some("eve"))])
        .await;
}

#[tokio::test]
async fn of_many_rows_with_a_column_more() {
    check(
        insert_into(users::table)
            .rows(["eve", "abe"].map(|name| (new(name), users::visits.set(7))))
            .on_conflict(users::email)
            .do_nothing()
            .returning((users::name, users::nickname, users::visits)),
    )
    .sqlite(
        "INSERT INTO users (email, name, nickname, visits) VALUES (?1, ?2, ?3, ?4), (?5, ?6, ?7, \
         ?8) ON CONFLICT (email) DO NOTHING RETURNING users.name, users.nickname, users.visits",
    )
    .postgres(
        "INSERT INTO users (email, name, nickname, visits) VALUES ($1, $2, $3, $4), ($5, $6, $7, \
         $8) ON CONFLICT (email) DO NOTHING RETURNING users.name, users.nickname, users.visits",
    )
    .rows([("EVE", Some("eve"), 7), ("ABE", None, 7)])
    .await;
}

#[tokio::test]
async fn of_an_update() {
    check(update(users::table).set(new("abe")).filter(users::id.eq(1)))
        .sqlite("UPDATE users SET email = ?1, name = ?2, nickname = ?3 WHERE users.id = ?4")
        .postgres("UPDATE users SET email = $1, name = $2, nickname = $3 WHERE users.id = $4")
        .mysql("UPDATE users SET email = ?, name = ?, nickname = ? WHERE users.id = ?")
        .mariadb("UPDATE users SET email = ?, name = ?, nickname = ? WHERE users.id = ?")
        .writes(1)
        .await
        .then(
            select((users::name, users::email, users::nickname)).filter(users::id.eq(1)),
            [("ABE", "abe", None::<&str>)],
        )
        .await;
}

#[tokio::test]
async fn of_an_upsert() {
    check(
        insert_into(users::table)
            .values(new("ada@example.org"))
            .on_conflict(users::email)
            .do_update(new("eve"))
            .returning((users::id, users::email)),
    )
    .sqlite(
        "INSERT INTO users (email, name, nickname) VALUES (?1, ?2, ?3) ON CONFLICT (email) DO \
         UPDATE SET email = ?4, name = ?5, nickname = ?6 RETURNING users.id, users.email",
    )
    .postgres(
        "INSERT INTO users (email, name, nickname) VALUES ($1, $2, $3) ON CONFLICT (email) DO \
         UPDATE SET email = $4, name = $5, nickname = $6 RETURNING users.id, users.email",
    )
    .rows([(1, "eve")])
    .await;
}
