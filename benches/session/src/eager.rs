//! 100 users with 10 posts with 5 comments each, in three statements.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hint::black_box;

use relata::Error;
use relata::prelude::*;
use rusqlite::{Connection, Result, Row as Cells};

use crate::clock::Clock;
use crate::schema::*;
use crate::{Effort, Row, ratio, time};

const USERS: i64 = 100;
const POSTS: i64 = 10;
const COMMENTS: i64 = 5;

pub fn measure(effort: &Effort) -> Vec<Row> {
    let runtime = tokio();
    let engine = runtime.block_on(filled()).expect("the statements are valid");
    let connection = by_hand().expect("the statements are valid");
    let connection = RefCell::new(connection);
    let mut hand = |clock: Clock| {
        let mut seen = 0;
        let took = clock.time(|| seen = load(&connection.borrow()).expect("it is valid"));
        assert_eq!(seen, USERS * POSTS * COMMENTS);
        took.as_secs_f64()
    };
    let mut session = |clock: Clock| {
        let mut seen = 0;
        let took = clock.time(|| seen = runtime.block_on(objects(&engine)).expect("it is valid"));
        assert_eq!(seen, USERS * POSTS * COMMENTS);
        took.as_secs_f64()
    };
    let [by, here] = effort.least([&mut hand, &mut session]);
    vec![Row {
        what: "100 users, 1,000 posts, 5,000 comments, as objects; by hand on rusqlite",
        here: time(here),
        by: time(by),
        ratio: ratio(here, by),
        must: "at most 1.3",
    }]
}

/// The post, or comment, of a number belongs to these in turn.
fn of(number: i64, count: i64) -> i64 {
    number % count + 1
}

fn body(number: i64) -> Option<String> {
    (number % 3 != 0).then(|| format!("Text of post {number}"))
}

async fn filled() -> std::result::Result<Engine<Sqlite>, Error> {
    let engine = open().await?;
    let rows = people(1..USERS + 1).into_iter().map(|user| {
        (users::id.set(user.id), users::name.set(user.name), users::hair_color.set(user.hair_color))
    });
    engine.execute(&insert_into(users::table).rows(rows)).await?;
    let rows = (0..USERS * POSTS).map(|n| {
        let title = posts::title.set(format!("Post {n}"));
        (posts::user_id.set(of(n, USERS)), title, posts::body.set(body(n)))
    });
    engine.execute(&insert_into(posts::table).rows(rows)).await?;
    let rows = (0..USERS * POSTS * COMMENTS).map(|n| {
        let body = comments::body.set(format!("Text of comment {n}"));
        (comments::post_id.set(of(n, USERS * POSTS)), body)
    });
    engine.execute(&insert_into(comments::table).rows(rows)).await?;
    Ok(engine)
}

async fn objects(engine: &Engine<Sqlite>) -> std::result::Result<i64, Error> {
    let mut session = engine.session();
    let people = session.all(&select(User).with(users::posts.with(posts::comments))).await?;
    let mut seen = 0;
    for person in &people {
        for post in person.get(users::posts) {
            seen += post.get(posts::comments).len() as i64;
        }
    }
    black_box((&people, &session));
    Ok(seen)
}

/// What is made by hand.
struct Person {
    #[expect(dead_code, reason = "filled from a row and never read")]
    user: User,
    posts: Vec<Written>,
}

struct Written {
    #[expect(dead_code, reason = "filled from a row and never read")]
    post: Post,
    comments: Vec<Comment>,
}

fn by_hand() -> Result<Connection> {
    let connection = Connection::open_in_memory()?;
    connection.execute_batch(
        "PRAGMA foreign_keys = ON;
         CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, hair_color TEXT);
         CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id),
             title TEXT NOT NULL, body TEXT);
         CREATE INDEX posts_user_id ON posts (user_id);
         CREATE TABLE comments (id INTEGER PRIMARY KEY, post_id INTEGER NOT NULL REFERENCES posts (id),
             body TEXT NOT NULL);
         CREATE INDEX comments_post_id ON comments (post_id);",
    )?;
    for User { id, name, hair_color } in people(1..USERS + 1) {
        connection.execute("INSERT INTO users VALUES (?1, ?2, ?3)", (id, name, hair_color))?;
    }
    for n in 0..USERS * POSTS {
        let row = (n + 1, of(n, USERS), format!("Post {n}"), body(n));
        connection.execute("INSERT INTO posts VALUES (?1, ?2, ?3, ?4)", row)?;
    }
    for n in 0..USERS * POSTS * COMMENTS {
        let row = (n + 1, of(n, USERS * POSTS), format!("Text of comment {n}"));
        connection.execute("INSERT INTO comments VALUES (?1, ?2, ?3)", row)?;
    }
    Ok(connection)
}

const OF_USERS: &str = "SELECT id, name, hair_color FROM users";
const OF_POSTS: &str = "SELECT id, user_id, title, body FROM posts \
    WHERE user_id IN (SELECT value FROM json_each(?1))";
const OF_COMMENTS: &str = "SELECT id, post_id, body FROM comments \
    WHERE post_id IN (SELECT value FROM json_each(?1))";

/// Three statements, and what they give put together by its keys.
fn load(connection: &Connection) -> Result<i64> {
    connection.prepare_cached("BEGIN")?.execute([])?;
    let mut statement = connection.prepare_cached(OF_USERS)?;
    let people = statement.query_map([], user)?.collect::<Result<Vec<User>>>()?;
    let mut statement = connection.prepare_cached(OF_POSTS)?;
    let keys = list(people.iter().map(|user| user.id));
    let written = statement.query_map([keys], post)?.collect::<Result<Vec<Post>>>()?;
    let mut statement = connection.prepare_cached(OF_COMMENTS)?;
    let keys = list(written.iter().map(|post| post.id));
    let mut comments: HashMap<i64, Vec<Comment>> = HashMap::new();
    for comment in statement.query_map([keys], comment)? {
        let comment = comment?;
        comments.entry(comment.post_id).or_default().push(comment);
    }
    let mut posts: HashMap<i64, Vec<Written>> = HashMap::new();
    for post in written {
        let comments = comments.remove(&post.id).unwrap_or_default();
        posts.entry(post.user_id).or_default().push(Written { post, comments });
    }
    let person = |user: User| {
        let posts = posts.remove(&user.id).unwrap_or_default();
        Person { user, posts }
    };
    let people: Vec<Person> = people.into_iter().map(person).collect();
    connection.prepare_cached("ROLLBACK")?.execute([])?;
    let posts = people.iter().flat_map(|person| &person.posts);
    let seen = posts.map(|post| post.comments.len() as i64).sum();
    black_box(&people);
    Ok(seen)
}

/// `[1,2,3]`
fn list(keys: impl Iterator<Item = i64>) -> String {
    let mut list = String::from("[");
    for (at, key) in keys.enumerate() {
        if at > 0 {
            list.push(',');
        }
        list += &key.to_string();
    }
    list + "]"
}

fn user(row: &Cells<'_>) -> Result<User> {
    Ok(User { id: row.get(0)?, name: row.get(1)?, hair_color: row.get(2)? })
}

fn post(row: &Cells<'_>) -> Result<Post> {
    Ok(Post { id: row.get(0)?, user_id: row.get(1)?, title: row.get(2)?, body: row.get(3)? })
}

fn comment(row: &Cells<'_>) -> Result<Comment> {
    Ok(Comment { id: row.get(0)?, post_id: row.get(1)?, body: row.get(2)? })
}
