//! `ON CONFLICT`: upserts.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn do_nothing() {
    check(
        insert_into(tags::table)
            .values((tags::id.set(9), tags::label.set("db")))
            .on_conflict(tags::label)
            .do_nothing(),
    )
    .sqlite("INSERT INTO tags (id, label) VALUES (?1, ?2) ON CONFLICT (label) DO NOTHING")
    .postgres("INSERT INTO tags (id, label) VALUES ($1, $2) ON CONFLICT (label) DO NOTHING")
    .mysql("INSERT INTO tags (id, label) VALUES (?, ?) ON DUPLICATE KEY UPDATE label = tags.label")
    .mariadb(
        "INSERT INTO tags (id, label) VALUES (?, ?) ON DUPLICATE KEY UPDATE label = tags.label",
    )
    .writes(0)
    .await
    .then(select(max(tags::id)), [Some(2)])
    .await;
}

#[tokio::test]
async fn do_nothing_on_any_key() {
    check(
        insert_into(tags::table)
            .values((tags::id.set(1), tags::label.set("x")))
            .on_conflict_do_nothing(),
    )
    .sqlite("INSERT INTO tags (id, label) VALUES (?1, ?2) ON CONFLICT DO NOTHING")
    .postgres("INSERT INTO tags (id, label) VALUES ($1, $2) ON CONFLICT DO NOTHING")
    .mysql("INSERT INTO tags (id, label) VALUES (?, ?) ON DUPLICATE KEY UPDATE label = tags.label")
    .mariadb(
        "INSERT INTO tags (id, label) VALUES (?, ?) ON DUPLICATE KEY UPDATE label = tags.label",
    )
    .writes(0)
    .await
    .then(select(tags::label).order_by(tags::id), ["db", "lang"])
    .await;
}

#[tokio::test]
async fn a_key_in_another_order() {
    check(
        insert_into(post_tags::table)
            .values((
                post_tags::post_id.set(1),
                post_tags::tag_id.set(2),
                post_tags::note.set("other"),
            ))
            .on_conflict((post_tags::tag_id, post_tags::post_id))
            .do_update(post_tags::note.set(excluded(post_tags::note))),
    )
    .sqlite(
        "INSERT INTO post_tags (post_id, tag_id, note) VALUES (?1, ?2, ?3) ON CONFLICT (tag_id, \
         post_id) DO UPDATE SET note = excluded.note",
    )
    .postgres(
        "INSERT INTO post_tags (post_id, tag_id, note) VALUES ($1, $2, $3) ON CONFLICT (tag_id, \
         post_id) DO UPDATE SET note = excluded.note",
    )
    .mysql(
        "INSERT INTO post_tags (post_id, tag_id, note) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE \
         note = VALUES(note)",
    )
    .mariadb(
        "INSERT INTO post_tags (post_id, tag_id, note) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE \
         note = VALUES(note)",
    )
    .writes(1)
    .await
    .then(
        select(post_tags::note).filter(post_tags::tag_id.eq(2)).order_by(post_tags::post_id),
        [Some("other"), None],
    )
    .await;
}

#[tokio::test]
async fn do_update() {
    check(
        insert_into(users::table)
            .values((
                users::name.set("Ada L."),
                users::email.set("ada@example.org"),
                users::visits.set(5),
            ))
            .on_conflict(users::email)
            .do_update((
                users::name.set(excluded(users::name)),
                users::visits.set(users::visits + excluded(users::visits)),
            )),
    )
    .sqlite(
        "INSERT INTO users (name, email, visits) VALUES (?1, ?2, ?3) ON CONFLICT (email) DO UPDATE \
         SET name = excluded.name, visits = users.visits + excluded.visits",
    )
    .postgres(
        "INSERT INTO users (name, email, visits) VALUES ($1, $2, $3) ON CONFLICT (email) DO UPDATE \
         SET name = excluded.name, visits = users.visits + excluded.visits",
    )
    .mysql(
        "INSERT INTO users (name, email, visits) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE name = \
         VALUES(name), visits = users.visits + VALUES(visits)",
    )
    .mariadb(
        "INSERT INTO users (name, email, visits) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE name = \
         VALUES(name), visits = users.visits + VALUES(visits)",
    )
    .writes(1)
    .await
    .then(
        select((users::id, users::name, users::visits)).filter(users::email.eq("ada@example.org")),
        [(1, "Ada L.", 15)],
    )
    .await;
}

#[tokio::test]
async fn do_update_of_many_rows() {
    let rows =
        [("db", 7), ("new", 8)].map(|(label, id)| (tags::label.set(label), tags::id.set(id)));
    check(
        insert_into(tags::table)
            .rows(rows)
            .on_conflict(tags::label)
            .do_update(tags::label.set(excluded(tags::label).concat("!"))),
    )
    .sqlite(
        "INSERT INTO tags (label, id) VALUES (?1, ?2), (?3, ?4) ON CONFLICT (label) DO UPDATE SET \
         label = excluded.label || ?5",
    )
    .postgres(
        "INSERT INTO tags (label, id) VALUES ($1, $2), ($3, $4) ON CONFLICT (label) DO UPDATE SET \
         label = excluded.label || $5",
    )
    .mysql(
        "INSERT INTO tags (label, id) VALUES (?, ?), (?, ?) ON DUPLICATE KEY UPDATE label = \
         concat(VALUES(label), ?)",
    )
    .mariadb(
        "INSERT INTO tags (label, id) VALUES (?, ?), (?, ?) ON DUPLICATE KEY UPDATE label = \
         concat(VALUES(label), ?)",
    )
    .writes(2)
    .await
    .then(select((tags::id, tags::label)).order_by(tags::id), [(1, "db!"), (2, "lang"), (8, "new")])
    .await;
}

#[tokio::test]
async fn do_update_where() {
    check(
        insert_into(tags::table)
            .values((tags::id.set(1), tags::label.set("renamed")))
            .on_conflict(tags::id)
            .do_update(tags::label.set(excluded(tags::label)))
            .filter(tags::label.ne("db").and(excluded(tags::id).gt(0))),
    )
    .sqlite(
        "INSERT INTO tags (id, label) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET label = \
         excluded.label WHERE tags.label <> ?3 AND excluded.id > ?4",
    )
    .postgres(
        "INSERT INTO tags (id, label) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET label = \
         excluded.label WHERE tags.label <> $3 AND excluded.id > $4",
    )
    .writes(0)
    .await
    .then(select(tags::label).filter(tags::id.eq(1)), ["db"])
    .await;
}

#[tokio::test]
async fn key_of_two_columns() {
    check(
        insert_into(post_tags::table)
            .values((
                post_tags::post_id.set(1),
                post_tags::tag_id.set(1),
                post_tags::note.set("first"),
            ))
            .on_conflict((post_tags::post_id, post_tags::tag_id))
            .do_update(post_tags::note.set(excluded(post_tags::note))),
    )
    .sqlite(
        "INSERT INTO post_tags (post_id, tag_id, note) VALUES (?1, ?2, ?3) ON CONFLICT (post_id, \
         tag_id) DO UPDATE SET note = excluded.note",
    )
    .postgres(
        "INSERT INTO post_tags (post_id, tag_id, note) VALUES ($1, $2, $3) ON CONFLICT (post_id, \
         tag_id) DO UPDATE SET note = excluded.note",
    )
    .mysql(
        "INSERT INTO post_tags (post_id, tag_id, note) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE \
         note = VALUES(note)",
    )
    .mariadb(
        "INSERT INTO post_tags (post_id, tag_id, note) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE \
         note = VALUES(note)",
    )
    .writes(1)
    .await
    .then(
        select(post_tags::note).order_by((post_tags::post_id, post_tags::tag_id)),
        [Some("first"), Some("main"), None],
    )
    .await;
}

#[tokio::test]
async fn rows_of_a_query() {
    check(
        insert_into(tags::table)
            .from_select((tags::id, tags::label), select((users::id, users::name)))
            .on_conflict(tags::id)
            .do_update(tags::label.set(excluded(tags::label))),
    )
    .sqlite(
        "INSERT INTO tags (id, label) SELECT * FROM (SELECT users.id AS id, users.name AS label \
         FROM users) AS new WHERE TRUE ON CONFLICT (id) DO UPDATE SET label = excluded.label",
    )
    .postgres(
        "INSERT INTO tags (id, label) SELECT * FROM (SELECT users.id AS id, users.name AS label \
         FROM users) AS new WHERE TRUE ON CONFLICT (id) DO UPDATE SET label = excluded.label",
    )
    .mysql(
        "INSERT INTO tags (id, label) SELECT * FROM (SELECT users.id AS id, users.name AS label \
         FROM users) AS new WHERE TRUE ON DUPLICATE KEY UPDATE label = VALUES(label)",
    )
    .mariadb(
        "INSERT INTO tags (id, label) SELECT * FROM (SELECT users.id AS id, users.name AS label \
         FROM users) AS new WHERE TRUE ON DUPLICATE KEY UPDATE label = VALUES(label)",
    )
    .writes(4)
    .await
    .then(select(tags::label).order_by(tags::id), ["Ada", "Bob", "Cy", "Dee"])
    .await;
}

#[tokio::test]
async fn returning() {
    check(
        insert_into(tags::table)
            .values(tags::label.set("db"))
            .on_conflict(tags::label)
            .do_update(tags::label.set("DB"))
            .returning(Tag),
    )
    .sqlite(
        "INSERT INTO tags (label) VALUES (?1) ON CONFLICT (label) DO UPDATE SET label = ?2 \
         RETURNING tags.id, tags.label",
    )
    .postgres(
        "INSERT INTO tags (label) VALUES ($1) ON CONFLICT (label) DO UPDATE SET label = $2 \
         RETURNING tags.id, tags.label",
    )
    .mariadb(
        "INSERT INTO tags (label) VALUES (?) ON DUPLICATE KEY UPDATE label = ? RETURNING tags.id, \
         tags.label",
    )
    .rows([Tag { id: 1, label: "DB".into() }])
    .await;
}

#[tokio::test]
async fn do_nothing_for_rows_of_a_query_from_the_same_table() {
    check(
        insert_into(tags::table)
            .from_select((tags::id, tags::label), from(tags::table).select((tags::id, tags::label)))
            .on_conflict(tags::label)
            .do_nothing(),
    )
    .sqlite(
        "INSERT INTO tags (id, label) SELECT * FROM (SELECT tags.id AS id, tags.label AS label \
         FROM tags) AS new WHERE TRUE ON CONFLICT (label) DO NOTHING",
    )
    .postgres(
        "INSERT INTO tags (id, label) SELECT * FROM (SELECT tags.id AS id, tags.label AS label \
         FROM tags) AS new WHERE TRUE ON CONFLICT (label) DO NOTHING",
    )
    .mysql(
        "INSERT INTO tags (id, label) SELECT * FROM (SELECT tags.id AS id, tags.label AS label \
         FROM tags) AS new WHERE TRUE ON DUPLICATE KEY UPDATE label = tags.label",
    )
    .mariadb(
        "INSERT INTO tags (id, label) SELECT * FROM (SELECT tags.id AS id, tags.label AS label \
         FROM tags) AS new WHERE TRUE ON DUPLICATE KEY UPDATE label = tags.label",
    )
    .writes(0)
    .await
    .then(select(tags::label).order_by(tags::id), ["db", "lang"])
    .await;
}

#[tokio::test]
async fn excluded_columns_that_are_not_given_have_their_defaults() {
    check(
        insert_into(users::table)
            .values((users::name.set("x"), users::email.set("ada@example.org")))
            .on_conflict(users::email)
            .do_update((
                users::visits.set(excluded(users::visits)),
                users::nickname.set(excluded(users::nickname)),
            )),
    )
    .sqlite(
        "INSERT INTO users (name, email) VALUES (?1, ?2) ON CONFLICT (email) DO UPDATE \
         SET visits = excluded.visits, nickname = excluded.nickname",
    )
    .postgres(
        "INSERT INTO users (name, email) VALUES ($1, $2) ON CONFLICT (email) DO UPDATE \
         SET visits = excluded.visits, nickname = excluded.nickname",
    )
    .mysql(
        "INSERT INTO users (name, email) VALUES (?, ?) ON DUPLICATE KEY UPDATE visits = \
         VALUES(visits), nickname = VALUES(nickname)",
    )
    .mariadb(
        "INSERT INTO users (name, email) VALUES (?, ?) ON DUPLICATE KEY UPDATE visits = \
         VALUES(visits), nickname = VALUES(nickname)",
    )
    .writes(1)
    .await
    .then(
        select((users::name, users::visits, users::nickname)).filter(users::id.eq(1)),
        [("Ada", 0, None::<&str>)],
    )
    .await;
}

#[tokio::test]
async fn rows_of_a_query_that_assign_nothing() {
    let label: Option<&str> = None;
    check(
        insert_into(tags::table)
            .from_select((tags::id, tags::label), from(tags::table).select((tags::id, tags::label)))
            .on_conflict(tags::id)
            .do_update(label.map(|label| tags::label.set(label))),
    )
    .sqlite(
        "INSERT INTO tags (id, label) SELECT * FROM (SELECT tags.id AS id, tags.label AS label \
         FROM tags) AS new WHERE TRUE ON CONFLICT (id) DO UPDATE SET label = tags.label",
    )
    .postgres(
        "INSERT INTO tags (id, label) SELECT * FROM (SELECT tags.id AS id, tags.label AS label \
         FROM tags) AS new WHERE TRUE ON CONFLICT (id) DO UPDATE SET label = tags.label",
    )
    .mysql(
        "INSERT INTO tags (id, label) SELECT * FROM (SELECT tags.id AS id, tags.label AS label \
         FROM tags) AS new WHERE TRUE ON DUPLICATE KEY UPDATE label = tags.label",
    )
    .mariadb(
        "INSERT INTO tags (id, label) SELECT * FROM (SELECT tags.id AS id, tags.label AS label \
         FROM tags) AS new WHERE TRUE ON DUPLICATE KEY UPDATE label = tags.label",
    )
    .runs_elsewhere()
    .await;
}

mod computed {
    relata::table! {
        #[unique(twice)]
        pub sizes {
            #[computed(size * 2)] twice: i64,
            #[primary_key] size: i64,
        }
    }
}

#[test]
fn a_computed_column_is_not_set() {
    use computed::sizes;
    let add = || insert_into(sizes::table).values(sizes::size.set(1));
    let text = "INSERT INTO sizes (size) VALUES (?) ON DUPLICATE KEY UPDATE size = sizes.size";
    assert_eq!(add().on_conflict_do_nothing().to_sql::<MySql>(), text);
    assert_eq!(add().on_conflict(sizes::twice).do_nothing().to_sql::<MySql>(), text);
}

table! {
    #[table(name = "New")]
    pub arrivals as Arrival { #[primary_key] id: i64, name: String }
}

#[test]
fn a_table_called_new() {
    let row =
        || insert_into(arrivals::table).values((arrivals::id.set(1), arrivals::name.set("a")));
    let upsert =
        row().on_conflict(arrivals::id).do_update(arrivals::name.set(excluded(arrivals::name)));
    assert_eq!(
        upsert.to_sql::<MySql>(),
        "INSERT INTO `New` (id, name) VALUES (?, ?) ON DUPLICATE KEY UPDATE name = \
         VALUES(name)"
    );
    let copied = insert_into(arrivals::table)
        .from_select((arrivals::id, arrivals::name), select((users::id, users::name)))
        .on_conflict(arrivals::id)
        .do_update(arrivals::name.set(excluded(arrivals::name)));
    assert_eq!(
        copied.to_sql::<MySql>(),
        "INSERT INTO `New` (id, name) SELECT * FROM (SELECT users.id AS id, users.name AS name \
         FROM users) AS incoming WHERE TRUE ON DUPLICATE KEY UPDATE name = VALUES(name)"
    );
}

mod partial {
    relata::table! {
        #[unique(email, filter(gone_at is null)), unique(lower(email), filter(id > 1))]
        pub members {
            #[primary_key, identity] id: i64,
            email: String,
            gone_at: Option<i64>,
        }
    }
}

#[tokio::test]
async fn on_a_unique_index_of_some_rows() {
    use partial::members;
    let add = || {
        insert_into(members::table)
            .values(members::email.set("a"))
            .on_conflict_where(members::email)
    };
    check(add().do_nothing())
        .sqlite(
            "INSERT INTO members (email) VALUES (?1) ON CONFLICT (email) WHERE gone_at IS NULL DO \
             NOTHING",
        )
        .postgres(
            "INSERT INTO members (email) VALUES ($1) ON CONFLICT (email) WHERE gone_at IS NULL DO \
             NOTHING",
        )
        .is_not_run();
    check(add().do_update(members::email.set(excluded(members::email))).filter(members::id.gt(1)))
        .sqlite(
            "INSERT INTO members (email) VALUES (?1) ON CONFLICT (email) WHERE gone_at IS NULL DO \
             UPDATE SET email = excluded.email WHERE members.id > ?2",
        )
        .postgres(
            "INSERT INTO members (email) VALUES ($1) ON CONFLICT (email) WHERE gone_at IS NULL DO \
             UPDATE SET email = excluded.email WHERE members.id > $2",
        )
        .is_not_run();
}

table! {
    pub marks {
        #[primary_key, identity] id: i64,
        #[unique, default("first")] label: String,
        #[default(0)] seen: i64,
    }
}
table! {
    pub plain_marks { #[primary_key, default(7)] id: i32, seen: Option<i64> }
}
table! {
    pub clocks { #[primary_key, default(true)] only: bool, #[default(sql("1 + 1"))] seen: i64 }
}

#[test]
fn defaults_alone() {
    check(insert_into(marks::table).default_values().on_conflict_do_nothing())
        .sqlite("INSERT INTO marks (id) VALUES (NULL) ON CONFLICT DO NOTHING")
        .postgres("INSERT INTO marks DEFAULT VALUES ON CONFLICT DO NOTHING")
        .mysql("INSERT INTO marks () VALUES () ON DUPLICATE KEY UPDATE label = marks.label")
        .mariadb("INSERT INTO marks () VALUES () ON DUPLICATE KEY UPDATE label = marks.label")
        .is_not_run();
    let none: Option<&str> = None;
    check(
        insert_into(marks::table)
            .values(none.map(|label| marks::label.set(label)))
            .on_conflict(marks::label)
            .do_update(marks::seen.set(marks::seen + 1))
            .returning(marks::label),
    )
    .sqlite(
        "INSERT INTO marks (id) VALUES (NULL) ON CONFLICT (label) DO UPDATE SET seen = marks.seen \
         + ?1 RETURNING marks.label",
    )
    .postgres(
        "INSERT INTO marks DEFAULT VALUES ON CONFLICT (label) DO UPDATE SET seen = marks.seen + $1 \
         RETURNING marks.label",
    )
    .is_not_run();
    check(insert_into(plain_marks::table).default_values().on_conflict_do_nothing())
        .sqlite("INSERT INTO plain_marks (id) VALUES (7) ON CONFLICT DO NOTHING")
        .is_not_run();
    check(insert_into(clocks::table).default_values().on_conflict_do_nothing())
        .sqlite("INSERT INTO clocks (\"only\") VALUES (TRUE) ON CONFLICT DO NOTHING")
        .is_not_run();
    check(insert_into(clocks::table).default_values())
        .sqlite("INSERT INTO clocks DEFAULT VALUES")
        .is_not_run();
}
