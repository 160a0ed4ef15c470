//! tokio-postgres by hand: every statement prepared before the start, columns by position.

use std::hint::black_box;
use std::pin::pin;
use std::sync::{Arc, Mutex};

use tokio::runtime::Runtime;
use tokio::sync::Semaphore;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Error, NoTls, Row, Statement};

use super::grouped::grouped;
use super::{COLOR, Comment, NAME, Peer, Post, User};
use crate::case::{Case, Keys, POOL};
use crate::database::Database::Postgres;

pub const FIND: &str = "SELECT id, name, hair_color FROM users WHERE id = $1";
pub const SELECT: &str = "SELECT id, name, hair_color FROM users";
pub const JOIN: &str = "\
    SELECT users.id, users.name, users.hair_color, posts.id, posts.user_id, posts.title, posts.body \
    FROM users LEFT JOIN posts ON posts.user_id = users.id WHERE users.hair_color = $1";
const POSTS: &str = "SELECT id, user_id, title, body FROM posts WHERE user_id = ANY($1)";
const COMMENTS: &str = "SELECT id, post_id, body FROM comments WHERE post_id = ANY($1)";
pub const INSERT: &str = "INSERT INTO users (name, hair_color) VALUES ($1, $2)";
pub const UPDATE: &str = "UPDATE users SET name = $1 WHERE id = $2";

struct Raw {
    runtime: Runtime,
    connection: Prepared,
    pool: Arc<Pool>,
    case: Case,
    keys: Keys,
    rows: Vec<(String, Option<String>)>,
}

/// A connection with its statements.
struct Prepared {
    client: Client,
    find: Statement,
    select: Statement,
    join: Statement,
    posts: Statement,
    comments: Statement,
    insert: Statement,
    batch: Statement,
    update: Statement,
}

pub fn open(case: Case) -> Option<Box<dyn Peer>> {
    let runtime = super::tokio();
    let url = set_up(&runtime, "bench_raw", case);
    let pooled = if case == Case::Concurrent { POOL } else { 0 };
    let opened = runtime.block_on(async {
        let connection = prepared(&url, case).await?;
        let mut pool = Vec::new();
        for _ in 0..pooled {
            pool.push(prepared(&url, case).await?);
        }
        Ok::<_, Error>((connection, pool))
    });
    let (connection, pool) = opened.expect("the server is there");
    Some(Box::new(Raw {
        runtime,
        connection,
        pool: Arc::new(Pool { free: Semaphore::new(pooled), connections: Mutex::new(pool) }),
        case,
        keys: Keys::new(),
        rows: case.rows(|name, color| (name, color)),
    }))
}

/// A new database with the case's rows; gives its URL.
pub fn set_up(runtime: &Runtime, name: &str, case: Case) -> String {
    let url = Postgres.url(name);
    let made = runtime.block_on(async {
        let server = connect(&Postgres.url("postgres")).await?;
        server.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
        server.batch_execute(&format!("CREATE DATABASE {name}")).await?;
        connect(&url).await?.batch_execute(&case.setup(Postgres)).await
    });
    made.expect("the server is there");
    url
}

async fn connect(url: &str) -> Result<Client, Error> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

async fn prepared(url: &str, case: Case) -> Result<Prepared, Error> {
    let client = connect(url).await?;
    let values: Vec<String> =
        (0..rows(case)).map(|i| format!("(${}, ${})", 2 * i + 1, 2 * i + 2)).collect();
    let batch = format!("INSERT INTO users (name, hair_color) VALUES {}", values.join(", "));
    Ok(Prepared {
        find: client.prepare(FIND).await?,
        select: client.prepare(SELECT).await?,
        join: client.prepare(JOIN).await?,
        posts: client.prepare(POSTS).await?,
        comments: client.prepare(COMMENTS).await?,
        insert: client.prepare(INSERT).await?,
        batch: client.prepare(&batch).await?,
        update: client.prepare(UPDATE).await?,
        client,
    })
}

/// How many rows the batch has.
fn rows(case: Case) -> u32 {
    if let Case::InsertBatch(count) = case { count } else { 1 }
}

impl Peer for Raw {
    fn run(&mut self, times: u64) -> u64 {
        let Raw { runtime, connection, pool, case, keys, rows } = self;
        if *case == Case::Concurrent {
            let find = |task, times| {
                let pool = pool.clone();
                async move { pool.find(Keys::of(task), times).await.expect("the statement is valid") }
            };
            return runtime.block_on(super::concurrently(times, find));
        }
        let all = async {
            let mut seen = 0;
            for _ in 0..times {
                seen += once(connection, *case, keys, rows).await?;
            }
            Ok::<_, Error>(seen)
        };
        runtime.block_on(all).expect("the statement is valid")
    }

    fn reset(&mut self) {
        if let Some(statement) = self.case.reset(Postgres) {
            let done = self.runtime.block_on(self.connection.client.batch_execute(statement));
            done.expect("the statement is valid");
        }
    }
}

async fn once(
    connection: &Prepared,
    case: Case,
    keys: &mut Keys,
    rows: &[(String, Option<String>)],
) -> Result<u64, Error> {
    let Prepared { client, select, join, posts, comments, insert, batch, .. } = connection;
    Ok(match case {
        Case::FindByPk => connection.find(keys.next()).await?,
        Case::Select(_) => {
            let rows = client.query(select, &[]).await?;
            let users: Vec<User> = rows.iter().map(user).collect();
            black_box(users).len() as u64
        }
        Case::SelectBorrowed(_) => {
            let mut rows = pin!(client.query_raw(select, [&0i64; 0]).await?);
            let mut seen = 0;
            while let Some(row) = next(rows.as_mut()).await {
                let row = row?;
                let (id, name, hair_color): (i64, &str, Option<&str>) =
                    (row.get(0), row.get(1), row.get(2));
                black_box((id, name, hair_color));
                seen += 1;
            }
            seen
        }
        Case::JoinFilter => {
            let rows = client.query(join, &[&COLOR]).await?;
            let pairs: Vec<(User, Option<Post>)> =
                rows.iter().map(|row| (user(row), post(row, 3))).collect();
            black_box(pairs).len() as u64
        }
        Case::Eager => {
            let rows = client.query(select, &[]).await?;
            let users: Vec<User> = rows.iter().map(user).collect();
            let keys: Vec<i64> = users.iter().map(|user| user.id).collect();
            let rows = client.query(posts, &[&keys]).await?;
            let posts: Vec<Post> = rows.iter().filter_map(|row| post(row, 0)).collect();
            let keys: Vec<i64> = posts.iter().map(|post| post.id).collect();
            let rows = client.query(comments, &[&keys]).await?;
            grouped(users, posts, rows.iter().map(comment).collect())
        }
        Case::InsertOne => client.execute(insert, &[&NAME, &Some(COLOR)]).await?,
        Case::InsertBatch(_) => {
            let mut values: Vec<&(dyn ToSql + Sync)> = Vec::with_capacity(rows.len() * 2);
            for (name, hair_color) in rows {
                values.push(name);
                values.push(hair_color);
            }
            client.execute(batch, &values).await?
        }
        Case::UpdateByPk => connection.update(keys.next()).await?,
        Case::Transaction => {
            let id = keys.next();
            client.batch_execute("BEGIN").await?;
            let seen = connection.find(id).await? + connection.update(id).await?;
            client.batch_execute("COMMIT").await?;
            seen
        }
        Case::Concurrent => unreachable!("it does not run on one connection"),
        Case::BuildOnly | Case::BuildAndFind => unreachable!("servers have no such case"),
    })
}

impl Prepared {
    async fn find(&self, id: i64) -> Result<u64, Error> {
        let row = self.client.query_one(&self.find, &[&id]).await?;
        black_box(user(&row));
        Ok(1)
    }

    async fn update(&self, id: i64) -> Result<u64, Error> {
        self.client.execute(&self.update, &[&NAME, &id]).await
    }
}

/// Connections that tasks take in turn.
struct Pool {
    free: Semaphore,
    connections: Mutex<Vec<Prepared>>,
}

impl Pool {
    async fn find(&self, mut keys: Keys, times: u64) -> Result<u64, Error> {
        let mut seen = 0;
        for _ in 0..times {
            let _free = self.free.acquire().await.expect("it is never closed");
            let taken = self.connections.lock().expect("nobody panics with it").pop();
            let connection = taken.expect("there are as many as permits");
            let found = connection.find(keys.next()).await;
            self.connections.lock().expect("nobody panics with it").push(connection);
            seen += found?;
        }
        Ok(seen)
    }
}

async fn next(
    mut rows: std::pin::Pin<&mut tokio_postgres::RowStream>,
) -> Option<Result<Row, Error>> {
    use futures_core::Stream;
    std::future::poll_fn(|cx| rows.as_mut().poll_next(cx)).await
}

/// The user in the first three columns.
fn user(row: &Row) -> User {
    User { id: row.get(0), name: row.get(1), hair_color: row.get(2) }
}

/// The post in the four columns from this one, unless there is none.
fn post(row: &Row, first: usize) -> Option<Post> {
    let id: Option<i64> = row.get(first);
    Some(Post {
        id: id?,
        user_id: row.get(first + 1),
        title: row.get(first + 2),
        body: row.get(first + 3),
    })
}

fn comment(row: &Row) -> Comment {
    Comment { id: row.get(0), post_id: row.get(1), body: row.get(2) }
}
