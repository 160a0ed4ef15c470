//! Rows as structs of the user, by name.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[derive(Debug, PartialEq, Projection)]
struct Busy {
    name: String,
    posts: i64,
    best: Option<i32>,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(users)]
struct Account {
    email: String,
    nickname: Option<String>,
}

impl crate::check::Is<Busy> for Busy {
    fn is(&self, row: &Busy) -> bool {
        self == row
    }
}

impl crate::check::Is<Account> for Account {
    fn is(&self, row: &Account) -> bool {
        self == row
    }
}

#[tokio::test]
async fn by_name() {
    check(
        from(users::table)
            .left_join(users::posts)
            .group_by(users::id)
            .having(count(posts::id).ne(1))
            .order_by(users::id)
            .select(SelectBusy {
                posts: count(posts::id),
                best: max(posts::likes),
                name: users::name,
            }),
    )
    .sqlite(
        "SELECT users.name, count(posts.id), max(posts.likes) FROM users LEFT JOIN posts ON \
         posts.author_id = users.id GROUP BY users.id HAVING count(posts.id) <> ?1 ORDER BY \
         users.id",
    )
    .postgres(
        "SELECT users.name, count(posts.id), max(posts.likes) FROM users LEFT JOIN posts ON \
         posts.author_id = users.id GROUP BY users.id HAVING count(posts.id) <> $1 ORDER BY \
         users.id",
    )
    .mysql(
        "SELECT users.name, count(posts.id), max(posts.likes) FROM users LEFT JOIN posts ON \
         posts.author_id = users.id GROUP BY users.id HAVING count(posts.id) <> ? ORDER BY \
         users.id",
    )
    .mariadb(
        "SELECT users.name, count(posts.id), max(posts.likes) FROM users LEFT JOIN posts ON \
         posts.author_id = users.id GROUP BY users.id HAVING count(posts.id) <> ? ORDER BY \
         users.id",
    )
    .rows([
        Busy { name: "Ada".into(), posts: 2, best: Some(5) },
        Busy { name: "Dee".into(), posts: 0, best: None },
    ])
    .await;
}

#[tokio::test]
async fn columns_of_a_table() {
    check(from(users::table).filter(users::id.eq(2)).select(Account::COLUMNS))
        .sqlite("SELECT users.email, users.nickname FROM users WHERE users.id = ?1")
        .postgres("SELECT users.email, users.nickname FROM users WHERE users.id = $1")
        .mysql("SELECT users.email, users.nickname FROM users WHERE users.id = ?")
        .mariadb("SELECT users.email, users.nickname FROM users WHERE users.id = ?")
        .rows([Account { email: "bob@example.org".into(), nickname: None }])
        .await;
}

#[tokio::test]
async fn inside_a_tuple() {
    check(from(users::table).filter(users::id.eq(1)).select((
        users::id,
        Account::COLUMNS,
        users::name,
    )))
    .sqlite(
        "SELECT users.id, users.email, users.nickname, users.name FROM users WHERE users.id = ?1",
    )
    .postgres(
        "SELECT users.id, users.email, users.nickname, users.name FROM users WHERE users.id = $1",
    )
    .mysql("SELECT users.id, users.email, users.nickname, users.name FROM users WHERE users.id = ?")
    .mariadb(
        "SELECT users.id, users.email, users.nickname, users.name FROM users WHERE users.id = ?",
    )
    .rows([(1, Account { email: "ada@example.org".into(), nickname: Some("ace".into()) }, "Ada")])
    .await;
}
