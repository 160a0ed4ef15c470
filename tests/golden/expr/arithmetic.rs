//! `+`, `-`, `*`, `/`, `%` and the sign, with parentheses where they matter.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn products_before_sums() {
    check(from(invoices::table).order_by(invoices::id).select((
        invoices::price + invoices::amount * 2,
        (invoices::price + invoices::amount) * 2,
    )))
    .sqlite(
        "SELECT invoices.price + invoices.amount * ?1, (invoices.price + invoices.amount) * ?2 \
         FROM invoices ORDER BY invoices.id",
    )
    .postgres(
        "SELECT invoices.price + invoices.amount * $1, (invoices.price + invoices.amount) * $2 \
         FROM invoices ORDER BY invoices.id",
    )
    .mysql(
        "SELECT invoices.price + invoices.amount * ?, (invoices.price + invoices.amount) * ? FROM \
         invoices ORDER BY invoices.id",
    )
    .mariadb(
        "SELECT invoices.price + invoices.amount * ?, (invoices.price + invoices.amount) * ? FROM \
         invoices ORDER BY invoices.id",
    )
    .rows([(8, 10), (7, 12), (12, 16)])
    .await;
}

#[tokio::test]
async fn subtraction_reads_from_the_left() {
    check(from(invoices::table).order_by(invoices::id).select((
        invoices::price - invoices::amount - 1,
        invoices::price - (invoices::amount - 1),
        invoices::price - (invoices::amount + 1),
        invoices::price + (invoices::amount + 1),
    )))
    .sqlite(
        "SELECT invoices.price - invoices.amount - ?1, invoices.price - (invoices.amount - ?2), \
         invoices.price - (invoices.amount + ?3), invoices.price + (invoices.amount + ?4) FROM \
         invoices ORDER BY invoices.id",
    )
    .postgres(
        "SELECT invoices.price - invoices.amount - $1, invoices.price - (invoices.amount - $2), \
         invoices.price - (invoices.amount + $3), invoices.price + (invoices.amount + $4) FROM \
         invoices ORDER BY invoices.id",
    )
    .mysql(
        "SELECT invoices.price - invoices.amount - ?, invoices.price - (invoices.amount - ?), \
         invoices.price - (invoices.amount + ?), invoices.price + (invoices.amount + ?) FROM \
         invoices ORDER BY invoices.id",
    )
    .mariadb(
        "SELECT invoices.price - invoices.amount - ?, invoices.price - (invoices.amount - ?), \
         invoices.price - (invoices.amount + ?), invoices.price + (invoices.amount + ?) FROM \
         invoices ORDER BY invoices.id",
    )
    .rows([(-2, 0, -2, 6), (3, 5, 3, 7), (-1, 1, -1, 9)])
    .await;
}

#[tokio::test]
async fn division_reads_from_the_left() {
    check(from(users::table).filter(users::id.eq(1)).select((
        users::visits / 3,
        users::visits % 3,
        users::visits / (users::id * 5),
        users::visits / 5 * 2,
    )))
    .sqlite(
        "SELECT users.visits / ?1, users.visits % ?2, users.visits / (users.id * ?3), users.visits \
         / ?4 * ?5 FROM users WHERE users.id = ?6",
    )
    .postgres(
        "SELECT users.visits / $1, users.visits % $2, users.visits / (users.id * $3), users.visits \
         / $4 * $5 FROM users WHERE users.id = $6",
    )
    .mysql(
        "SELECT users.visits DIV ?, users.visits % ?, users.visits DIV (users.id * ?), \
         users.visits DIV ? * ? FROM users WHERE users.id = ?",
    )
    .mariadb(
        "SELECT users.visits DIV ?, users.visits % ?, users.visits DIV (users.id * ?), \
         users.visits DIV ? * ? FROM users WHERE users.id = ?",
    )
    .rows([(Some(3), Some(1), Some(2), Some(4))])
    .await;
}

#[tokio::test]
async fn division_by_zero_is_null() {
    check(from(users::table).filter(users::id.eq(1)).select(users::id / users::visits))
        .sqlite("SELECT users.id / users.visits FROM users WHERE users.id = ?1")
        .postgres("SELECT users.id / users.visits FROM users WHERE users.id = $1")
        .mysql("SELECT users.id DIV users.visits FROM users WHERE users.id = ?")
        .mariadb("SELECT users.id DIV users.visits FROM users WHERE users.id = ?")
        .rows([Some(0)])
        .await;
    check(from(users::table).filter(users::id.eq(2)).select(users::id / users::visits))
        .sqlite("SELECT users.id / users.visits FROM users WHERE users.id = ?1")
        .postgres("SELECT users.id / users.visits FROM users WHERE users.id = $1")
        .mysql("SELECT users.id DIV users.visits FROM users WHERE users.id = ?")
        .mariadb("SELECT users.id DIV users.visits FROM users WHERE users.id = ?")
        .rows_or_error([None::<i64>], "22012")
        .await;
}

#[tokio::test]
async fn reals_divide_exactly() {
    check(from(users::table).filter(users::id.eq(1)).select(users::score / 2.0))
        .sqlite("SELECT users.score * 1.0 / ?1 FROM users WHERE users.id = ?2")
        .postgres("SELECT users.score / $1 FROM users WHERE users.id = $2")
        .mysql("SELECT users.score / ? FROM users WHERE users.id = ?")
        .mariadb("SELECT users.score / ? FROM users WHERE users.id = ?")
        .rows([Some(0.75)])
        .await;
}

#[tokio::test]
async fn signs() {
    check(from(users::table).filter(users::id.eq(4)).select((
        -users::visits,
        -(-users::visits),
        -(users::visits + 1),
        users::visits - -users::id,
    )))
    .sqlite(
        "SELECT -users.visits, -(-users.visits), -(users.visits + ?1), users.visits - -users.id \
         FROM users WHERE users.id = ?2",
    )
    .postgres(
        "SELECT -users.visits, -(-users.visits), -(users.visits + $1), users.visits - -users.id \
         FROM users WHERE users.id = $2",
    )
    .mysql(
        "SELECT -users.visits, -(-users.visits), -(users.visits + ?), users.visits - -users.id \
         FROM users WHERE users.id = ?",
    )
    .mariadb(
        "SELECT -users.visits, -(-users.visits), -(users.visits + ?), users.visits - -users.id \
         FROM users WHERE users.id = ?",
    )
    .rows([(-3, 3, -4, 7)])
    .await;
}

#[tokio::test]
async fn sign_of_a_negative_constant() {
    check(
        from(users::table)
            .filter(users::id.eq(4))
            .select((-int::<-5>(), users::visits - int::<-5>())),
    )
    .sqlite("SELECT -(-5), users.visits - (-5) FROM users WHERE users.id = ?1")
    .postgres(
        "SELECT -(CAST(-5 AS BIGINT)), users.visits - (CAST(-5 AS BIGINT)) FROM users WHERE \
         users.id = $1",
    )
    .mysql("SELECT -(-5), users.visits - (-5) FROM users WHERE users.id = ?")
    .mariadb("SELECT -(-5), users.visits - (-5) FROM users WHERE users.id = ?")
    .rows([(5, 8)])
    .await;
}

#[tokio::test]
async fn null_carries_through() {
    check(from(users::table).order_by(users::id).select(users::score + 1.0))
        .sqlite("SELECT users.score + ?1 FROM users ORDER BY users.id")
        .postgres("SELECT users.score + $1 FROM users ORDER BY users.id")
        .mysql("SELECT users.score + ? FROM users ORDER BY users.id")
        .mariadb("SELECT users.score + ? FROM users ORDER BY users.id")
        .rows([Some(2.5), None, Some(3.5), None])
        .await;
}

#[tokio::test]
async fn widths_mix() {
    check(
        from(posts::table)
            .filter(posts::id.eq(3))
            .select((posts::id + posts::likes, posts::likes * 2)),
    )
    .sqlite("SELECT posts.id + posts.likes, posts.likes * ?1 FROM posts WHERE posts.id = ?2")
    .postgres("SELECT posts.id + posts.likes, posts.likes * $1 FROM posts WHERE posts.id = $2")
    .mysql("SELECT posts.id + posts.likes, posts.likes * ? FROM posts WHERE posts.id = ?")
    .mariadb("SELECT posts.id + posts.likes, posts.likes * ? FROM posts WHERE posts.id = ?")
    .rows([(10_i64, 14_i32)])
    .await;
}

#[tokio::test]
async fn nullable_and_other_numbers_mix() {
    check(from(staff::table).order_by(staff::id).select(staff::id + staff::boss_id))
        .sqlite("SELECT staff.id + staff.boss_id FROM staff ORDER BY staff.id")
        .postgres("SELECT staff.id + staff.boss_id FROM staff ORDER BY staff.id")
        .mysql("SELECT staff.id + staff.boss_id FROM staff ORDER BY staff.id")
        .mariadb("SELECT staff.id + staff.boss_id FROM staff ORDER BY staff.id")
        .rows([None, Some(3), Some(5), Some(5)])
        .await;
}

/// A result has the type of the left side. PostgreSQL computes in it, and a value beside a column has the
/// column's type; the others compute in 64 bits, and what is selected must fit.
#[tokio::test]
async fn arithmetic_overflows_where_the_database_says() {
    check(
        from(posts::table)
            .filter((posts::likes * 2_000_000_000).gt(i32::MAX))
            .order_by(posts::id)
            .select(posts::id),
    )
    .sqlite("SELECT posts.id FROM posts WHERE posts.likes * ?1 > ?2 ORDER BY posts.id")
    .postgres("SELECT posts.id FROM posts WHERE posts.likes * $1 > $2 ORDER BY posts.id")
    .mysql("SELECT posts.id FROM posts WHERE posts.likes * ? > ? ORDER BY posts.id")
    .mariadb("SELECT posts.id FROM posts WHERE posts.likes * ? > ? ORDER BY posts.id")
    .rows_or_error([1, 3, 4], "22003")
    .await;
    check(
        from(posts::table)
            .filter((posts::likes.cast::<i64>() * 2_000_000_000).gt(i64::from(i32::MAX)))
            .order_by(posts::id)
            .select(posts::likes.cast::<i64>() * 2_000_000_000),
    )
    .sqlite(
        "SELECT CAST(posts.likes AS INTEGER) * ?1 FROM posts WHERE CAST(posts.likes AS INTEGER) * \
         ?2 > ?3 ORDER BY posts.id",
    )
    .postgres(
        "SELECT CAST(posts.likes AS BIGINT) * $1 FROM posts WHERE CAST(posts.likes AS BIGINT) * \
         $2 > $3 ORDER BY posts.id",
    )
    .mysql(
        "SELECT CAST(posts.likes AS SIGNED) * ? FROM posts WHERE CAST(posts.likes AS SIGNED) * ? \
         > ? ORDER BY posts.id",
    )
    .mariadb(
        "SELECT CAST(posts.likes AS SIGNED) * ? FROM posts WHERE CAST(posts.likes AS SIGNED) * ? \
         > ? ORDER BY posts.id",
    )
    .rows([10_000_000_000, 14_000_000_000, 4_000_000_000])
    .await;
}

#[cfg(feature = "rust_decimal")]
mod decimals {
    use rust_decimal::Decimal;

    use super::*;

    table! {
        pub bills { #[primary_key] id: i64, total: Decimal, paid: Option<Decimal> }
    }

    #[test]
    fn decimals_are_computed_as_decimals() {
        let dues = select((bills::total * Decimal::ONE_HUNDRED, bills::total / bills::paid))
            .filter(bills::total.gt(Decimal::ZERO))
            .filter(bills::paid.in_([Decimal::ONE]));
        check(dues)
            .postgres(
                "SELECT bills.total * $1, bills.total / bills.paid FROM bills WHERE bills.total > \
                 $2 AND bills.paid = ANY($3)",
            )
            .mysql(
                "SELECT bills.total * CAST(? AS DECIMAL(65, 28)), bills.total / bills.paid FROM \
                 bills WHERE bills.total > CAST(? AS DECIMAL(65, 28)) AND bills.paid IN (CAST(? AS \
                 DECIMAL(65, 28)))",
            )
            .mariadb(
                "SELECT bills.total * CAST(? AS DECIMAL(65, 28)), bills.total / bills.paid FROM \
                 bills WHERE bills.total > CAST(? AS DECIMAL(65, 28)) AND bills.paid IN (CAST(? AS \
                 DECIMAL(65, 28)))",
            )
            .is_not_run();
        check(select(sum(bills::total)))
            .postgres("SELECT sum(bills.total) FROM bills")
            .mysql("SELECT sum(bills.total) FROM bills")
            .mariadb("SELECT sum(bills.total) FROM bills")
            .is_not_run();
    }
}
