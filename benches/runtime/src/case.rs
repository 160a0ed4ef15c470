//! The cases: what one operation of each does, on which data.

use std::fmt;

use crate::database::Database;

/// How many users the cases by primary key choose from.
pub const USERS: u32 = 10_000;

/// The conditions under which every peer opens its database.
pub const PRAGMAS: &str = "\
    PRAGMA foreign_keys = OFF;
    PRAGMA journal_mode = MEMORY;
    PRAGMA synchronous = OFF;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -65536;";

/// How many users [`Case::Eager`] reads, and how many posts of all of them.
pub const EAGER_USERS: u32 = 100;
pub const EAGER_POSTS: u32 = 1_000;

/// How many connections the tasks of [`Case::Concurrent`] share.
pub const POOL: usize = 10;

/// How many tasks that are.
pub const TASKS: u64 = 64;

/// One operation, which is repeated in a batch.
///
/// Common to all: one connection (in memory on SQLite), and the values that an operation binds exist before it starts.
/// Texts are bound borrowed where a peer can, and every row that is read ends in a struct with owned fields
/// (but for [`SelectBorrowed`](Case::SelectBorrowed)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// One user by a pseudo-random primary key out of [`USERS`], which is always found. Diesel: `find(id).first()`.
    FindByPk,
    /// All users (`id`, `name`, `hair_color`) of a table that has just so many, into a `Vec`.
    Select(u32),
    /// The same rows, visited one by one with texts that borrow from the driver's row. Only raw and relata can.
    SelectBorrowed(u32),
    /// `users LEFT JOIN posts … WHERE hair_color = ?`: of 500 users 200 have the colour, half of these have two
    /// posts, the others none, so 300 pairs of a user and an optional post, all seven columns. `user_id` has an index.
    JoinFilter,
    /// One user (`name`, `hair_color`) inserted, committed by itself; its key is not read back.
    InsertOne,
    /// A slice of so many users inserted, all or none. Raw repeats a prepared INSERT between BEGIN and COMMIT on SQLite,
    /// and executes one prepared INSERT of just so many rows on servers;
    /// the others use the call they have for many rows. SeaORM has to copy the texts first.
    InsertBatch(u32),
    /// One user's `name` updated by a pseudo-random primary key, committed by itself.
    UpdateByPk,
    /// BEGIN, the look-up of [`FindByPk`](Case::FindByPk), the update of [`UpdateByPk`](Case::UpdateByPk), COMMIT.
    Transaction,
    /// 100 users with their 10 posts each with their 5 comments each, read by three statements and put together.
    Eager,
    /// The look-up of [`FindByPk`](Case::FindByPk) by [`TASKS`] tasks at once, which share [`POOL`] connections. Servers only.
    Concurrent,
    /// The text of `SELECT … FROM users WHERE hair_color = ? AND id > ? ORDER BY name LIMIT 10` made from its parts,
    /// with its values (Diesel: without them), and nothing executed. Raw pushes strings by hand. SQLite only.
    BuildOnly,
    /// The same statement once more, up to the prepared statement that a connection has of it, and nothing executed:
    /// for relata its value, its key and a look-up by that; for raw the look-up of its text in rusqlite's cache. SQLite only.
    BuildAndFind,
}

impl Case {
    /// Every case in the order of the report.
    pub fn all(database: Database) -> Vec<Case> {
        let sizes = [1, 10, 100, 1_000, 10_000];
        let mut all = vec![Case::FindByPk];
        all.extend(sizes.map(Case::Select));
        all.extend(sizes.map(Case::SelectBorrowed));
        all.extend([Case::JoinFilter, Case::Eager, Case::InsertOne]);
        all.extend(sizes[1..].iter().copied().map(Case::InsertBatch));
        all.extend([Case::UpdateByPk, Case::Transaction]);
        match database.is_server() {
            true => all.push(Case::Concurrent),
            false => all.extend([Case::BuildOnly, Case::BuildAndFind]),
        }
        all
    }

    /// Whether `--case wanted` means this one: its whole name (`select_n/100`), or the part before the slash.
    pub fn matches(self, wanted: &str) -> bool {
        let name = self.to_string();
        name == wanted || name.split('/').next() == Some(wanted)
    }

    /// The statements that make the tables and rows this case starts from.
    pub fn setup(self, database: Database) -> String {
        let (users, posts, comments) = match self {
            Case::FindByPk | Case::UpdateByPk | Case::Transaction | Case::Concurrent => {
                (USERS, 0, 0)
            }
            Case::Select(count) | Case::SelectBorrowed(count) => (count, 0, 0),
            Case::JoinFilter => (500, 250, 0),
            Case::Eager => (EAGER_USERS, EAGER_POSTS, 5 * EAGER_POSTS),
            Case::InsertOne | Case::InsertBatch(_) | Case::BuildOnly | Case::BuildAndFind => {
                (0, 0, 0)
            }
        };
        let author = match self {
            Case::Eager => format!("1 + i % {EAGER_USERS}"),
            _ => "2 * (i + i % 2)".to_owned(),
        };
        let (id, before, after) = (database.identity(), database.before(), database.after());
        format!(
            "{before}
            CREATE TABLE users (id {id} PRIMARY KEY, name TEXT NOT NULL, hair_color TEXT);
            CREATE TABLE posts (id {id} PRIMARY KEY, user_id BIGINT NOT NULL, title TEXT NOT NULL, body TEXT);
            CREATE INDEX posts_user_id ON posts (user_id);
            CREATE TABLE comments (id {id} PRIMARY KEY, post_id BIGINT NOT NULL, body TEXT NOT NULL);
            CREATE INDEX comments_post_id ON comments (post_id);
            INSERT INTO users (id, name, hair_color)
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {users})
            SELECT i, CONCAT('User ', i), CASE WHEN i % 5 = 0 THEN NULL WHEN i % 2 = 0 THEN 'black' ELSE 'brown' END
            FROM n WHERE {users} > 0;
            INSERT INTO posts (user_id, title, body)
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {posts})
            SELECT {author}, CONCAT('Post ', i),
                CASE WHEN i % 3 = 0 THEN NULL ELSE CONCAT('Text of post ', i) END
            FROM n WHERE {posts} > 0;
            INSERT INTO comments (post_id, body)
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {comments})
            SELECT 1 + i % {EAGER_POSTS}, CONCAT('Text of comment ', i) FROM n WHERE {comments} > 0;
            {after}"
        )
    }

    /// The statement that undoes a batch, executed between batches, outside the measured time.
    pub fn reset(self, database: Database) -> Option<&'static str> {
        matches!(self, Case::InsertOne | Case::InsertBatch(_)).then(|| database.clear())
    }

    /// The rows of [`InsertBatch`](Case::InsertBatch), which every peer turns into its own type before the start.
    pub fn rows<T>(self, make: impl Fn(String, Option<String>) -> T) -> Vec<T> {
        let count = if let Case::InsertBatch(count) = self { count } else { 0 };
        (1..=count)
            .map(|i| make(format!("User {i}"), (i % 5 != 0).then(|| "black".to_owned())))
            .collect()
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Case::FindByPk => f.write_str("find_by_pk"),
            Case::Select(count) => write!(f, "select_n/{count}"),
            Case::SelectBorrowed(count) => write!(f, "select_n_borrowed/{count}"),
            Case::JoinFilter => f.write_str("join_filter"),
            Case::Eager => f.write_str("eager"),
            Case::InsertOne => f.write_str("insert_one"),
            Case::InsertBatch(count) => write!(f, "insert_batch/{count}"),
            Case::UpdateByPk => f.write_str("update_by_pk"),
            Case::Transaction => f.write_str("txn_roundtrip"),
            Case::Concurrent => f.write_str("concurrent_point"),
            Case::BuildOnly => f.write_str("build_only"),
            Case::BuildAndFind => f.write_str("build_and_find"),
        }
    }
}

/// A sequence of primary keys out of [`USERS`], the same for every peer.
pub struct Keys(u64);

impl Keys {
    pub fn new() -> Keys {
        Keys(42)
    }

    /// Another sequence for each task.
    pub fn of(task: u64) -> Keys {
        Keys(task)
    }

    pub fn next(&mut self) -> i64 {
        // The multiplier and increment are those of Knuth's MMIX; the high bits are the good ones.
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(USERS) + 1) as i64
    }
}
