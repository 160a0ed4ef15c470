//! `WITH` of statements that write, and of queries around ones that do.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

shape! { pub gone { post: i64, tag: i64 } }
shape! { pub named { id: i64, label: String } }

#[tokio::test]
async fn rows_of_a_delete() {
    let old = delete(post_tags::table)
        .filter(post_tags::tag_id.eq(2))
        .returning((post_tags::post_id, post_tags::tag_id));
    check(
        with(cte(gone::table, old)).query(
            from(posts::table)
                .inner_join(gone::table)
                .on(gone::post.eq(posts::id))
                .order_by(posts::id)
                .select((posts::title, gone::tag)),
        ),
    )
    .postgres(
        "WITH gone (post, tag) AS (DELETE FROM post_tags WHERE post_tags.tag_id = $1 RETURNING \
         post_tags.post_id, post_tags.tag_id) SELECT posts.title, gone.tag FROM posts JOIN gone ON \
         gone.post = posts.id ORDER BY posts.id",
    )
    .rows_elsewhere([("Rust", 2), ("Rust again", 2)])
    .await;
}

#[tokio::test]
async fn rows_of_an_insert() {
    let add = insert_into(tags::table)
        .values((tags::id.set(9), tags::label.set("new")))
        .on_conflict(tags::label)
        .do_nothing()
        .returning(Tag);
    check(with(cte(named::table, add)).query(select(named::label)))
        .postgres(
            "WITH named (id, label) AS (INSERT INTO tags (id, label) VALUES ($1, $2) ON CONFLICT \
             (label) DO NOTHING RETURNING tags.id, tags.label) SELECT named.label FROM named",
        )
        .rows_elsewhere(["new"])
        .await;
}

#[tokio::test]
async fn one_writes_what_the_one_before_has_returned() {
    let moved = delete(post_tags::table)
        .from(posts::table)
        .filter(posts::id.eq(post_tags::post_id).and(posts::author_id.eq(1)))
        .returning((post_tags::post_id, post_tags::tag_id));
    let kept = insert_into(post_tags::table)
        .from_select(
            (post_tags::post_id, post_tags::tag_id),
            from(gone::table).filter(gone::tag.eq(1)).select((int::<4>(), gone::tag)),
        )
        .returning((post_tags::post_id, post_tags::note.coalesce("none")));
    check(
        with((cte(gone::table, moved), cte(named::table, kept))).query(
            update(users::table)
                .from(named::table)
                .set(users::nickname.set(named::label))
                .filter(users::id.eq(named::id)),
        ),
    )
    .postgres(
        "WITH gone (post, tag) AS (DELETE FROM post_tags USING posts WHERE posts.id = \
         post_tags.post_id AND posts.author_id = $1 RETURNING post_tags.post_id, \
         post_tags.tag_id), named (id, label) AS (INSERT INTO post_tags (post_id, tag_id) SELECT \
         CAST(4 AS BIGINT), gone.tag FROM gone WHERE gone.tag = $2 RETURNING post_tags.post_id, \
         coalesce(post_tags.note, $3)) UPDATE users SET nickname = named.label FROM named WHERE \
         users.id = named.id",
    )
    .writes_elsewhere(1, select(users::nickname).filter(users::id.eq(4)), [Some("none")])
    .await;
}

#[tokio::test]
async fn of_a_tenant() {
    let moved = update(notes::table)
        .set(notes::heading.set("moved"))
        .filter(notes::writer_id.eq(1))
        .returning((notes::id, notes::heading));
    check(with(cte(named::table, moved)).query(select(named::label)).tenant(2))
        .postgres(
            "WITH named (id, label) AS (UPDATE notes SET heading = $1 WHERE notes.team = $2 AND \
             notes.writer_id = $3 RETURNING notes.id, notes.heading) SELECT named.label FROM named",
        )
        .rows_elsewhere(["moved"])
        .await;
}

#[tokio::test]
async fn named_query_before_rows_of_an_insert() {
    let most =
        cte(totals::table, from(users::table).select((max(users::id).coalesce(0), count_rows())));
    let named = ["a", "b"].map(|label| tags::label.set(label));
    check(with(most).query(insert_into(tags::table).rows(named)))
        .sqlite(
            "WITH totals (author, posts) AS (SELECT coalesce(max(users.id), ?1), count(*) FROM \
             users) INSERT INTO tags (label) VALUES (?2), (?3)",
        )
        .postgres(
            "WITH totals (author, posts) AS (SELECT coalesce(max(users.id), $1), count(*) FROM \
             users) INSERT INTO tags (label) VALUES ($2), ($3)",
        )
        .writes(2)
        .await
        .then(select(count(tags::id)), [4])
        .await;
}
