//! The page after a row, in the order of ORDER BY.

use relata::Error;
use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn by_one_key() {
    check(select(users::name).order_by(users::id).after(2).limit(1))
        .sqlite("SELECT users.name FROM users WHERE users.id > ?1 ORDER BY users.id LIMIT ?2")
        .postgres("SELECT users.name FROM users WHERE users.id > $1 ORDER BY users.id LIMIT $2")
        .mysql("SELECT users.name FROM users WHERE users.id > ? ORDER BY users.id LIMIT ?")
        .mariadb("SELECT users.name FROM users WHERE users.id > ? ORDER BY users.id LIMIT ?")
        .rows(["Cy"])
        .await;
}

#[tokio::test]
async fn by_keys_of_one_direction() {
    check(
        from(posts::table)
            .filter(posts::likes.ge(0))
            .order_by((posts::likes.desc(), posts::id.desc()))
            .select(posts::id)
            .after((5, 9)),
    )
    .sqlite(
        "SELECT posts.id FROM posts WHERE posts.likes >= ?1 AND (posts.likes, posts.id) < (?2, ?3) \
         ORDER BY posts.likes DESC, posts.id DESC",
    )
    .postgres(
        "SELECT posts.id FROM posts WHERE posts.likes >= $1 AND (posts.likes, posts.id) < ($2, $3) \
         ORDER BY posts.likes DESC, posts.id DESC",
    )
    .mysql(
        "SELECT posts.id FROM posts WHERE posts.likes >= ? AND (posts.likes, posts.id) < (?, ?) \
         ORDER BY posts.likes DESC, posts.id DESC",
    )
    .mariadb(
        "SELECT posts.id FROM posts WHERE posts.likes >= ? AND (posts.likes, posts.id) < (?, ?) \
         ORDER BY posts.likes DESC, posts.id DESC",
    )
    .rows([1, 4, 2])
    .await;
}

#[tokio::test]
async fn by_keys_of_both_directions() {
    check(
        select(users::id)
            .order_by((users::visits.desc(), users::name, users::id.desc()))
            .after((10, String::from("Ada"), 1)),
    )
    .sqlite(
        "SELECT users.id FROM users WHERE (users.visits < ?1 OR users.visits = ?2 AND (users.name > \
         ?3 OR users.name = ?4 AND users.id < ?5)) ORDER BY users.visits DESC, users.name, users.id \
         DESC",
    )
    .postgres(
        "SELECT users.id FROM users WHERE (users.visits < $1 OR users.visits = $2 AND (users.name > \
         $3 OR users.name = $4 AND users.id < $5)) ORDER BY users.visits DESC, users.name, users.id \
         DESC",
    )
    .mysql(
        "SELECT users.id FROM users WHERE (users.visits < ? OR users.visits = ? AND (users.name > ? \
         OR users.name = ? AND users.id < ?)) ORDER BY users.visits DESC, users.name, users.id DESC",
    )
    .mariadb(
        "SELECT users.id FROM users WHERE (users.visits < ? OR users.visits = ? AND (users.name > ? \
         OR users.name = ? AND users.id < ?)) ORDER BY users.visits DESC, users.name, users.id DESC",
    )
    .rows([3, 4, 2])
    .await;
}

/// Beside a join that repeats no row.
#[tokio::test]
async fn of_a_joined_query() {
    check(
        from(posts::table)
            .inner_join(posts::author)
            .order_by((users::name, posts::id))
            .select(posts::id)
            .after(("Ada", 1)),
    )
    .sqlite(
        "SELECT posts.id FROM posts JOIN users ON users.id = posts.author_id WHERE (users.name, \
         posts.id) > (?1, ?2) ORDER BY users.name, posts.id",
    )
    .postgres(
        "SELECT posts.id FROM posts JOIN users ON users.id = posts.author_id WHERE (users.name, \
         posts.id) > ($1, $2) ORDER BY users.name, posts.id",
    )
    .mysql(
        "SELECT posts.id FROM posts JOIN users ON users.id = posts.author_id WHERE (users.name, \
         posts.id) > (?, ?) ORDER BY users.name, posts.id",
    )
    .mariadb(
        "SELECT posts.id FROM posts JOIN users ON users.id = posts.author_id WHERE (users.name, \
         posts.id) > (?, ?) ORDER BY users.name, posts.id",
    )
    .rows([2, 3, 4])
    .await;
}

#[tokio::test]
async fn of_no_row_yet() {
    let last: Option<i64> = None;
    check(select(users::id).order_by(users::id).after_last(last).limit(2))
        .sqlite("SELECT users.id FROM users WHERE TRUE ORDER BY users.id LIMIT ?1")
        .postgres("SELECT users.id FROM users WHERE TRUE ORDER BY users.id LIMIT $1")
        .mysql("SELECT users.id FROM users WHERE TRUE ORDER BY users.id LIMIT ?")
        .mariadb("SELECT users.id FROM users WHERE TRUE ORDER BY users.id LIMIT ?")
        .rows([1, 2])
        .await;
    check(select(users::id).order_by(users::id).after_last(Some(3)))
        .sqlite("SELECT users.id FROM users WHERE users.id > ?1 ORDER BY users.id")
        .postgres("SELECT users.id FROM users WHERE users.id > $1 ORDER BY users.id")
        .mysql("SELECT users.id FROM users WHERE users.id > ? ORDER BY users.id")
        .mariadb("SELECT users.id FROM users WHERE users.id > ? ORDER BY users.id")
        .rows([4])
        .await;
}

/// By a cursor, whose values are bound as others are.
#[tokio::test]
async fn of_a_cursor() -> Result<(), Error> {
    let by_name = select(User).order_by((users::name, users::id.desc()));
    let ada = User {
        id: 1,
        name: "Ada, the 1st".into(),
        email: "ada@example.org".into(),
        nickname: None,
        visits: 0,
        status: Status::Active,
        score: None,
    };
    let cursor = by_name.cursor::<Sqlite>(&ada);
    let text = cursor.to_string();
    assert!(text.ends_with(".Ada~2c~20the~201st.1"), "{text}");
    let again = by_name.cursor_at::<Sqlite>(&text)?;
    assert_eq!(again.to_string(), text);
    check(
        from(users::table)
            .order_by((users::name, users::id.desc()))
            .select(users::id)
            .after_cursor(Some(again)),
    )
    .sqlite(
        "SELECT users.id FROM users WHERE (users.name > ?1 OR users.name = ?2 AND users.id < ?3) \
         ORDER BY users.name, users.id DESC",
    )
    .postgres(
        "SELECT users.id FROM users WHERE (users.name > $1 OR users.name = $2 AND users.id < $3) \
         ORDER BY users.name, users.id DESC",
    )
    .mysql(
        "SELECT users.id FROM users WHERE (users.name > ? OR users.name = ? AND users.id < ?) \
         ORDER BY users.name, users.id DESC",
    )
    .mariadb(
        "SELECT users.id FROM users WHERE (users.name > ? OR users.name = ? AND users.id < ?) \
         ORDER BY users.name, users.id DESC",
    )
    .rows([2, 3, 4])
    .await;

    // A text of another order, of other filters or other values in them, or of none.
    let why = "the cursor is of another order or filter than the query's";
    let refused = |refused: Result<String, Error>| refused.unwrap_err().to_string();
    let down = select(User).order_by((users::name.desc(), users::id.desc()));
    assert_eq!(refused(down.cursor_at::<Sqlite>(&text).map(|it| it.to_string())), why);
    let above =
        |id: i64| select(User).filter(users::id.gt(id)).order_by((users::name, users::id.desc()));
    let text = above(1).cursor::<Sqlite>(&ada).to_string();
    assert!(above(1).cursor_at::<Sqlite>(&text).is_ok());
    assert_eq!(refused(above(2).cursor_at::<Sqlite>(&text).map(|it| it.to_string())), why);
    assert_eq!(refused(by_name.cursor_at::<Sqlite>(&text).map(|it| it.to_string())), why);
    for text in [&*format!("{text}.1"), &text[..16], &format!("{}.a.b", &text[..16]), "", "Zoe.1"] {
        let refused = refused(above(1).cursor_at::<Sqlite>(text).map(|it| it.to_string()));
        assert_eq!(refused, "the text is no cursor", "{text}");
    }
    Ok(())
}
