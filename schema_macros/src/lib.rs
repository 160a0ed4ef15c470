//! The macros of relata: `table!`, `view!`, `shape!`, `alias!`, `schema!` and the derives.
//!
//! Use them through the crate `relata`, whose types their output names.

mod alias;
mod case;
mod check;
mod derive_assignments;
mod derive_projection;
mod derive_type;
mod error;
mod expand;
mod hash;
mod migrations;
mod model;
mod parse;
mod path;
mod registry;
mod reserved;
mod sql;
#[cfg(test)]
mod testing;

use model::Kind;
use proc_macro::TokenStream;

/// A table: a module of columns and relations, and a row struct beside it.
///
/// ```
/// use relata::prelude::*;
///
/// table! {
///     /// People who can sign in.
///     pub users as User {
///         #[primary_key, identity] id: i64,
///         name: String,
///         #[unique] email: String,
///         nickname: Option<String>,
///         #[sql(varchar(20)), default("active")] status: String,
///         #[version] version: i32,
///
///         posts: HasMany<posts::author>,
///     }
/// }
/// table! {
///     #[index(author_id, title), check(length(title) > 0)]
///     pub posts as Post {
///         #[primary_key, identity] id: i64,
///         #[references(users::id, on_delete = cascade)] author_id: i64,
///         title: String,
///
///         author: BelongsTo<users::posts, author_id>,
///     }
/// }
/// # fn main() {
/// assert_eq!(
///     from(users::table).filter(users::nickname.is_null()).select(users::name).to_sql::<Sqlite>(),
///     "SELECT users.name FROM users WHERE users.nickname IS NULL"
/// );
/// # }
/// ```
///
/// `users::table` stands in FROM, `users::name` in expressions, `users::posts` in joins; `User` is
/// a row, and as a value it selects all columns. `Option` is NULL allowed. Without `as User` there
/// is no row struct; `#[derive(..)]` above the table adds to its `Debug`, `Clone` and `PartialEq`.
/// Doc comments go on everything that is made of a table or column, and into the database.
///
/// One bracket may hold several attributes. On a column:
///
/// | attribute | meaning |
/// |---|---|
/// | `primary_key` | the primary key; over several columns, see below |
/// | `identity`, `identity(always)` | numbered by the database, unless the INSERT gives a number |
/// | `unique`, `index` | a constraint or index over this column; `name = ".."` names it |
/// | `references(users::id)` | a foreign key, with `on_delete`, `on_update`, `name`, `deferred`, `delete_orphan` |
/// | `default(..)` | the database's default: a constant, `now()`, or `sql("..")` |
/// | `default_with(f)` | Rust's default: `f()` where an INSERT gives no value |
/// | `update_with(f)` | `f()` where an UPDATE gives no value |
/// | `computed(price * amount)` | computed by the database, with `, stored` kept in the row |
/// | `immutable` | given by INSERT, never changed |
/// | `version` | begins at 1; whoever updates the row compares it and counts on, so that two do not overwrite each other |
/// | `tenant` | whose a row is: a statement says whose rows it means, and gives new rows theirs |
/// | `soft_delete` | a `bool` or an `Option` of a time: a statement says whether it means deleted rows too |
/// | `column(name = "per cent")` | another name in the database |
/// | `sql(varchar(20))` | another type in the database, as written |
/// | `check(rate >= 0)` | a condition over columns of the row, or SQL in quotes |
///
/// A row that is one of several things has an enum over several columns, `kind: enum Make { Sedan { doors: i32 },
/// Bicycle }`: the column `kind` holds the variant's name, the type `MakeKind`, and `doors` is NULL in other
/// rows. In the row struct the field `kind` is a `Make`, whose values are assignments of all its columns.
///
/// Above the table: `table(name = "..", schema = "..")`, `primary_key(a, b)`, `unique(a, b)`,
/// `index(a, b)`, `check(..)` and
/// `foreign_key(columns(a, b), references(other::x, other::y), on_delete = cascade)`.
///
/// Relations name their other side, which must name them: `HasMany<posts::author>`,
/// `HasOne<..>`, `BelongsTo<users::posts, author_id>` (over `(a, b)` where the key has two
/// columns; `users::table` where there is no other side), `ManyToMany<tags::posts, post_tags>`,
/// and `ManyToMany<users::followers, follows(follower_id => followee_id)>` where the table between
/// references a table twice.
///
/// An index and a `unique` may be over expressions, `index(lower(email))` or SQL in quotes, and of some rows alone,
/// `unique(email, filter(deleted_at is null))`, where the database has that.
///
/// An index takes SQL's words behind its parts, `index(tags jsonb_path_ops, created desc nulls last)`, the length of a
/// text's beginning, `index(body(20))`, `method = gin` (`gist`, `spgist`, `brin`, `hash`, `fulltext`) and
/// `include(name)`. What a database does not have of these is told where its tables are planned.
///
/// Constraints are named `pk_`, `uq_`, `ix_` and `fk_`, then the table and its columns, and `ck_`,
/// the table and a number. The conditions of `check`, `computed` and indexes are Rust tokens that become
/// SQL: `==` is `=`, `&&` is `AND`, `"x"` is `'x'`, columns are checked and get their names in the
/// database.
#[proc_macro]
pub fn table(tokens: TokenStream) -> TokenStream {
    expand::expand(tokens.into(), Kind::Table).into()
}

/// A view: what can be read like a table, and not written.
///
/// ```
/// use relata::prelude::*;
///
/// view! {
///     #[query("SELECT id, name FROM users WHERE nickname IS NULL")]
///     pub plain_users as PlainUser { #[primary_key] id: i64, name: String }
/// }
/// # fn main() {
/// assert_eq!(
///     select(plain_users::name).to_sql::<Sqlite>(),
///     "SELECT plain_users.name FROM plain_users"
/// );
/// # }
/// ```
///
/// Without `#[query("..")]` the view is made by somebody else. A primary key is not needed, but
/// tells `GROUP BY` what identifies a row. Columns take `primary_key`, `unique`,
/// `references`, `column` and `sql`; relations are those of [`table!`].
#[proc_macro]
pub fn view(tokens: TokenStream) -> TokenStream {
    expand::expand(tokens.into(), Kind::View).into()
}

/// The columns of a named query: a common table expression, or a subquery in FROM.
///
/// ```
/// use relata::prelude::*;
///
/// table! { pub visits { #[primary_key] id: i64, page: String } }
/// shape! { pub popular { page: String, times: i64 } }
/// # fn main() {
/// let counted = from(visits::table).group_by(visits::page).select((visits::page, count_rows()));
/// let q = from(derived(popular::table, counted)).filter(popular::times.gt(9)).select(popular::page);
/// assert_eq!(
///     q.to_sql::<Postgres>(),
///     "SELECT popular.page FROM (SELECT visits.page AS page, count(*) AS times FROM visits \
///      GROUP BY visits.page) AS popular WHERE popular.times > $1"
/// );
/// # }
/// ```
///
/// The query's columns go into the shape's by their order, and must have their types. `as Popular`
/// makes a row struct.
#[proc_macro]
pub fn shape(tokens: TokenStream) -> TokenStream {
    expand::expand(tokens.into(), Kind::Shape).into()
}

/// Second names for tables, so that one can be joined twice.
///
/// ```
/// use relata::prelude::*;
///
/// table! { pub staff as Person { #[primary_key] id: i64, name: String, boss_id: Option<i64> } }
/// alias!(boss: staff);
/// # fn main() {
/// let q = from(staff::table)
///     .inner_join(boss)
///     .on(boss[staff::id].eq(staff::boss_id))
///     .select((staff::name, boss[staff::name]));
/// assert_eq!(
///     q.to_sql::<Sqlite>(),
///     "SELECT staff.name, boss.name FROM staff JOIN staff AS boss ON boss.id = staff.boss_id"
/// );
/// # }
/// ```
///
/// Several stand separated by commas, each with its visibility: `alias!(pub boss: staff, deputy:
/// staff)`. `boss[Person]` is the alias's row, `boss[staff::reports]` its relation.
#[proc_macro]
pub fn alias(tokens: TokenStream) -> TokenStream {
    alias::expand(tokens.into()).into()
}

/// The tables that belong together: what is created and dropped as one.
///
/// ```
/// use relata::prelude::*;
///
/// table! { pub users { #[primary_key] id: i64 } }
/// table! { pub posts { #[primary_key] id: i64 } }
/// schema! { pub blog: users, posts }
/// # fn main() {
/// use relata::schema::Schema;
/// let names: Vec<_> = blog::tables().iter().map(|table| table.name).collect();
/// assert_eq!(names, ["users", "posts"]);
/// # }
/// ```
///
/// A table may be part of several schemas.
#[proc_macro]
pub fn schema(tokens: TokenStream) -> TokenStream {
    registry::expand(tokens.into()).into()
}

/// The [migrations](https://docs.rs/relata) of a folder beside `Cargo.toml`, as part of the program:
/// `relata::migrate::Migrations`, for a constant.
///
/// ```text
/// const MIGRATIONS: Migrations = relata::migrations!("migrations");
/// ```
///
/// What is wrong with a name or a script is an error here. A script that is edited is compiled anew; one that is added
/// is seen with the next change, or where a `build.rs` says `println!("cargo:rerun-if-changed=migrations")`.
#[proc_macro]
pub fn migrations(tokens: TokenStream) -> TokenStream {
    migrations::expand(tokens.into()).into()
}

/// A column's type, from an enum without fields or a struct with one field.
///
/// ```
/// use relata::prelude::*;
/// use relata::types::SqlType as _;
///
/// #[derive(Clone, Copy, Debug, PartialEq, SqlType)]
/// #[sql(rename_all = "kebab-case")]
/// enum Status {
///     Active,
///     OnHold,
///     #[sql(rename = "gone")]
///     Deleted,
/// }
/// assert_eq!(Status::LABELS, ["active", "on-hold", "gone"]);
///
/// #[derive(Clone, Copy, Debug, PartialEq, SqlType)]
/// struct UserId(i64);
///
/// #[derive(Clone, Copy, Debug, PartialEq, SqlType)]
/// #[sql(number)]
/// struct Price(i64);
/// ```
///
/// An enum is stored as text, or with `#[sql(native = "mood")]` as a type of the database where it has
/// enums: `CREATE TYPE mood` on PostgreSQL, `ENUM(..)` on MySQL and MariaDB. There it is sorted in the order of its
/// variants, and as a text by its letters. Its labels are its
/// variants in `snake_case`, unless `rename_all` (`lowercase`, `UPPERCASE`, `snake_case`, `SCREAMING_SNAKE_CASE`,
/// `kebab-case`, `PascalCase`, `camelCase`) or `rename` says otherwise. A newtype is stored as what it holds and
/// compares with itself alone, so that a `UserId` is never taken for a `PostId`. A newtype of a `String` has the
/// functions of texts. One with `#[sql(number)]` is computed with: a `Price` is added to a `Price`, and taken so many
/// times; the sum of one that holds fewer than 64 bits is a plain number.
///
/// On PostgreSQL alone, a newtype with `#[sql(domain = "email", check = "VALUE LIKE '%@%'")]` is a domain, and a struct
/// of named fields with `#[sql(composite = "address")]` a composite type, whose fields are
/// `home.field(Address::street)`. That is a constant of the struct, so that a method cannot have the name of a field.
#[proc_macro_derive(SqlType, attributes(sql))]
pub fn derive_sql_type(tokens: TokenStream) -> TokenStream {
    derive_type::expand(tokens.into()).into()
}

/// Rows as a struct: expressions are selected into its fields by name.
///
/// ```
/// use relata::prelude::*;
///
/// table! { pub visits { #[primary_key] id: i64, page: String } }
///
/// #[derive(Debug, Projection)]
/// struct Popular {
///     page: String,
///     times: i64,
/// }
/// # fn main() {
/// let q = from(visits::table)
///     .group_by(visits::page)
///     .select(SelectPopular { page: visits::page, times: count_rows() });
/// assert_eq!(
///     q.to_sql::<Sqlite>(),
///     "SELECT visits.page, count(*) FROM visits GROUP BY visits.page"
/// );
/// # }
/// ```
///
/// `SelectPopular` has the struct's fields, of any expressions; the struct has 1 to 20 of them.
/// With `#[projection(visits)]` on the struct, `Popular::COLUMNS` selects the columns of that table
/// that have the fields' names.
#[proc_macro_derive(Projection, attributes(projection))]
pub fn derive_projection(tokens: TokenStream) -> TokenStream {
    derive_projection::expand(tokens.into()).into()
}

/// A struct whose fields are the values of the columns of their names.
///
/// ```
/// use relata::prelude::*;
///
/// table! {
///     pub users { #[primary_key, identity] id: i64, name: String, nickname: Option<String> }
/// }
///
/// #[derive(Assignments)]
/// #[assignments(users)]
/// struct NewUser<'a> {
///     name: &'a str,
///     nickname: Option<String>,
/// }
/// # fn main() {
/// let add = insert_into(users::table).values(NewUser { name: "Ada", nickname: None });
/// assert_eq!(add.to_sql::<Sqlite>(), "INSERT INTO users (name, nickname) VALUES (?1, ?2)");
/// # }
/// ```
///
/// It stands where a tuple of assignments does: in `.values(..)`, in `.rows(..)`, in `.set(..)` of an
/// UPDATE and of DO UPDATE, and beside others in a tuple. A field has a type that `column.set(..)` takes;
/// `None` is NULL. An INSERT whose columns are not all there does not compile.
#[proc_macro_derive(Assignments, attributes(assignments))]
pub fn derive_assignments(tokens: TokenStream) -> TokenStream {
    derive_assignments::expand(tokens.into()).into()
}
