//! Diesel, synchronous, on a connection of its own: that of SQLite, or that of PostgreSQL by the C library.

use std::hint::black_box;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::query_builder::{QueryBuilder, QueryFragment};
use diesel::sqlite::{Sqlite, SqliteQueryBuilder};
use tokio::runtime::Runtime;

use super::{COLOR, NAME, Peer};
use crate::case::{Case, Keys, PRAGMAS};
use crate::database::Database;

diesel::table! {
    users (id) {
        id -> BigInt,
        name -> Text,
        hair_color -> Nullable<Text>,
    }
}
diesel::table! {
    posts (id) {
        id -> BigInt,
        user_id -> BigInt,
        title -> Text,
        body -> Nullable<Text>,
    }
}
diesel::table! {
    comments (id) {
        id -> BigInt,
        post_id -> BigInt,
        body -> Text,
    }
}
diesel::joinable!(posts -> users (user_id));
diesel::joinable!(comments -> posts (post_id));
diesel::allow_tables_to_appear_in_same_query!(users, posts, comments);

#[derive(Queryable, Selectable, Identifiable)]
#[diesel(table_name = users)]
#[expect(dead_code, reason = "filled from rows and never read but for their keys")]
pub struct User {
    id: i64,
    name: String,
    hair_color: Option<String>,
}

#[derive(Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = posts, belongs_to(User))]
#[expect(dead_code, reason = "filled from rows and never read but for their keys")]
pub struct Post {
    id: i64,
    user_id: i64,
    title: String,
    body: Option<String>,
}

#[derive(Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = comments, belongs_to(Post))]
#[expect(dead_code, reason = "filled from rows and never read but for their keys")]
pub struct Comment {
    id: i64,
    post_id: i64,
    body: String,
}

/// Without the attribute Diesel inserts the rows of a batch one by one on SQLite.
#[derive(Insertable)]
#[diesel(table_name = users, treat_none_as_default_value = false)]
pub struct NewUser {
    name: String,
    hair_color: Option<String>,
}

impl NewUser {
    /// The rows of a batch.
    pub fn of(case: Case) -> Vec<NewUser> {
        case.rows(|name, hair_color| NewUser { name, hair_color })
    }
}

/// Puts the rows together by their keys; gives the number of comments.
pub fn grouped(users: Vec<User>, posts: Vec<Post>, comments: Vec<Comment>) -> u64 {
    let seen = comments.len() as u64;
    let comments = comments.grouped_by(&posts);
    let posts = posts.into_iter().zip(comments).grouped_by(&users);
    black_box(users.into_iter().zip(posts).collect::<Vec<_>>());
    seen
}

/// The peer on one database: a module for each, since a query is loaded by a type of connection.
macro_rules! on {
    ($module:ident, $connection:ty, $database:ident, $set_up:expr) => {
        pub mod $module {
            use super::*;

            const DATABASE: Database = Database::$database;

            struct Diesel {
                connection: $connection,
                case: Case,
                keys: Keys,
                rows: Vec<NewUser>,
            }

            pub fn open(case: Case) -> Option<Box<dyn Peer>> {
                if matches!(case, Case::SelectBorrowed(_) | Case::Concurrent | Case::BuildAndFind) {
                    return None;
                }
                let set_up: fn(&Runtime, &str, Case) -> String = $set_up;
                let url = set_up(&crate::peers::tokio(), "bench_diesel", case);
                let connection = connect(&url, case).expect("the database is there");
                Some(Box::new(Diesel {
                    connection,
                    case,
                    keys: Keys::new(),
                    rows: NewUser::of(case),
                }))
            }

            fn connect(url: &str, case: Case) -> QueryResult<$connection> {
                let mut connection = <$connection>::establish(url).expect("the database is there");
                if !DATABASE.is_server() {
                    connection.batch_execute(PRAGMAS)?;
                    connection.batch_execute(&case.setup(DATABASE))?;
                }
                Ok(connection)
            }

            impl Peer for Diesel {
                fn run(&mut self, times: u64) -> u64 {
                    let mut seen = 0;
                    for _ in 0..times {
                        seen += self.once().expect("the statement is valid");
                    }
                    seen
                }

                fn reset(&mut self) {
                    if let Some(statement) = self.case.reset(DATABASE) {
                        self.connection.batch_execute(statement).expect("the statement is valid");
                    }
                }
            }

            impl Diesel {
                #[inline]
                fn once(&mut self) -> QueryResult<u64> {
                    let connection = &mut self.connection;
                    match self.case {
                        Case::FindByPk => find(connection, self.keys.next()),
                        Case::Select(_) => {
                            let loaded = users::table.select(User::as_select()).load(connection)?;
                            Ok(black_box(loaded).len() as u64)
                        }
                        Case::JoinFilter => {
                            let pairs: Vec<(User, Option<Post>)> = users::table
                                .left_join(posts::table)
                                .filter(users::hair_color.eq(COLOR))
                                .select((User::as_select(), Option::<Post>::as_select()))
                                .load(connection)?;
                            Ok(black_box(pairs).len() as u64)
                        }
                        Case::Eager => {
                            let users = users::table.select(User::as_select()).load(connection)?;
                            let posts = Post::belonging_to(&users)
                                .select(Post::as_select())
                                .load(connection)?;
                            let comments = Comment::belonging_to(&posts)
                                .select(Comment::as_select())
                                .load(connection)?;
                            Ok(grouped(users, posts, comments))
                        }
                        Case::InsertOne => {
                            let values = (users::name.eq(NAME), users::hair_color.eq(Some(COLOR)));
                            let insert = diesel::insert_into(users::table).values(values);
                            Ok(insert.execute(connection)? as u64)
                        }
                        Case::InsertBatch(_) => {
                            let insert = diesel::insert_into(users::table).values(&self.rows);
                            Ok(insert.execute(connection)? as u64)
                        }
                        Case::UpdateByPk => update(connection, self.keys.next()),
                        Case::Transaction => {
                            let id = self.keys.next();
                            connection.transaction(|connection| {
                                Ok(find(connection, id)? + update(connection, id)?)
                            })
                        }
                        Case::BuildOnly => build(self.keys.next()),
                        Case::SelectBorrowed(_) | Case::Concurrent | Case::BuildAndFind => {
                            unreachable!("it does not run here")
                        }
                    }
                }
            }

            fn find(connection: &mut $connection, id: i64) -> QueryResult<u64> {
                let user: User =
                    users::table.find(id).select(User::as_select()).first(connection)?;
                black_box(user);
                Ok(1)
            }

            fn update(connection: &mut $connection, id: i64) -> QueryResult<u64> {
                let update = diesel::update(users::table.find(id)).set(users::name.eq(NAME));
                Ok(update.execute(connection)? as u64)
            }
        }
    };
}

on!(sqlite, diesel::SqliteConnection, Sqlite, |_, _, _| ":memory:".to_owned());
#[cfg(feature = "libpq")]
on!(postgres, diesel::PgConnection, Postgres, crate::peers::postgres::set_up);

fn build(id: i64) -> QueryResult<u64> {
    let query = users::table
        .filter(users::hair_color.eq(COLOR))
        .filter(users::id.gt(id))
        .order_by(users::name)
        .limit(10)
        .select((users::id, users::name, users::hair_color));
    let mut text = SqliteQueryBuilder::new();
    QueryFragment::<Sqlite>::to_sql(&query, &mut text, &Sqlite)?;
    black_box(text.finish());
    Ok(1)
}
