//! A database that the URL names: the same program on all of them, each in its own dialect.

use relata::Error;
use relata::prelude::*;

#[cfg(feature = "mysql")]
use super::database;
use super::{Post, User, blog, posts, users};

/// What a program does that does not know its database.
async fn work(url: &str, placeholder: &str) -> Result<(), Error> {
    let engine = AnyEngine::builder(url).pool_size(1).build().await?;
    engine.create_all::<blog>().await?;
    engine.create_all::<blog>().await?;

    let people = (0..40).map(|n| {
        (users::name.set(format!("user {n}")), users::email.set(format!("{n}@example.org")))
    });
    assert_eq!(engine.execute(&insert_into(users::table).rows(people)).await?, 40);

    // Lists, limits and truth are written in three ways.
    let wanted = vec!["user 3".to_owned(), "user 5".to_owned(), "nobody".to_owned()];
    for wanted in [wanted.clone(), wanted[1..].to_vec()] {
        let query = select(users::name)
            .filter(users::name.in_(wanted.clone()).and(always()))
            .order_by(users::id.asc())
            .limit(5);
        assert_eq!(engine.all(&query).await?, wanted[..wanted.len() - 1]);
    }

    // So are functions.
    let parts = select((
        functions::left(users::name, 4),
        functions::ratio(users::visits + 1, 4),
        users::visits.bit_xor(5),
    ));
    let query = parts.filter(users::name.starts_with(functions::rpad(users::name, 6, "x")));
    let query = query.order_by(users::id.asc()).limit(1);
    assert_eq!(engine.all(&query).await?, [("user".to_owned(), Some(0.25), 5)]);

    let mut names = Vec::new();
    let query = select(User).order_by(users::id.asc());
    let mut rows = engine.stream(&query);
    while let Some(user) = rows.next().await {
        names.push(user?.name);
    }
    drop(rows);
    assert_eq!((names.len(), names[39].as_str()), (40, "user 39"));

    let query = select(users::name).filter(users::name.in_(wanted.clone()));
    let query = query.filter(users::visits.eq(0)).order_by(users::id.asc());
    for is_held in [false, true] {
        let mut held = if is_held { Some(engine.connect().await?) } else { None };
        let mut rows = match &mut held {
            Some(connection) => connection.stream(&query),
            None => engine.stream(&query),
        };
        for name in &wanted[..2] {
            assert_eq!(&rows.next().await.expect("a row")?, name);
        }
        assert!(rows.next().await.is_none());
    }

    #[cfg(feature = "serde_json")]
    {
        let data = || value(serde_json::json!({"a": [1, "x"]}));
        let read = (data().path(("a", 0)).as_i64(), data().path(("a", 1)).as_text());
        let found = engine.one(&select_values(read)).await?;
        assert_eq!(found, (Some(1), Some("x".to_owned())));
    }

    // What is rolled back is gone, and a connection that was dropped in a transaction is clean.
    let transaction = engine.begin().await?;
    drop(transaction);
    let mut transaction = engine.begin().await?;
    let changed = update(users::table).set(users::visits.set(7)).filter(users::name.eq("user 1"));
    assert_eq!(transaction.execute(&changed).await?, 1);
    transaction.rollback().await?;
    let visits = select(users::visits).filter(users::email.eq("1@example.org"));
    assert_eq!(engine.one_or_none(&visits).await?, Some(0));

    // Errors are those of the database, and show its own text.
    let twice = insert_into(users::table)
        .values((users::name.set("again"), users::email.set("1@example.org")));
    let error = engine.execute(&twice).await.unwrap_err();
    assert!(error.is_unique_violation(), "{error}");
    assert!(error.sql().unwrap().contains(placeholder), "{error}");
    let nobody = select(users::name).filter(users::email.eq("nobody"));
    let error = engine.one(&nobody).await.unwrap_err();
    assert!(error.is_not_found() && error.sql().unwrap().ends_with(placeholder), "{error}");

    // A session gets keys from RETURNING or from the number of the last row.
    let mut session = engine.session();
    let author = session.add(User, (users::name.set("Ada"), users::email.set("ada@example.org")));
    session.add(Post, (posts::author_id.set(&author), posts::title.set("Notes")));
    session.commit().await?;
    let author = session.saved(author)?;
    let ada = session[author].id;
    let titles = select(posts::title).filter(posts::author_id.eq(ada));
    assert_eq!(engine.all(&titles).await?, ["Notes"]);

    engine.drop_all::<blog>().await
}

#[tokio::test]
async fn sqlite() -> Result<(), Error> {
    work("sqlite::memory:", "?1").await
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn postgres() -> Result<(), Error> {
    let schema = format!("relata_any_{}", std::process::id());
    let Some(url) = super::database::postgres(&schema) else { return Ok(()) };
    let server = Engine::<Postgres>::open(&url).await?;
    super::database::create_schema(&mut server.connect().await?).await?;
    work(&url, "$1").await?;
    super::clean_up(&server).await
}

#[cfg(feature = "mysql")]
#[tokio::test]
async fn mysql() -> Result<(), Error> {
    let Some(url) = database::mysql(&format!("relata_any_{}", std::process::id())) else {
        return Ok(());
    };
    database::create::<MySql>(&url).await?;
    work(&url, "?").await?;
    database::drop_database::<MySql>(&url).await
}

#[cfg(feature = "mysql")]
#[tokio::test]
async fn mariadb() -> Result<(), Error> {
    let Some(url) = database::mariadb(&format!("relata_any_{}", std::process::id())) else {
        return Ok(());
    };
    database::create::<MariaDb>(&url).await?;
    work(&url, "?").await?;
    database::drop_database::<MariaDb>(&url).await
}

#[tokio::test]
async fn a_url_of_no_database_is_refused_in_words() {
    for url in ["", "users.db", "oracle://localhost/users"] {
        let error = AnyEngine::open(url).await.unwrap_err();
        assert!(error.to_string().contains("begins with `sqlite:`"), "{url}: {error}");
    }
}

#[test]
fn it_is_there_without_await() -> Result<(), Error> {
    use relata::blocking::{AnyEngine, Executor as _};

    let engine = AnyEngine::open("SQLITE::memory:")?;
    engine.create_all::<blog>()?;
    assert!(engine.connect()?.all(&select(users::name))?.is_empty());
    Ok(())
}
