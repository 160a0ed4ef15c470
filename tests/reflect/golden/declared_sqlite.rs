//! The tables of a database, as `relata schema print` has found them.
//!
//! What `table!` does not say of them stands in comments, but for the names of primary keys.

use relata::prelude::*;

#[derive(SqlType, Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeopleStatus {
    Active,
    #[sql(rename = "on hold")]
    OnHold,
}

#[derive(SqlType, Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeopleMood {
    Good,
    #[sql(rename = "so so")]
    SoSo,
}

table! {
    #[primary_key(follower_id, followee_id)]
    pub follows as Follow {
        #[references(people::id)] follower_id: i64,
        #[references(people::id)] followee_id: i64,
    }
}

table! {
    #[unique(country, number)]
    pub passports as Passport {
        #[primary_key, references(people::id)] person_id: i64,
        #[sql(varchar(2))] country: String,
        number: i64,

        person: BelongsTo<people::passport, person_id>,
        visas: HasMany<visas::land_passport>,
    }
}

table! {
    #[check("length(name) > 0")]
    pub people as Person {
        #[primary_key, identity] id: i64,
        name: String,
        #[sql(varchar(100)), unique] email: String,
        nickname: Option<String>,
        #[default("active"), sql(varchar(20))] status: PeopleStatus,
        mood: Option<PeopleMood>,
        #[default(true)] trusted: bool,
        #[default(-5)] visits: i64,
        #[default(0.5)] share: f64,
        #[default(now())] created_at: chrono::NaiveDateTime,
        born: Option<chrono::NaiveDate>,
        wakes: Option<chrono::NaiveTime>,
        seen: Option<chrono::NaiveDateTime>,
        photo: Option<Vec<u8>>,
        #[default(7), column(name = "per cent")] per_cent: i64,
        #[computed("visits * 2", stored)] twice: i64,
        settings: Option<serde_json::Value>,
        #[default(r#"it's \ "so""#)] r#type: String,

        followees: ManyToMany<people::followers, follows(follower_id => followee_id)>,
        followers: ManyToMany<people::followees, follows(followee_id => follower_id)>,
        passport: HasOne<passports::person>,
        posts_by_author: HasMany<posts::author>,
        posts_by_editor: HasMany<posts::editor>,
    }
}

view! {
    #[query("SELECT id, name FROM people WHERE nickname IS NULL")]
    pub plain_people as PlainPerson {
        id: Option<i64>,
        name: Option<String>,
    }
}

table! {
    #[primary_key(post_id, tag_name)]
    pub post_tags as PostTag {
        #[references(posts::id, on_delete = cascade)] post_id: i64,
        #[sql(varchar(50)), index, references(tags::name, on_update = cascade)] tag_name: String,
    }
}

table! {
    #[index(author_id, title)]
    #[check("title <> 'it''s'", name = "no title")]
    pub posts as Post {
        #[primary_key, identity] id: i64,
        #[references(people::id, on_delete = cascade)] author_id: i64,
        #[references(people::id, on_delete = set_null, name = "edited_by")] editor_id: Option<i64>,
        #[references(posts::id)] parent_id: Option<i64>,
        #[sql(varchar(200)), index(name = "by title")] title: String,

        tags: ManyToMany<tags::posts, post_tags>,
        author: BelongsTo<people::posts_by_author, author_id>,
        editor: BelongsTo<people::posts_by_editor, editor_id>,
        parent: BelongsTo<posts::posts, parent_id>,
        posts: HasMany<posts::parent>,
    }
}

table! {
    pub tags as Tag {
        #[primary_key, sql(varchar(50))] name: String,

        posts: ManyToMany<posts::tags, post_tags>,
    }
}

table! {
    #[foreign_key(columns(land, passport), references(passports::country, passports::number))]
    pub visas as Visa {
        #[primary_key, identity] id: i64,
        #[sql(varchar(2))] land: String,
        passport: i64,

        land_passport: BelongsTo<passports::visas, (land, passport)>,
    }
}

schema! { pub tables: follows, passports, people, plain_people, post_tags, posts, tags, visas }
