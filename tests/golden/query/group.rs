//! `GROUP BY` and `HAVING`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn group_by_and_having() {
    check(
        from(posts::table)
            .group_by(posts::author_id)
            .having(count_rows().gt(1))
            .having(max(posts::likes).lt(10).or(posts::author_id.eq(9)))
            .select((posts::author_id, count_rows())),
    )
    .sqlite(
        "SELECT posts.author_id, count(*) FROM posts GROUP BY posts.author_id HAVING count(*) > ?1 \
         AND (max(posts.likes) < ?2 OR posts.author_id = ?3)",
    )
    .postgres(
        "SELECT posts.author_id, count(*) FROM posts GROUP BY posts.author_id HAVING count(*) > $1 \
         AND (max(posts.likes) < $2 OR posts.author_id = $3)",
    )
    .mysql(
        "SELECT posts.author_id, count(*) FROM posts GROUP BY posts.author_id HAVING count(*) > ? \
         AND (max(posts.likes) < ? OR min(posts.author_id) = ?)",
    )
    .mariadb(
        "SELECT posts.author_id, count(*) FROM posts GROUP BY posts.author_id HAVING count(*) > ? \
         AND (max(posts.likes) < ? OR min(posts.author_id) = ?)",
    )
    .rows([(1, 2)])
    .await;
}

#[tokio::test]
async fn by_columns_of_two_tables() {
    check(
        from(users::table)
            .inner_join(users::posts)
            .group_by((users::name, posts::body))
            .order_by((users::name, posts::body))
            .select((users::name, posts::body, count_rows())),
    )
    .sqlite(
        "SELECT users.name, posts.body, count(*) FROM users JOIN posts ON posts.author_id = \
         users.id GROUP BY users.name, posts.body ORDER BY users.name, posts.body",
    )
    .postgres(
        "SELECT users.name, posts.body, count(*) FROM users JOIN posts ON posts.author_id = \
         users.id GROUP BY users.name, posts.body ORDER BY users.name, posts.body",
    )
    .mysql(
        "SELECT users.name, posts.body, count(*) FROM users JOIN posts ON posts.author_id = \
         users.id GROUP BY users.name, posts.body ORDER BY users.name, posts.body",
    )
    .mariadb(
        "SELECT users.name, posts.body, count(*) FROM users JOIN posts ON posts.author_id = \
         users.id GROUP BY users.name, posts.body ORDER BY users.name, posts.body",
    )
    .rows_differ(
        [("Ada", None, 1), ("Ada", Some("types"), 1), ("Bob", Some("x"), 1), ("Cy", None, 1)],
        [("Ada", Some("types"), 1), ("Ada", None, 1), ("Bob", Some("x"), 1), ("Cy", None, 1)],
        [("Ada", None, 1), ("Ada", Some("types"), 1), ("Bob", Some("x"), 1), ("Cy", None, 1)],
    )
    .await;
}

#[tokio::test]
async fn rows_of_a_grouped_table() {
    check(
        from(tags::table)
            .left_join(tags::posts)
            .group_by(tags::id)
            .order_by(tags::id)
            .select((Tag, count(posts::id))),
    )
    .sqlite(
        "SELECT tags.id, tags.label, count(posts.id) FROM tags LEFT JOIN post_tags ON \
         post_tags.tag_id = tags.id LEFT JOIN posts ON posts.id = post_tags.post_id GROUP BY \
         tags.id ORDER BY tags.id",
    )
    .postgres(
        "SELECT tags.id, tags.label, count(posts.id) FROM tags LEFT JOIN post_tags ON \
         post_tags.tag_id = tags.id LEFT JOIN posts ON posts.id = post_tags.post_id GROUP BY \
         tags.id ORDER BY tags.id",
    )
    .mysql(
        "SELECT tags.id, tags.label, count(posts.id) FROM tags LEFT JOIN post_tags ON \
         post_tags.tag_id = tags.id LEFT JOIN posts ON posts.id = post_tags.post_id GROUP BY \
         tags.id ORDER BY tags.id",
    )
    .mariadb(
        "SELECT tags.id, tags.label, count(posts.id) FROM tags LEFT JOIN post_tags ON \
         post_tags.tag_id = tags.id LEFT JOIN posts ON posts.id = post_tags.post_id GROUP BY \
         tags.id ORDER BY tags.id",
    )
    .rows([(Tag { id: 1, label: "db".into() }, 1), (Tag { id: 2, label: "lang".into() }, 2)])
    .await;
}

#[tokio::test]
async fn filter_group_order_limit() {
    check(
        from(users::table)
            .filter(users::visits.gt(0))
            .group_by(users::visits)
            .having(count_rows().ge(1))
            .order_by((count_rows().desc(), users::visits))
            .select((users::visits, count_rows()))
            .limit(1),
    )
    .sqlite(
        "SELECT users.visits, count(*) FROM users WHERE users.visits > ?1 GROUP BY users.visits \
         HAVING count(*) >= ?2 ORDER BY count(*) DESC, users.visits LIMIT ?3",
    )
    .postgres(
        "SELECT users.visits, count(*) FROM users WHERE users.visits > $1 GROUP BY users.visits \
         HAVING count(*) >= $2 ORDER BY count(*) DESC, users.visits LIMIT $3",
    )
    .mysql(
        "SELECT users.visits, count(*) FROM users WHERE users.visits > ? GROUP BY users.visits \
         HAVING count(*) >= ? ORDER BY count(*) DESC, users.visits LIMIT ?",
    )
    .mariadb(
        "SELECT users.visits, count(*) FROM users WHERE users.visits > ? GROUP BY users.visits \
         HAVING count(*) >= ? ORDER BY count(*) DESC, users.visits LIMIT ?",
    )
    .rows([(10, 2)])
    .await;
}

#[tokio::test]
async fn having_nullable_condition() {
    check(
        from(users::table)
            .group_by(users::visits)
            .having(max(users::score).gt(2.0))
            .select(users::visits),
    )
    .sqlite("SELECT users.visits FROM users GROUP BY users.visits HAVING max(users.score) > ?1")
    .postgres("SELECT users.visits FROM users GROUP BY users.visits HAVING max(users.score) > $1")
    .mysql("SELECT users.visits FROM users GROUP BY users.visits HAVING max(users.score) > ?")
    .mariadb("SELECT users.visits FROM users GROUP BY users.visits HAVING max(users.score) > ?")
    .rows([10])
    .await;
}

#[tokio::test]
async fn having_a_column_that_depends_on_the_key() {
    check(
        from(users::table)
            .inner_join(users::posts)
            .group_by(users::id)
            .having(users::name.ne("Ada"))
            .order_by(users::name)
            .select(users::id),
    )
    .sqlite(
        "SELECT users.id FROM users JOIN posts ON posts.author_id = users.id GROUP BY users.id \
         HAVING users.name <> ?1 ORDER BY users.name",
    )
    .postgres(
        "SELECT users.id FROM users JOIN posts ON posts.author_id = users.id GROUP BY users.id \
         HAVING users.name <> $1 ORDER BY users.name",
    )
    .mysql(
        "SELECT users.id FROM users JOIN posts ON posts.author_id = users.id GROUP BY users.id \
         HAVING min(users.name) <> ? ORDER BY users.name",
    )
    .mariadb(
        "SELECT users.id FROM users JOIN posts ON posts.author_id = users.id GROUP BY users.id \
         HAVING min(users.name) <> ? ORDER BY users.name",
    )
    .rows([2, 3])
    .await;
    check(
        from(users::table).group_by(users::id).having(min(users::name).eq("Bob")).select(users::id),
    )
    .sqlite("SELECT users.id FROM users GROUP BY users.id HAVING min(users.name) = ?1")
    .postgres("SELECT users.id FROM users GROUP BY users.id HAVING min(users.name) = $1")
    .mysql("SELECT users.id FROM users GROUP BY users.id HAVING min(users.name) = ?")
    .mariadb("SELECT users.id FROM users GROUP BY users.id HAVING min(users.name) = ?")
    .rows([2])
    .await;
}

#[tokio::test]
async fn having_one_of_two_keys_of_one_name() {
    check(
        from(users::table)
            .inner_join(users::posts)
            .group_by((users::id, posts::id))
            .having(posts::id.gt(1).and(max(posts::likes).ge(0)))
            .order_by(posts::id)
            .select(users::id),
    )
    .sqlite(
        "SELECT users.id FROM users JOIN posts ON posts.author_id = users.id GROUP BY users.id, \
         posts.id HAVING posts.id > ?1 AND max(posts.likes) >= ?2 ORDER BY posts.id",
    )
    .postgres(
        "SELECT users.id FROM users JOIN posts ON posts.author_id = users.id GROUP BY users.id, \
         posts.id HAVING posts.id > $1 AND max(posts.likes) >= $2 ORDER BY posts.id",
    )
    .mysql(
        "SELECT users.id FROM users JOIN posts ON posts.author_id = users.id GROUP BY users.id, \
         posts.id HAVING min(posts.id) > ? AND max(posts.likes) >= ? ORDER BY posts.id",
    )
    .mariadb(
        "SELECT users.id FROM users JOIN posts ON posts.author_id = users.id GROUP BY users.id, \
         posts.id HAVING min(posts.id) > ? AND max(posts.likes) >= ? ORDER BY posts.id",
    )
    .rows([1, 2, 3])
    .await;
}

#[tokio::test]
async fn having_an_outer_column() {
    let own = from(posts::table)
        .group_by(posts::author_id)
        .having(count_rows().gt(outer(users::id)).and(posts::author_id.eq(outer(users::id))))
        .select(posts::author_id);
    check(from(users::table).filter(exists(own)).select(users::id))
        .sqlite(
            "SELECT users.id FROM users WHERE EXISTS (SELECT posts.author_id FROM posts GROUP BY \
             posts.author_id HAVING count(*) > users.id AND posts.author_id = users.id)",
        )
        .postgres(
            "SELECT users.id FROM users WHERE EXISTS (SELECT posts.author_id FROM posts GROUP BY \
             posts.author_id HAVING count(*) > users.id AND posts.author_id = users.id)",
        )
        .mysql(
            "SELECT users.id FROM users WHERE EXISTS (SELECT posts.author_id FROM posts GROUP BY \
             posts.author_id HAVING count(*) > users.id AND min(posts.author_id) = users.id)",
        )
        .mariadb(
            "SELECT users.id FROM users WHERE EXISTS (SELECT posts.author_id FROM posts GROUP BY \
             posts.author_id HAVING count(*) > users.id AND min(posts.author_id) = users.id)",
        )
        .rows([1])
        .await;
}

#[tokio::test]
async fn outer_keys_of_one_name_in_having() {
    // MariaDB knows keys by their bare names there, and would find neither of the two.
    let liked = from(tags::table).filter(tags::id.eq(outer(posts::id)));
    let known = from(staff::table).filter(staff::id.eq(outer(users::id)));
    check(
        from(users::table)
            .inner_join(users::posts)
            .group_by((users::id, posts::id))
            .having(exists(liked))
            .having(exists(known))
            .order_by(count_rows().asc())
            .select(count_rows()),
    )
    .sqlite(
        "SELECT count(*) FROM users JOIN posts ON posts.author_id = users.id GROUP BY users.id, \
         posts.id HAVING EXISTS (SELECT 1 FROM tags WHERE tags.id = posts.id) AND EXISTS (SELECT 1 \
         FROM staff WHERE staff.id = users.id) ORDER BY count(*)",
    )
    .postgres(
        "SELECT count(*) FROM users JOIN posts ON posts.author_id = users.id GROUP BY users.id, \
         posts.id HAVING EXISTS (SELECT 1 FROM tags WHERE tags.id = posts.id) AND EXISTS (SELECT 1 \
         FROM staff WHERE staff.id = users.id) ORDER BY count(*)",
    )
    .mysql(
        "SELECT count(*) FROM users JOIN posts ON posts.author_id = users.id GROUP BY users.id, \
         posts.id HAVING EXISTS (SELECT 1 FROM tags WHERE tags.id = posts.id) AND EXISTS (SELECT 1 \
         FROM staff WHERE staff.id = users.id) ORDER BY count(*)",
    )
    .mariadb(
        "SELECT count(*) FROM users JOIN posts ON posts.author_id = users.id GROUP BY users.id, \
         posts.id HAVING EXISTS (SELECT 1 FROM tags WHERE tags.id = min(posts.id)) AND EXISTS \
         (SELECT 1 FROM staff WHERE staff.id = min(users.id)) ORDER BY count(*)",
    )
    .rows([1, 1])
    .await;
}

#[tokio::test]
async fn outer_keys_of_one_name_two_levels_out_in_having() {
    let liked = from(tags::table).filter(tags::id.eq(outer(outer(posts::id))));
    check(
        from(users::table)
            .inner_join(users::posts)
            .group_by((users::id, posts::id))
            .having(exists(from(staff::table).filter(exists(liked))))
            .order_by(count_rows().asc())
            .select(count_rows()),
    )
    .sqlite(
        "SELECT count(*) FROM users JOIN posts ON posts.author_id = users.id GROUP BY users.id, \
         posts.id HAVING EXISTS (SELECT 1 FROM staff WHERE EXISTS (SELECT 1 FROM tags WHERE tags.id = \
         posts.id)) ORDER BY count(*)",
    )
    .postgres(
        "SELECT count(*) FROM users JOIN posts ON posts.author_id = users.id GROUP BY users.id, \
         posts.id HAVING EXISTS (SELECT 1 FROM staff WHERE EXISTS (SELECT 1 FROM tags WHERE tags.id = \
         posts.id)) ORDER BY count(*)",
    )
    .mysql(
        "SELECT count(*) FROM users JOIN posts ON posts.author_id = users.id GROUP BY users.id, \
         posts.id HAVING EXISTS (SELECT 1 FROM staff WHERE EXISTS (SELECT 1 FROM tags WHERE tags.id = \
         posts.id)) ORDER BY count(*)",
    )
    .mariadb(
        "SELECT count(*) FROM users JOIN posts ON posts.author_id = users.id GROUP BY users.id, \
         posts.id HAVING EXISTS (SELECT 1 FROM staff WHERE EXISTS (SELECT 1 FROM tags WHERE tags.id = \
         min(posts.id))) ORDER BY count(*)",
    )
    .rows([1, 1])
    .await;
}
