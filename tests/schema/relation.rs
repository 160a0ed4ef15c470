//! Relations: their columns in both directions, over one column or several, through a table.

use relata::prelude::*;
use relata::schema::relation::{
    Direct, FarSide, Owned, Owns, References, Relation, Through, ToMany, ToOne,
};

table! {
    pub users as User {
        #[primary_key, identity] id: i64,
        #[column(name = "Name")] name: String,

        /// What they wrote.
        posts: HasMany<posts::author>,
        edited: HasMany<posts::editor>,
        profile: HasOne<profiles::user>,
        followers: ManyToMany<users::followed, follows(followed_id => follower_id)>,
        followed: ManyToMany<users::followers, follows(follower_id => followed_id)>,
    }
}
table! {
    pub profiles { #[primary_key, references(users::id)] user_id: i64, user: BelongsTo<users::profile, user_id> }
}
table! {
    pub posts as Post {
        #[primary_key, identity] id: i64,
        #[references(users::id), column(name = "author")] author_id: i64,
        #[references(users::id)] editor_id: Option<i64>,
        #[references(posts::id)] parent_id: Option<i64>,

        author: BelongsTo<users::posts, author_id>,
        editor: BelongsTo<users::edited, editor_id>,
        parent: BelongsTo<posts::table, parent_id>,
        tags: ManyToMany<tags::posts, post_tags>,
    }
}
table! { pub tags { #[primary_key] name: String, posts: ManyToMany<posts::tags, post_tags> } }
table! {
    #[primary_key(post_id, tag)]
    pub post_tags { #[references(posts::id)] post_id: i64, #[references(tags::name)] tag: String }
}
table! {
    #[primary_key(follower_id, followed_id)]
    pub follows {
        #[references(users::id)] follower_id: i64,
        #[references(users::id)] followed_id: i64,
    }
}
table! {
    #[primary_key(a, b)]
    pub pairs { a: i64, b: String, parts: HasMany<parts::pair> }
}
table! {
    #[foreign_key(columns(y, x), references(pairs::a, pairs::b))]
    pub parts {
        #[primary_key] id: i64,
        x: String,
        y: i64,
        pair: BelongsTo<pairs::parts, (y, x)>,
    }
}

type Columns = &'static [&'static str];

fn keys<R: Relation>() -> (Columns, Columns) {
    (R::keys().from, R::keys().to)
}

fn far<R: FarSide>() -> (Columns, Columns) {
    (R::far().from, R::far().to)
}

fn leads<R: Relation<From = From, To = To, Arity = Arity, Via = Via>, From, To, Arity, Via>() {}

#[test]
fn keys_are_those_of_the_foreign_key() {
    assert_eq!(keys::<posts::author>(), (&["author"][..], &["id"][..]));
    assert_eq!(keys::<users::posts>(), (&["id"][..], &["author"][..]));
    assert_eq!(keys::<posts::editor>(), (&["editor_id"][..], &["id"][..]));
    assert_eq!(keys::<users::profile>(), (&["id"][..], &["user_id"][..]));
    assert_eq!(keys::<posts::parent>(), (&["parent_id"][..], &["id"][..]));
    assert_eq!(keys::<parts::pair>(), (&["y", "x"][..], &["a", "b"][..]));
    assert_eq!(keys::<pairs::parts>(), (&["a", "b"][..], &["y", "x"][..]));
}

#[test]
fn two_steps_lead_through_a_table() {
    assert_eq!(keys::<posts::tags>(), (&["id"][..], &["post_id"][..]));
    assert_eq!(far::<posts::tags>(), (&["tag"][..], &["name"][..]));
    assert_eq!(keys::<tags::posts>(), (&["name"][..], &["tag"][..]));
    assert_eq!(far::<tags::posts>(), (&["post_id"][..], &["id"][..]));
    assert_eq!(keys::<users::followers>(), (&["id"][..], &["followed_id"][..]));
    assert_eq!(far::<users::followers>(), (&["follower_id"][..], &["id"][..]));
}

#[test]
fn relations_know_where_they_lead() {
    leads::<users::posts, users::table, posts::table, ToMany, Direct<Owned>>();
    leads::<users::profile, users::table, profiles::table, ToOne, Direct<Owned>>();
    leads::<posts::author, posts::table, users::table, ToOne, Direct<Owns>>();
    leads::<posts::parent, posts::table, posts::table, ToOne, Direct<Owns>>();
    leads::<posts::tags, posts::table, tags::table, ToMany, Through<post_tags::table>>();
    assert_eq!(<users::posts as Relation>::NAME, "posts");
}

#[test]
fn a_single_foreign_key_is_known_by_its_table() {
    let keys = <profiles::table as References<users::table>>::keys();
    assert_eq!((keys.from, keys.to), (&["user_id"][..], &["id"][..]));
}

#[test]
fn joins_take_their_condition_from_the_relation() {
    assert_eq!(
        from(pairs::table).inner_join(pairs::parts).select(parts::id).to_sql::<Sqlite>(),
        "SELECT parts.id FROM pairs JOIN parts ON parts.y = pairs.a AND parts.x = pairs.b"
    );
}

mod library {
    use relata::prelude::*;

    table! { pub people as Person { #[primary_key] id: i64 } }
}

mod loans {
    use relata::prelude::*;

    use super::library::people;

    table! {
        pub loans as Loan {
            #[primary_key] id: i64,
            #[references(people::id)] lender_id: i64,
            #[references(crate::relation::library::people::id)] borrower_id: i64,
            lender: BelongsTo<people::table, lender_id>,
            borrower: BelongsTo<crate::relation::library::people::table, borrower_id>,
        }
    }
}

#[test]
fn two_foreign_keys_may_name_a_table_by_different_paths() {
    use loans::loans;
    assert_eq!(
        from(loans::table).inner_join(loans::borrower).select(loans::id).to_sql::<Sqlite>(),
        "SELECT loans.id FROM loans JOIN people ON people.id = loans.borrower_id"
    );
}
