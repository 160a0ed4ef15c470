//! sqlx on a bare connection (tasks share its pool): texts by hand, rows through `FromRow`, batches through its
//! `QueryBuilder`.

use std::hint::black_box;

use sqlx::pool::PoolOptions;
use sqlx::{
    AssertSqlSafe, ColumnIndex, Connection, Decode, Encode, MySql, Pool, Postgres, QueryBuilder,
    Result, Row, Sqlite, Type,
};
use tokio::runtime::Runtime;

use super::grouped::grouped;
use super::{COLOR, Comment, NAME, Peer, Post, User};
use crate::case::{Case, Keys, POOL, PRAGMAS};
use crate::database::Database;

/// The peer on one database: a module for each, since a query is one of a type of database.
macro_rules! on {
    ($module:ident, $db:ident, $database:ident, $texts:path, $one_of:ident) => {
        pub mod $module {
            use $texts as texts;

            use super::*;

            const DATABASE: Database = Database::$database;

            struct Sqlx {
                runtime: Runtime,
                connection: <$db as sqlx::Database>::Connection,
                pool: Pool<$db>,
                case: Case,
                keys: Keys,
                rows: Vec<(String, Option<String>)>,
            }

            pub fn open(case: Case) -> Option<Box<dyn Peer>> {
                if matches!(case, Case::SelectBorrowed(_) | Case::BuildAndFind) {
                    return None;
                }
                let runtime = crate::peers::tokio();
                let url = set_up(DATABASE, &runtime, "bench_sqlx", case);
                let opened = runtime.block_on(async {
                    Ok::<_, sqlx::Error>((
                        connect(&url, case).await?,
                        pool(POOL).connect_lazy(&url)?,
                    ))
                });
                let (connection, pool) = opened.expect("the database is there");
                let rows = case.rows(|name, color| (name, color));
                Some(Box::new(Sqlx { runtime, connection, pool, case, keys: Keys::new(), rows }))
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
                    let Sqlx { runtime, connection, pool, case, keys, rows } = self;
                    if *case == Case::Concurrent {
                        let find = |task, times| {
                            let pool = pool.clone();
                            async move {
                                let mut keys = Keys::of(task);
                                for _ in 0..times {
                                    let mut connection = pool.acquire().await.expect("it is open");
                                    let found = find(&mut connection, keys.next()).await;
                                    found.expect("the statement is valid");
                                }
                                times
                            }
                        };
                        return runtime.block_on(crate::peers::concurrently(times, find));
                    }
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
                        Case::SelectBorrowed(_) | Case::Concurrent | Case::BuildAndFind => {
                            unreachable!("it does not run here")
                        }
                        Case::JoinFilter => {
                            let query = sqlx::query(texts::JOIN).bind(COLOR).try_map(pair::<$db>);
                            black_box(query.fetch_all(&mut *connection).await?).len() as u64
                        }
                        Case::Eager => {
                            let users: Vec<User> =
                                sqlx::query_as(texts::SELECT).fetch_all(&mut *connection).await?;
                            let mut query = QueryBuilder::<$db>::new(POSTS);
                            $one_of(&mut query, users.iter().map(|user| user.id).collect());
                            let posts: Vec<Post> =
                                query.build_query_as().fetch_all(&mut *connection).await?;
                            let mut query = QueryBuilder::<$db>::new(COMMENTS);
                            $one_of(&mut query, posts.iter().map(|post| post.id).collect());
                            let comments: Vec<Comment> =
                                query.build_query_as().fetch_all(&mut *connection).await?;
                            grouped(users, posts, comments)
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

on!(sqlite, Sqlite, Sqlite, crate::peers::raw, in_list);
on!(postgres, Postgres, Postgres, crate::peers::postgres, in_array);
on!(mariadb, MySql, MariaDb, crate::peers::mariadb, in_list);

const POSTS: &str = "SELECT id, user_id, title, body FROM posts WHERE user_id";
const COMMENTS: &str = "SELECT id, post_id, body FROM comments WHERE post_id";

/// A list of keys as the FAQ has it for PostgreSQL.
fn in_array(query: &mut QueryBuilder<Postgres>, keys: Vec<i64>) {
    query.push(" = ANY(").push_bind(keys).push(")");
}

/// A list of keys as the FAQ has it for the others.
fn in_list<D: sqlx::Database>(query: &mut QueryBuilder<D>, keys: Vec<i64>)
where
    i64: for<'q> Encode<'q, D> + Type<D>,
{
    let mut list = query.push(" IN (").separated(", ");
    for key in keys {
        list.push_bind(key);
    }
    list.push_unseparated(")");
}

/// The case's database, and its URL as sqlx wants it; in memory there is none before it is opened.
pub fn set_up(database: Database, runtime: &Runtime, name: &str, case: Case) -> String {
    match database {
        Database::Sqlite => database.url(name),
        // It wants a host even where a socket is named.
        Database::Postgres => {
            super::postgres::set_up(runtime, name, case).replacen("@/", "@localhost/", 1)
        }
        Database::MariaDb => {
            super::mariadb::set_up(runtime, name, case).replacen("mariadb:", "mysql:", 1)
        }
    }
}

/// A pool that neither tests its connections nor closes them.
pub fn pool<D: sqlx::Database>(connections: usize) -> PoolOptions<D> {
    let pool = PoolOptions::new().max_connections(connections as u32).test_before_acquire(false);
    pool.idle_timeout(None).max_lifetime(None)
}

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
fn pair<D>(row: D::Row) -> Result<(User, Option<Post>)>
where
    D: sqlx::Database,
    usize: ColumnIndex<D::Row>,
    i64: for<'r> Decode<'r, D> + Type<D>,
    String: for<'r> Decode<'r, D> + Type<D>,
{
    let user = User { id: row.try_get(0)?, name: row.try_get(1)?, hair_color: row.try_get(2)? };
    let Some(id) = row.try_get(3)? else {
        return Ok((user, None));
    };
    let post = Post { id, user_id: row.try_get(4)?, title: row.try_get(5)?, body: row.try_get(6)? };
    Ok((user, Some(post)))
}
