//! How many allocations a row of a server costs, beside its driver by hand.

use relata::Error;
use relata::prelude::*;

use super::allocations::count;
use super::{clean_up, server, users};

/// So many users.
macro_rules! rows {
    ($count:expr) => {
        (0..$count).map(|i| (users::name.set("Ada"), users::email.set(format!("{i}"))))
    };
}

/// The users up to a key.
macro_rules! up_to {
    ($key:expr) => {
        select((users::id, users::name, users::nickname))
            .filter(users::id.le($key))
            .order_by(users::id)
    };
}

/// With how many keys it is counted, so that what a statement costs by itself can be left out.
const FEW_AND_MANY: [i64; 2] = [100, 1100];

#[tokio::test]
async fn a_row_of_postgres() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    let mut connection = engine.connect().await?;
    connection.execute(&insert_into(users::table).rows(rows!(1100))).await?;
    let text = "SELECT id, name, nickname FROM users WHERE id <= $1 ORDER BY id";
    let statement = connection.client().prepare(text).await.expect("it is right");
    let mut counts = [[0; 2]; 2];
    for _ in 0..3 {
        for (place, limit) in FEW_AND_MANY.into_iter().enumerate() {
            counts[0][place] = count(async {
                let rows = connection.client().query(&statement, &[&limit]).await;
                let rows = rows.expect("it is right");
                let owned = rows.iter().map(|row| {
                    (row.get::<_, i64>(0), row.get::<_, String>(1), row.get::<_, Option<String>>(2))
                });
                Ok::<Vec<_>, Error>(owned.collect())
            })
            .await?;
            counts[1][place] = count(connection.all(&up_to!(limit))).await?;
        }
    }
    let [raw, ours] = counts.map(|[few, many]| (many - few) / 1000);
    assert_eq!((raw, ours), (2, 2));
    drop(connection);
    clean_up(&engine).await
}

#[tokio::test]
async fn a_look_up_of_postgres() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    let mut connection = engine.connect().await?;
    connection.execute(&insert_into(users::table).rows(rows!(1))).await?;
    let text = "SELECT id, name, nickname FROM users WHERE id = $1";
    let statement = connection.client().prepare(text).await.expect("it is right");
    let find = select((users::id, users::name, users::nickname)).filter(users::id.eq(1));
    let mut least = [u64::MAX; 2];
    for _ in 0..8 {
        let raw = count(async {
            let row = connection.client().query_one(&statement, &[&1i64]).await;
            let row = row.expect("it is right");
            let owned: (i64, String, Option<String>) = (row.get(0), row.get(1), row.get(2));
            Ok(owned)
        });
        least[0] = raw.await?.min(least[0]);
        least[1] = count(connection.first(&find)).await?.min(least[1]);
    }
    // One for the values that are bound. What is waited for has the memory of the statement before.
    assert_eq!(least[1] - least[0], 1);
    drop(connection);
    clean_up(&engine).await
}

#[cfg(feature = "mysql")]
#[tokio::test]
async fn a_row_of_mariadb() -> Result<(), Error> {
    use mysql_async::prelude::Queryable;

    use super::on_mysql;

    let Some(engine) = on_mysql::server::<MariaDb>(1).await? else { return Ok(()) };
    let mut connection = engine.connect().await?;
    connection.execute(&insert_into(users::table).rows(rows!(1100))).await?;
    let text = "SELECT id, name, nickname FROM users WHERE id <= ? ORDER BY id";
    let statement = connection.conn().expect("it is open").prep(text).await.expect("it is right");
    let mut counts = [[0; 2]; 2];
    for _ in 0..3 {
        for (place, limit) in FEW_AND_MANY.into_iter().enumerate() {
            counts[0][place] = count(async {
                let conn = connection.conn().expect("it is open");
                let owned = |row: (i64, String, Option<String>)| row;
                Ok(conn.exec_map(&statement, (limit,), owned).await.expect("it is right"))
            })
            .await?;
            counts[1][place] = count(connection.all(&up_to!(limit))).await?;
        }
    }
    let [raw, ours] = counts.map(|[few, many]| (many - few) / 1000);
    // mysql_async has each text in a vector of its own, which becomes the text.
    assert_eq!((raw, ours), (4, 4));
    drop(connection);
    on_mysql::clean_up(&engine).await
}
