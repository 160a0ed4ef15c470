//! `.tenant(..)`, `.across_tenants()`, `.live()` and `.with_deleted()`: the condition of each table, wherever
//! in the statement it is.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

alias!(twin: notes);

/// When something happened.
#[derive(Clone, Debug, PartialEq, SqlType)]
pub struct When(String);

table! {
    pub papers {
        #[primary_key, identity] id: i64,
        #[soft_delete, column(name = "gone at")] gone_at: Option<When>,
    }
}

#[tokio::test]
async fn where_is_theirs_and_the_programs() {
    check(select(notes::heading).filter(notes::id.gt(1).or(notes::writer_id.eq(3))).tenant(1))
    .sqlite("SELECT notes.heading FROM notes WHERE notes.team = ?1 AND (notes.id > ?2 OR notes.writer_id = ?3)")
    .postgres("SELECT notes.heading FROM notes WHERE notes.team = $1 AND (notes.id > $2 OR notes.writer_id = $3)")
    .mysql("SELECT notes.heading FROM notes WHERE notes.team = ? AND (notes.id > ? OR notes.writer_id = ?)")
    .mariadb("SELECT notes.heading FROM notes WHERE notes.team = ? AND (notes.id > ? OR notes.writer_id = ?)")
    .rows(["two"])
    .await;
    check(select(count(notes::id)).across_tenants())
        .sqlite("SELECT count(notes.id) FROM notes")
        .postgres("SELECT count(notes.id) FROM notes")
        .mysql("SELECT count(notes.id) FROM notes")
        .mariadb("SELECT count(notes.id) FROM notes")
        .rows([4])
        .await;
    check(from(notes::table).group_by(notes::id).having(count_rows().gt(0)).order_by(notes::id).select((notes::heading, count_rows())).tenant(2))
    .sqlite("SELECT notes.heading, count(*) FROM notes WHERE notes.team = ?1 GROUP BY notes.id HAVING count(*) > ?2 ORDER BY notes.id")
    .postgres("SELECT notes.heading, count(*) FROM notes WHERE notes.team = $1 GROUP BY notes.id HAVING count(*) > $2 ORDER BY notes.id")
    .mysql("SELECT notes.heading, count(*) FROM notes WHERE notes.team = ? GROUP BY notes.id HAVING count(*) > ? ORDER BY notes.id")
    .mariadb("SELECT notes.heading, count(*) FROM notes WHERE notes.team = ? GROUP BY notes.id HAVING count(*) > ? ORDER BY notes.id")
    .rows([("three", 1), ("four", 1)])
    .await;
}

#[tokio::test]
async fn deleted_rows_are_left_out() {
    check(select(drafts::wording).live())
        .sqlite("SELECT drafts.wording FROM drafts WHERE drafts.gone = FALSE")
        .postgres("SELECT drafts.wording FROM drafts WHERE drafts.gone = FALSE")
        .mysql("SELECT drafts.wording FROM drafts WHERE drafts.gone = FALSE")
        .mariadb("SELECT drafts.wording FROM drafts WHERE drafts.gone = FALSE")
        .rows(["kept"])
        .await;
    check(select(drafts::wording).order_by(drafts::id).with_deleted())
        .sqlite("SELECT drafts.wording FROM drafts ORDER BY drafts.id")
        .postgres("SELECT drafts.wording FROM drafts ORDER BY drafts.id")
        .mysql("SELECT drafts.wording FROM drafts ORDER BY drafts.id")
        .mariadb("SELECT drafts.wording FROM drafts ORDER BY drafts.id")
        .rows(["kept", "lost"])
        .await;
    check(select(papers::id).live())
        .sqlite(r#"SELECT papers.id FROM papers WHERE papers."gone at" IS NULL"#)
        .postgres(r#"SELECT papers.id FROM papers WHERE papers."gone at" IS NULL"#)
        .mysql("SELECT papers.id FROM papers WHERE papers.`gone at` IS NULL")
        .mariadb("SELECT papers.id FROM papers WHERE papers.`gone at` IS NULL")
        .is_not_run();
}

#[tokio::test]
async fn outer_joins_keep_their_rows() {
    check(from(users::table).left_join(notes::table).on(notes::writer_id.eq(users::id)).order_by(users::id).select((users::name, notes::heading)).tenant(2))
    .sqlite("SELECT users.name, notes.heading FROM users LEFT JOIN notes ON notes.writer_id = users.id AND notes.team = ?1 ORDER BY users.id")
    .postgres("SELECT users.name, notes.heading FROM users LEFT JOIN notes ON notes.writer_id = users.id AND notes.team = $1 ORDER BY users.id")
    .mysql("SELECT users.name, notes.heading FROM users LEFT JOIN notes ON notes.writer_id = users.id AND notes.team = ? ORDER BY users.id")
    .mariadb("SELECT users.name, notes.heading FROM users LEFT JOIN notes ON notes.writer_id = users.id AND notes.team = ? ORDER BY users.id")
    .rows([("Ada", Some("three")), ("Bob", None), ("Cy", Some("four")), ("Dee", None)])
    .await;
    check(from(notes::table).right_join(users::table).on(notes::writer_id.eq(users::id)).order_by(users::id).select((users::name, notes::heading)).tenant(1))
    .sqlite("SELECT users.name, notes.heading FROM notes RIGHT JOIN users ON notes.writer_id = users.id AND notes.team = ?1 ORDER BY users.id")
    .postgres("SELECT users.name, notes.heading FROM notes RIGHT JOIN users ON notes.writer_id = users.id AND notes.team = $1 ORDER BY users.id")
    .mysql("SELECT users.name, notes.heading FROM notes RIGHT JOIN users ON notes.writer_id = users.id AND notes.team = ? ORDER BY users.id")
    .mariadb("SELECT users.name, notes.heading FROM notes RIGHT JOIN users ON notes.writer_id = users.id AND notes.team = ? ORDER BY users.id")
    .rows([("Ada", Some("one")), ("Bob", Some("two")), ("Cy", None), ("Dee", None)])
    .await;
    check(from(users::table).right_join(notes::table).on(notes::writer_id.eq(users::id)).order_by(notes::id).select((users::name, notes::heading)).tenant(1))
    .sqlite("SELECT users.name, notes.heading FROM users RIGHT JOIN notes ON notes.writer_id = users.id WHERE notes.team = ?1 ORDER BY notes.id")
    .postgres("SELECT users.name, notes.heading FROM users RIGHT JOIN notes ON notes.writer_id = users.id WHERE notes.team = $1 ORDER BY notes.id")
    .mysql("SELECT users.name, notes.heading FROM users RIGHT JOIN notes ON notes.writer_id = users.id WHERE notes.team = ? ORDER BY notes.id")
    .mariadb("SELECT users.name, notes.heading FROM users RIGHT JOIN notes ON notes.writer_id = users.id WHERE notes.team = ? ORDER BY notes.id")
    .rows([(Some("Ada"), "one"), (Some("Bob"), "two")])
    .await;
    check(from(users::table).left_join(notes::table).on(notes::writer_id.eq(users::id).or(notes::id.eq(users::id))).filter(users::id.eq(4)).select((users::name, notes::heading)).tenant(2))
    .sqlite("SELECT users.name, notes.heading FROM users LEFT JOIN notes ON (notes.writer_id = users.id OR notes.id = users.id) AND notes.team = ?1 WHERE users.id = ?2")
    .postgres("SELECT users.name, notes.heading FROM users LEFT JOIN notes ON (notes.writer_id = users.id OR notes.id = users.id) AND notes.team = $1 WHERE users.id = $2")
    .mysql("SELECT users.name, notes.heading FROM users LEFT JOIN notes ON (notes.writer_id = users.id OR notes.id = users.id) AND notes.team = ? WHERE users.id = ?")
    .mariadb("SELECT users.name, notes.heading FROM users LEFT JOIN notes ON (notes.writer_id = users.id OR notes.id = users.id) AND notes.team = ? WHERE users.id = ?")
    .rows([("Dee", Some("four"))])
    .await;
}

#[tokio::test]
async fn each_occurrence_has_its_own() {
    check(from(notes::table).inner_join(twin).on(twin[notes::writer_id].eq(notes::writer_id)).order_by(notes::id).select((notes::heading, twin[notes::heading])).tenant(1))
    .sqlite("SELECT notes.heading, twin.heading FROM notes JOIN notes AS twin ON twin.writer_id = notes.writer_id AND twin.team = ?1 WHERE notes.team = ?2 ORDER BY notes.id")
    .postgres("SELECT notes.heading, twin.heading FROM notes JOIN notes AS twin ON twin.writer_id = notes.writer_id AND twin.team = $1 WHERE notes.team = $2 ORDER BY notes.id")
    .mysql("SELECT notes.heading, twin.heading FROM notes JOIN notes AS twin ON twin.writer_id = notes.writer_id AND twin.team = ? WHERE notes.team = ? ORDER BY notes.id")
    .mariadb("SELECT notes.heading, twin.heading FROM notes JOIN notes AS twin ON twin.writer_id = notes.writer_id AND twin.team = ? WHERE notes.team = ? ORDER BY notes.id")
    .rows([("one", "one"), ("two", "two")])
    .await;
    check(from(drafts::table).cross_join(notes::table).order_by(notes::id).select((drafts::wording, notes::heading)).tenant(1).live())
    .sqlite("SELECT drafts.wording, notes.heading FROM drafts CROSS JOIN notes WHERE drafts.gone = FALSE AND notes.team = ?1 ORDER BY notes.id")
    .postgres("SELECT drafts.wording, notes.heading FROM drafts CROSS JOIN notes WHERE drafts.gone = FALSE AND notes.team = $1 ORDER BY notes.id")
    .mysql("SELECT drafts.wording, notes.heading FROM drafts CROSS JOIN notes WHERE drafts.gone = FALSE AND notes.team = ? ORDER BY notes.id")
    .mariadb("SELECT drafts.wording, notes.heading FROM drafts CROSS JOIN notes WHERE drafts.gone = FALSE AND notes.team = ? ORDER BY notes.id")
    .rows([("kept", "one"), ("kept", "two")])
    .await;
}

#[tokio::test]
async fn subqueries_have_theirs() {
    check(select(users::name).filter(users::id.in_(select(notes::writer_id))).order_by(users::id).tenant(2))
    .sqlite("SELECT users.name FROM users WHERE users.id IN (SELECT notes.writer_id FROM notes WHERE notes.team = ?1) ORDER BY users.id")
    .postgres("SELECT users.name FROM users WHERE users.id IN (SELECT notes.writer_id FROM notes WHERE notes.team = $1) ORDER BY users.id")
    .mysql("SELECT users.name FROM users WHERE users.id IN (SELECT notes.writer_id FROM notes WHERE notes.team = ?) ORDER BY users.id")
    .mariadb("SELECT users.name FROM users WHERE users.id IN (SELECT notes.writer_id FROM notes WHERE notes.team = ?) ORDER BY users.id")
    .rows(["Ada", "Cy"])
    .await;
    check(select(users::name).filter(not_exists(from(notes::table).filter(notes::writer_id.eq(outer(users::id))))).order_by(users::id).tenant(1))
    .sqlite("SELECT users.name FROM users WHERE NOT EXISTS (SELECT 1 FROM notes WHERE notes.team = ?1 AND notes.writer_id = users.id) ORDER BY users.id")
    .postgres("SELECT users.name FROM users WHERE NOT EXISTS (SELECT 1 FROM notes WHERE notes.team = $1 AND notes.writer_id = users.id) ORDER BY users.id")
    .mysql("SELECT users.name FROM users WHERE NOT EXISTS (SELECT 1 FROM notes WHERE notes.team = ? AND notes.writer_id = users.id) ORDER BY users.id")
    .mariadb("SELECT users.name FROM users WHERE NOT EXISTS (SELECT 1 FROM notes WHERE notes.team = ? AND notes.writer_id = users.id) ORDER BY users.id")
    .rows(["Cy", "Dee"])
    .await;
    check(select((drafts::wording, scalar(from(notes::table).select(count(notes::id))))).live().tenant(1))
    .sqlite("SELECT drafts.wording, (SELECT count(notes.id) FROM notes WHERE notes.team = ?1) FROM drafts WHERE drafts.gone = FALSE")
    .postgres("SELECT drafts.wording, (SELECT count(notes.id) FROM notes WHERE notes.team = $1) FROM drafts WHERE drafts.gone = FALSE")
    .mysql("SELECT drafts.wording, (SELECT count(notes.id) FROM notes WHERE notes.team = ?) FROM drafts WHERE drafts.gone = FALSE")
    .mariadb("SELECT drafts.wording, (SELECT count(notes.id) FROM notes WHERE notes.team = ?) FROM drafts WHERE drafts.gone = FALSE")
    .rows([("kept", 2)])
    .await;
    check(from(derived(totals::table, from(notes::table).select((notes::writer_id, notes::id)))).order_by(totals::posts).select(totals::posts).tenant(2))
    .sqlite("SELECT totals.posts FROM (SELECT notes.writer_id AS author, notes.id AS posts FROM notes WHERE notes.team = ?1) AS totals ORDER BY totals.posts")
    .postgres("SELECT totals.posts FROM (SELECT notes.writer_id AS author, notes.id AS posts FROM notes WHERE notes.team = $1) AS totals ORDER BY totals.posts")
    .mysql("SELECT totals.posts FROM (SELECT notes.writer_id AS author, notes.id AS posts FROM notes WHERE notes.team = ?) AS totals ORDER BY totals.posts")
    .mariadb("SELECT totals.posts FROM (SELECT notes.writer_id AS author, notes.id AS posts FROM notes WHERE notes.team = ?) AS totals ORDER BY totals.posts")
    .rows([3, 4])
    .await;
    check(with(cte(totals::table, from(notes::table).select((notes::writer_id, notes::id)))).query(from(totals::table).order_by(totals::posts).select(totals::posts)).tenant(2))
    .sqlite("WITH totals (author, posts) AS (SELECT notes.writer_id, notes.id FROM notes WHERE notes.team = ?1) SELECT totals.posts FROM totals ORDER BY totals.posts")
    .postgres("WITH totals (author, posts) AS (SELECT notes.writer_id, notes.id FROM notes WHERE notes.team = $1) SELECT totals.posts FROM totals ORDER BY totals.posts")
    .mysql("WITH totals (author, posts) AS (SELECT notes.writer_id, notes.id FROM notes WHERE notes.team = ?) SELECT totals.posts FROM totals ORDER BY totals.posts")
    .mariadb("WITH totals (author, posts) AS (SELECT notes.writer_id, notes.id FROM notes WHERE notes.team = ?) SELECT totals.posts FROM totals ORDER BY totals.posts")
    .rows([3, 4])
    .await;
}

#[tokio::test]
async fn the_innermost_word_holds() {
    check(select(notes::heading).tenant(1).union_all(select(notes::heading).tenant(2)).order_by(notes::heading))
    .sqlite("SELECT notes.heading FROM notes WHERE notes.team = ?1 UNION ALL SELECT notes.heading FROM notes WHERE notes.team = ?2 ORDER BY 1")
    .postgres("SELECT notes.heading FROM notes WHERE notes.team = $1 UNION ALL SELECT notes.heading FROM notes WHERE notes.team = $2 ORDER BY 1")
    .mysql("SELECT notes.heading FROM notes WHERE notes.team = ? UNION ALL SELECT notes.heading FROM notes WHERE notes.team = ? ORDER BY 1")
    .mariadb("SELECT notes.heading FROM notes WHERE notes.team = ? UNION ALL SELECT notes.heading FROM notes WHERE notes.team = ? ORDER BY 1")
    .rows(["four", "one", "three", "two"])
    .await;
    check(select(notes::heading).filter(notes::id.gt(scalar(select(min(notes::id)).across_tenants()))).tenant(1))
    .sqlite("SELECT notes.heading FROM notes WHERE notes.team = ?1 AND notes.id > (SELECT min(notes.id) FROM notes)")
    .postgres("SELECT notes.heading FROM notes WHERE notes.team = $1 AND notes.id > (SELECT min(notes.id) FROM notes)")
    .mysql("SELECT notes.heading FROM notes WHERE notes.team = ? AND notes.id > (SELECT min(notes.id) FROM notes)")
    .mariadb("SELECT notes.heading FROM notes WHERE notes.team = ? AND notes.id > (SELECT min(notes.id) FROM notes)")
    .rows(["two"])
    .await;
    check(select(notes::heading).union(select(drafts::wording)).order_by(notes::heading).tenant(1).live())
    .sqlite("SELECT notes.heading FROM notes WHERE notes.team = ?1 UNION SELECT drafts.wording FROM drafts WHERE drafts.gone = FALSE ORDER BY 1")
    .postgres("SELECT notes.heading FROM notes WHERE notes.team = $1 UNION SELECT drafts.wording FROM drafts WHERE drafts.gone = FALSE ORDER BY 1")
    .mysql("SELECT notes.heading FROM notes WHERE notes.team = ? UNION SELECT drafts.wording FROM drafts WHERE drafts.gone = FALSE ORDER BY 1")
    .mariadb("SELECT notes.heading FROM notes WHERE notes.team = ? UNION SELECT drafts.wording FROM drafts WHERE drafts.gone = FALSE ORDER BY 1")
    .rows(["kept", "one", "two"])
    .await;
}

#[tokio::test]
async fn update_and_delete_their_rows() {
    check(update(notes::table).set(notes::writer_id.set(2)).every_row().tenant(1))
        .sqlite("UPDATE notes SET writer_id = ?1 WHERE notes.team = ?2")
        .postgres("UPDATE notes SET writer_id = $1 WHERE notes.team = $2")
        .mysql("UPDATE notes SET writer_id = ? WHERE notes.team = ?")
        .mariadb("UPDATE notes SET writer_id = ? WHERE notes.team = ?")
        .writes(2)
        .await
        .then(select(notes::writer_id).order_by(notes::id).across_tenants(), [2, 2, 1, 3])
        .await;
    check(update(notes::table).from(drafts::table).set(notes::heading.set(drafts::wording)).filter(drafts::id.lt(notes::id)).tenant(1).live())
    .sqlite("UPDATE notes SET heading = drafts.wording FROM drafts WHERE notes.team = ?1 AND drafts.gone = FALSE AND drafts.id < notes.id")
    .postgres("UPDATE notes SET heading = drafts.wording FROM drafts WHERE notes.team = $1 AND drafts.gone = FALSE AND drafts.id < notes.id")
    .mysql("UPDATE notes, drafts SET notes.heading = drafts.wording WHERE notes.team = ? AND drafts.gone = FALSE AND drafts.id < notes.id")
    .mariadb("UPDATE notes, drafts SET notes.heading = drafts.wording WHERE notes.team = ? AND drafts.gone = FALSE AND drafts.id < notes.id")
    .writes(1)
    .await
    .then(select(notes::heading).order_by(notes::id).across_tenants(), ["one", "kept", "three", "four"])
    .await;
    check(delete(notes::table).filter(notes::writer_id.eq(1)).tenant(2))
        .sqlite("DELETE FROM notes WHERE notes.team = ?1 AND notes.writer_id = ?2")
        .postgres("DELETE FROM notes WHERE notes.team = $1 AND notes.writer_id = $2")
        .mysql("DELETE FROM notes WHERE notes.team = ? AND notes.writer_id = ?")
        .mariadb("DELETE FROM notes WHERE notes.team = ? AND notes.writer_id = ?")
        .writes(1)
        .await
        .then(select(notes::heading).order_by(notes::id).across_tenants(), ["one", "two", "four"])
        .await;
    check(delete(drafts::table).every_row().live())
        .sqlite("DELETE FROM drafts WHERE drafts.gone = FALSE")
        .postgres("DELETE FROM drafts WHERE drafts.gone = FALSE")
        .mysql("DELETE FROM drafts WHERE drafts.gone = FALSE")
        .mariadb("DELETE FROM drafts WHERE drafts.gone = FALSE")
        .writes(1)
        .await
        .then(select(drafts::wording).with_deleted(), ["lost"])
        .await;
}

#[tokio::test]
async fn new_rows_get_their_tenant() {
    check(
        insert_into(notes::table)
            .values((notes::writer_id.set(4), notes::heading.set("five")))
            .tenant(1),
    )
    .sqlite("INSERT INTO notes (writer_id, heading, team) VALUES (?1, ?2, ?3)")
    .postgres("INSERT INTO notes (writer_id, heading, team) VALUES ($1, $2, $3)")
    .mysql("INSERT INTO notes (writer_id, heading, team) VALUES (?, ?, ?)")
    .mariadb("INSERT INTO notes (writer_id, heading, team) VALUES (?, ?, ?)")
    .writes(1)
    .await
    .then(select(notes::heading).filter(notes::writer_id.eq(4)).tenant(1), ["five"])
    .await;
    check(
        insert_into(notes::table)
            .rows(["five", "six"].map(|title| (notes::writer_id.set(4), notes::heading.set(title))))
            .tenant(1),
    )
    .sqlite("INSERT INTO notes (writer_id, heading, team) VALUES (?1, ?2, ?3), (?4, ?5, ?6)")
    .postgres("INSERT INTO notes (writer_id, heading, team) VALUES ($1, $2, $3), ($4, $5, $6)")
    .mysql("INSERT INTO notes (writer_id, heading, team) VALUES (?, ?, ?), (?, ?, ?)")
    .mariadb("INSERT INTO notes (writer_id, heading, team) VALUES (?, ?, ?), (?, ?, ?)")
    .writes(2)
    .await
    .then(
        select(notes::heading).filter(notes::writer_id.eq(4)).order_by(notes::heading).tenant(1),
        ["five", "six"],
    )
    .await;
    check(insert_into(notes::table).from_select((notes::writer_id, notes::heading), select((posts::author_id, posts::title)).filter(posts::likes.gt(4))).tenant(1))
    .sqlite("INSERT INTO notes (writer_id, heading, team) SELECT new.*, ?1 FROM (SELECT posts.author_id AS writer_id, posts.title AS heading FROM posts WHERE posts.likes > ?2) AS new")
    .postgres("INSERT INTO notes (writer_id, heading, team) SELECT new.*, $1 FROM (SELECT posts.author_id AS writer_id, posts.title AS heading FROM posts WHERE posts.likes > $2) AS new")
    .mysql("INSERT INTO notes (writer_id, heading, team) SELECT new.*, ? FROM (SELECT posts.author_id AS writer_id, posts.title AS heading FROM posts WHERE posts.likes > ?) AS new")
    .mariadb("INSERT INTO notes (writer_id, heading, team) SELECT new.*, ? FROM (SELECT posts.author_id AS writer_id, posts.title AS heading FROM posts WHERE posts.likes > ?) AS new")
    .writes(2)
    .await
    .then(select(count(notes::id)).tenant(1), [4])
    .await;
}

#[tokio::test]
async fn an_upsert_changes_their_rows_alone() {
    check(insert_into(notes::table).values((notes::writer_id.set(4), notes::heading.set("one"))).on_conflict((notes::team, notes::heading)).do_update(notes::writer_id.set(excluded(notes::writer_id))).tenant(1))
    .sqlite("INSERT INTO notes (writer_id, heading, team) VALUES (?1, ?2, ?3) ON CONFLICT (team, heading) DO UPDATE SET writer_id = excluded.writer_id WHERE notes.team = ?4")
    .postgres("INSERT INTO notes (writer_id, heading, team) VALUES ($1, $2, $3) ON CONFLICT (team, heading) DO UPDATE SET writer_id = excluded.writer_id WHERE notes.team = $4")
    .writes(1)
    .await
    .then(select(notes::writer_id).order_by(notes::id).across_tenants(), [4, 2, 1, 3])
    .await;
    check(insert_into(notes::table).values((notes::id.set(3), notes::writer_id.set(4), notes::heading.set("x"))).on_conflict(notes::id).do_update(notes::heading.set("x")).filter(notes::id.gt(0).or(notes::id.lt(0))).tenant(1))
    .sqlite("INSERT INTO notes (id, writer_id, heading, team) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (id) DO UPDATE SET heading = ?5 WHERE notes.team = ?6 AND (notes.id > ?7 OR notes.id < ?8)")
    .postgres("INSERT INTO notes (id, writer_id, heading, team) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO UPDATE SET heading = $5 WHERE notes.team = $6 AND (notes.id > $7 OR notes.id < $8)")
    .writes(0)
    .await
    .then(select(notes::heading).order_by(notes::id).across_tenants(), ["one", "two", "three", "four"])
    .await;
    check(insert_into(notes::table).values((notes::id.set(1), notes::writer_id.set(4), notes::heading.set("x"))).on_conflict(notes::id).do_update(notes::heading.set("x")).filter(notes::id.gt(0)).filter(notes::id.lt(9)).returning(notes::heading).tenant(1))
    .sqlite("INSERT INTO notes (id, writer_id, heading, team) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (id) DO UPDATE SET heading = ?5 WHERE notes.team = ?6 AND notes.id > ?7 AND notes.id < ?8 RETURNING notes.heading")
    .postgres("INSERT INTO notes (id, writer_id, heading, team) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO UPDATE SET heading = $5 WHERE notes.team = $6 AND notes.id > $7 AND notes.id < $8 RETURNING notes.heading")
    .rows(["x"])
    .await;
    check(insert_into(notes::table).from_select((notes::writer_id, notes::heading), select((notes::writer_id, notes::heading))).on_conflict_do_nothing().tenant(2))
    .sqlite("INSERT INTO notes (writer_id, heading, team) SELECT new.*, ?1 FROM (SELECT notes.writer_id AS writer_id, notes.heading AS heading FROM notes WHERE notes.team = ?2) AS new WHERE TRUE ON CONFLICT DO NOTHING")
    .postgres("INSERT INTO notes (writer_id, heading, team) SELECT new.*, $1 FROM (SELECT notes.writer_id AS writer_id, notes.heading AS heading FROM notes WHERE notes.team = $2) AS new WHERE TRUE ON CONFLICT DO NOTHING")
    .writes(0)
    .await
    .then(select(notes::heading).order_by(notes::id).across_tenants(), ["one", "two", "three", "four"])
    .await;
}

#[tokio::test]
async fn rows_in_a_form_of_their_own() {
    check(
        insert_into(notes::table)
            .rows([(notes::writer_id.set(4), notes::heading.set("five"))])
            .by_copy()
            .tenant(1),
    )
    .postgres("COPY notes (writer_id, heading, team) FROM STDIN (FORMAT binary)")
    .is_not_run();
    check(insert_into(notes::table).rows([(notes::writer_id.set(4), notes::heading.set("five"))]).by_load_data().tenant(1))
    .mysql("LOAD DATA LOCAL INFILE 'rows' INTO TABLE notes CHARACTER SET utf8mb4 (writer_id, heading, team)")
    .mariadb("LOAD DATA LOCAL INFILE 'rows' INTO TABLE notes CHARACTER SET utf8mb4 (writer_id, heading, team)")
    .is_not_run();
    check(from(notes::table).filter(notes::id.eq(1)).select(notes::heading).for_update().tenant(1))
        .postgres(
            "SELECT notes.heading FROM notes WHERE notes.team = $1 AND notes.id = $2 FOR UPDATE",
        )
        .mysql("SELECT notes.heading FROM notes WHERE notes.team = ? AND notes.id = ? FOR UPDATE")
        .mariadb("SELECT notes.heading FROM notes WHERE notes.team = ? AND notes.id = ? FOR UPDATE")
        .is_not_run();
}

#[tokio::test]
async fn a_boxed_query_is_said_at_its_end() {
    let mut query = select(notes::heading).boxed();
    for id in [1, 2] {
        query = query.filter(notes::id.ne(id));
    }
    check(query.order_by(notes::id).tenant(2))
        .sqlite(
            "SELECT notes.heading FROM notes WHERE notes.team = ?1 AND notes.id <> ?2 AND notes.id <> ?3 \
             ORDER BY notes.id",
        )
        .rows(["three", "four"])
        .await;
    let of_team =
        |team: i64| users::id.in_(select(notes::writer_id).tenant(team)).boxed_on(users::table);
    check(select(users::name).filter(of_team(1)).filter(of_team(2)))
        .sqlite(
            "SELECT users.name FROM users WHERE users.id IN (SELECT notes.writer_id FROM notes WHERE \
             notes.team = ?1) AND users.id IN (SELECT notes.writer_id FROM notes WHERE notes.team = ?2)",
        )
        .rows(["Ada"])
        .await;
}

mod hidden {
    relata::shape! { pub notes { id: i64 } }
}

mod long {
    relata::shape! {
        pub a_name_of_sixty_three_bytes_is_as_long_as_postgresql_takes_them { id: i64 }
    }
}
use long::a_name_of_sixty_three_bytes_is_as_long_as_postgresql_takes_them as longest;

macro_rules! beside_boxed {
    ($dialect:ty) => {
        with(cte(longest::table, select(users::id).filter(users::id.eq(1)))).query(
            from(longest::table)
                .filter(exists(select(tags::id).boxed::<$dialect>()))
                .select(longest::id),
        )
    };
}

#[tokio::test]
async fn a_query_of_with_that_has_the_longest_name_stands_apart_too() {
    const TEXT: &str = "WITH \"a_name_of_sixty_three_bytes_is_as_long_as_postgres_d56d of WITH\" (id) AS \
        (SELECT users.id FROM users WHERE users.id = ?) SELECT \
        a_name_of_sixty_three_bytes_is_as_long_as_postgresql_takes_them.id FROM \
        \"a_name_of_sixty_three_bytes_is_as_long_as_postgres_d56d of WITH\" AS \
        a_name_of_sixty_three_bytes_is_as_long_as_postgresql_takes_them WHERE EXISTS \
        (SELECT tags.id FROM tags)";
    let quoted = TEXT.replace('"', "`");
    check(beside_boxed!(Sqlite)).sqlite(&TEXT.replace('?', "?1")).rows([1]).await;
    check(beside_boxed!(Postgres)).postgres(&TEXT.replace('?', "$1")).rows_elsewhere([1]).await;
    check(beside_boxed!(MySql)).mysql(&quoted).rows_elsewhere([1]).await;
    check(beside_boxed!(MariaDb)).mariadb(&quoted).rows_elsewhere([1]).await;
}

#[test]
fn a_query_of_with_is_not_read_in_place_of_a_table_of_a_boxed_one() {
    let noted = select(users::id).filter(users::id.in_(select(notes::writer_id))).boxed();
    let named = with(cte(hidden::notes::table, select(users::id)))
        .query(from(hidden::notes::table).filter(exists(noted)).select(hidden::notes::id));
    assert_eq!(
        named.tenant(1).to_sql::<Sqlite>(),
        "WITH \"notes of WITH\" (id) AS (SELECT users.id FROM users) SELECT notes.id FROM \"notes of WITH\" \
         AS notes WHERE EXISTS (SELECT users.id FROM users WHERE users.id IN (SELECT notes.writer_id FROM \
         notes WHERE notes.team = ?1))"
    );
}
