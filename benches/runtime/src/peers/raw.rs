//! rusqlite by hand: text as constants, `prepare_cached` for every statement, columns by position.

use std::hint::black_box;

use rusqlite::{Connection, Result, Row, ToSql};

use super::grouped::grouped;
use super::{COLOR, Comment, NAME, Peer, Post, User};
use crate::case::{Case, Keys, PRAGMAS};
use crate::database::Database;

pub const FIND: &str = "SELECT id, name, hair_color FROM users WHERE id = ?1";
pub const SELECT: &str = "SELECT id, name, hair_color FROM users";
pub const JOIN: &str = "\
    SELECT users.id, users.name, users.hair_color, posts.id, posts.user_id, posts.title, posts.body \
    FROM users LEFT JOIN posts ON posts.user_id = users.id WHERE users.hair_color = ?1";
const POSTS: &str = "SELECT id, user_id, title, body FROM posts \
    WHERE user_id IN (SELECT value FROM json_each(?1))";
const COMMENTS: &str = "SELECT id, post_id, body FROM comments \
    WHERE post_id IN (SELECT value FROM json_each(?1))";
pub const INSERT: &str = "INSERT INTO users (name, hair_color) VALUES (?1, ?2)";
pub const UPDATE: &str = "UPDATE users SET name = ?1 WHERE id = ?2";
/// What `build` makes.
const FILTERED: &str = "\
    SELECT users.id, users.name, users.hair_color FROM users \
    WHERE users.hair_color = ? AND users.id > ? ORDER BY users.name LIMIT 10";

struct Raw {
    connection: Connection,
    case: Case,
    keys: Keys,
    rows: Vec<(String, Option<String>)>,
}

pub fn open(case: Case) -> Option<Box<dyn Peer>> {
    let connection = connect(case).expect("SQLite opens in memory");
    Some(Box::new(Raw {
        connection,
        case,
        keys: Keys::new(),
        rows: case.rows(|name, color| (name, color)),
    }))
}

/// A connection with the common pragmas and the case's rows.
pub fn connect(case: Case) -> Result<Connection> {
    let connection = Connection::open_in_memory()?;
    connection.execute_batch(PRAGMAS)?;
    connection.execute_batch(&case.setup(Database::Sqlite))?;
    Ok(connection)
}

impl Peer for Raw {
    fn run(&mut self, times: u64) -> u64 {
        let mut seen = 0;
        for _ in 0..times {
            seen += self.once().expect("the statement is valid");
        }
        seen
    }

    fn reset(&mut self) {
        if let Some(statement) = self.case.reset(Database::Sqlite) {
            self.connection.execute_batch(statement).expect("the statement is valid");
        }
    }
}

impl Raw {
    #[inline]
    fn once(&mut self) -> Result<u64> {
        let connection = &self.connection;
        match self.case {
            Case::FindByPk => find(connection, self.keys.next()),
            Case::Select(_) => {
                let mut statement = connection.prepare_cached(SELECT)?;
                let users = statement.query_map([], user)?.collect::<Result<Vec<User>>>()?;
                Ok(black_box(users).len() as u64)
            }
            Case::SelectBorrowed(_) => {
                let mut statement = connection.prepare_cached(SELECT)?;
                let mut rows = statement.query([])?;
                let mut seen = 0;
                while let Some(row) = rows.next()? {
                    let id: i64 = row.get(0)?;
                    let name = row.get_ref(1)?.as_str()?;
                    let hair_color = row.get_ref(2)?.as_str_or_null()?;
                    black_box((id, name, hair_color));
                    seen += 1;
                }
                Ok(seen)
            }
            Case::JoinFilter => {
                let mut statement = connection.prepare_cached(JOIN)?;
                let pairs = statement.query_map([COLOR], |row| Ok((user(row)?, post(row, 3)?)))?;
                Ok(black_box(pairs.collect::<Result<Vec<(User, Option<Post>)>>>()?).len() as u64)
            }
            Case::Eager => {
                let mut statement = connection.prepare_cached(SELECT)?;
                let users = statement.query_map([], user)?.collect::<Result<Vec<User>>>()?;
                let mut statement = connection.prepare_cached(POSTS)?;
                let keys = list(users.iter().map(|user| user.id));
                let rows = statement.query_map([keys], |row| post(row, 0))?;
                let posts = rows.filter_map(Result::transpose).collect::<Result<Vec<Post>>>()?;
                let mut statement = connection.prepare_cached(COMMENTS)?;
                let keys = list(posts.iter().map(|post| post.id));
                let rows = statement.query_map([keys], comment)?;
                let comments = rows.collect::<Result<Vec<Comment>>>()?;
                Ok(grouped(users, posts, comments))
            }
            Case::InsertOne => insert(connection, NAME, Some(COLOR)),
            Case::InsertBatch(_) => {
                connection.prepare_cached("BEGIN")?.execute([])?;
                let mut seen = 0;
                let mut statement = connection.prepare_cached(INSERT)?;
                for (name, hair_color) in &self.rows {
                    seen += statement.execute((name, hair_color))? as u64;
                }
                connection.prepare_cached("COMMIT")?.execute([])?;
                Ok(seen)
            }
            Case::UpdateByPk => update(connection, self.keys.next()),
            Case::Transaction => {
                let id = self.keys.next();
                connection.prepare_cached("BEGIN")?.execute([])?;
                let seen = find(connection, id)? + update(connection, id)?;
                connection.prepare_cached("COMMIT")?.execute([])?;
                Ok(seen)
            }
            Case::Concurrent => unreachable!("SQLite has no such case"),
            Case::BuildOnly => Ok(build(self.keys.next())),
            Case::BuildAndFind => {
                black_box((connection.prepare_cached(FILTERED)?, COLOR, self.keys.next()));
                Ok(1)
            }
        }
    }
}

fn find(connection: &Connection, id: i64) -> Result<u64> {
    black_box(connection.prepare_cached(FIND)?.query_row([id], user)?);
    Ok(1)
}

fn insert(connection: &Connection, name: &str, hair_color: Option<&str>) -> Result<u64> {
    Ok(connection.prepare_cached(INSERT)?.execute((name, hair_color))? as u64)
}

fn update(connection: &Connection, id: i64) -> Result<u64> {
    Ok(connection.prepare_cached(UPDATE)?.execute((NAME, id))? as u64)
}

fn build(id: i64) -> u64 {
    let mut text = String::with_capacity(160);
    text.push_str("SELECT ");
    // Opaque, or the compiler joins the parts and nothing is left but one copy.
    let columns = black_box(["id", "name", "hair_color"]);
    for (index, column) in columns.into_iter().enumerate() {
        text.push_str(if index == 0 { "users." } else { ", users." });
        text.push_str(column);
    }
    text.push_str(
        " FROM users WHERE users.hair_color = ? AND users.id > ? ORDER BY users.name LIMIT 10",
    );
    let values: Vec<&dyn ToSql> = vec![&COLOR, &id];
    black_box((text, values));
    1
}

/// The user in the first three columns.
pub fn user(row: &Row<'_>) -> Result<User> {
    Ok(User { id: row.get(0)?, name: row.get(1)?, hair_color: row.get(2)? })
}

/// The post in the four columns from this one, unless there is none.
fn post(row: &Row<'_>, first: usize) -> Result<Option<Post>> {
    let Some(id) = row.get(first)? else {
        return Ok(None);
    };
    let (user_id, title) = (row.get(first + 1)?, row.get(first + 2)?);
    Ok(Some(Post { id, user_id, title, body: row.get(first + 3)? }))
}

fn comment(row: &Row<'_>) -> Result<Comment> {
    Ok(Comment { id: row.get(0)?, post_id: row.get(1)?, body: row.get(2)? })
}

/// `[1,2,3]`
fn list(keys: impl Iterator<Item = i64>) -> String {
    let mut list = String::from("[");
    for key in keys {
        if list.len() > 1 {
            list.push(',');
        }
        list += &key.to_string();
    }
    list + "]"
}
