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
use relata::render::Pass;
use relata::types::logic::{Nil, True};
use tokio::runtime::Runtime;

use super::{COLOR, NAME, Peer};
use crate::case::{Case, Keys, PRAGMAS};

table! {
    pub users as User {
        #[primary_key, identity] id: i64,
        name: String,
        hair_color: Option<String>,
    }
}
table! {
    pub posts as Post {
        #[primary_key, identity] id: i64,
        user_id: i64,
        title: String,
        body: Option<String>,
    }
}

struct Relata {
    runtime: Runtime,
    connection: Connection<Sqlite>,
    case: Case,
    keys: Keys,
    rows: Vec<(String, Option<String>)>,
    found: Found,
}

pub fn open(case: Case) -> Option<Box<dyn Peer>> {
    let runtime = super::tokio();
    let connection = runtime.block_on(connect(case)).expect("SQLite opens in memory");
    let rows = case.rows(|name, color| (name, color));
    Some(Box::new(Relata {
        runtime,
        connection,
        case,
        keys: Keys::new(),
        rows,
        found: Found::default(),
    }))
}

async fn connect(case: Case) -> Result<Connection<Sqlite>, Error> {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    let mut connection = engine.connect().await?;
    script(&mut connection, PRAGMAS).await?;
    script(&mut connection, &case.setup()).await?;
    Ok(connection)
}

impl Peer for Relata {
    fn run(&mut self, times: u64) -> u64 {
        let Relata { runtime, connection, case, keys, rows, found } = self;
        runtime
            .block_on(batch(connection, *case, keys, rows, found, times))
            .expect("the statement is valid")
    }

    fn reset(&mut self) {
        if let Some(statement) = self.case.reset() {
            let executed = self.runtime.block_on(script(&mut self.connection, statement));
            executed.expect("the statement is valid");
        }
    }
}

async fn batch(
    connection: &mut Connection<Sqlite>,
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
            Case::Select(_) => black_box(connection.all(&select(User)).await?).len() as u64,
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
            Case::InsertOne => {
                let values = (users::name.set(NAME), users::hair_color.set(COLOR));
                connection.execute(&insert_into(users::table).values(values)).await?
            }
            Case::InsertBatch(_) => {
                let rows = rows.iter().map(|(name, hair_color)| {
                    (users::name.set(name.as_str()), users::hair_color.set(hair_color.as_deref()))
                });
                connection.execute(&insert_into(users::table).rows(rows)).await?
            }
            Case::UpdateByPk => change(connection, keys.next()).await?,
            Case::Transaction => {
                let id = keys.next();
                let mut transaction = connection.begin().await?;
                let seen = find(&mut transaction, id).await? + change(&mut transaction, id).await?;
                transaction.commit().await?;
                seen
            }
            Case::BuildOnly => {
                let query = query(keys.next());
                let text = query.to_sql::<Sqlite>();
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
    E: Executor<Dialect = Sqlite>,
    Read: RunsWith<E::Access>,
{
    black_box(executor.first(&select(User).filter(users::id.eq(id))).await?);
    Ok(1)
}

async fn change<E>(executor: &mut E, id: i64) -> Result<u64, Error>
where
    E: Executor<Dialect = Sqlite>,
    Write: RunsWith<E::Access>,
{
    let statement = update(users::table).set(users::name.set(NAME)).filter(users::id.eq(id));
    executor.execute(&statement).await
}

fn query(id: i64) -> impl Statement + Render<Sqlite> {
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

/// Statements that have no rows, one after the other.
async fn script(connection: &mut Connection<Sqlite>, texts: &str) -> Result<(), Error> {
    for text in texts.split_inclusive(';') {
        connection.execute(&Text(text)).await?;
    }
    Ok(())
}

/// One statement whose text is known only at run time: setting up is all that needs it here.
struct Text<'t>(&'t str);

impl Statement for Text<'_> {
    type Effect = Write;
    type Open = Nil;
    type MeansRows = True;
    const SHAPE: Shape = Shape::Dynamic;
}

impl Render<Sqlite> for Text<'_> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql(self.0);
    }
}
