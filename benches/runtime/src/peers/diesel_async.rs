//! diesel-async: Diesel's statements on tokio-postgres or mysql_async. Tasks share its pool by bb8, which tests no
//! connection.

use std::hint::black_box;

use diesel::prelude::*;
use diesel_async::pooled_connection::AsyncDieselConnectionManager;
use diesel_async::pooled_connection::bb8::Pool;
use diesel_async::{
    AsyncConnection, AsyncMysqlConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection,
};
use tokio::runtime::Runtime;

use super::diesel::{Comment, NewUser, Post, User, grouped, posts, users};
use super::{COLOR, NAME, Peer};
use crate::case::{Case, Keys, POOL};
use crate::database::Database;

/// The peer on one database: a module for each, since a query is loaded by a type of connection.
macro_rules! on {
    ($module:ident, $connection:ident, $database:ident) => {
        pub mod $module {
            use super::*;

            const DATABASE: Database = Database::$database;

            struct DieselAsync {
                runtime: Runtime,
                connection: $connection,
                pool: Pool<$connection>,
                case: Case,
                keys: Keys,
                rows: Vec<NewUser>,
            }

            pub fn open(case: Case) -> Option<Box<dyn Peer>> {
                if matches!(case, Case::SelectBorrowed(_)) {
                    return None;
                }
                let runtime = crate::peers::tokio();
                let url = crate::peers::$module::set_up(&runtime, "bench_diesel_async", case);
                let url = url.replacen("mariadb:", "mysql:", 1);
                let (connection, pool) = runtime.block_on(async {
                    let manager = AsyncDieselConnectionManager::<$connection>::new(&url);
                    let pool = Pool::builder().max_size(POOL as u32).test_on_check_out(false);
                    let pool = pool.build(manager).await.expect("it opens no connection yet");
                    let connection = <$connection>::establish(&url).await;
                    (connection.expect("the database is there"), pool)
                });
                let (keys, rows) = (Keys::new(), NewUser::of(case));
                Some(Box::new(DieselAsync { runtime, connection, pool, case, keys, rows }))
            }

            impl Peer for DieselAsync {
                fn run(&mut self, times: u64) -> u64 {
                    let DieselAsync { runtime, connection, pool, case, keys, rows } = self;
                    if *case == Case::Concurrent {
                        let find = |task, times| {
                            let pool = pool.clone();
                            async move {
                                let mut keys = Keys::of(task);
                                for _ in 0..times {
                                    let mut connection = pool.get().await.expect("it is open");
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
                        let executed =
                            self.runtime.block_on(self.connection.batch_execute(statement));
                        executed.expect("the statement is valid");
                    }
                }
            }

            async fn batch(
                connection: &mut $connection,
                case: Case,
                keys: &mut Keys,
                rows: &[NewUser],
                times: u64,
            ) -> QueryResult<u64> {
                let mut seen = 0;
                for _ in 0..times {
                    seen += match case {
                        Case::FindByPk => find(connection, keys.next()).await?,
                        Case::Select(_) => {
                            let query = users::table.select(User::as_select());
                            black_box(query.load(connection).await?).len() as u64
                        }
                        Case::JoinFilter => {
                            let pairs: Vec<(User, Option<Post>)> = users::table
                                .left_join(posts::table)
                                .filter(users::hair_color.eq(COLOR))
                                .select((User::as_select(), Option::<Post>::as_select()))
                                .load(connection)
                                .await?;
                            black_box(pairs).len() as u64
                        }
                        Case::Eager => {
                            let query = users::table.select(User::as_select());
                            let users = query.load(connection).await?;
                            let query = Post::belonging_to(&users).select(Post::as_select());
                            let posts = query.load(connection).await?;
                            let query = Comment::belonging_to(&posts).select(Comment::as_select());
                            let comments = query.load(connection).await?;
                            grouped(users, posts, comments)
                        }
                        Case::InsertOne => {
                            let values = (users::name.eq(NAME), users::hair_color.eq(Some(COLOR)));
                            let insert = diesel::insert_into(users::table).values(values);
                            insert.execute(connection).await? as u64
                        }
                        Case::InsertBatch(_) => {
                            let insert = diesel::insert_into(users::table).values(rows);
                            insert.execute(connection).await? as u64
                        }
                        Case::UpdateByPk => update(connection, keys.next()).await?,
                        Case::Transaction => {
                            let id = keys.next();
                            let both = connection.transaction::<_, diesel::result::Error, _>(
                                async |connection| {
                                    Ok(find(connection, id).await? + update(connection, id).await?)
                                },
                            );
                            both.await?
                        }
                        Case::SelectBorrowed(_)
                        | Case::Concurrent
                        | Case::BuildOnly
                        | Case::BuildAndFind => unreachable!("it does not run here"),
                    };
                }
                Ok(seen)
            }

            async fn find(connection: &mut $connection, id: i64) -> QueryResult<u64> {
                let query = users::table.find(id).select(User::as_select());
                let user: User = query.first(connection).await?;
                black_box(user);
                Ok(1)
            }

            async fn update(connection: &mut $connection, id: i64) -> QueryResult<u64> {
                let update = diesel::update(users::table.find(id)).set(users::name.eq(NAME));
                Ok(update.execute(connection).await? as u64)
            }
        }
    };
}

on!(postgres, AsyncPgConnection, Postgres);
on!(mariadb, AsyncMysqlConnection, MariaDb);
