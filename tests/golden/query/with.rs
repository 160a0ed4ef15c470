//! `WITH`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

shape! { pub authors { id: i64 } }

#[tokio::test]
async fn named_query() {
    let per_author =
        from(posts::table).group_by(posts::author_id).select((posts::author_id, count_rows()));
    check(
        with(cte(totals::table, per_author)).query(
            from(users::table)
                .inner_join(totals::table)
                .on(totals::author.eq(users::id))
                .filter(totals::posts.gt(1))
                .select((users::name, totals::posts)),
        ),
    )
    .sqlite(
        "WITH totals (author, posts) AS (SELECT posts.author_id, count(*) FROM posts GROUP BY \
         posts.author_id) SELECT users.name, totals.posts FROM users JOIN totals ON totals.author \
         = users.id WHERE totals.posts > ?1",
    )
    .postgres(
        "WITH totals (author, posts) AS (SELECT posts.author_id, count(*) FROM posts GROUP BY \
         posts.author_id) SELECT users.name, totals.posts FROM users JOIN totals ON totals.author \
         = users.id WHERE totals.posts > $1",
    )
    .mysql(
        "WITH totals (author, posts) AS (SELECT posts.author_id, count(*) FROM posts GROUP BY \
         posts.author_id) SELECT users.name, totals.posts FROM users JOIN totals ON totals.author \
         = users.id WHERE totals.posts > ?",
    )
    .mariadb(
        "WITH totals (author, posts) AS (SELECT posts.author_id, count(*) FROM posts GROUP BY \
         posts.author_id) SELECT users.name, totals.posts FROM users JOIN totals ON totals.author \
         = users.id WHERE totals.posts > ?",
    )
    .rows([("Ada", 2)])
    .await;
}

#[tokio::test]
async fn one_uses_the_one_before() {
    let per_author =
        from(posts::table).group_by(posts::author_id).select((posts::author_id, count_rows()));
    let first = cte(totals::table, per_author);
    let second =
        cte(authors::table, from(totals::table).filter(totals::posts.eq(1)).select(totals::author));
    check(
        with((first, second)).query(
            from(users::table)
                .filter(users::id.in_(select(authors::id)))
                .order_by(users::id)
                .select(users::name),
        ),
    )
    .sqlite(
        "WITH totals (author, posts) AS (SELECT posts.author_id, count(*) FROM posts GROUP BY \
         posts.author_id), authors (id) AS (SELECT totals.author FROM totals WHERE totals.posts = \
         ?1) SELECT users.name FROM users WHERE users.id IN (SELECT authors.id FROM authors) ORDER \
         BY users.id",
    )
    .postgres(
        "WITH totals (author, posts) AS (SELECT posts.author_id, count(*) FROM posts GROUP BY \
         posts.author_id), authors (id) AS (SELECT totals.author FROM totals WHERE totals.posts = \
         $1) SELECT users.name FROM users WHERE users.id IN (SELECT authors.id FROM authors) ORDER \
         BY users.id",
    )
    .mysql(
        "WITH totals (author, posts) AS (SELECT posts.author_id, count(*) FROM posts GROUP BY \
         posts.author_id), authors (id) AS (SELECT totals.author FROM totals WHERE totals.posts = \
         ?) SELECT users.name FROM users WHERE users.id IN (SELECT authors.id FROM authors) ORDER \
         BY users.id",
    )
    .mariadb(
        "WITH totals (author, posts) AS (SELECT posts.author_id, count(*) FROM posts GROUP BY \
         posts.author_id), authors (id) AS (SELECT totals.author FROM totals WHERE totals.posts = \
         ?) SELECT users.name FROM users WHERE users.id IN (SELECT authors.id FROM authors) ORDER \
         BY users.id",
    )
    .rows(["Bob", "Cy"])
    .await;
}

#[tokio::test]
async fn around_an_update() {
    let per_author =
        from(posts::table).group_by(posts::author_id).select((posts::author_id, count_rows()));
    check(with(cte(totals::table, per_author)).query(
        update(users::table).set(users::visits.set(0)).filter(
            users::id.in_(from(totals::table).filter(totals::posts.gt(1)).select(totals::author)),
        ),
    ))
    .sqlite(
        "WITH totals (author, posts) AS (SELECT posts.author_id, count(*) FROM posts GROUP BY \
         posts.author_id) UPDATE users SET visits = ?1 WHERE users.id IN (SELECT totals.author \
         FROM totals WHERE totals.posts > ?2)",
    )
    .postgres(
        "WITH totals (author, posts) AS (SELECT posts.author_id, count(*) FROM posts GROUP BY \
         posts.author_id) UPDATE users SET visits = $1 WHERE users.id IN (SELECT totals.author \
         FROM totals WHERE totals.posts > $2)",
    )
    .mysql(
        "WITH totals (author, posts) AS (SELECT posts.author_id, count(*) FROM posts GROUP BY \
         posts.author_id) UPDATE users SET visits = ? WHERE users.id IN (SELECT totals.author FROM \
         totals WHERE totals.posts > ?)",
    )
    .writes(1)
    .await
    .then(select(users::id).filter(users::visits.eq(0)).order_by(users::id), [1, 2])
    .await;
}

#[tokio::test]
async fn in_the_select_of_an_insert() {
    let named = with(cte(authors::table, select(users::id).filter(users::visits.gt(3))));
    check(
        insert_into(tags::table).from_select(
            (tags::id, tags::label),
            named.query(
                from(authors::table)
                    .inner_join(users::table)
                    .on(users::id.eq(authors::id))
                    .filter(authors::id.gt(2))
                    .select((authors::id, users::name)),
            ),
        ),
    )
    .sqlite(
        "INSERT INTO tags (id, label) WITH authors (id) AS (SELECT users.id FROM users \
         WHERE users.visits > ?1) SELECT authors.id, users.name FROM authors JOIN users \
         ON users.id = authors.id WHERE authors.id > ?2",
    )
    .postgres(
        "INSERT INTO tags (id, label) WITH authors (id) AS (SELECT users.id FROM users \
         WHERE users.visits > $1) SELECT authors.id, users.name FROM authors JOIN users \
         ON users.id = authors.id WHERE authors.id > $2",
    )
    .mysql(
        "INSERT INTO tags (id, label) WITH authors (id) AS (SELECT users.id FROM users \
         WHERE users.visits > ?) SELECT authors.id, users.name FROM authors JOIN users \
         ON users.id = authors.id WHERE authors.id > ?",
    )
    .mariadb(
        "INSERT INTO tags (id, label) WITH authors (id) AS (SELECT users.id FROM users \
         WHERE users.visits > ?) SELECT authors.id, users.name FROM authors JOIN users \
         ON users.id = authors.id WHERE authors.id > ?",
    )
    .writes(1)
    .await
    .then(select(tags::label).filter(tags::id.eq(3)), ["Cy"])
    .await;
}

#[tokio::test]
async fn in_a_subquery_of_a_delete() {
    let named = with(cte(authors::table, select(posts::author_id)));
    check(delete(users::table).filter(users::id.not_in(named.query(select(authors::id)))))
        .sqlite(
            "DELETE FROM users WHERE users.id NOT IN (WITH authors (id) AS (SELECT \
             posts.author_id FROM posts) SELECT authors.id FROM authors)",
        )
        .postgres(
            "DELETE FROM users WHERE users.id NOT IN (WITH authors (id) AS (SELECT \
             posts.author_id FROM posts) SELECT authors.id FROM authors)",
        )
        .mysql(
            "DELETE FROM users WHERE users.id NOT IN (WITH authors (id) AS (SELECT \
             posts.author_id FROM posts) SELECT authors.id FROM authors)",
        )
        .mariadb(
            "DELETE FROM users WHERE users.id NOT IN (WITH authors (id) AS (SELECT \
             posts.author_id FROM posts) SELECT authors.id FROM authors)",
        )
        .writes(1)
        .await
        .then(select(users::name).order_by(users::id), ["Ada", "Bob", "Cy"])
        .await;
}

#[tokio::test]
async fn beside_the_table_of_an_update() {
    let per_author =
        from(posts::table).group_by(posts::author_id).select((posts::author_id, count_rows()));
    check(
        with(cte(totals::table, per_author)).query(
            update(users::table)
                .from(totals::table)
                .set(users::visits.set(totals::posts))
                .filter(totals::author.eq(users::id)),
        ),
    )
    .sqlite(
        "WITH totals (author, posts) AS (SELECT posts.author_id, count(*) FROM posts GROUP BY \
         posts.author_id) UPDATE users SET visits = totals.posts FROM totals WHERE totals.author = \
         users.id",
    )
    .postgres(
        "WITH totals (author, posts) AS (SELECT posts.author_id, count(*) FROM posts GROUP BY \
         posts.author_id) UPDATE users SET visits = totals.posts FROM totals WHERE totals.author = \
         users.id",
    )
    .mysql(
        "WITH totals (author, posts) AS (SELECT posts.author_id, count(*) FROM posts GROUP BY \
         posts.author_id) UPDATE users, totals SET users.visits = totals.posts WHERE totals.author = \
         users.id",
    )
    .writes(3)
    .await
    .then(select(users::visits).order_by(users::id), [2, 1, 1, 3])
    .await;
}

#[tokio::test]
async fn beside_the_table_of_a_delete() {
    let liked = from(posts::table).filter(posts::likes.gt(5)).select(posts::id);
    check(with(cte(authors::table, liked)).query(
        delete(post_tags::table).from(authors::table).filter(authors::id.eq(post_tags::post_id)),
    ))
    .postgres(
        "WITH authors (id) AS (SELECT posts.id FROM posts WHERE posts.likes > $1) DELETE FROM \
         post_tags USING authors WHERE authors.id = post_tags.post_id",
    )
    .mysql(
        "WITH authors (id) AS (SELECT posts.id FROM posts WHERE posts.likes > ?) DELETE FROM \
         post_tags USING post_tags, authors WHERE authors.id = post_tags.post_id",
    )
    .writes_elsewhere(1, select(count(post_tags::post_id)), [2])
    .await;
}

#[tokio::test]
async fn value_that_depends_on_the_row_of_a_delete() {
    let likes = from(posts::table).group_by(posts::id).select((posts::id, count_rows()));
    let of_post = from(totals::table)
        .filter(totals::author.eq(outer(post_tags::post_id)))
        .select(max(totals::posts));
    check(with(cte(totals::table, likes)).query(
        delete(post_tags::table).filter(scalar(of_post).eq(1)).filter(post_tags::tag_id.eq(1)),
    ))
    .sqlite(
        "WITH totals (author, posts) AS (SELECT posts.id, count(*) FROM posts GROUP BY posts.id) \
         DELETE FROM post_tags WHERE (SELECT max(totals.posts) FROM totals WHERE totals.author = \
         post_tags.post_id) = ?1 AND post_tags.tag_id = ?2",
    )
    .postgres(
        "WITH totals (author, posts) AS (SELECT posts.id, count(*) FROM posts GROUP BY posts.id) \
         DELETE FROM post_tags WHERE (SELECT max(totals.posts) FROM totals WHERE totals.author = \
         post_tags.post_id) = $1 AND post_tags.tag_id = $2",
    )
    .mysql(
        "WITH totals (author, posts) AS (SELECT posts.id, count(*) FROM posts GROUP BY posts.id) \
         DELETE FROM post_tags WHERE (SELECT max(totals.posts) FROM totals WHERE totals.author = \
         post_tags.post_id) = ? AND post_tags.tag_id = ?",
    )
    .writes(1)
    .await
    .then(select(count(post_tags::post_id)), [2])
    .await;
}
