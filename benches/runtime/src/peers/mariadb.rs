//! mysql_async by hand: every statement prepared before the start, columns by position.

use std::hint::black_box;
use std::sync::{Arc, Mutex};

use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Error, Opts, OptsBuilder, Params, Row, Statement, Value};
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;

use super::grouped::grouped;
use super::{COLOR, Comment, NAME, Peer, Post, User};
use crate::case::{Case, EAGER_POSTS, EAGER_USERS, Keys, POOL};
use crate::database::Database::MariaDb;

pub const FIND: &str = "SELECT id, name, hair_color FROM users WHERE id = ?";
pub const SELECT: &str = "SELECT id, name, hair_color FROM users";
pub const JOIN: &str = "\
    SELECT users.id, users.name, users.hair_color, posts.id, posts.user_id, posts.title, posts.body \
    FROM users LEFT JOIN posts ON posts.user_id = users.id WHERE users.hair_color = ?";
pub const INSERT: &str = "INSERT INTO users (name, hair_color) VALUES (?, ?)";
pub const UPDATE: &str = "UPDATE users SET name = ? WHERE id = ?";

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
    conn: Conn,
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
    let url = MariaDb.url(name);
    let made = runtime.block_on(async {
        let mut server = connect(&MariaDb.url("")).await?;
        server.query_drop(format!("DROP DATABASE IF EXISTS {name}")).await?;
        server.query_drop(format!("CREATE DATABASE {name}")).await?;
        let mut conn = connect(&url).await?;
        for statement in case.setup(MariaDb).split(';').filter(|text| !text.trim().is_empty()) {
            conn.query_drop(statement).await?;
        }
        Ok::<_, Error>(())
    });
    made.expect("the server is there");
    url
}

async fn connect(url: &str) -> Result<Conn, Error> {
    let opts = Opts::from_url(&url.replacen("mariadb:", "mysql:", 1))?;
    // An UPDATE counts the rows that it finds, as for all peers.
    Conn::new(OptsBuilder::from_opts(opts).client_found_rows(true)).await
}

async fn prepared(url: &str, case: Case) -> Result<Prepared, Error> {
    let mut conn = connect(url).await?;
    let values = vec!["(?, ?)"; rows(case)].join(", ");
    let batch = format!("INSERT INTO users (name, hair_color) VALUES {values}");
    let list = |keys| vec!["?"; keys as usize].join(", ");
    let (users, written) = (list(EAGER_USERS), list(EAGER_POSTS));
    let posts = format!("SELECT id, user_id, title, body FROM posts WHERE user_id IN ({users})");
    let comments = format!("SELECT id, post_id, body FROM comments WHERE post_id IN ({written})");
    Ok(Prepared {
        find: conn.prep(FIND).await?,
        select: conn.prep(SELECT).await?,
        join: conn.prep(JOIN).await?,
        posts: conn.prep(posts).await?,
        comments: conn.prep(comments).await?,
        insert: conn.prep(INSERT).await?,
        batch: conn.prep(batch).await?,
        update: conn.prep(UPDATE).await?,
        conn,
    })
}

/// How many rows the batch has.
fn rows(case: Case) -> usize {
    if let Case::InsertBatch(count) = case { count as usize } else { 1 }
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
        if let Some(statement) = self.case.reset(MariaDb) {
            let done = self.runtime.block_on(self.connection.conn.query_drop(statement));
            done.expect("the statement is valid");
        }
    }
}

async fn once(
    connection: &mut Prepared,
    case: Case,
    keys: &mut Keys,
    rows: &[(String, Option<String>)],
) -> Result<u64, Error> {
    let Prepared { conn, select, join, posts, comments, insert, batch, .. } = connection;
    Ok(match case {
        Case::FindByPk => connection.find(keys.next()).await?,
        Case::Select(_) => {
            let users: Vec<User> =
                conn.exec_map(&*select, (), |mut row: Row| user(&mut row)).await?;
            black_box(users).len() as u64
        }
        Case::SelectBorrowed(_) => {
            let mut seen = 0;
            let visit = |row: Row| {
                let id: i64 = row.get(0).expect("a number");
                black_box((id, text(&row, 1), text(&row, 2)));
                seen += 1;
            };
            let result = conn.exec_iter(&*select, ()).await?;
            result.for_each_and_drop(visit).await?;
            seen
        }
        Case::JoinFilter => {
            let pairs: Vec<(User, Option<Post>)> = conn
                .exec_map(&*join, (COLOR,), |mut row: Row| (user(&mut row), post(&mut row, 3)))
                .await?;
            black_box(pairs).len() as u64
        }
        Case::Eager => {
            let users: Vec<User> =
                conn.exec_map(&*select, (), |mut row: Row| user(&mut row)).await?;
            let keys = users.iter().map(|user| user.id.into()).collect();
            let rows =
                conn.exec_map(&*posts, Params::Positional(keys), |mut row: Row| post(&mut row, 0));
            let posts: Vec<Post> = rows.await?.into_iter().flatten().collect();
            let keys = posts.iter().map(|post| post.id.into()).collect();
            let keys = Params::Positional(keys);
            let comments =
                conn.exec_map(&*comments, keys, |mut row: Row| comment(&mut row)).await?;
            grouped(users, posts, comments)
        }
        Case::InsertOne => {
            conn.exec_drop(&*insert, (NAME, Some(COLOR))).await?;
            conn.affected_rows()
        }
        Case::InsertBatch(_) => {
            let mut values: Vec<Value> = Vec::with_capacity(rows.len() * 2);
            for (name, hair_color) in rows {
                values.push(name.as_str().into());
                values.push(hair_color.as_deref().into());
            }
            conn.exec_drop(&*batch, Params::Positional(values)).await?;
            conn.affected_rows()
        }
        Case::UpdateByPk => connection.update(keys.next()).await?,
        Case::Transaction => {
            let id = keys.next();
            conn.query_drop("BEGIN").await?;
            let seen = connection.find(id).await? + connection.update(id).await?;
            connection.conn.query_drop("COMMIT").await?;
            seen
        }
        Case::Concurrent => unreachable!("it does not run on one connection"),
        Case::BuildOnly | Case::BuildAndFind => unreachable!("servers have no such case"),
    })
}

impl Prepared {
    async fn find(&mut self, id: i64) -> Result<u64, Error> {
        let mut row: Option<Row> = self.conn.exec_first(&self.find, (id,)).await?;
        black_box(row.as_mut().map(user));
        Ok(1)
    }

    async fn update(&mut self, id: i64) -> Result<u64, Error> {
        self.conn.exec_drop(&self.update, (NAME, id)).await?;
        Ok(self.conn.affected_rows())
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
            let mut connection = taken.expect("there are as many as permits");
            let found = connection.find(keys.next()).await;
            self.connections.lock().expect("nobody panics with it").push(connection);
            seen += found?;
        }
        Ok(seen)
    }
}

fn text(row: &Row, column: usize) -> Option<&str> {
    match row.as_ref(column) {
        Some(Value::Bytes(bytes)) => Some(std::str::from_utf8(bytes).expect("it is UTF-8")),
        _ => None,
    }
}

/// The user in the first three columns.
fn user(row: &mut Row) -> User {
    User {
        id: row.take(0).expect("a number"),
        name: row.take(1).expect("a text"),
        hair_color: row.take(2).expect("a text or NULL"),
    }
}

/// The post in the four columns from this one, unless there is none.
fn post(row: &mut Row, first: usize) -> Option<Post> {
    let id: Option<i64> = row.take(first).expect("a number or NULL");
    Some(Post {
        id: id?,
        user_id: row.take(first + 1).expect("a number"),
        title: row.take(first + 2).expect("a text"),
        body: row.take(first + 3).expect("a text or NULL"),
    })
}

fn comment(row: &mut Row) -> Comment {
    Comment {
        id: row.take(0).expect("a number"),
        post_id: row.take(1).expect("a number"),
        body: row.take(2).expect("a text"),
    }
}
