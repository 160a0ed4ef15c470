//! sqlx on a bare connection: texts by hand, rows through `FromRow`, batches through its `QueryBuilder`.

use std::hint::black_box;

use sqlx::{
    AssertSqlSafe, ColumnIndex, Connection, Decode, FromRow, MySql, Postgres, QueryBuilder, Result,
    Row, Sqlite, Type,
};
use tokio::runtime::Runtime;

use super::{COLOR, NAME, Peer};
use crate::case::{Case, Keys, PRAGMAS};
use crate::database::Database;

#[derive(FromRow)]
#[expect(dead_code, reason = "filled from rows and never read")]
struct User {
    id: i64,
    name: String,
    hair_color: Option<String>,
}

/// The peer on one database: a module for each, since a query is one of a type of database.
macro_rules! on {
    ($module:ident, $db:ident, $database:ident, $texts:path, $set_up:expr) => {
        pub mod $module {
            use $texts as texts;

            use super::*;

            const DATABASE: Database = Database::$database;

            struct Sqlx {
                runtime: Runtime,
                connection: <$db as sqlx::Database>::Connection,
                case: Case,
                keys: Keys,
                rows: Vec<(String, Option<String>)>,
            }

            pub fn open(case: Case) -> Option<Box<dyn Peer>> {
                if matches!(case, Case::SelectBorrowed(_) | Case::Concurrent | Case::BuildAndFind) {
                    return None;
                }
                let runtime = crate::peers::tokio();
                let set_up: fn(&Runtime, &str, Case) -> String = $set_up;
                let url = set_up(&runtime, "bench_sqlx", case);
                let connection =
                    runtime.block_on(connect(&url, case)).expect("the database is there");
                let rows = case.rows(|name, color| (name, color));
                Some(Box::new(Sqlx { runtime, connection, case, keys: Keys::new(), rows }))
            }

            async fn connect(url: &str, case: Case) -> Result<<$db as sqlx::Database>::Connection> {
                let mut connection = <$db as sqlx::Database>::Connection::connect(url).await?;
                if DATABASE.is_server() {
                    return Ok(connection);
                }
                sqlx::raw_sql(PRAGMAS).execute(&mut connection).await?;
                sqlx::raw_sql(AssertSqlSafe(case.setup(DATABASE))).execute(&mut connection).await?;
                Ok(connection)
            }

            impl Peer for Sqlx {
                fn run(&mut self, times: u64) -> u64 {
                    let Sqlx { runtime, connection, case, keys, rows } = self;
                    runtime
                        .block_on(batch(connection, *case, keys, rows, times))
                        .expect("the statement is valid")
                }

                fn reset(&mut self) {
                    if let Some(statement) = self.case.reset(DATABASE) {
                        let executed = self
                            .runtime
                            .block_on(sqlx::raw_sql(statement).execute(&mut self.connection));
                        executed.expect("the statement is valid");
                    }
                }
            }

            async fn batch(
                connection: &mut <$db as sqlx::Database>::Connection,
                case: Case,
                keys: &mut Keys,
                rows: &[(String, Option<String>)],
                times: u64,
            ) -> Result<u64> {
                let mut seen = 0;
                for _ in 0..times {
                    seen += match case {
                        Case::FindByPk => find(connection, keys.next()).await?,
                        Case::Select(_) => {
                            let users: Vec<User> =
                                sqlx::query_as(texts::SELECT).fetch_all(&mut *connection).await?;
                            black_box(users).len() as u64
                        }
                        Case::SelectBorrowed(_) | Case::Concurrent | Case::BuildAndFind => 0,
                        Case::JoinFilter => {
                            let query = sqlx::query(texts::JOIN).bind(COLOR).try_map(pair::<$db>);
                            black_box(query.fetch_all(&mut *connection).await?).len() as u64
                        }
                        Case::InsertOne => {
                            let query = sqlx::query(texts::INSERT).bind(NAME).bind(Some(COLOR));
                            query.execute(&mut *connection).await?.rows_affected()
                        }
                        Case::InsertBatch(_) => {
                            let mut query =
                                QueryBuilder::<$db>::new("INSERT INTO users (name, hair_color) ");
                            query.push_values(rows, |mut row, (name, hair_color)| {
                                row.push_bind(name).push_bind(hair_color);
                            });
                            query.build().execute(&mut *connection).await?.rows_affected()
                        }
                        Case::UpdateByPk => update(connection, keys.next()).await?,
                        Case::Transaction => {
                            let id = keys.next();
                            let mut transaction = connection.begin().await?;
                            let seen = find(&mut transaction, id).await?
                                + update(&mut transaction, id).await?;
                            transaction.commit().await?;
                            seen
                        }
                        Case::BuildOnly => build(keys.next()),
                    };
                }
                Ok(seen)
            }

            async fn find(
                connection: &mut <$db as sqlx::Database>::Connection,
                id: i64,
            ) -> Result<u64> {
                let user: User = sqlx::query_as(texts::FIND).bind(id).fetch_one(connection).await?;
                black_box(user);
                Ok(1)
            }

            async fn update(
                connection: &mut <$db as sqlx::Database>::Connection,
                id: i64,
            ) -> Result<u64> {
                Ok(sqlx::query(texts::UPDATE)
                    .bind(NAME)
                    .bind(id)
                    .execute(connection)
                    .await?
                    .rows_affected())
            }
        }
    };
}

on!(sqlite, Sqlite, Sqlite, crate::peers::raw, |_, name, _| Database::Sqlite.url(name));
on!(postgres, Postgres, Postgres, crate::peers::postgres, |runtime, name, case| {
    // It wants a host even where a socket is named.
    crate::peers::postgres::set_up(runtime, name, case).replacen("@/", "@localhost/", 1)
});
on!(mariadb, MySql, MariaDb, crate::peers::mariadb, |runtime, name, case| {
    let url = crate::peers::mariadb::set_up(runtime, name, case);
    url.replacen("mariadb:", "mysql:", 1)
});

fn build(id: i64) -> u64 {
    let mut query =
        QueryBuilder::<Sqlite>::new("SELECT users.id, users.name, users.hair_color FROM users");
    query.push(" WHERE users.hair_color = ").push_bind(COLOR);
    query.push(" AND users.id > ").push_bind(id);
    query.push(" ORDER BY users.name LIMIT 10");
    black_box(query);
    1
}

/// The seven columns of `join_filter`, by position because two of them are called `id`.
fn pair<D>(row: D::Row) -> Result<(super::User, Option<super::Post>)>
where
    D: sqlx::Database,
    usize: ColumnIndex<D::Row>,
    i64: for<'r> Decode<'r, D> + Type<D>,
    String: for<'r> Decode<'r, D> + Type<D>,
{
    let user =
        super::User { id: row.try_get(0)?, name: row.try_get(1)?, hair_color: row.try_get(2)? };
    let Some(id) = row.try_get(3)? else {
        return Ok((user, None));
    };
    let post =
        super::Post { id, user_id: row.try_get(4)?, title: row.try_get(5)?, body: row.try_get(6)? };
    Ok((user, Some(post)))
}
