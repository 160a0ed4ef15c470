//! The tables of a database, as `relata schema print` has found them.
//!
//! What `table!` does not say of them stands in comments, but for the names of primary keys.

use relata::prelude::*;

#[derive(SqlType, Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusS {
    #[sql(rename = "a")]
    A,
    #[sql(rename = "")]
    Empty,
    #[sql(rename = "A")]
    A2,
    #[sql(rename = "self")]
    Self2,
    #[sql(rename = "1")]
    _1,
    #[sql(rename = "ä")]
    Ä,
}

// table `` is left out: one of its names is empty

table! {
    #[table(name = " ")]
    pub __2 as Empty2 {
        #[primary_key, identity] id: i64,
        #[column(name = " ")] __: Option<String>,
    }
}

table! {
    #[table(name = "2")]
    pub _2 as _2_2 {
        #[primary_key, identity, column(name = "1")] _1: i64,
        #[column(name = "2")] _2: Option<String>,
    }
}

table! {
    #[table(name = "Box")]
    pub r#box as Box {
        #[primary_key, identity] id: i64,
        #[column(name = "Box")] r#box: Option<String>,
    }
}

table! {
    #[table(name = "Clone")]
    pub clone as Clone {
        #[primary_key, identity] id: i64,
    }
}

table! {
    #[table(name = "Default")]
    pub default as Default {
        #[primary_key, identity] id: i64,
    }
}

table! {
    #[table(name = "Engine")]
    pub engine as Engine {
        #[primary_key, identity] id: i64,
    }
}

table! {
    #[table(name = "Option")]
    pub option as Option2 {
        #[primary_key, identity] id: i64,
    }
}

table! {
    #[table(name = "Result")]
    pub result as Result {
        #[primary_key, identity] id: i64,
    }
}

table! {
    #[table(name = "Some")]
    pub some as Some {
        #[primary_key, identity] id: i64,
        #[column(name = "Some")] some: Option<String>,
    }
}

table! {
    #[table(name = "Users")]
    pub users as User {
        #[primary_key, identity] id: i64,
        uuid: Option<String>,
        chrono: Option<chrono::NaiveDate>,
        std: Option<Vec<u8>>,
        core: Option<f64>,
        #[sql(BIGINT)] i64: Option<i64>,
        #[column(name = "String")] string: Option<String>,
        time: Option<String>,
        relata: Option<String>,

        two_by_id: HasOne<two::id_user>,
        twos_by_home: HasMany<two::home_user>,
        two_by_work: HasOne<two::work>,
    }
}

table! {
    #[table(name = "bool")]
    pub bool_ as Bool {
        #[primary_key, identity] id: i64,
        #[default(true)] is_it: bool,
    }
}

table! {
    #[table(name = "chrono")]
    pub chrono_ as Chrono {
        #[primary_key, identity] id: i64,
        d: Option<chrono::NaiveDate>,
    }
}

table! {
    pub defaults as Default2 {
        #[primary_key, identity] id: i64,
        #[default(r#"it's "x" \ y"#)] a: Option<String>,
        #[default(-5), sql(INT)] b: Option<i64>,
        #[default(-5), sql(INT)] c: Option<i64>,
        #[default(-15000000000.0)] d: Option<f64>,
        e: Option<String>,
        #[default(sql("lower('A')"))] f: Option<String>,
        #[default(sql("0x10")), sql(INT)] g: Option<i64>,
        #[default(-9223372036854775808), sql(BIGINT)] h: Option<i64>,
        #[default(sql("x'00ff'"))] j: Option<Vec<u8>>,
        #[default(sql("CURRENT_TIMESTAMP"))] k: Option<String>,
        #[default(sql("CURRENT_DATE"))] l: Option<chrono::NaiveDate>,
        #[default(r"line
two")] m: Option<String>,
        #[default(1.5), sql(NUMERIC)] n: Option<f64>,
        #[default(sql("+3")), sql(INT)] o: Option<i64>,
        #[default(sql("9e999"))] q: Option<f64>,
        #[default(7), sql(INT)] r: Option<i64>,
        #[default(sql("5"))] s: Option<String>,
        #[default(r###"#"##""###)] t: Option<String>,
    }
}

table! {
    pub r#gen as Gen {
        #[primary_key, identity] a: i64,
        #[computed(r#""a" || 'x,y)'"#)] d: String,
    }
}

table! {
    // unique i5 (n)
    // unique index i1 (a desc)
    // index i2 (1, include)
    // index i4 (n)
    #[index("a COLLATE BINARY", name = "i6")]
    pub indexed as Indexed {
        #[primary_key, identity] id: i64,
        // COLLATE NOCASE
        a: Option<String>,
        include: Option<String>,
        #[sql(INT), unique, index(name = "i3")] n: Option<i64>,
    }
}

table! {
    pub kw as Kw {
        #[primary_key, identity] id: i64,
        r#async: Option<String>,
        r#fn: Option<String>,
        union: Option<String>,
        raw: Option<String>,
        r#gen: Option<String>,
        macro_rules: Option<String>,
        default: Option<String>,

        mods_by_fn: HasMany<r#mod::fn_kw>,
        mods_by_type: HasMany<r#mod::type_kw>,
        name: HasOne<names::kw>,
        nopk_to_kws: HasMany<nopk_to_kw::kw>,
    }
}

table! {
    pub r#mod as Mod {
        #[primary_key, identity] id: i64,
        #[references(kw::id)] r#fn: Option<i64>,
        #[references(kw::id)] r#type: Option<i64>,

        fn_kw: BelongsTo<kw::mods_by_fn, r#fn>,
        type_kw: BelongsTo<kw::mods_by_type, r#type>,
    }
}

table! {
    // foreign key Same: its name is also that of another
    // check same: its name is also that of another
    #[check("a > 0")]
    pub names as Name {
        #[primary_key, identity] id: i64,
        #[sql(INT), unique(name = "same"), references(kw::id)] a: Option<i64>,

        kw: BelongsTo<kw::name, a>,
    }
}

view! {
    // a table without a primary key, which is only read here
    // index nopk_b (b desc)
    pub nopk as Nopk {
        #[unique] a: Option<i64>,
        b: Option<String>,
    }
}

view! {
    // a table without a primary key, which is only read here
    pub nopk_to_kw as NopkToKw {
        #[references(kw::id)] a: Option<i64>,
        #[unique] b: Option<String>,

        kw: BelongsTo<kw::nopk_to_kws, a>,
    }
}

table! {
    pub one as One {
        #[primary_key] x: String,
    }
}

table! {
    #[primary_key(a, b)]
    #[foreign_key(columns(a, b), references(pairs::x, pairs::y))]
    pub pair as Pair {
        a: i64,
        b: i64,
        c: Option<i64>,

        pair: BelongsTo<pairs::pair, (a, b)>,
    }
}

table! {
    #[primary_key(x, y)]
    pub pairs as Pair2 {
        x: i64,
        y: i64,

        pair: HasOne<pair::pair>,
        thirds: HasMany<third::pair>,
    }
}

table! {
    pub posts as Post {
        #[primary_key, identity] id: i64,
        #[references(user::id)] user_id: Option<i64>,
        user: Option<i64>,
        #[references(user::id)] owner_user_id: Option<i64>,
        #[references(posts::id)] posts: Option<i64>,

        user_id_user: BelongsTo<user::posts_by_user, user_id>,
        owner_user: BelongsTo<user::posts_by_owner_user, owner_user_id>,
        post: BelongsTo<posts::posts_by_posts, posts>,
        posts_by_posts: HasMany<posts::post>,
    }
}

table! {
    #[table(name = r#"quo"te"#)]
    #[check(r#""a""b" <> 'x"y' AND "a""b" <> 'it''s'"#)]
    pub quo_te as QuoTe {
        #[primary_key, identity] id: i64,
        #[column(name = r#"a"b"#)] a_b: Option<String>,
        #[column(name = "c.d")] c_d: Option<String>,
        #[column(name = "e`f")] e_f: Option<String>,
        #[column(name = "g'h")] g_h: Option<String>,
    }
}

// table `searched` is left out: it has no column of a type that relata knows
// a virtual table: CREATE VIRTUAL TABLE searched USING fts5(title, body)

table! {
    #[table(name = "self")]
    pub self_ as Self2 {
        #[primary_key, identity] id: i64,
        #[references(self_::id)] parent: Option<i64>,
        #[references(self_::id, on_delete = cascade)] other: Option<i64>,

        parent_self_: BelongsTo<self_::self_s_by_parent, parent>,
        self_s_by_parent: HasMany<self_::parent_self_>,
        other_self_: BelongsTo<self_::self_s_by_other, other>,
        self_s_by_other: HasMany<self_::other_self_>,
    }
}

table! {
    pub status as Status {
        #[primary_key, identity] id: i64,
        s: Option<StatusS>,
    }
}

table! {
    pub table as Table {
        #[primary_key, identity] id: i64,
        select: String,
        #[sql(INT)] r#where: Option<i64>,
        #[column(name = "ORDER"), sql(INT)] order: Option<i64>,
    }
}

table! {
    pub tables as Table2 {
        #[primary_key, identity] id: i64,
    }
}

table! {
    // foreign key (a) references one (x): `a` has another type
    #[foreign_key(columns(c, b), references(pairs::x, pairs::y))]
    pub third as Third {
        #[primary_key] a: i64,
        b: Option<i64>,
        c: Option<i64>,

        pair: BelongsTo<pairs::thirds, (c, b)>,
    }
}

table! {
    // foreign key (a) references nopk (a): `nopk` has no primary key
    pub to_nopk as ToNopk {
        #[primary_key, identity] id: i64,
        a: Option<i64>,
    }
}

table! {
    pub two as Two {
        #[primary_key, references(users::id)] id: i64,
        #[references(users::id)] home: i64,
        #[unique, references(users::id, on_delete = set_default)] work_id: Option<i64>,

        id_user: BelongsTo<users::two_by_id, id>,
        home_user: BelongsTo<users::twos_by_home, home>,
        work: BelongsTo<users::two_by_work, work_id>,
    }
}

table! {
    pub user as User2 {
        #[primary_key, identity] id: i64,

        posts_by_user: HasMany<posts::user_id_user>,
        posts_by_owner_user: HasMany<posts::owner_user>,
    }
}

table! {
    #[table(name = "users 2")]
    pub users_2 as Users2 {
        #[primary_key, identity] id: i64,
        new: Option<String>,
        row: Option<String>,
        all: Option<String>,
        columns: Option<String>,
        #[column(name = "Self")] self_: Option<String>,
        #[column(name = "crate")] crate_: Option<String>,
        #[column(name = "_")] __: Option<String>,
        #[column(name = "__")] __2: Option<String>,
    }
}

table! {
    #[table(name = "users_2")]
    pub users_2_2 as Users22 {
        #[primary_key, identity] id: i64,
        users_2: Option<String>,
        users: Option<String>,
        #[column(name = "table")] table_: Option<String>,
        #[column(name = "table_")] table_2: Option<String>,
        #[column(name = "a b")] a_b: Option<String>,
        #[column(name = "a_b")] a_b_2: Option<String>,
        #[column(name = "a_b_2")] a_b_2_2: Option<String>,
    }
}

view! {
    #[query(r#"SELECT id, id AS "x y" FROM user"#)]
    pub v1 as V1 {
        id: Option<i64>,
        #[column(name = "x y")] x_y: Option<i64>,
    }
}

view! {
    #[query("SELECT v1.*, count(*) FROM v1")]
    pub v2 as V2 {
        id: Option<i64>,
        #[column(name = "x y")] x_y: Option<i64>,
        // left out: `count(*)`
    }
}

table! {
    pub 表 as 表_2 {
        #[primary_key, identity] 列: i64,
        #[default("ß"), column(name = "Größe")] größe: Option<String>,
        #[column(name = "İx")] i̇x: Option<String>,
        #[default("🎉"), column(name = "emoji 🎉")] emoji: Option<String>,
    }
}

table! {
    #[table(name = "🎉")]
    pub __3 as Empty3 {
        #[primary_key, identity] id: i64,
    }
}

schema! {
    pub tables_2: __2, _2, r#box, clone, default, engine, option, result, some, users, bool_,
        chrono_, defaults, r#gen, indexed, kw, r#mod, names, nopk, nopk_to_kw, one, pair, pairs,
        posts, quo_te, self_, status, table, tables, third, to_nopk, two, user, users_2, users_2_2,
        v1, v2, 表, __3
}
