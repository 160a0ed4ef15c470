//! `array_agg`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn the_values_of_a_group() {
    check(from(posts::table).group_by(posts::author_id).select((
        array_agg(posts::title).order_by(posts::id.desc()),
        array_agg(posts::likes).distinct(),
        array_agg(posts::body).with_nulls(),
        array_agg(posts::body).order_by(posts::id).with_nulls().filter_where(posts::likes.gt(1)),
    )))
    .postgres(
        "SELECT array_agg(posts.title ORDER BY posts.id DESC), array_agg(DISTINCT posts.likes), \
         array_agg(posts.body), array_agg(posts.body ORDER BY posts.id) FILTER (WHERE posts.likes \
         > $1) FROM posts GROUP BY posts.author_id",
    )
    .runs_elsewhere()
    .await;
}
