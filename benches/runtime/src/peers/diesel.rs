//! Diesel, synchronous, on its own SQLite connection.

use std::hint::black_box;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::query_builder::{QueryBuilder, QueryFragment};
use diesel::sqlite::{Sqlite, SqliteConnection, SqliteQueryBuilder};

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
diesel::joinable!(posts -> users (user_id));
diesel::allow_tables_to_appear_in_same_query!(users, posts);

#[derive(Queryable, Selectable)]
#[diesel(table_name = users, check_for_backend(Sqlite))]
#[expect(dead_code, reason = "filled from rows and never read")]
struct User {
    id: i64,
    name: String,
    hair_color: Option<String>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = posts, check_for_backend(Sqlite))]
#[expect(dead_code, reason = "filled from rows and never read")]
struct Post {
    id: i64,
    user_id: i64,
    title: String,
    body: Option<String>,
}

/// Without the attribute Diesel inserts the rows of a batch one by one on SQLite.
#[derive(Insertable)]
#[diesel(table_name = users, treat_none_as_default_value = false)]
struct NewUser {
    name: String,
    hair_color: Option<String>,
}

struct Diesel {
    connection: SqliteConnection,
    case: Case,
    keys: Keys,
    rows: Vec<NewUser>,
}

pub fn open(case: Case) -> Option<Box<dyn Peer>> {
    if matches!(case, Case::SelectBorrowed(_) | Case::Concurrent | Case::BuildAndFind) {
        return None;
    }
    let mut connection = SqliteConnection::establish(":memory:").expect("SQLite opens in memory");
    connection.batch_execute(PRAGMAS).expect("the pragmas are valid");
    connection.batch_execute(&case.setup(Database::Sqlite)).expect("the statements are valid");
    let rows = case.rows(|name, hair_color| NewUser { name, hair_color });
    Some(Box::new(Diesel { connection, case, keys: Keys::new(), rows }))
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
        if let Some(statement) = self.case.reset(Database::Sqlite) {
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
            Case::SelectBorrowed(_) | Case::Concurrent | Case::BuildAndFind => Ok(0),
            Case::JoinFilter => {
                let pairs: Vec<(User, Option<Post>)> = users::table
                    .left_join(posts::table)
                    .filter(users::hair_color.eq(COLOR))
                    .select((User::as_select(), Option::<Post>::as_select()))
                    .load(connection)?;
                Ok(black_box(pairs).len() as u64)
            }
            Case::InsertOne => {
                let values = (users::name.eq(NAME), users::hair_color.eq(Some(COLOR)));
                Ok(diesel::insert_into(users::table).values(values).execute(connection)? as u64)
            }
            Case::InsertBatch(_) => {
                Ok(diesel::insert_into(users::table).values(&self.rows).execute(connection)? as u64)
            }
            Case::UpdateByPk => update(connection, self.keys.next()),
            Case::Transaction => {
                let id = self.keys.next();
                connection
                    .transaction(|connection| Ok(find(connection, id)? + update(connection, id)?))
            }
            Case::BuildOnly => build(self.keys.next()),
        }
    }
}

fn find(connection: &mut SqliteConnection, id: i64) -> QueryResult<u64> {
    let user: User = users::table.find(id).select(User::as_select()).first(connection)?;
    black_box(user);
    Ok(1)
}

fn update(connection: &mut SqliteConnection, id: i64) -> QueryResult<u64> {
    Ok(diesel::update(users::table.find(id)).set(users::name.eq(NAME)).execute(connection)? as u64)
}

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
