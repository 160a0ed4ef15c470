//! The faults on MySQL and MariaDB.

use std::time::{Duration, Instant};

use mysql_async::prelude::Queryable;
use relata::Error;
use relata::prelude::*;

use super::faults::{cancel_many, pair, poll_at_most, scenes};
use super::on_mysql::{Kind, clean_up, server};
use super::proxy::{Mode, PATIENCE, Proxy};
use super::{add, blog, database, names, users};

macro_rules! on {
    ($name:ident $dialect:ident) => {
        mod $name {
            use super::*;

            scenes! {
                $dialect;
                full "1226";
                torn [0, 1, 3, 4, 5, 9];
                sees_the_end false;
            }
        }
    };
}

on!(mysql MySql);
on!(mariadb MariaDb);

/// What is said without relata.
async fn by_hand<D: Kind>(engine: &Engine<D>, text: &str) -> Result<(), Error> {
    let mut connection = engine.connect().await?;
    connection.conn().expect("it is open").query_drop(text).await.expect("it is right");
    Ok(())
}

/// The number of a connection.
async fn id<D: Kind>(on: &mut impl Executor<Dialect = D, Access: Writing>) -> Result<i64, Error> {
    Ok(on.all(&raw!(i64, "SELECT CONNECTION_ID()")).await?[0])
}

/// Runs a statement that takes long.
async fn linger<D: Kind>(
    on: &mut impl Executor<Dialect = D, Access: Writing>,
) -> Result<Vec<i64>, Error> {
    on.all(&raw!(i64, "SELECT SLEEP(60)")).await
}

/// Ends a connection on the server.
async fn kill<D: Kind>(engine: &Engine<D>, id: i64) -> Result<(), Error> {
    by_hand(engine, &format!("KILL {id}")).await
}

/// The names of all users, whose rows are locked until nobody else writes.
async fn names_alone<D: Kind>(
    on: &mut impl Executor<Dialect = D, Access: Writing>,
) -> Result<Vec<String>, Error> {
    on.all(&raw!(String, "SELECT name FROM users ORDER BY id FOR UPDATE")).await
}

/// Where a user is who has two connections at most, and what makes and drops this user.
fn few<D: Kind>() -> Option<(String, [String; 2])> {
    let url = D::url("")?;
    let (scheme, place) = url.split_once("://")?;
    let (_, place) = place.rsplit_once('@')?;
    let user = format!("few_{}", std::process::id());
    let create = format!("CREATE USER {user}@'%' WITH MAX_USER_CONNECTIONS 2");
    Some((format!("{scheme}://{user}@{place}"), [create, format!("DROP USER {user}@'%'")]))
}

/// All connections of the pool serve, and none is in a transaction.
async fn all_serve<D: Kind>(engine: &Engine<D>, size: u32) -> Result<(), Error> {
    let mut held = Vec::new();
    for _ in 0..size {
        held.push(engine.connect().await?);
    }
    for connection in &mut held {
        // In a transaction this is an error.
        let next = raw!((), "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        connection.execute(&next).await?;
    }
    drop(held);
    let status = engine.pool_status();
    assert_eq!((status.in_use, status.waiting), (0, 0));
    Ok(())
}

/// An engine behind a proxy, and one before it, in a database of its own.
async fn behind<D: Kind>(
    name: &str,
    size: u32,
) -> Result<Option<(Proxy, Engine<D>, Engine<D>)>, Error> {
    let name = format!("relata_faults_{}_{name}", std::process::id());
    let (Some(url), Some(port)) = (D::url(&name), D::port()) else { return Ok(None) };
    database::create::<D>(&url).await?;
    let direct = Engine::<D>::builder(&url).pool_size(1).build().await?;
    direct.create_all::<blog>().await?;
    let proxy = Proxy::before(&port, &format!("{name}?ssl-mode=DISABLED")).await;
    let builder = Engine::<D>::builder(&proxy.url).pool_size(size);
    let engine = builder.pool_timeout(PATIENCE).build().await?;
    Ok(Some((proxy, engine, direct)))
}
