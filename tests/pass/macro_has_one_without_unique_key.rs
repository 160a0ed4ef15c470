use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        profile: HasOne<profiles::user>,
        badge: HasOne<badges::user>,
        notes: HasMany<notes::user>,
    }
}
table! {
    pub profiles {
        #[primary_key] id: i64,
        #[unique, references(users::id)] user_id: i64,
        user: BelongsTo<users::profile, user_id>,
    }
}
table! {
    pub badges {
        #[primary_key, references(users::id)] user_id: i64,
        user: BelongsTo<users::badge, user_id>,
    }
}
table! {
    pub notes {
        #[primary_key] id: i64,
        #[references(users::id)] user_id: i64,
        user: BelongsTo<users::notes, user_id>,
    }
}

fn main() {}
