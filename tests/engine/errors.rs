//! What the database refuses, and what an error tells about it.

use relata::Error;
use relata::prelude::*;

use super::{
    BOTH, PostConstraint, UserConstraint, add, memory, names, on_every_database, posts, users,
};

on_every_database!(constraints_are_told_apart, async |engine| {
    engine.execute(&add!("Ada")).await?;

    let unique = engine.execute(&add!("Ada")).await.unwrap_err();
    assert!(unique.is_unique_violation() && !unique.is_check_violation());
    assert_eq!(unique.constraint(), Some("uq_users_email"));
    assert_eq!(unique.table(), Some("users"));
    // MySQL and MariaDB do not tell the columns of a key.
    assert!(unique.column().is_none_or(|column| column == "email"));
    assert!(unique.sql().is_some_and(|sql| sql.starts_with("INSERT INTO users")));

    let check = update(users::table).set(users::visits.set(-1)).filter(users::id.eq(1));
    let check = engine.execute(&check).await.unwrap_err();
    assert!(check.is_check_violation());
    assert!(check.constraint().is_some());

    let orphan =
        insert_into(posts::table).values((posts::author_id.set(99), posts::title.set("Notes")));
    let orphan = engine.execute(&orphan).await.unwrap_err();
    assert!(orphan.is_foreign_key_violation());

    let null = raw!((), "INSERT INTO users (email) VALUES ('a')");
    let null = engine.execute(&null).await.unwrap_err();
    assert!(null.is_not_null_violation());
    assert_eq!((null.table(), null.column()), (Some("users"), Some("name")));
});

#[tokio::test]
async fn a_secret_value_is_never_shown() -> Result<(), Error> {
    let engine = memory(relata::engine::Execution::Inline).await?;
    engine.execute(&add!("s3cret")).await?;
    let error = engine.execute(&add!("s3cret")).await.unwrap_err();
    assert!(!format!("{error} {error:?} {:?}", error.sql()).contains("s3cret"));
    Ok(())
}

#[tokio::test]
async fn wrong_texts_are_told_apart() -> Result<(), Error> {
    for execution in BOTH {
        let engine = memory(execution).await?;
        let syntax = engine.all(&raw!(i64, "SELEC 1")).await.unwrap_err();
        assert!(syntax.is_syntax() && !syntax.is_unknown_table());
        assert_eq!(syntax.sql(), Some("SELEC 1"));
        let table = engine.all(&raw!(i64, "SELECT 1 FROM nowhere")).await.unwrap_err();
        assert!(table.is_unknown_table() && table.is_syntax());
        assert_eq!(table.table(), Some("nowhere"));
        let column = engine.all(&raw!(i64, "SELECT nonsense FROM users")).await.unwrap_err();
        assert!(column.is_unknown_column(), "{column}");
        assert_eq!(column.column(), Some("nonsense"));
        let two = engine.all(&raw!(i64, "SELECT 1; SELECT 2")).await.unwrap_err();
        assert_eq!(two.to_string(), "one statement is expected, and the text has several");
        let none = engine.execute(&raw!((), " -- nothing")).await.unwrap_err();
        assert_eq!(none.to_string(), "the statement is empty");
        assert_eq!(engine.all(&raw!(i64, "SELECT 1; -- done")).await?, [1]);
    }
    Ok(())
}

#[tokio::test]
async fn too_many_parameters_are_an_error() -> Result<(), Error> {
    for execution in BOTH {
        let engine = memory(execution).await?;
        let error = engine.all(&raw!(i64, "SELECT ?32767")).await.unwrap_err();
        assert!(error.is_too_many_parameters(), "{error}");
    }
    Ok(())
}

#[tokio::test]
async fn a_list_of_rows_has_as_many_values_as_sqlite_has_parameters() -> Result<(), Error> {
    for execution in BOTH {
        let engine = memory(execution).await?;
        engine.execute(&add!("Ada")).await?;
        let among = |rows: i64| {
            let keys: Vec<_> = (1..=rows).map(|id| (id, "Ada".to_owned())).collect();
            select(users::id).filter(row((users::id, users::name)).in_(keys))
        };
        assert_eq!(engine.all(&among(16_383)).await?, [1]);
        let error = engine.all(&among(16_384)).await.unwrap_err();
        assert!(error.is_too_many_parameters(), "{error}");
    }
    Ok(())
}

/// One more than the 65,535 that servers have.
#[cfg(any(feature = "postgres", feature = "mysql"))]
macro_rules! more_values_than_a_server_has_parameters {
    ($engine:expr, $among:ident) => {{
        let mut connection = $engine.connect().await?;
        for rows in [32_768, 40_000] {
            let error = connection.all(&$among(rows)).await.unwrap_err();
            assert!(error.is_too_many_parameters(), "{error:?}");
            assert_eq!(connection.all(&names!()).await?, ["Ada"]);
        }
    }};
}

/// Users among so many tuples.
macro_rules! among {
    () => {
        |rows: i64| {
            let keys: Vec<_> = (1..=rows).map(|id| (id, "Ada".to_owned())).collect();
            select(users::id).filter(row((users::id, users::name)).in_(keys))
        }
    };
}

on_every_database!(too_many_parameters_leave_a_transaction_as_it_was, async |engine| {
    let among = among!();
    let mut tx = engine.begin().await?;
    let error = tx.all(&among(40_000)).await.unwrap_err();
    assert!(error.is_too_many_parameters(), "{error:?}");
    tx.execute(&add!("Ada")).await?;
    let error = tx.all(&among(40_000)).await.unwrap_err();
    assert!(error.is_too_many_parameters(), "{error:?}");
    tx.execute(&add!("Grace")).await?;
    tx.commit().await?;
    assert_eq!(engine.all(&names!()).await?, ["Ada", "Grace"]);
});

#[cfg(feature = "postgres")]
#[tokio::test]
async fn a_list_of_rows_is_longer_than_postgresql_takes() -> Result<(), Error> {
    let Some(engine) = super::server(1).await? else { return Ok(()) };
    engine.execute(&add!("Ada")).await?;
    let among = among!();
    assert_eq!(engine.all(&among(1_000)).await?, [1]);
    // Its parser goes a step deeper for each of them.
    let error = engine.all(&among(32_767)).await.unwrap_err();
    assert!(error.is_too_big() && error.code() == Some("54001"), "{:?}", error.code());
    more_values_than_a_server_has_parameters!(&engine, among);
    super::clean_up(&engine).await
}

#[cfg(feature = "mysql")]
mod of_mysql {
    use super::super::on_mysql::{clean_up, on_both, server};
    use super::*;

    on_both!(a_list_of_rows_has_as_many_values_as_there_are_parameters, 1, async |engine| {
        engine.execute(&add!("Ada")).await?;
        let among = among!();
        assert_eq!(engine.all(&among(32_767)).await?, [1]);
        more_values_than_a_server_has_parameters!(&engine, among);
    });
}

#[tokio::test]
async fn arithmetic_that_gives_no_number_is_an_error() -> Result<(), Error> {
    for execution in BOTH {
        let engine = memory(execution).await?;
        engine.execute(&add!("Ada")).await?;
        let none = (users::id - users::id).cast::<f64>() * f64::INFINITY;
        let error = engine.all(&select(none)).await.unwrap_err();
        assert!(error.is_decode(), "{error}");
    }
    Ok(())
}

#[tokio::test]
async fn what_sqlite_would_store_as_something_else_is_refused() -> Result<(), Error> {
    for execution in BOTH {
        let engine = memory(execution).await?;
        let nan = select(users::id).filter(users::visits.cast::<f64>().eq(f64::NAN));
        let nan = engine.all(&nan).await.unwrap_err();
        assert!(nan.is_bind());
        assert_eq!(nan.to_string(), "a value cannot be bound: SQLite stores NULL in place of NaN");
        assert!(nan.sql().is_some_and(|sql| sql.ends_with("= ?1")), "{nan:?}");
        let list = select(users::id).filter(users::visits.cast::<f64>().in_([0.5, f64::NAN]));
        assert!(engine.all(&list).await.unwrap_err().is_bind());
    }
    Ok(())
}

mod named {
    relata::shape! { pub users { id: i64 } }
}

on_every_database!(a_query_of_with_is_not_read_in_place_of_a_table, async |engine| {
    engine.execute(&add!("Ada")).await?;
    engine.execute(&add!("Grace")).await?;
    let grace = engine.one(&select(max(users::id))).await?.expect("two users");
    let post =
        insert_into(posts::table).values((posts::author_id.set(grace), posts::title.set("x")));
    engine.execute(&post).await?;
    // The types have forgotten that a subquery in it reads the table.
    let authors = select(posts::id).filter(posts::author_id.in_(select(users::id))).boxed();
    let first = with(cte(named::users::table, select(posts::id).filter(posts::author_id.gt(1))))
        .query(from(named::users::table).filter(exists(authors)).select(named::users::id));
    assert_eq!(engine.all(&first).await?, engine.all(&select(posts::id)).await?);
});

on_every_database!(a_negative_number_of_rows_is_refused, async |engine| {
    let number = -1_i32;
    let limited = select(users::id).order_by(users::id).limit_to(number);
    let error = engine.all(&limited).await.unwrap_err();
    assert!(error.is_bind());
    let text = "LIMIT and OFFSET count rows, and -1 is negative";
    assert!(error.to_string().ends_with(text), "{error}");
    let skipped = select(users::id).order_by(users::id).offset_by(i64::MIN);
    assert!(engine.all(&skipped).await.unwrap_err().is_bind());
    let page = select(users::id).order_by(users::id).limit_to(10_usize).offset_by(0_u8);
    assert_eq!(engine.all(&page).await?, Vec::<i64>::new());
});

#[tokio::test]
async fn a_full_database_is_an_error_and_the_transaction_is_over() -> Result<(), Error> {
    for execution in BOTH {
        let engine = memory(execution).await?;
        engine.execute(&raw!((), "PRAGMA max_page_count = 20")).await?;
        let mut tx = engine.begin().await?;
        tx.execute(&add!("Ada")).await?;
        let big = raw!((), "INSERT INTO users (name, email) VALUES ('x', zeroblob(1000000))");
        let full = tx.execute(&big).await.unwrap_err();
        assert!(full.is_full(), "{full}");
        // SQLite may have rolled all back. Then no statement runs outside of a transaction unseen.
        match tx.execute(&add!("Grace")).await {
            Err(lost) => {
                assert!(lost.is_lost_transaction());
                assert!(tx.commit().await.unwrap_err().is_lost_transaction());
            }
            Ok(_) => tx.rollback().await?,
        }
        assert_eq!(engine.one(&from(users::table).select(count_rows())).await?, 0);
    }
    Ok(())
}

#[tokio::test]
async fn a_transaction_that_a_statement_ends_is_lost() -> Result<(), Error> {
    for execution in BOTH {
        let engine = memory(execution).await?;
        engine.execute(&add!("Ada")).await?;
        let mut tx = engine.begin().await?;
        tx.execute(&add!("Grace")).await?;
        let refuse =
            raw!((), "INSERT OR ROLLBACK INTO users (name, email) VALUES ('x', 'Ada@example.org')");
        assert!(tx.execute(&refuse).await.unwrap_err().is_unique_violation());
        assert!(tx.execute(&add!("Edsger")).await.unwrap_err().is_lost_transaction());
        assert!(tx.savepoint().await.unwrap_err().is_lost_transaction());
        assert!(tx.commit().await.unwrap_err().is_lost_transaction());
        assert_eq!(engine.one(&from(users::table).select(count_rows())).await?, 1);
        engine.execute(&add!("Edsger")).await?;
    }
    Ok(())
}

on_every_database!(a_violated_constraint_is_one_of_an_enum, async |engine| {
    engine.execute(&add!("Ada")).await?;
    let error = engine.execute(&add!("Ada")).await.unwrap_err();
    // As many as there are: a `match` without a last arm for the others.
    let said = error.violated::<UserConstraint>().map(|constraint| match constraint {
        UserConstraint::PrimaryKey => "the key",
        UserConstraint::UniqueEmail => "the email",
        UserConstraint::Check1 => "the visits",
    });
    assert_eq!(said, Some("the email"));
    assert_eq!(error.violated::<PostConstraint>(), None);
    let less = update(users::table).set(users::visits.set(-1)).every_row();
    let error = engine.execute(&less).await.unwrap_err();
    assert_eq!(error.violated::<UserConstraint>(), Some(UserConstraint::Check1));
    let orphan = insert_into(posts::table).values((posts::author_id.set(9), posts::title.set("x")));
    let error = engine.execute(&orphan).await.unwrap_err();
    let names = error.constraint().is_some();
    let expected = names.then_some(PostConstraint::ForeignKeyAuthorId);
    assert_eq!(error.violated::<PostConstraint>(), expected);
    assert_eq!(
        engine.all(&raw!(i64, "SELEC")).await.unwrap_err().violated::<UserConstraint>(),
        None
    );
});
