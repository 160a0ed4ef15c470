//! relata, through its public face alone: the asynchronous engine, statements built anew for every operation.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::hint::black_box;

use relata::Error;
use relata::driver::StatementKey;
use relata::engine::Connection;
use relata::expr::Shape;
use relata::prelude::*;
use relata::query::Statement;
use relata::query::effect::{Read, RunsWith, Write};
use relata::render::{Dialect, Pass};
use relata::types::logic::{Nil, True};
use tokio::runtime::Runtime;

use super::{COLOR, NAME, Peer};
use crate::case::{Case, Keys, POOL, PRAGMAS};
use crate::database::Database;

table! {
    pub users as User {
        #[primary_key, identity] id: i64,
        name: String,
        hair_color: Option<String>,
        posts: HasMany<posts::user>,
    }
}
table! {
    #[index(user_id)]
    pub posts as Post {
        #[primary_key, identity] id: i64,
        #[references(users::id)] user_id: i64,
        title: String,
        body: Option<String>,
        user: BelongsTo<users::posts, user_id>,
        comments: HasMany<comments::post>,
    }
}
table! {
    #[index(post_id)]
    pub comments as Comment {
        #[primary_key, identity] id: i64,
        #[references(posts::id)] post_id: i64,
        body: String,
        post: BelongsTo<posts::comments, post_id>,
    }
}

/// The update of a user's name.
macro_rules! renamed {
    ($id:expr) => {
        update(users::table).set(users::name.set(NAME)).filter(users::id.eq($id))
    };
}

/// The peer on one database: a module for each, since a statement's text is checked against a dialect.
macro_rules! on {
    ($module:ident, $dialect:ident, $database:ident, $set_up:expr) => {
        pub mod $module {
            use super::*;

            const DATABASE: Database = Database::$database;

            struct Relata {
                runtime: Runtime,
                engine: Engine<$dialect>,
                connection: Connection<$dialect>,
                case: Case,
                keys: Keys,
                rows: Vec<(String, Option<String>)>,
                found: Found,
            }

            pub fn open(case: Case) -> Option<Box<dyn Peer>> {
                let runtime = crate::peers::tokio();
                let set_up: fn(&Runtime, &str, Case) -> String = $set_up;
                let url = set_up(&runtime, "bench_relata", case);
                let (engine, connection) =
                    runtime.block_on(connect(&url, case)).expect("the database is there");
                Some(Box::new(Relata {
                    runtime,
                    engine,
                    connection,
                    case,
                    keys: Keys::new(),
                    rows: case.rows(|name, color| (name, color)),
                    found: Found::default(),
                }))
            }

            async fn connect(
                url: &str,
                case: Case,
            ) -> Result<(Engine<$dialect>, Connection<$dialect>), Error> {
                if DATABASE.is_server() {
                    // One more for what resets.
                    let pool = Engine::<$dialect>::builder(url).pool_size(POOL as u32 + 1);
                    let engine = pool.max_overflow(0).build().await?;
                    let connection = engine.connect().await?;
                    if case == Case::Concurrent {
                        engine.warm_up(POOL as u32).await?;
                    }
                    return Ok((engine, connection));
                }
                let engine = Engine::<$dialect>::open(url).await?;
                let mut connection = engine.connect().await?;
                script(&mut connection, PRAGMAS).await?;
                script(&mut connection, &case.setup(DATABASE)).await?;
                Ok((engine, connection))
            }

            impl Peer for Relata {
                fn run(&mut self, times: u64) -> u64 {
                    let Relata { runtime, engine, connection, case, keys, rows, found } = self;
                    if *case == Case::Concurrent {
                        let find = |task, times| {
                            let engine = engine.clone();
                            async move {
                                let mut keys = Keys::of(task);
                                for _ in 0..times {
                                    let find = select(User).filter(users::id.eq(keys.next()));
                                    let user = engine.first(&find).await;
                                    black_box(user.expect("the statement is valid"));
                                }
                                times
                            }
                        };
                        return runtime.block_on(crate::peers::concurrently(times, find));
                    }
                    runtime
                        .block_on(batch(connection, *case, keys, rows, found, times))
                        .expect("the statement is valid")
                }

                fn reset(&mut self) {
                    if let Some(statement) = self.case.reset(DATABASE) {
                        let executed =
                            self.runtime.block_on(script(&mut self.connection, statement));
                        executed.expect("the statement is valid");
                    }
                }
            }

            async fn batch(
                connection: &mut Connection<$dialect>,
                case: Case,
                keys: &mut Keys,
                rows: &[(String, Option<String>)],
                found: &mut Found,
                times: u64,
            ) -> Result<u64, Error> {
                let mut seen = 0;
                for _ in 0..times {
                    seen += match case {
                        Case::FindByPk => find(connection, keys.next()).await?,
                        Case::Select(_) => {
                            black_box(connection.all(&select(User)).await?).len() as u64
                        }
                        Case::SelectBorrowed(_) => {
                            let query = select((users::id, users::name, users::hair_color));
                            let mut seen = 0;
                            let visit = |(id, name, hair_color): (i64, &str, Option<&str>)| {
                                black_box((id, name, hair_color));
                                seen += 1;
                            };
                            connection.for_each(&query, visit).await?;
                            seen
                        }
                        Case::JoinFilter => {
                            let query = from(users::table)
                                .left_join(posts::table)
                                .on(posts::user_id.eq(users::id))
                                .filter(users::hair_color.eq(COLOR))
                                .select((User, Post));
                            let pairs: Vec<(User, Option<Post>)> = connection.all(&query).await?;
                            black_box(pairs).len() as u64
                        }
                        Case::Eager => {
                            let query = select(User).with(users::posts.with(posts::comments));
                            let people = black_box(connection.load(&query).await?);
                            let written = people.iter().flat_map(|person| person.get(users::posts));
                            written.map(|post| post.get(posts::comments).len() as u64).sum::<u64>()
                        }
                        Case::InsertOne => {
                            let values = (users::name.set(NAME), users::hair_color.set(COLOR));
                            connection.execute(&insert_into(users::table).values(values)).await?
                        }
                        Case::InsertBatch(_) => {
                            let rows = rows.iter().map(|(name, hair_color)| {
                                (
                                    users::name.set(name.as_str()),
                                    users::hair_color.set(hair_color.as_deref()),
                                )
                            });
                            connection.execute(&insert_into(users::table).rows(rows)).await?
                        }
                        Case::UpdateByPk => connection.execute(&renamed!(keys.next())).await?,
                        Case::Transaction => {
                            let id = keys.next();
                            let mut transaction = connection.begin().await?;
                            let seen = find(&mut transaction, id).await?;
                            if DATABASE.is_server() {
                                seen + transaction.commit_with(&renamed!(id)).await?
                            } else {
                                let seen = seen + transaction.execute(&renamed!(id)).await?;
                                transaction.commit().await?;
                                seen
                            }
                        }
                        Case::Concurrent => unreachable!("it does not run on one connection"),
                        Case::BuildOnly => {
                            let query = query(keys.next());
                            let text = query.to_sql::<$dialect>();
                            let _ = black_box((query, text));
                            1
                        }
                        Case::BuildAndFind => {
                            let query = query(keys.next());
                            *found.entry(key(&query)).or_default() += 1;
                            let _ = black_box(query);
                            1
                        }
                    };
                }
                Ok(seen)
            }

            async fn find<E>(executor: &mut E, id: i64) -> Result<u64, Error>
            where
                E: Executor<Dialect = $dialect>,
                Read: RunsWith<E::Access>,
            {
                black_box(executor.first(&select(User).filter(users::id.eq(id))).await?);
                Ok(1)
            }

            /// Statements that have no rows, one after the other.
            async fn script(
                connection: &mut Connection<$dialect>,
                texts: &str,
            ) -> Result<(), Error> {
                for text in texts.split_inclusive(';').filter(|text| !text.trim().is_empty()) {
                    connection.execute(&Text(text)).await?;
                }
                Ok(())
            }
        }
    };
}

on!(sqlite, Sqlite, Sqlite, |_, name, _| Database::Sqlite.url(name));
on!(postgres, Postgres, Postgres, crate::peers::postgres::set_up);
on!(mariadb, MariaDb, MariaDb, crate::peers::mariadb::set_up);

/// The reader of PostgreSQL: all tasks share two connections.
pub mod reader {
    use relata::engine::Reader;

    use super::*;

    struct Shared {
        runtime: Runtime,
        reader: Reader<Postgres>,
    }

    pub fn open(case: Case) -> Option<Box<dyn Peer>> {
        if case != Case::Concurrent {
            return None;
        }
        let runtime = crate::peers::tokio();
        let url = crate::peers::postgres::set_up(&runtime, "bench_reader", case);
        let opened = runtime.block_on(async {
            Engine::<Postgres>::builder(&url).pool_size(1).build().await?.reader(2).await
        });
        let reader = opened.expect("the database is there");
        Some(Box::new(Shared { runtime, reader }))
    }

    impl Peer for Shared {
        fn run(&mut self, times: u64) -> u64 {
            let find = |task, times| {
                let reader = self.reader.clone();
                async move {
                    let mut keys = Keys::of(task);
                    for _ in 0..times {
                        let find = select(User).filter(users::id.eq(keys.next()));
                        black_box(reader.first(&find).await.expect("the statement is valid"));
                    }
                    times
                }
            };
            self.runtime.block_on(crate::peers::concurrently(times, find))
        }

        fn reset(&mut self) {}
    }
}

fn query(id: i64) -> impl Statement + Render<Sqlite> + Render<Postgres> + Render<MariaDb> {
    from(users::table)
        .filter(users::hair_color.eq(COLOR))
        .filter(users::id.gt(id))
        .order_by(users::name.asc())
        .limit(10)
        .select(User)
}

/// What a connection keeps a statement under.
fn key<S: Statement>(_: &S) -> StatementKey {
    StatementKey::of::<S>()
}

/// A map like the one in which a connection keeps its statements; that one is not public.
type Found = HashMap<StatementKey, u64, BuildHasherDefault<KeyHasher>>;

/// Takes the hash that a type's id is, as relata does.
#[derive(Default)]
struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn write(&mut self, _: &[u8]) {
        unreachable!("a key is made of integers");
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 ^= hash;
    }

    fn write_u32(&mut self, rows: u32) {
        self.0 ^= u64::from(rows).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// One statement whose text is known only at run time: setting up is all that needs it here.
struct Text<'t>(&'t str);

impl Statement for Text<'_> {
    type Effect = Write;
    type Open = Nil;
    type MeansRows = True;
    const SHAPE: Shape = Shape::Dynamic;
}

impl<D: Dialect> Render<D> for Text<'_> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql(self.0);
    }
}
