//! What MySQL and MariaDB alone have or do otherwise.

use std::future::Future;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use mysql_async::prelude::Queryable;
use relata::Error;
use relata::driver::mysql::{MySqlConnection, MySqlOptions, Server};
use relata::engine::Isolation;
use relata::prelude::*;

use super::{add, blog, database, names, posts, users};

/// MySQL or MariaDB.
pub trait Kind:
    Server + relata::driver::Driver<Options = MySqlOptions, Connection = MySqlConnection>
{
    /// Where a database of this name is.
    fn url(database: &str) -> Option<String>;
    /// Where it listens at a port.
    fn port() -> Option<String>;
}

impl Kind for MySql {
    fn url(name: &str) -> Option<String> {
        database::mysql(name)
    }

    fn port() -> Option<String> {
        Self::url("")
    }
}

impl Kind for MariaDb {
    fn url(name: &str) -> Option<String> {
        database::mariadb(name)
    }

    fn port() -> Option<String> {
        database::mariadb_tls()
    }
}

/// A database of its own on the server, with the tables, and a pool of so many connections. `None`
/// where there is no server.
pub fn server<D: Kind>(
    connections: u32,
) -> impl Future<Output = Result<Option<Engine<D>>, Error>> + Send {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let url = D::url(&format!("relata_engine_{}_{number}", std::process::id()));
    async move {
        let Some(url) = url else { return Ok(None) };
        database::create::<D>(&url).await?;
        let engine = Engine::<D>::builder(&url).pool_size(connections).build().await?;
        engine.create_all::<blog>().await?;
        Ok(Some(engine))
    }
}

/// Drops the database.
pub async fn clean_up<D: Kind>(engine: &Engine<D>) -> Result<(), Error> {
    let mut connection = engine.connect().await?;
    let names = connection.all(&raw!(String, "SELECT DATABASE()")).await?;
    let conn = connection.conn().expect("it is open");
    conn.query_drop(format!("DROP DATABASE {}", names[0])).await.expect("it is dropped");
    Ok(())
}

/// A test on MySQL and on MariaDB.
macro_rules! on_both {
    ($name:ident, $connections:literal, async |$engine:ident| $body:block) => {
        mod $name {
            use super::*;

            #[tokio::test]
            async fn mysql() -> Result<(), Error> {
                let Some($engine) = server::<MySql>($connections).await? else { return Ok(()) };
                $body
                clean_up(&$engine).await
            }

            #[tokio::test]
            async fn mariadb() -> Result<(), Error> {
                let Some($engine) = server::<MariaDb>($connections).await? else { return Ok(()) };
                $body
                clean_up(&$engine).await
            }
        }
    };
}
pub(super) use on_both;

/// Minutes of work on both servers, which SLEEP does not stop alike.
macro_rules! long {
    () => {
        raw!(
            i64,
            "SELECT count(*) FROM (SELECT 1 AS a UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION
             SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9 UNION SELECT 10) a
             JOIN information_schema.columns b ON b.ordinal_position + a.a > 0
             JOIN information_schema.columns c ON c.ordinal_position + b.ordinal_position > 0
             WHERE sha2(concat(b.column_name, c.column_name, a.a), 512) = 'x'"
        )
    };
}

/// The other version of the JSON says of what one table is written by that nothing is known.
#[tokio::test]
async fn an_update_is_explained() -> Result<(), Error> {
    let Some(engine) = server::<MySql>(1).await? else { return Ok(()) };
    engine.execute(&add!("Ada")).await?;
    let rename = update(users::table).set(users::name.set("Eve")).filter(users::id.eq(1));
    let mut connection = engine.connect().await?;
    connection.execute(&raw!((), "SET explain_json_format_version = 1")).await?;
    for plan in [
        connection.explain(&rename).await?,
        connection.explain(&delete(users::table).filter(users::id.eq(1))).await?,
    ] {
        assert!(plan.contains(r#""key": "PRIMARY""#), "{plan}");
    }
    drop(connection);
    clean_up(&engine).await
}

#[tokio::test]
async fn servers_of_the_other_kind_are_refused() -> Result<(), Error> {
    if let Some(url) = database::mariadb("mysql") {
        let wrong = Engine::<MySql>::open(&url).await.unwrap_err();
        assert!(wrong.is_url() && wrong.to_string().contains("`Engine::<MariaDb>`"), "{wrong}");
        Engine::<MariaDb>::open(&url.replacen("mariadb:", "mysql:", 1)).await?;
    }
    if let Some(url) = database::mysql("mysql") {
        let wrong = Engine::<MariaDb>::open(&url).await.unwrap_err();
        assert!(wrong.is_url() && wrong.to_string().contains("`Engine::<MySql>`"), "{wrong}");
        Engine::<MySql>::open(&url.replacen("mysql:", "mariadb:", 1)).await?;
    }
    Ok(())
}

on_both!(a_statement_over_a_changed_table_runs, 1, async |engine| {
    engine.execute(&raw!((), "CREATE TABLE t AS SELECT 1 AS a")).await?;
    let all = raw!(i64, "SELECT * FROM t");
    assert_eq!(engine.all(&all).await?, [1]);
    engine.execute(&raw!((), "ALTER TABLE t MODIFY a BIGINT")).await?;
    assert_eq!(engine.all(&all).await?, [1]);
    engine.execute(&raw!((), "ALTER TABLE t ADD b BIGINT")).await?;
    let width = engine.all(&all).await.unwrap_err();
    assert_eq!(width.to_string(), "the statement has 2 columns, and its row type 1");
    engine.execute(&raw!((), "ALTER TABLE t DROP b")).await?;
    assert_eq!(engine.all(&all).await?, [1]);
});

on_both!(prepared_statements_are_bounded, 1, async |engine| {
    let mut connection = engine.connect().await?;
    for round in 0..2 {
        for length in 1..=300_i64 {
            let among = select(users::id).filter(
                row((users::id, users::visits))
                    .in_((0..length).map(|id| (id, id)).collect::<Vec<_>>()),
            );
            connection.all(&among).await?;
        }
        connection.execute(&add!(format!("n{round}"))).await?;
    }
    let count = raw!(
        String,
        "SELECT variable_value FROM performance_schema.session_status
         WHERE variable_name = 'Prepared_stmt_count' AND 1 = 0"
    );
    assert_eq!(connection.all(&count).await?, <[String; 0]>::default());
    assert_eq!(connection.all(&names!()).await?, ["n0", "n1"]);
});

on_both!(rows_that_match_are_counted, 1, async |engine| {
    let add = |name: &str| {
        insert_into(users::table)
            .values((users::name.set(name.to_owned()), users::email.set("a@example.org")))
    };
    let rename = |name: &str| {
        add(name).on_conflict(users::email).do_update(users::name.set(excluded(users::name)))
    };
    assert_eq!(engine.execute(&rename("Ada")).await?, 1);
    assert_eq!(engine.execute(&rename("Ada")).await?, 1);
    assert_eq!(engine.execute(&rename("Grace")).await?, 1);
    assert_eq!(engine.execute(&add("Alan").on_conflict(users::email).do_nothing()).await?, 0);
    assert_eq!(engine.all(&names!()).await?, ["Grace"]);
});

on_both!(zero_is_a_key, 1, async |engine| {
    let zero = raw!((), "INSERT INTO users (id, name, email) VALUES (0, 'Zero', 'z')");
    engine.execute(&zero).await?;
    engine.execute(&add!("Ada")).await?;
    assert_eq!(engine.all(&select(users::id).order_by(users::id)).await?, [0, 1]);
});

on_both!(a_deadlock_ends_the_transaction, 2, async |engine| {
    engine.execute_many(["Ada", "Grace"].map(|name| add!(name))).await?;
    let lock = |id: i64| select(users::id).filter(users::id.eq(id)).for_update();
    let mut first = engine.begin().await?;
    first.one(&lock(1)).await?;
    let mut second = engine.begin().await?;
    let at_once = select(users::id).filter(users::id.eq(1)).for_update().no_wait();
    assert!(second.one(&at_once).await.unwrap_err().is_timeout());
    // An error that is none of the transaction's goes by.
    second.one(&lock(2)).await?;
    let (ada, grace) = (lock(1), lock(2));
    let (one, other) = tokio::join!(
        async {
            let done = first.one(&grace).await;
            let after = first.execute(&add!("Alan")).await;
            (done, after, first.commit().await)
        },
        async {
            let done = second.one(&ada).await;
            let after = second.execute(&add!("Edsger")).await;
            (done, after, second.commit().await)
        },
    );
    let (lost, kept) = if one.0.is_err() { (one, other) } else { (other, one) };
    let error = lost.0.unwrap_err();
    assert!(error.is_retryable() && error.code() == Some("1213"), "{error:?}");
    assert!(lost.1.unwrap_err().is_lost_transaction());
    assert!(lost.2.unwrap_err().is_lost_transaction());
    assert!(kept.0.is_ok() && kept.1.is_ok() && kept.2.is_ok());
    assert_eq!(engine.all(&names!()).await?.len(), 3);
});

on_both!(a_failed_statement_leaves_the_transaction, 1, async |engine| {
    let mut tx = engine.begin().await?;
    tx.execute(&add!("Ada")).await?;
    assert!(tx.execute(&add!("Ada")).await.unwrap_err().is_unique_violation());
    let mut inner = tx.savepoint().await?;
    inner.execute(&add!("Grace")).await?;
    assert!(inner.execute(&add!("Ada")).await.is_err());
    drop(inner);
    tx.execute(&add!("Alan")).await?;
    tx.commit().await?;
    assert_eq!(engine.all(&names!()).await?, ["Ada", "Alan"]);
});

on_both!(levels_and_access_are_the_transactions_own, 1, async |engine| {
    engine.execute(&add!("Ada")).await?;
    let mut tx = engine.begin_read_only().await?;
    assert_eq!(tx.all(&names!()).await?, ["Ada"]);
    tx.commit().await?;
    let mut connection = engine.connect().await?;
    connection.execute(&raw!((), "START TRANSACTION READ ONLY")).await?;
    assert!(connection.execute(&add!("Grace")).await.unwrap_err().is_read_only());
    // What was begun by hand is rolled back before somebody else has the connection.
    drop(connection);
    engine.execute(&add!("Grace")).await?;
    for level in [
        Isolation::ReadUncommitted.into(),
        Isolation::ReadCommitted.into(),
        Isolation::RepeatableRead.into(),
        Isolation::Serializable.into(),
        Isolation::Default,
    ] {
        let mut tx = engine.begin_with(level).await?;
        assert_eq!(tx.all(&names!()).await?, ["Ada", "Grace"]);
        tx.commit().await?;
    }
    engine.execute(&add!("Alan")).await?;
});

on_both!(what_was_begun_by_hand_is_rolled_back, 1, async |engine| {
    let mut connection = engine.connect().await?;
    connection.execute(&raw!((), "START TRANSACTION")).await?;
    connection.execute(&add!("Ada")).await?;
    drop(connection);
    assert_eq!(engine.all(&names!()).await?, <[String; 0]>::default());
    let mut connection = engine.connect().await?;
    connection.execute(&raw!((), "SET autocommit = 0")).await?;
    connection.execute(&add!("Ada")).await?;
    drop(connection);
    assert_eq!(engine.all(&names!()).await?, <[String; 0]>::default());
    engine.execute(&add!("Grace")).await?;
    assert_eq!(engine.all(&names!()).await?, ["Grace"]);
});

on_both!(a_statement_that_nobody_waits_for_holds_up_nobody_else, 1, async |engine| {
    let since = Instant::now();
    let wait =
        tokio::time::timeout(Duration::from_millis(50), async { engine.all(&long!()).await });
    assert!(wait.await.is_err());
    engine.execute(&add!("Ada")).await?;
    {
        let mut tx = engine.begin().await?;
        tx.execute(&add!("Grace")).await?;
        let wait =
            tokio::time::timeout(Duration::from_millis(50), async { tx.all(&long!()).await });
        assert!(wait.await.is_err());
        // The next answer would be the one that nobody waited for.
        assert!(tx.execute(&add!("Alan")).await.unwrap_err().is_disconnect());
    }
    assert_eq!(engine.all(&names!()).await?, ["Ada"]);
    assert!(since.elapsed() < Duration::from_secs(30));
});

on_both!(a_stream_that_is_left_corrupts_nothing, 1, async |engine| {
    engine.execute_many((0..500).map(|i| add!(format!("n{i:03}")))).await?;
    let mut tx = engine.begin().await?;
    {
        let all = names!();
        let mut rows = tx.stream(&all);
        assert_eq!(rows.next().await.transpose()?.as_deref(), Some("n000"));
    }
    assert_eq!(tx.one(&from(users::table).select(count_rows())).await?, 500);
    tx.execute(&add!("last")).await?;
    tx.commit().await?;
    let all = names!();
    let mut rows = engine.stream(&all);
    assert_eq!(rows.next().await.transpose()?.as_deref(), Some("n000"));
    drop(rows);
    assert_eq!(engine.one(&from(users::table).select(count_rows())).await?, 501);
});

on_both!(a_running_statement_can_be_stopped, 1, async |engine| {
    let mut connection = engine.connect().await?;
    let interrupter = connection.interrupter();
    let stop = tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(100)).await;
        interrupter.interrupt();
    });
    assert!(connection.all(&long!()).await.unwrap_err().is_interrupted());
    stop.await.expect("the task ends");
    assert_eq!(connection.all(&names!()).await?, <[String; 0]>::default());
    drop(connection);
});

async fn takes_too_long<D: Kind>() -> Result<(), Error> {
    let Some(url) = D::url("mysql") else { return Ok(()) };
    let engine = Engine::<D>::builder(&url).statement_timeout(Duration::from_millis(50));
    let engine = engine.build().await?;
    let since = Instant::now();
    let error = engine.all(&long!()).await.unwrap_err();
    assert!(error.is_interrupted(), "{error:?}");
    assert!(since.elapsed() < Duration::from_secs(30));
    Ok(())
}

#[tokio::test]
async fn a_statement_that_takes_too_long_is_interrupted() -> Result<(), Error> {
    takes_too_long::<MySql>().await?;
    takes_too_long::<MariaDb>().await
}

on_both!(a_connection_that_the_server_has_closed_is_told, 2, async |engine| {
    let id = raw!(i64, "SELECT CONNECTION_ID()");
    let mut connection = engine.connect().await?;
    let closed = connection.all(&id).await?[0];
    let mut other = engine.connect().await?;
    let conn = other.conn().expect("it is open");
    conn.query_drop(format!("KILL {closed}")).await.expect("it is killed");
    let error = connection.all(&id).await.unwrap_err();
    assert!(error.is_disconnect(), "{error:?}");
    drop((connection, other));
    assert_ne!(engine.all(&id).await?[0], closed);
});

on_both!(errors_hold_no_values, 1, async |engine| {
    engine.execute(&add!("s3cret")).await?;
    let unique = engine.execute(&add!("s3cret")).await.unwrap_err();
    let number = raw!((), "UPDATE users SET visits = {}", value("s3cret".to_owned()));
    let number = engine.execute(&number).await.unwrap_err();
    for error in [unique, number] {
        assert!(!format!("{error} {error:?} {:?}", error.sql()).contains("s3cret"), "{error:?}");
    }
});

on_both!(wrong_texts_are_told_apart, 1, async |engine| {
    let syntax = engine.all(&raw!(i64, "SELEC 1")).await.unwrap_err();
    assert!(syntax.is_syntax() && !syntax.is_unknown_table());
    assert_eq!((syntax.sql(), syntax.code()), (Some("SELEC 1"), Some("1064")));
    let table = engine.all(&raw!(i64, "SELECT 1 FROM nowhere")).await.unwrap_err();
    assert!(table.is_unknown_table());
    assert_eq!(table.table(), Some("nowhere"));
    let column = engine.all(&raw!(i64, "SELECT u.nonsense FROM users u")).await.unwrap_err();
    assert!(column.is_unknown_column(), "{column}");
    assert_eq!((column.table(), column.column()), (Some("u"), Some("nonsense")));
    let two = engine.all(&raw!(i64, "SELECT 1; SELECT 2")).await.unwrap_err();
    assert!(two.is_syntax());
    let width = engine.all(&raw!((i64, i64), "SELECT 1")).await.unwrap_err();
    assert_eq!(width.to_string(), "the statement has 1 columns, and its row type 2");
    let orphan =
        insert_into(posts::table).values((posts::author_id.set(99), posts::title.set("x")));
    let orphan = engine.execute(&orphan).await.unwrap_err();
    assert_eq!(orphan.constraint(), Some("fk_posts_author_id_users"));
    assert_eq!((orphan.table(), orphan.column()), (Some("posts"), Some("author_id")));
    let big = engine.execute(&add!("x".repeat(300))).await.unwrap_err();
    assert!(big.is_too_big(), "{big:?}");
});

#[tokio::test]
async fn who_may_not_or_cannot_is_told() -> Result<(), Error> {
    let none = Engine::<MySql>::open("mysql://127.0.0.1:1/app").await.unwrap_err();
    assert!(none.is_cannot_open(), "{none:?}");
    let Some(url) = database::mariadb("no_such_database") else { return Ok(()) };
    let missing = Engine::<MariaDb>::open(&url).await.unwrap_err();
    assert!(missing.is_cannot_open(), "{missing:?}");
    let (_, place) = url.rsplit_once('@').expect("an account");
    let nobody = Engine::<MariaDb>::open(&format!("mariadb://nobody:s3cret@{place}")).await;
    let nobody = nobody.unwrap_err();
    assert!(nobody.is_permission(), "{nobody:?}");
    assert!(!format!("{nobody:?}").contains("s3cret"));
    Ok(())
}

on_both!(a_transaction_dropped_at_any_time_is_rolled_back, 2, async |engine| {
    for times in 0..60 {
        let work = async {
            let mut tx = engine.begin().await?;
            tx.execute(&add!("Ada")).await?;
            let mut inner = tx.savepoint().await?;
            inner.execute(&add!("Grace")).await?;
            inner.commit().await?;
            tx.commit().await
        };
        let done = tokio::time::timeout(Duration::from_micros(times * 60), work).await;
        let mut writer = engine.begin().await?;
        // The rows are locked until the other transaction has ended.
        let names = writer.all(&select(users::name).order_by(users::id).for_update()).await?;
        match done {
            Ok(done) => {
                done?;
                assert_eq!(names, ["Ada", "Grace"]);
            }
            // A COMMIT that nobody waited for may have happened.
            Err(_) => assert!(names.is_empty() || names == ["Ada", "Grace"], "{names:?}"),
        }
        writer.execute(&delete(users::table).every_row()).await?;
        writer.commit().await?;
    }
});

#[test]
fn it_runs_without_async() -> Result<(), Error> {
    use relata::blocking::{self, Executor as _};

    let Some(url) = database::mariadb("mysql") else { return Ok(()) };
    let builder = Engine::<MariaDb>::builder(&url).pool_size(2);
    let engine = blocking::Engine::build(builder)?;
    let mut connection = engine.connect()?;
    connection.execute(&raw!((), "CREATE TEMPORARY TABLE t (a bigint)"))?;
    let add = raw!((), "INSERT INTO t VALUES (1), (2)");
    let all = raw!(i64, "SELECT a FROM t ORDER BY a");
    let mut tx = connection.begin()?;
    assert_eq!(tx.execute(&add)?, 2);
    tx.commit()?;
    assert_eq!(connection.begin()?.execute(&add)?, 2);
    assert_eq!(connection.all(&all)?, [1, 2]);
    let streamed = connection.stream(&all).collect::<Result<Vec<_>, _>>()?;
    assert_eq!(streamed, [1, 2]);
    Ok(())
}

#[cfg(feature = "rustls")]
mod encrypted {
    use super::*;

    async fn is_encrypted(url: &str) -> Result<bool, Error> {
        let engine = Engine::<MariaDb>::builder(url).pool_size(1).build().await?;
        let cipher = raw!(
            i64,
            "SELECT count(*) FROM information_schema.session_status
             WHERE variable_name = 'Ssl_cipher' AND variable_value <> ''"
        );
        Ok(engine.all(&cipher).await? == [1])
    }

    #[tokio::test]
    async fn a_certificate_is_verified_unless_told_otherwise() -> Result<(), Error> {
        // The server's certificate is for `localhost`, and nobody else has signed it.
        let Some(trusted) = database::mariadb_tls() else { return Ok(()) };
        let (place, _) = trusted.split_once('?').expect("the file of the certificate");
        assert!(!is_encrypted(place).await?);
        assert!(is_encrypted(&format!("{trusted}&ssl-mode=REQUIRED")).await?);
        assert!(is_encrypted(&format!("{trusted}&ssl-mode=VERIFY_IDENTITY")).await?);
        assert!(is_encrypted(&format!("{place}?ssl-mode=NO_VERIFY")).await?);

        let unknown = is_encrypted(&format!("{place}?ssl-mode=REQUIRED")).await.unwrap_err();
        assert!(unknown.is_cannot_open(), "{unknown:?}");
        let elsewhere = trusted.replace("localhost", "127.0.0.1");
        let elsewhere = is_encrypted(&format!("{elsewhere}&ssl-mode=VERIFY_CA")).await;
        assert!(elsewhere.unwrap_err().is_cannot_open());
        let none = format!("{place}?ssl-mode=REQUIRED&ssl-ca=/nowhere/at-all");
        let none = is_encrypted(&none).await.unwrap_err();
        assert!(none.is_url() && none.to_string().contains("/nowhere/at-all"), "{none}");
        Ok(())
    }

    #[tokio::test]
    async fn a_user_is_known_by_a_certificate() -> Result<(), Error> {
        let Some(certified) = database::mariadb_certified() else { return Ok(()) };
        let engine = Engine::<MariaDb>::builder(&certified).pool_size(1).build().await?;
        assert_eq!(engine.all(&raw!(String, "SELECT CURRENT_USER()")).await?, ["certified@%"]);
        let (without, files) = certified.split_once("&ssl-cert=").expect("it names a certificate");
        assert!(is_encrypted(without).await.unwrap_err().is_permission());
        let (certificate, _) = files.split_once("&ssl-key=").expect("it names a key");
        let missing = format!("{without}&ssl-cert={certificate}&ssl-key=/nowhere/at-all");
        let missing = is_encrypted(&missing).await.unwrap_err();
        assert!(missing.is_url() && missing.to_string().contains("/nowhere/at-all"), "{missing}");
        Ok(())
    }
}
