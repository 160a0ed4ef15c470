//! `UNION`, `INTERSECT`, `EXCEPT`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn union_joins_nullability() {
    check(
        select((users::id, users::name))
            .union(select((posts::id, posts::body)))
            .order_by((users::id, users::name.desc()))
            .limit(3),
    )
    .sqlite(
        "SELECT users.id, users.name FROM users UNION SELECT posts.id, posts.body FROM posts ORDER \
         BY 1, 2 DESC LIMIT ?1",
    )
    .postgres(
        "SELECT users.id, users.name FROM users UNION SELECT posts.id, posts.body FROM posts ORDER \
         BY 1, 2 DESC LIMIT $1",
    )
    .mysql(
        "SELECT users.id, users.name FROM users UNION SELECT posts.id, posts.body FROM posts ORDER \
         BY 1, 2 DESC LIMIT ?",
    )
    .mariadb(
        "SELECT users.id, users.name FROM users UNION SELECT posts.id, posts.body FROM posts ORDER \
         BY 1, 2 DESC LIMIT ?",
    )
    .rows_differ(
        [(1, Some("types")), (1, Some("Ada")), (2, Some("Bob"))],
        [(1, Some("types")), (1, Some("Ada")), (2, None)],
        [(1, Some("types")), (1, Some("Ada")), (2, Some("Bob"))],
    )
    .await;
}

#[tokio::test]
async fn union_all() {
    check(select(users::id).union_all(select(tags::id)).order_by(users::id.desc()).offset(3))
        .sqlite(
            "SELECT users.id FROM users UNION ALL SELECT tags.id FROM tags ORDER BY 1 DESC LIMIT \
             -1 OFFSET ?1",
        )
        .postgres(
            "SELECT users.id FROM users UNION ALL SELECT tags.id FROM tags ORDER BY 1 DESC LIMIT \
             ALL OFFSET $1",
        )
        .mysql(
            "SELECT users.id FROM users UNION ALL SELECT tags.id FROM tags ORDER BY 1 DESC LIMIT \
             18446744073709551615 OFFSET ?",
        )
        .mariadb(
            "SELECT users.id FROM users UNION ALL SELECT tags.id FROM tags ORDER BY 1 DESC LIMIT \
             18446744073709551615 OFFSET ?",
        )
        .rows([2, 1, 1])
        .await;
}

#[tokio::test]
async fn intersect_and_except() {
    check(select(users::id).intersect(select(tags::id)).order_by(users::id))
        .sqlite("SELECT users.id FROM users INTERSECT SELECT tags.id FROM tags ORDER BY 1")
        .postgres("SELECT users.id FROM users INTERSECT SELECT tags.id FROM tags ORDER BY 1")
        .mysql("SELECT users.id FROM users INTERSECT SELECT tags.id FROM tags ORDER BY 1")
        .mariadb("SELECT users.id FROM users INTERSECT SELECT tags.id FROM tags ORDER BY 1")
        .rows([1, 2])
        .await;
    check(select(users::id).except(select(tags::id)).order_by(users::id))
        .sqlite("SELECT users.id FROM users EXCEPT SELECT tags.id FROM tags ORDER BY 1")
        .postgres("SELECT users.id FROM users EXCEPT SELECT tags.id FROM tags ORDER BY 1")
        .mysql("SELECT users.id FROM users EXCEPT SELECT tags.id FROM tags ORDER BY 1")
        .mariadb("SELECT users.id FROM users EXCEPT SELECT tags.id FROM tags ORDER BY 1")
        .rows([3, 4])
        .await;
}

#[tokio::test]
async fn all_of_both() {
    check(select(users::id).intersect_all(select(tags::id)))
        .postgres("SELECT users.id FROM users INTERSECT ALL SELECT tags.id FROM tags")
        .mysql("SELECT users.id FROM users INTERSECT ALL SELECT tags.id FROM tags")
        .mariadb("SELECT users.id FROM users INTERSECT ALL SELECT tags.id FROM tags")
        .runs_elsewhere()
        .await;
    check(select(users::id).except_all(select(tags::id)))
        .postgres("SELECT users.id FROM users EXCEPT ALL SELECT tags.id FROM tags")
        .mysql("SELECT users.id FROM users EXCEPT ALL SELECT tags.id FROM tags")
        .mariadb("SELECT users.id FROM users EXCEPT ALL SELECT tags.id FROM tags")
        .runs_elsewhere()
        .await;
}

#[tokio::test]
async fn three_read_from_the_left() {
    check(
        select(users::id)
            .except(select(tags::id))
            .union(select(tags::id).filter(tags::id.eq(1)))
            .order_by(users::id),
    )
    .sqlite(
        "SELECT users.id FROM users EXCEPT SELECT tags.id FROM tags UNION SELECT tags.id FROM tags \
         WHERE tags.id = ?1 ORDER BY 1",
    )
    .postgres(
        "SELECT users.id FROM users EXCEPT SELECT tags.id FROM tags UNION SELECT tags.id FROM tags \
         WHERE tags.id = $1 ORDER BY 1",
    )
    .mysql(
        "SELECT users.id FROM users EXCEPT SELECT tags.id FROM tags UNION SELECT tags.id FROM tags \
         WHERE tags.id = ? ORDER BY 1",
    )
    .mariadb(
        "SELECT users.id FROM users EXCEPT SELECT tags.id FROM tags UNION SELECT tags.id FROM tags \
         WHERE tags.id = ? ORDER BY 1",
    )
    .rows([1, 3, 4])
    .await;
}

#[tokio::test]
async fn one_on_the_right_is_wrapped() {
    check(
        select(users::id)
            .except(select(tags::id).union(select(posts::id).filter(posts::id.eq(4))))
            .order_by(users::id),
    )
    .sqlite(
        "SELECT users.id FROM users EXCEPT SELECT * FROM (SELECT tags.id FROM tags UNION SELECT \
         posts.id FROM posts WHERE posts.id = ?1) ORDER BY 1",
    )
    .postgres(
        "SELECT users.id FROM users EXCEPT (SELECT tags.id FROM tags UNION SELECT posts.id FROM \
         posts WHERE posts.id = $1) ORDER BY 1",
    )
    .mysql(
        "SELECT users.id FROM users EXCEPT (SELECT tags.id FROM tags UNION SELECT posts.id FROM \
         posts WHERE posts.id = ?) ORDER BY 1",
    )
    .mariadb(
        "SELECT users.id FROM users EXCEPT (SELECT tags.id FROM tags UNION SELECT posts.id FROM \
         posts WHERE posts.id = ?) ORDER BY 1",
    )
    .rows([3])
    .await;
}

#[tokio::test]
async fn intersect_binds_tighter() {
    check(
        select(users::id).union(select(posts::id)).intersect(select(tags::id)).order_by(users::id),
    )
    .sqlite(
        "SELECT * FROM (SELECT users.id FROM users UNION SELECT posts.id FROM posts) INTERSECT \
         SELECT tags.id FROM tags ORDER BY 1",
    )
    .postgres(
        "(SELECT users.id FROM users UNION SELECT posts.id FROM posts) INTERSECT SELECT tags.id \
         FROM tags ORDER BY 1",
    )
    .mysql(
        "(SELECT users.id FROM users UNION SELECT posts.id FROM posts) INTERSECT SELECT tags.id \
         FROM tags ORDER BY 1",
    )
    .mariadb(
        "(SELECT users.id FROM users UNION SELECT posts.id FROM posts) INTERSECT SELECT tags.id \
         FROM tags ORDER BY 1",
    )
    .rows([1, 2])
    .await;
}

#[tokio::test]
async fn of_rows() {
    check(select(Tag).filter(tags::id.eq(1)).union_all(select(Tag).filter(tags::id.eq(2))))
        .sqlite(
            "SELECT tags.id, tags.label FROM tags WHERE tags.id = ?1 UNION ALL SELECT tags.id, \
             tags.label FROM tags WHERE tags.id = ?2",
        )
        .postgres(
            "SELECT tags.id, tags.label FROM tags WHERE tags.id = $1 UNION ALL SELECT tags.id, \
             tags.label FROM tags WHERE tags.id = $2",
        )
        .mysql(
            "SELECT tags.id, tags.label FROM tags WHERE tags.id = ? UNION ALL SELECT tags.id, \
             tags.label FROM tags WHERE tags.id = ?",
        )
        .mariadb(
            "SELECT tags.id, tags.label FROM tags WHERE tags.id = ? UNION ALL SELECT tags.id, \
             tags.label FROM tags WHERE tags.id = ?",
        )
        .rows([Tag { id: 1, label: "db".into() }, Tag { id: 2, label: "lang".into() }])
        .await;
}

#[tokio::test]
async fn as_a_subquery() {
    check(
        from(users::table)
            .filter(
                users::id.in_(select(tags::id).union(select(posts::id).filter(posts::id.eq(4)))),
            )
            .order_by(users::id)
            .select(users::id),
    )
    .sqlite(
        "SELECT users.id FROM users WHERE users.id IN (SELECT tags.id FROM tags UNION SELECT \
         posts.id FROM posts WHERE posts.id = ?1) ORDER BY users.id",
    )
    .postgres(
        "SELECT users.id FROM users WHERE users.id IN (SELECT tags.id FROM tags UNION SELECT \
         posts.id FROM posts WHERE posts.id = $1) ORDER BY users.id",
    )
    .mysql(
        "SELECT users.id FROM users WHERE users.id IN (SELECT tags.id FROM tags UNION SELECT \
         posts.id FROM posts WHERE posts.id = ?) ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.id FROM users WHERE users.id IN (SELECT tags.id FROM tags UNION SELECT \
         posts.id FROM posts WHERE posts.id = ?) ORDER BY users.id",
    )
    .rows([1, 2, 4])
    .await;
}

#[tokio::test]
async fn rows_are_ordered_by_their_columns() {
    check(
        select(Tag)
            .union_all(select(Tag).filter(tags::id.eq(2)))
            .order_by((tags::label.desc(), tags::id)),
    )
    .sqlite(
        "SELECT tags.id, tags.label FROM tags UNION ALL SELECT tags.id, tags.label FROM tags WHERE \
         tags.id = ?1 ORDER BY 2 DESC, 1",
    )
    .postgres(
        "SELECT tags.id, tags.label FROM tags UNION ALL SELECT tags.id, tags.label FROM tags WHERE \
         tags.id = $1 ORDER BY 2 DESC, 1",
    )
    .mysql(
        "SELECT tags.id, tags.label FROM tags UNION ALL SELECT tags.id, tags.label FROM tags WHERE \
         tags.id = ? ORDER BY 2 DESC, 1",
    )
    .mariadb(
        "SELECT tags.id, tags.label FROM tags UNION ALL SELECT tags.id, tags.label FROM tags WHERE \
         tags.id = ? ORDER BY 2 DESC, 1",
    )
    .rows([
        Tag { id: 2, label: "lang".into() },
        Tag { id: 2, label: "lang".into() },
        Tag { id: 1, label: "db".into() },
    ])
    .await;
}

#[tokio::test]
async fn a_column_after_a_row_and_in_a_tuple() {
    let both = from(tags::table).inner_join(post_tags::table).on(post_tags::tag_id.eq(tags::id));
    check(
        both.select((Tag, (post_tags::post_id, post_tags::tag_id)))
            .union(both.select((Tag, (post_tags::post_id, post_tags::tag_id))))
            .order_by((tags::label, post_tags::post_id.desc())),
    )
    .sqlite(
        "SELECT tags.id, tags.label, post_tags.post_id, post_tags.tag_id FROM tags JOIN post_tags \
         ON post_tags.tag_id = tags.id UNION SELECT tags.id, tags.label, post_tags.post_id, \
         post_tags.tag_id FROM tags JOIN post_tags ON post_tags.tag_id = tags.id ORDER BY 2, 3 \
         DESC",
    )
    .postgres(
        "SELECT tags.id, tags.label, post_tags.post_id, post_tags.tag_id FROM tags JOIN post_tags \
         ON post_tags.tag_id = tags.id UNION SELECT tags.id, tags.label, post_tags.post_id, \
         post_tags.tag_id FROM tags JOIN post_tags ON post_tags.tag_id = tags.id ORDER BY 2, 3 \
         DESC",
    )
    .mysql(
        "SELECT tags.id, tags.label, post_tags.post_id, post_tags.tag_id FROM tags JOIN post_tags \
         ON post_tags.tag_id = tags.id UNION SELECT tags.id, tags.label, post_tags.post_id, \
         post_tags.tag_id FROM tags JOIN post_tags ON post_tags.tag_id = tags.id ORDER BY 2, 3 \
         DESC",
    )
    .mariadb(
        "SELECT tags.id, tags.label, post_tags.post_id, post_tags.tag_id FROM tags JOIN post_tags \
         ON post_tags.tag_id = tags.id UNION SELECT tags.id, tags.label, post_tags.post_id, \
         post_tags.tag_id FROM tags JOIN post_tags ON post_tags.tag_id = tags.id ORDER BY 2, 3 \
         DESC",
    )
    .rows([
        (Tag { id: 1, label: "db".into() }, (1, 1)),
        (Tag { id: 2, label: "lang".into() }, (3, 2)),
        (Tag { id: 2, label: "lang".into() }, (1, 2)),
    ])
    .await;
}

#[tokio::test]
async fn sides_with_order_and_limit_of_their_own() {
    let newest = select(users::id).order_by(users::id.desc()).limit(1);
    check(
        newest
            .union(select(posts::author_id).order_by(posts::id).limit_one())
            .union_all(newest.union_all(newest).order_by(users::id).limit(1))
            .order_by(users::id),
    )
    .sqlite(
        "SELECT * FROM (SELECT users.id FROM users ORDER BY users.id DESC LIMIT ?1) UNION SELECT * \
         FROM (SELECT posts.author_id FROM posts ORDER BY posts.id LIMIT 1) UNION ALL SELECT * \
         FROM (SELECT * FROM (SELECT users.id FROM users ORDER BY users.id DESC LIMIT ?2) UNION \
         ALL SELECT * FROM (SELECT users.id FROM users ORDER BY users.id DESC LIMIT ?3) ORDER BY 1 \
         LIMIT ?4) ORDER BY 1",
    )
    .postgres(
        "(SELECT users.id FROM users ORDER BY users.id DESC LIMIT $1) UNION (SELECT \
         posts.author_id FROM posts ORDER BY posts.id LIMIT 1) UNION ALL ((SELECT users.id FROM \
         users ORDER BY users.id DESC LIMIT $2) UNION ALL (SELECT users.id FROM users ORDER BY \
         users.id DESC LIMIT $3) ORDER BY 1 LIMIT $4) ORDER BY 1",
    )
    .mysql(
        "(SELECT users.id FROM users ORDER BY users.id DESC LIMIT ?) UNION (SELECT posts.author_id \
         FROM posts ORDER BY posts.id LIMIT 1) UNION ALL ((SELECT users.id FROM users ORDER BY \
         users.id DESC LIMIT ?) UNION ALL (SELECT users.id FROM users ORDER BY users.id DESC LIMIT \
         ?) ORDER BY 1 LIMIT ?) ORDER BY 1",
    )
    .mariadb(
        "(SELECT users.id FROM users ORDER BY users.id DESC LIMIT ?) UNION (SELECT posts.author_id \
         FROM posts ORDER BY posts.id LIMIT 1) UNION ALL ((SELECT users.id FROM users ORDER BY \
         users.id DESC LIMIT ?) UNION ALL (SELECT users.id FROM users ORDER BY users.id DESC LIMIT \
         ?) ORDER BY 1 LIMIT ?) ORDER BY 1",
    )
    .rows([1, 4, 4])
    .await;
    check(newest.offset(1).union(select(tags::id)).intersect(select(posts::id)).order_by(users::id))
        .sqlite(
            "SELECT * FROM (SELECT * FROM (SELECT users.id FROM users ORDER BY users.id DESC LIMIT \
             ?1 OFFSET ?2) UNION SELECT tags.id FROM tags) INTERSECT SELECT posts.id FROM posts ORDER BY 1",
        )
        .postgres(
            "((SELECT users.id FROM users ORDER BY users.id DESC LIMIT $1 OFFSET $2) UNION SELECT \
             tags.id FROM tags) INTERSECT SELECT posts.id FROM posts ORDER BY 1",
        )
        .mysql(
            "((SELECT users.id FROM users ORDER BY users.id DESC LIMIT ? OFFSET ?) UNION SELECT \
             tags.id FROM tags) INTERSECT SELECT posts.id FROM posts ORDER BY 1",
        )
        .mariadb(
            "((SELECT users.id FROM users ORDER BY users.id DESC LIMIT ? OFFSET ?) UNION SELECT \
             tags.id FROM tags) INTERSECT SELECT posts.id FROM posts ORDER BY 1",
        )
        .rows([1, 2, 3])
        .await;
}

#[tokio::test]
async fn ordered_by_a_column_that_is_there_twice() {
    let both = select((users::id, User)).union(select((users::id, User)));
    check(select((users::name, users::id, users::id)).union(select((posts::title, posts::id, posts::author_id))).order_by((users::id.desc(), users::name)).limit_one())
        .sqlite("SELECT users.name, users.id, users.id FROM users UNION SELECT posts.title, posts.id, posts.author_id FROM posts ORDER BY 2 DESC, 1 LIMIT 1")
        .postgres("SELECT users.name, users.id, users.id FROM users UNION SELECT posts.title, posts.id, posts.author_id FROM posts ORDER BY 2 DESC, 1 LIMIT 1")
        .mysql("SELECT users.name, users.id, users.id FROM users UNION SELECT posts.title, posts.id, posts.author_id FROM posts ORDER BY 2 DESC, 1 LIMIT 1")
        .mariadb("SELECT users.name, users.id, users.id FROM users UNION SELECT posts.title, posts.id, posts.author_id FROM posts ORDER BY 2 DESC, 1 LIMIT 1")
        .rows([("100% sure", 4, 3)])
        .await;
    assert!(both.order_by((users::email, users::id)).to_sql::<Sqlite>().ends_with("ORDER BY 4, 1"));
}

#[tokio::test]
async fn nulls_first_and_last() {
    check(
        select((users::id, users::score))
            .union(select((users::id, users::score)))
            .order_by((users::score.desc().nulls_first(), users::id.asc().nulls_last()))
            .limit(3),
    )
    .sqlite("SELECT users.id, users.score FROM users UNION SELECT users.id, users.score FROM users ORDER BY 2 DESC NULLS FIRST, 1 NULLS LAST LIMIT ?1")
    .postgres("SELECT users.id, users.score FROM users UNION SELECT users.id, users.score FROM users ORDER BY 2 DESC NULLS FIRST, 1 NULLS LAST LIMIT $1")
    .rows([(2, None), (4, None), (3, Some(2.5))])
    .await;
}

#[tokio::test]
async fn ordered_by_keys_chosen_at_run_time() {
    let q = select((posts::id, posts::title)).union(select((tags::id, tags::label)));
    let keys = vec![q.key(posts::title.desc()), q.key(posts::id.asc())];
    let text = q.order_by_keys(keys).to_sql::<Sqlite>();
    assert!(text.ends_with("FROM tags ORDER BY 2 DESC, 1"), "{text}");
    let q = select(posts::id).union_all(select(tags::id));
    let key = q.key(posts::id.desc());
    check(q.order_by_keys(vec![key]).limit(3))
        .sqlite("SELECT posts.id FROM posts UNION ALL SELECT tags.id FROM tags ORDER BY 1 DESC LIMIT ?1")
        .postgres("SELECT posts.id FROM posts UNION ALL SELECT tags.id FROM tags ORDER BY 1 DESC LIMIT $1")
        .mysql("SELECT posts.id FROM posts UNION ALL SELECT tags.id FROM tags ORDER BY 1 DESC LIMIT ?")
        .mariadb("SELECT posts.id FROM posts UNION ALL SELECT tags.id FROM tags ORDER BY 1 DESC LIMIT ?")
        .rows([4, 3, 2])
        .await;
    let q = select(posts::id).union_all(select(tags::id));
    check(q.order_by_keys(Vec::new()).limit(3))
        .sqlite("SELECT posts.id FROM posts UNION ALL SELECT tags.id FROM tags ORDER BY 1 LIMIT ?1")
        .postgres(
            "SELECT posts.id FROM posts UNION ALL SELECT tags.id FROM tags ORDER BY 1 LIMIT $1",
        )
        .mysql("SELECT posts.id FROM posts UNION ALL SELECT tags.id FROM tags ORDER BY 1 LIMIT ?")
        .mariadb("SELECT posts.id FROM posts UNION ALL SELECT tags.id FROM tags ORDER BY 1 LIMIT ?")
        .rows([1, 1, 2])
        .await;
}
