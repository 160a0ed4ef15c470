//! The bits of whole numbers. Their answers are tried on all databases with the engine.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn operators_on_bits() {
    check(from(users::table).filter(users::visits.bit_and(2).ne(0)).order_by(users::id).select((
        users::visits.bit_and(users::id + 1),
        users::visits.bit_or(1),
        users::visits.bit_xor(6),
        users::visits.bit_not(),
        users::visits.shift_left(1),
        users::visits.shift_right(users::id),
    )))
    .sqlite(
        "SELECT (users.visits & (users.id + ?1)), (users.visits | ?2), ((users.visits | ?3) - \
         (users.visits & ?4)), (~users.visits), (users.visits << ?5), (users.visits >> users.id) \
         FROM users WHERE (users.visits & ?6) <> ?7 ORDER BY users.id",
    )
    .postgres(
        "SELECT (users.visits & (users.id + $1)), (users.visits | $2), (users.visits # $3), \
         (~users.visits), (CAST(users.visits AS BIGINT) << $4), (users.visits >> CAST(users.id AS \
         INTEGER)) FROM users WHERE (users.visits & $5) <> $6 ORDER BY users.id",
    )
    .mysql(
        "SELECT CAST(users.visits & (users.id + ?) AS SIGNED), CAST(users.visits | ? AS SIGNED), \
         CAST(users.visits ^ ? AS SIGNED), CAST(~users.visits AS SIGNED), CAST(users.visits << ? AS \
         SIGNED), CAST(CASE WHEN users.visits < 0 THEN ~(~users.visits >> users.id) ELSE \
         users.visits >> users.id END AS SIGNED) FROM users WHERE CAST(users.visits & ? AS SIGNED) \
         <> ? ORDER BY users.id",
    )
    .mariadb(
        "SELECT CAST(users.visits & (users.id + ?) AS SIGNED), CAST(users.visits | ? AS SIGNED), \
         CAST(users.visits ^ ? AS SIGNED), CAST(~users.visits AS SIGNED), CAST(users.visits << ? AS \
         SIGNED), CAST(CASE WHEN users.visits < 0 THEN ~(~users.visits >> users.id) ELSE \
         users.visits >> users.id END AS SIGNED) FROM users WHERE CAST(users.visits & ? AS SIGNED) \
         <> ? ORDER BY users.id",
    )
    .rows([(2_i64, 11_i64, 12_i64, -11_i64, 20_i64, 5_i64), (0_i64, 11_i64, 12_i64, -11_i64, 20_i64, 1_i64), (1_i64, 3_i64, 5_i64, -4_i64, 6_i64, 0_i64)])
    .await;
}
