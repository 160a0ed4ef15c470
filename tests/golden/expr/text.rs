//! `LIKE` and its family with escaping, and `||`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn like_and_not_like() {
    check(
        from(posts::table)
            .filter(posts::title.like("R%"))
            .filter(posts::title.not_like("%_again"))
            .select(posts::id),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([1])
    .await;
}

#[tokio::test]
async fn wildcards_of_a_user_are_taken_literally() {
    check(
        from(posts::table)
            .filter(posts::title.contains("0%"))
            .filter(posts::title.starts_with("100%"))
            .filter(posts::title.ends_with("sure"))
            .select(posts::id),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([4])
    .await;
    check(from(users::table).filter(users::nickname.contains(r"_")).select(users::id))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([3])
        .await;
    check(from(users::table).filter(users::nickname.contains(r"\")).select(users::id))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows::<i64, 0>([])
        .await;
}

#[tokio::test]
async fn any_case() {
    check(
        from(posts::table)
            .filter(posts::title.ilike("rust%"))
            .filter(posts::title.icontains("AGAIN"))
            .select(posts::id),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([3])
    .await;
}

#[tokio::test]
async fn concat_carries_null() {
    check(
        from(users::table)
            .order_by(users::id)
            .select((
                users::name.concat("!").concat(users::email),
                users::name.concat(users::nickname),
            ))
            .limit(2),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([("Ada!ada@example.org", Some("Adaace")), ("Bob!bob@example.org", None)])
    .await;
}

#[tokio::test]
async fn concat_on_both_sides_of_like() {
    check(
        from(users::table)
            .filter(users::name.concat("x").like(users::name.concat("_")))
            .filter(users::name.concat(users::name.concat("y")).ne("z"))
            .select(count_rows()),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([4])
    .await;
}

#[tokio::test]
async fn pattern_from_a_column() {
    check(from(users::table).filter(users::nickname.like(users::nickname)).select(users::id))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([1, 3])
        .await;
}
