//! A schema of relata's own: what is created is found again.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use relata::ddl::Plan;
use relata::dialect::Known;
use relata::prelude::*;

use super::golden::{declared_mariadb, declared_mysql, declared_postgres, declared_sqlite};
use super::support::{Place, Tested, check_schema, check_script};

#[derive(SqlType, Debug, Clone, Copy, PartialEq)]
pub enum Status {
    Active,
    #[sql(rename = "on hold")]
    OnHold,
}

#[derive(SqlType, Debug, Clone, Copy, PartialEq)]
#[sql(native = "mood")]
pub enum Mood {
    Good,
    #[sql(rename = "so so")]
    SoSo,
}

table! {
    /// People who can sign in.
    ///
    /// Their "names" are their own.
    #[check(length(name) > 0)]
    pub people as Person {
        /// A number.
        #[primary_key, identity] id: i64,
        name: String,
        #[unique, sql(varchar(100))] email: String,
        nickname: Option<String>,
        #[default("active"), sql(varchar(20))] status: Status,
        mood: Option<Mood>,
        #[default(true)] trusted: bool,
        #[default(-5)] visits: i32,
        #[default(0.5)] share: f64,
        #[default(now())] created_at: DateTime<Utc>,
        born: Option<NaiveDate>,
        wakes: Option<NaiveTime>,
        seen: Option<NaiveDateTime>,
        photo: Option<Vec<u8>>,
        #[column(name = "per cent"), default(7)] percent: i16,
        #[computed(visits * 2, stored)] twice: i32,
        settings: Option<serde_json::Value>,
        #[default("it's \\ \"so\"")] r#type: String,

        posts: HasMany<posts::author>,
    }
}

table! {
    #[index(author_id, title), check("title <> 'it''s'", name = "no title")]
    pub posts as Post {
        #[primary_key, identity] id: i64,
        #[references(people::id, on_delete = cascade)] author_id: i64,
        #[references(people::id, on_delete = set_null, name = "edited_by")] editor_id: Option<i64>,
        #[references(posts::id)] parent_id: Option<i64>,
        #[sql(varchar(200)), index(name = "by title")] title: String,

        author: BelongsTo<people::posts, author_id>,
    }
}

table! { pub tags as Tag { #[primary_key, sql(varchar(50))] name: String } }

table! {
    #[primary_key(post_id, tag_name)]
    pub post_tags {
        #[references(posts::id, on_delete = cascade)] post_id: i64,
        #[references(tags::name, on_update = cascade), sql(varchar(50)), index] tag_name: String,
    }
}

table! {
    #[primary_key(follower_id, followee_id)]
    pub follows {
        #[references(people::id)] follower_id: i64,
        #[references(people::id)] followee_id: i64,
    }
}

table! {
    #[unique(country, number)]
    pub passports {
        #[primary_key, references(people::id)] person_id: i64,
        #[sql(varchar(2))] country: String,
        number: i64,
    }
}

table! {
    #[foreign_key(columns(land, passport), references(passports::country, passports::number))]
    pub visas {
        #[primary_key] id: i64,
        #[sql(varchar(2))] land: String,
        passport: i64,
    }
}

view! {
    #[query("SELECT id, name FROM people WHERE nickname IS NULL")]
    pub plain_people { id: i64, name: String }
}

schema! {
    pub declared: people, posts, tags, post_tags, follows, passports, visas, plain_people
}

async fn check<D: Place + Known, S: relata::schema::Schema>() -> Tested {
    check_script::<D>("declared", &Plan::<D>::create_all::<declared>()?.to_string()).await?;
    check_schema::<D, S>("declared").await
}

#[tokio::test]
async fn sqlite() -> Tested {
    check::<Sqlite, declared_sqlite::tables>().await
}

#[tokio::test]
async fn postgres() -> Tested {
    check::<Postgres, declared_postgres::tables>().await
}

#[tokio::test]
async fn mysql() -> Tested {
    check::<MySql, declared_mysql::tables>().await
}

#[tokio::test]
async fn mariadb() -> Tested {
    check::<MariaDb, declared_mariadb::tables>().await
}
