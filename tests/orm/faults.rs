//! Servers and networks that fail in the middle of a flush or a commit, and flushes that nobody waits for:
//! the session gives the error, says what is true, and goes on.

use std::time::Duration;

use relata::driver::mysql::{MySqlConnection, MySqlOptions, Server};

use super::proxy::{Mode, PATIENCE, Proxy, behind};
use super::*;

/// An engine behind a proxy, in a database of its own on MariaDB.
async fn behind_mariadb(
    name: &str,
) -> Result<Option<(Proxy, Engine<MariaDb>, Engine<MariaDb>, String)>, Error> {
    let name = format!("relata_orm_faults_{}_{name}", std::process::id());
    let (Some(url), Some(port)) = (database::mariadb(&name), database::mariadb_tls()) else {
        return Ok(None);
    };
    database::create::<MariaDb>(&url).await?;
    let direct = Engine::<MariaDb>::builder(&url).pool_size(1).build().await?;
    direct.create_all::<blog>().await?;
    let proxy = Proxy::before(&port, &format!("{name}?ssl-mode=DISABLED")).await;
    let builder = Engine::<MariaDb>::builder(&proxy.url).pool_size(1);
    let engine = builder.pool_timeout(PATIENCE).build().await?;
    Ok(Some((proxy, engine, direct, url)))
}

/// The names in the database. The server may still be at what was cut off, and has its rows locked until then.
macro_rules! stored {
    ($direct:ident) => {{
        let mut tx = $direct.begin().await?;
        let names = select(users::name).order_by(users::id).for_update();
        let names = tx.all(&names).await?;
        tx.rollback().await?;
        names
    }};
}

/// The session and its pool do all that they did before.
pub(super) async fn goes_on<D: Driver>(
    engine: &Engine<D>,
    mut session: Session<'static, D>,
    name: &str,
) -> Result<(), Error> {
    let found = session.all(&select(User)).await?;
    let new = session.add(User, user!(name));
    session.flush().await?;
    let new = session.saved(new)?;
    session.edit(&new).nickname = Some("new".into());
    session.commit().await?;
    session.delete(&new);
    session.commit().await?;
    assert_eq!(session.all(&select(User)).await?.len(), found.len());
    session.commit().await?;
    drop(session);
    let status = engine.pool_status();
    assert_eq!((status.in_use, status.waiting), (0, 0));
    assert_eq!(engine.all(&select(users::name)).await?.len(), found.len());
    Ok(())
}

/// A flush whose answer does not come: what was written before it in the transaction is gone as well.
macro_rules! cut_in_a_flush {
    ($proxy:ident, $engine:ident, $direct:ident) => {
        for bytes in [0, 3] {
            let mut session = $engine.session();
            let ada = session.add(User, user!("Ada"));
            session.commit().await?;
            let ada = session.saved(ada)?;
            session.edit(&ada).name = "Augusta".into();
            session.flush().await?;
            let grace = session.add(User, user!("Grace"));
            session.edit(&ada).nickname = Some("A".into());
            $proxy.set(Mode::Tear(bytes));
            let error = session.flush().await.unwrap_err();
            assert!(error.is_disconnect() && !error.is_unknown_commit(), "{error:?}");
            $proxy.set(Mode::Pass);
            assert_eq!((&*session[ada].name, session[ada].nickname.as_deref()), ("Ada", None));
            assert!(!session.has_changes() && session.saved(grace).is_err());
            assert_eq!(stored!($direct), ["Ada"]);
            session.refresh(&ada).await?;
            session.delete(&ada);
            session.commit().await?;
            goes_on(&$engine, session, "Edith").await?;
        }
    };
}

/// A COMMIT whose answer does not come: it is not known, and objects are what they were before.
macro_rules! cut_in_a_commit {
    ($proxy:ident, $engine:ident, $direct:ident) => {
        for (mode, kept) in [(Mode::BeforeCommit, 0), (Mode::AfterCommit, 1)] {
            let mut session = $engine.session();
            let ada = session.add(User, user!("Ada"));
            session.flush().await?;
            $proxy.set(mode);
            let error = session.commit().await.unwrap_err();
            assert!(error.is_unknown_commit() && !error.is_retryable(), "{error:?}");
            $proxy.set(Mode::Pass);
            assert!(session.saved(ada).is_err() && !session.has_changes());
            assert_eq!(stored!($direct).len(), kept, "{mode:?}");
            // The session tells by reading.
            assert_eq!(session.all(&select(User)).await?.len(), kept);
            session.commit().await?;
            goes_on(&$engine, session, "Edith").await?;
            $direct.execute(&delete(users::table).every_row()).await?;
        }
    };
}

#[tokio::test]
async fn a_network_that_dies_under_a_session_of_postgres() -> Result<(), Error> {
    let Some((proxy, engine, direct)) = behind("orm", 1).await? else { return Ok(()) };
    cut_in_a_flush!(proxy, engine, direct);
    cut_in_a_commit!(proxy, engine, direct);
    drop(engine);
    clean_up(&direct).await
}

#[tokio::test]
async fn a_network_that_dies_under_a_session_of_mariadb() -> Result<(), Error> {
    let Some((proxy, engine, direct, url)) = behind_mariadb("cut").await? else { return Ok(()) };
    cut_in_a_flush!(proxy, engine, direct);
    cut_in_a_commit!(proxy, engine, direct);
    drop((engine, direct));
    database::drop_database::<MariaDb>(&url).await
}

/// The server ends the connection while a statement of the flush waits for a lock.
#[tokio::test]
async fn a_server_that_dies_in_a_statement_of_a_flush() -> Result<(), Error> {
    let Some(engine) = server().await? else { return Ok(()) };
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    session.commit().await?;
    let ada = session.saved(ada)?;
    let victim = session.all(&raw!(i32, "SELECT pg_backend_pid()")).await?[0];
    session.refresh(&ada).await?;
    session.edit(&ada).name = "Augusta".into();
    let mut other = engine.begin().await?;
    other.all(&select(users::id).order_by(users::id).for_update()).await?;
    let (flushed, killed) = tokio::join!(session.flush(), async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        other.all(&raw!(bool, "SELECT pg_terminate_backend({}, 9000)", victim)).await
    });
    assert_eq!(killed?, [true]);
    let error = flushed.unwrap_err();
    assert!(error.is_disconnect() && !error.is_retryable(), "{error:?}");
    drop(other);
    assert!(!session.has_changes());
    session.refresh(&ada).await?;
    assert_eq!(session[ada].name, "Ada");
    session.commit().await?;
    goes_on(&engine, session, "Grace").await?;
    clean_up(&engine).await
}

/// Two accounts, of 1 and of 2, and their keys.
pub async fn two_accounts<D: Driver>(engine: &Engine<D>) -> Result<[i64; 2], Error> {
    let mut session = engine.session();
    let new = [1, 2].map(|balance| session.add(Account, accounts::balance.set(balance)));
    session.commit().await?;
    Ok(new.map(|new| {
        let account = session.saved(new).unwrap();
        session[account].id
    }))
}

/// After a deadlock the server has rolled back all of one transaction, and its session has too.
async fn a_deadlock<D>(place: fn(&str) -> Option<String>) -> Result<(), Error>
where
    D: Server + Driver<Options = MySqlOptions, Connection = MySqlConnection>,
{
    let Some((engine, url)) = server_at::<D>(place).await? else { return Ok(()) };
    let ids = two_accounts(&engine).await?;
    let mut sessions = [engine.session(), engine.session()];
    let mut accounts = Vec::new();
    for (at, session) in sessions.iter_mut().enumerate() {
        let own = session.get_one(Account, ids[at]).await?;
        let other = session.get_one(Account, ids[1 - at]).await?;
        session.edit(&own).balance += 10;
        session.flush().await?;
        session.edit(&other).balance += 20;
        accounts.push([own, other]);
    }
    let [first, second] = &mut sessions;
    let done = tokio::join!(first.flush(), second.flush());
    let lost = usize::from(done.0.is_ok());
    let error = done.0.and(done.1).unwrap_err();
    assert!(error.is_deadlock() && error.is_retryable(), "{error:?}");
    let [own, other] = accounts[lost];
    let session = &mut sessions[lost];
    assert!(!session.has_changes());
    assert_eq!((session[own].balance, session[own].version), (1 + lost as i64, 1));
    assert_eq!(session[other].version, 1);
    sessions[1 - lost].commit().await?;
    let session = &mut sessions[lost];
    session.refresh_all([&own, &other]).await?;
    session.edit(&own).balance += 100;
    session.commit().await?;
    let sum: i64 = engine.all(&select(accounts::balance)).await?.into_iter().sum();
    assert_eq!(sum, 1 + 2 + 10 + 20 + 100);
    drop(sessions);
    drop(engine);
    database::drop_database::<D>(&url).await
}

#[tokio::test]
async fn a_deadlock_of_two_sessions_of_mariadb() -> Result<(), Error> {
    a_deadlock::<MariaDb>(database::mariadb).await
}

#[tokio::test]
async fn a_deadlock_of_two_sessions_of_mysql() -> Result<(), Error> {
    a_deadlock::<MySql>(database::mysql).await
}

/// A flush that is dropped at each of its awaits is undone, with its transaction.
async fn dropped_at_each_await<D: Driver>(engine: &Engine<D>) -> Result<(), Error> {
    for times in 1..100 {
        let mut session = engine.session();
        let ada = session.add(User, user!("Ada"));
        session.flush().await?;
        let ada = session.saved(ada)?;
        let post = session.add(Post, (posts::author.set(&ada), posts::title.set("Notes")));
        session.edit(&ada).nickname = Some("A".into());
        if let Some(done) = poll_at_most(times, session.flush()).await {
            done?;
            assert!(session.saved(post).is_ok() && times > 1);
            session.rollback().await?;
            return goes_on(engine, session, "Grace").await;
        }
        let error = session.flush().await.unwrap_err();
        assert!(error.is_lost_transaction(), "{error}");
        assert!(session.find(&ada).is_err() && session.saved(post).is_err());
        goes_on(engine, session, "Grace").await?;
    }
    panic!("it never ended");
}

#[tokio::test]
async fn a_flush_dropped_at_each_of_its_awaits() -> Result<(), Error> {
    if let Some(engine) = server().await? {
        dropped_at_each_await(&engine).await?;
        clean_up(&engine).await?;
    }
    let Some((engine, url)) = server_at::<MariaDb>(database::mariadb).await? else { return Ok(()) };
    dropped_at_each_await(&engine).await?;
    drop(engine);
    database::drop_database::<MariaDb>(&url).await
}
