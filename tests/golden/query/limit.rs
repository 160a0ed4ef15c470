//! `LIMIT` and `OFFSET`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn limit_and_offset() {
    check(from(users::table).order_by(users::id).select(users::id).limit(2).offset(1))
        .sqlite("SELECT users.id FROM users ORDER BY users.id LIMIT ?1 OFFSET ?2")
        .postgres("SELECT users.id FROM users ORDER BY users.id LIMIT $1 OFFSET $2")
        .mysql("SELECT users.id FROM users ORDER BY users.id LIMIT ? OFFSET ?")
        .mariadb("SELECT users.id FROM users ORDER BY users.id LIMIT ? OFFSET ?")
        .rows([2, 3])
        .await;
}

#[tokio::test]
async fn offset_alone() {
    check(from(users::table).order_by(users::id).select(users::id).offset(3))
        .sqlite("SELECT users.id FROM users ORDER BY users.id LIMIT -1 OFFSET ?1")
        .postgres("SELECT users.id FROM users ORDER BY users.id LIMIT ALL OFFSET $1")
        .mysql("SELECT users.id FROM users ORDER BY users.id LIMIT 18446744073709551615 OFFSET ?")
        .mariadb("SELECT users.id FROM users ORDER BY users.id LIMIT 18446744073709551615 OFFSET ?")
        .rows([4])
        .await;
}

#[tokio::test]
async fn limit_one() {
    check(from(users::table).order_by(users::id.desc()).select(users::id).limit_one())
        .sqlite("SELECT users.id FROM users ORDER BY users.id DESC LIMIT 1")
        .postgres("SELECT users.id FROM users ORDER BY users.id DESC LIMIT 1")
        .mysql("SELECT users.id FROM users ORDER BY users.id DESC LIMIT 1")
        .mariadb("SELECT users.id FROM users ORDER BY users.id DESC LIMIT 1")
        .rows([4])
        .await;
}

#[tokio::test]
async fn limit_one_with_offset() {
    check(from(users::table).order_by(users::id).select(users::id).limit_one().offset(2))
        .sqlite("SELECT users.id FROM users ORDER BY users.id LIMIT 1 OFFSET ?1")
        .postgres("SELECT users.id FROM users ORDER BY users.id LIMIT 1 OFFSET $1")
        .mysql("SELECT users.id FROM users ORDER BY users.id LIMIT 1 OFFSET ?")
        .mariadb("SELECT users.id FROM users ORDER BY users.id LIMIT 1 OFFSET ?")
        .rows([3])
        .await;
}

#[tokio::test]
async fn more_than_there_are() {
    check(from(users::table).select(users::id).limit_unordered(u64::MAX))
        .sqlite("SELECT users.id FROM users LIMIT ?1")
        .postgres("SELECT users.id FROM users LIMIT $1")
        .mysql("SELECT users.id FROM users LIMIT ?")
        .mariadb("SELECT users.id FROM users LIMIT ?")
        .rows([1, 2, 3, 4])
        .await;
}

#[tokio::test]
async fn by_integers_of_any_type() {
    let (size, start): (usize, i32) = (2, 1);
    check(select(users::id).order_by(users::id).limit_to(size).offset_by(start))
        .sqlite("SELECT users.id FROM users ORDER BY users.id LIMIT ?1 OFFSET ?2")
        .postgres("SELECT users.id FROM users ORDER BY users.id LIMIT $1 OFFSET $2")
        .mysql("SELECT users.id FROM users ORDER BY users.id LIMIT ? OFFSET ?")
        .mariadb("SELECT users.id FROM users ORDER BY users.id LIMIT ? OFFSET ?")
        .rows([2, 3])
        .await;
    let both = select(users::id).union(select(posts::id));
    check(both.order_by(users::id).limit_to(u64::MAX).offset_by(3_u8))
        .sqlite(
            "SELECT users.id FROM users UNION SELECT posts.id FROM posts ORDER BY 1 LIMIT ?1 OFFSET \
             ?2",
        )
        .rows([4])
        .await;
    check(select(users::id).order_by(users::id).boxed().limit_to(1_i64).offset_by(2_u32))
        .sqlite("SELECT users.id FROM users ORDER BY users.id LIMIT ?1 OFFSET ?2")
        .rows([3])
        .await;
}

#[tokio::test]
async fn none() {
    check(from(users::table).select(users::id).limit_unordered(0))
        .sqlite("SELECT users.id FROM users LIMIT ?1")
        .postgres("SELECT users.id FROM users LIMIT $1")
        .mysql("SELECT users.id FROM users LIMIT ?")
        .mariadb("SELECT users.id FROM users LIMIT ?")
        .rows::<i64, 0>([])
        .await;
}
