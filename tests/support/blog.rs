// The tables of the test programs: people who write posts, posts with tags, staff with a boss,
// and invoices whose columns are computed, immutable or numbered; notes that belong to teams, drafts
// of which deleted ones stay, and accounts whose versions are counted.

use relata::prelude::*;

/// Whether somebody still comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, SqlType)]
pub enum Status {
    Active,
    Gone,
}

table! {
    pub users as User {
        #[primary_key, identity] id: i64,
        name: String,
        #[unique] email: String,
        nickname: Option<String>,
        #[default(0)] visits: i64,
        #[default("active")] status: Status,
        score: Option<f64>,
        posts: HasMany<posts::author>,
        notes: HasMany<notes::writer>,
    }
}
table! {
    pub posts as Post {
        #[primary_key, identity] id: i64,
        #[references(users::id, on_delete = cascade)] author_id: i64,
        title: String,
        body: Option<String>,
        #[default(0)] likes: i32,
        author: BelongsTo<users::posts, author_id>,
        tags: ManyToMany<tags::posts, post_tags>,
    }
}
table! {
    pub tags as Tag {
        #[primary_key, identity] id: i64,
        #[unique] label: String,
        posts: ManyToMany<posts::tags, post_tags>,
    }
}
table! {
    #[primary_key(post_id, tag_id)]
    pub post_tags as PostTag {
        #[references(posts::id)] post_id: i64,
        #[references(tags::id)] tag_id: i64,
        note: Option<String>,
    }
}
table! {
    pub staff as Person {
        #[primary_key] id: i64,
        name: String,
        #[references(staff::id)] boss_id: Option<i64>,
        salary: i32,
        boss: BelongsTo<staff::reports, boss_id>,
        reports: HasMany<staff::boss>,
    }
}
table! {
    #[unique(series, number)]
    pub invoices as Invoice {
        #[primary_key, identity(always)] id: i64,
        #[immutable] series: String,
        number: i32,
        price: i64,
        amount: i64,
        #[computed(price * amount)] total: i64,
        paid: bool,
    }
}
table! {
    #[unique(team, heading)]
    pub notes as Note {
        #[primary_key, identity] id: i64,
        #[tenant] team: i64,
        #[references(users::id)] writer_id: i64,
        heading: String,
        writer: BelongsTo<users::notes, writer_id>,
    }
}
table! {
    pub drafts as Draft {
        #[primary_key, identity] id: i64,
        wording: String,
        #[soft_delete, default(false)] gone: bool,
    }
}
table! {
    pub accounts as Account {
        #[primary_key] id: i64,
        balance: i64,
        #[version] version: i32,
    }
}
view! {
    #[query("SELECT id, name FROM users WHERE status = 'active'")]
    pub active_users { #[primary_key] id: i64, name: String }
}

shape! { pub totals { author: i64, posts: i64 } }
shape! { pub chain { id: i64, boss: Option<i64>, depth: i64 } }

alias!(pub other: users, pub leader: staff);

schema! { pub everything: users, posts, tags, post_tags, staff, invoices, notes, drafts, accounts, active_users }
