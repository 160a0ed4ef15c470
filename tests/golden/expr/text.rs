//! `LIKE` and its family with escaping, and `||`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn like_and_not_like() {
    check(
        from(posts::table)
            .filter(posts::title.like("R%"))
            .filter(posts::title.not_like("%_again"))
            .select(posts::id),
    )
    .sqlite(
        "SELECT posts.id FROM posts WHERE posts.title LIKE ?1 ESCAPE '\\' AND posts.title NOT LIKE \
         ?2 ESCAPE '\\'",
    )
    .postgres(
        "SELECT posts.id FROM posts WHERE posts.title LIKE $1 ESCAPE '\\' AND posts.title NOT LIKE \
         $2 ESCAPE '\\'",
    )
    .mysql("SELECT posts.id FROM posts WHERE posts.title LIKE ? AND posts.title NOT LIKE ?")
    .mariadb("SELECT posts.id FROM posts WHERE posts.title LIKE ? AND posts.title NOT LIKE ?")
    .rows([1])
    .await;
}

#[tokio::test]
async fn wildcards_of_a_user_are_taken_literally() {
    check(
        from(posts::table)
            .filter(posts::title.contains("0%"))
            .filter(posts::title.starts_with("100%"))
            .filter(posts::title.ends_with("sure"))
            .select(posts::id),
    )
    .sqlite(
        "SELECT posts.id FROM posts WHERE posts.title LIKE ?1 ESCAPE '\\' AND posts.title LIKE ?2 \
         ESCAPE '\\' AND posts.title LIKE ?3 ESCAPE '\\'",
    )
    .postgres(
        "SELECT posts.id FROM posts WHERE posts.title LIKE $1 ESCAPE '\\' AND posts.title LIKE $2 \
         ESCAPE '\\' AND posts.title LIKE $3 ESCAPE '\\'",
    )
    .mysql(
        "SELECT posts.id FROM posts WHERE posts.title LIKE ? AND posts.title LIKE ? AND \
         posts.title LIKE ?",
    )
    .mariadb(
        "SELECT posts.id FROM posts WHERE posts.title LIKE ? AND posts.title LIKE ? AND \
         posts.title LIKE ?",
    )
    .rows([4])
    .await;
    check(from(users::table).filter(users::nickname.contains(r"_")).select(users::id))
        .sqlite(r"SELECT users.id FROM users WHERE users.nickname LIKE ?1 ESCAPE '\'")
        .postgres(r"SELECT users.id FROM users WHERE users.nickname LIKE $1 ESCAPE '\'")
        .mysql("SELECT users.id FROM users WHERE users.nickname LIKE ?")
        .mariadb("SELECT users.id FROM users WHERE users.nickname LIKE ?")
        .rows([3])
        .await;
    check(from(users::table).filter(users::nickname.contains(r"\")).select(users::id))
        .sqlite(r"SELECT users.id FROM users WHERE users.nickname LIKE ?1 ESCAPE '\'")
        .postgres(r"SELECT users.id FROM users WHERE users.nickname LIKE $1 ESCAPE '\'")
        .mysql("SELECT users.id FROM users WHERE users.nickname LIKE ?")
        .mariadb("SELECT users.id FROM users WHERE users.nickname LIKE ?")
        .rows::<i64, 0>([])
        .await;
}

#[tokio::test]
async fn any_case() {
    check(
        from(posts::table)
            .filter(posts::title.ilike("rust%"))
            .filter(posts::title.icontains("AGAIN"))
            .select(posts::id),
    )
    .sqlite(
        "SELECT posts.id FROM posts WHERE lower(posts.title) LIKE lower(?1) ESCAPE '\\' AND \
         lower(posts.title) LIKE lower(?2) ESCAPE '\\'",
    )
    .postgres(
        "SELECT posts.id FROM posts WHERE posts.title ILIKE $1 ESCAPE '\\' AND posts.title ILIKE \
         $2 ESCAPE '\\'",
    )
    .mysql(
        "SELECT posts.id FROM posts WHERE lower(posts.title) LIKE lower(?) AND lower(posts.title) \
         LIKE lower(?)",
    )
    .mariadb(
        "SELECT posts.id FROM posts WHERE lower(posts.title) LIKE lower(?) AND lower(posts.title) \
         LIKE lower(?)",
    )
    .rows([3])
    .await;
}

#[tokio::test]
async fn concat_carries_null() {
    check(
        from(users::table)
            .order_by(users::id)
            .select((
                users::name.concat("!").concat(users::email),
                users::name.concat(users::nickname),
            ))
            .limit(2),
    )
    .sqlite(
        "SELECT users.name || ?1 || users.email, users.name || users.nickname FROM users ORDER BY \
         users.id LIMIT ?2",
    )
    .postgres(
        "SELECT users.name || $1 || users.email, users.name || users.nickname FROM users ORDER BY \
         users.id LIMIT $2",
    )
    .mysql(
        "SELECT concat(concat(users.name, ?), users.email), concat(users.name, users.nickname) \
         FROM users ORDER BY users.id LIMIT ?",
    )
    .mariadb(
        "SELECT concat(concat(users.name, ?), users.email), concat(users.name, users.nickname) \
         FROM users ORDER BY users.id LIMIT ?",
    )
    .rows([("Ada!ada@example.org", Some("Adaace")), ("Bob!bob@example.org", None)])
    .await;
}

#[tokio::test]
async fn concat_on_both_sides_of_like() {
    check(
        from(users::table)
            .filter(users::name.concat("x").like(users::name.concat("_")))
            .filter(users::name.concat(users::name.concat("y")).ne("z"))
            .select(count_rows()),
    )
    .sqlite(
        "SELECT count(*) FROM users WHERE users.name || ?1 LIKE users.name || ?2 ESCAPE '\\' AND \
         users.name || (users.name || ?3) <> ?4",
    )
    .postgres(
        "SELECT count(*) FROM users WHERE users.name || $1 LIKE users.name || $2 ESCAPE '\\' AND \
         users.name || (users.name || $3) <> $4",
    )
    .mysql(
        "SELECT count(*) FROM users WHERE concat(users.name, ?) LIKE concat(users.name, ?) AND \
         concat(users.name, concat(users.name, ?)) <> ?",
    )
    .mariadb(
        "SELECT count(*) FROM users WHERE concat(users.name, ?) LIKE concat(users.name, ?) AND \
         concat(users.name, concat(users.name, ?)) <> ?",
    )
    .rows([4])
    .await;
}

#[tokio::test]
async fn pattern_from_a_column() {
    check(from(users::table).filter(users::nickname.like(users::nickname)).select(users::id))
        .sqlite(r"SELECT users.id FROM users WHERE users.nickname LIKE users.nickname ESCAPE '\'")
        .postgres("SELECT users.id FROM users WHERE users.nickname LIKE users.nickname ESCAPE '\\'")
        .mysql("SELECT users.id FROM users WHERE users.nickname LIKE users.nickname")
        .mariadb("SELECT users.id FROM users WHERE users.nickname LIKE users.nickname")
        .rows([1, 3])
        .await;
}

#[tokio::test]
async fn any_case_at_the_ends() {
    check(
        from(posts::table)
            .filter(posts::title.istarts_with("RUST"))
            .filter(posts::title.iends_with("AGAIN"))
            .filter(posts::title.not_ilike("sql%"))
            .select(posts::id),
    )
    .sqlite(
        "SELECT posts.id FROM posts WHERE lower(posts.title) LIKE lower(?1) ESCAPE '\\' AND \
         lower(posts.title) LIKE lower(?2) ESCAPE '\\' AND lower(posts.title) NOT LIKE lower(?3) \
         ESCAPE '\\'",
    )
    .postgres(
        "SELECT posts.id FROM posts WHERE posts.title ILIKE $1 ESCAPE '\\' AND posts.title ILIKE \
         $2 ESCAPE '\\' AND posts.title NOT ILIKE $3 ESCAPE '\\'",
    )
    .mysql(
        "SELECT posts.id FROM posts WHERE lower(posts.title) LIKE lower(?) AND lower(posts.title) \
         LIKE lower(?) AND lower(posts.title) NOT LIKE lower(?)",
    )
    .mariadb(
        "SELECT posts.id FROM posts WHERE lower(posts.title) LIKE lower(?) AND lower(posts.title) \
         LIKE lower(?) AND lower(posts.title) NOT LIKE lower(?)",
    )
    .rows([3])
    .await;
    check(from(users::table).filter(users::nickname.not_ilike("A%")).select(users::id))
        .sqlite(
            "SELECT users.id FROM users WHERE lower(users.nickname) NOT LIKE lower(?1) ESCAPE '\\'",
        )
        .postgres(r"SELECT users.id FROM users WHERE users.nickname NOT ILIKE $1 ESCAPE '\'")
        .mysql("SELECT users.id FROM users WHERE lower(users.nickname) NOT LIKE lower(?)")
        .mariadb("SELECT users.id FROM users WHERE lower(users.nickname) NOT LIKE lower(?)")
        .rows([3])
        .await;
}

#[tokio::test]
async fn what_an_expression_gives_is_taken_literally() {
    check(
        from(posts::table)
            .inner_join(posts::author)
            .filter(
                posts::title
                    .concat(r"a\b_c%d")
                    .contains(users::id.cast::<String>().concat("_").coalesce("x")),
            )
            .select(posts::id),
    )
    .sqlite(
        "SELECT posts.id FROM posts JOIN users ON users.id = posts.author_id WHERE posts.title || \
         ?1 LIKE '%' || replace(replace(replace(coalesce(CAST(users.id AS TEXT) || ?2, ?3), '\\', \
         '\\\\'), '%', '\\%'), '_', '\\_') || '%' ESCAPE '\\'",
    )
    .postgres(
        "SELECT posts.id FROM posts JOIN users ON users.id = posts.author_id WHERE posts.title || \
         $1 LIKE '%' || replace(replace(replace(coalesce(CAST(users.id AS TEXT) || $2, $3), '\\', \
         '\\\\'), '%', '\\%'), '_', '\\_') || '%' ESCAPE '\\'",
    )
    .mysql(
        "SELECT posts.id FROM posts JOIN users ON users.id = posts.author_id WHERE \
         concat(posts.title, ?) LIKE concat('%', \
         replace(replace(replace(coalesce(concat(CAST(users.id AS CHAR), ?), ?), '\\\\', \
         '\\\\\\\\'), '%', '\\\\%'), '_', '\\\\_'), '%')",
    )
    .mariadb(
        "SELECT posts.id FROM posts JOIN users ON users.id = posts.author_id WHERE \
         concat(posts.title, ?) LIKE concat('%', \
         replace(replace(replace(coalesce(concat(CAST(users.id AS CHAR), ?), ?), '\\\\', \
         '\\\\\\\\'), '%', '\\\\%'), '_', '\\\\_'), '%')",
    )
    .rows::<i64, 0>([])
    .await;
    let odd = users::name.concat(r"\_%");
    check(
        from(users::table)
            .filter(odd.concat("!").starts_with(odd))
            .filter(users::email.concat(odd).ends_with(odd))
            .filter(users::email.icontains(upper(users::name)))
            .order_by(users::id)
            .select((users::id, users::email.contains(users::nickname))),
    )
    .sqlite(
        "SELECT users.id, users.email LIKE '%' || replace(replace(replace(users.nickname, '\\', \
         '\\\\'), '%', '\\%'), '_', '\\_') || '%' ESCAPE '\\' FROM users WHERE users.name || ?1 || \
         ?2 LIKE replace(replace(replace(users.name || ?3, '\\', '\\\\'), '%', '\\%'), '_', '\\_') \
         || '%' ESCAPE '\\' AND users.email || (users.name || ?4) LIKE '%' || \
         replace(replace(replace(users.name || ?5, '\\', '\\\\'), '%', '\\%'), '_', '\\_') ESCAPE \
         '\\' AND lower(users.email) LIKE lower('%' || replace(replace(replace(upper(users.name), \
         '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%') ESCAPE '\\' ORDER BY users.id",
    )
    .postgres(
        "SELECT users.id, users.email LIKE '%' || replace(replace(replace(users.nickname, '\\', \
         '\\\\'), '%', '\\%'), '_', '\\_') || '%' ESCAPE '\\' FROM users WHERE users.name || $1 || \
         $2 LIKE replace(replace(replace(users.name || $3, '\\', '\\\\'), '%', '\\%'), '_', '\\_') \
         || '%' ESCAPE '\\' AND users.email || (users.name || $4) LIKE '%' || \
         replace(replace(replace(users.name || $5, '\\', '\\\\'), '%', '\\%'), '_', '\\_') ESCAPE \
         '\\' AND users.email ILIKE '%' || replace(replace(replace(upper(users.name), '\\', \
         '\\\\'), '%', '\\%'), '_', '\\_') || '%' ESCAPE '\\' ORDER BY users.id",
    )
    .mysql(
        "SELECT users.id, users.email LIKE concat('%', replace(replace(replace(users.nickname, \
         '\\\\', '\\\\\\\\'), '%', '\\\\%'), '_', '\\\\_'), '%') FROM users WHERE \
         concat(concat(users.name, ?), ?) LIKE concat(replace(replace(replace(concat(users.name, \
         ?), '\\\\', '\\\\\\\\'), '%', '\\\\%'), '_', '\\\\_'), '%') AND concat(users.email, \
         concat(users.name, ?)) LIKE concat('%', replace(replace(replace(concat(users.name, ?), \
         '\\\\', '\\\\\\\\'), '%', '\\\\%'), '_', '\\\\_')) AND lower(users.email) LIKE \
         lower(concat('%', replace(replace(replace(upper(users.name), '\\\\', '\\\\\\\\'), '%', \
         '\\\\%'), '_', '\\\\_'), '%')) ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.id, users.email LIKE concat('%', replace(replace(replace(users.nickname, \
         '\\\\', '\\\\\\\\'), '%', '\\\\%'), '_', '\\\\_'), '%') FROM users WHERE \
         concat(concat(users.name, ?), ?) LIKE concat(replace(replace(replace(concat(users.name, \
         ?), '\\\\', '\\\\\\\\'), '%', '\\\\%'), '_', '\\\\_'), '%') AND concat(users.email, \
         concat(users.name, ?)) LIKE concat('%', replace(replace(replace(concat(users.name, ?), \
         '\\\\', '\\\\\\\\'), '%', '\\\\%'), '_', '\\\\_')) AND lower(users.email) LIKE \
         lower(concat('%', replace(replace(replace(upper(users.name), '\\\\', '\\\\\\\\'), '%', \
         '\\\\%'), '_', '\\\\_'), '%')) ORDER BY users.id",
    )
    .rows([(1, Some(false)), (2, None), (3, Some(false)), (4, None)])
    .await;
}

#[tokio::test]
async fn another_escape_character() {
    check(
        from(posts::table)
            .filter(posts::title.like("100!%%").escape::<'!'>())
            .filter(posts::title.not_like("x'%").escape::<'\''>())
            .select(posts::id),
    )
    .sqlite(
        "SELECT posts.id FROM posts WHERE posts.title LIKE ?1 ESCAPE '!' AND posts.title NOT LIKE \
         ?2 ESCAPE ''''",
    )
    .postgres(
        "SELECT posts.id FROM posts WHERE posts.title LIKE $1 ESCAPE '!' AND posts.title NOT LIKE \
         $2 ESCAPE ''''",
    )
    .mysql(
        "SELECT posts.id FROM posts WHERE posts.title LIKE ? ESCAPE '!' AND posts.title NOT LIKE ? \
         ESCAPE ''''",
    )
    .mariadb(
        "SELECT posts.id FROM posts WHERE posts.title LIKE ? ESCAPE '!' AND posts.title NOT LIKE ? \
         ESCAPE ''''",
    )
    .rows([4])
    .await;
}
