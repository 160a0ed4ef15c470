//! `(SELECT .. FROM posts WHERE posts.author_id = users.id)` as one value: the rows that a relation leads to, beside
//! the row that it starts at.

use std::marker::PhantomData;

use super::select::{NUMBER, all, all_of, listed};
use super::{Joins, Listed, NewIn, Way};
use crate::expr::Shape;
use crate::query::clause::{Clauses, RenderSlot, slot};
use crate::query::join::matching;
use crate::query::output::Output;
use crate::query::projection::Items;
use crate::render::spec::Multiset;
use crate::render::{Dialect, Pass, Render};
use crate::schema::relation::Relation;
use crate::schema::scope::Scope;
use crate::schema::{Misread, Source, Table};
use crate::types::logic::{Concat, Cons, List, Nil};
use crate::types::{Kind, Mismatch, ReadRow, Row};

/// `W` of the rows that the relation `R` leads to, by the clauses `C`, and the rows `I` beside each of them.
#[derive(Clone, Debug)]
pub struct SetOf<R, W, C, I> {
    clauses: C,
    most: Option<i64>,
    inner: I,
    of: PhantomData<fn() -> (R, W)>,
}

impl<R, W, C, I> SetOf<R, W, C, I> {
    /// Those rows, at most so many.
    pub fn new(clauses: C, most: Option<u64>, inner: I) -> Self {
        let most = most.map(|most| i64::try_from(most).unwrap_or(i64::MAX));
        Self { clauses, most, inner, of: PhantomData }
    }
}

/// How such rows are read: `W` of each, and the rows beside it.
#[derive(Debug)]
pub struct Elements<W, T>(PhantomData<fn() -> (W, T)>);

impl<W: Listed, T: Output> Output for Elements<W, T> {
    type Row = Vec<Cons<W::Row, T::Row>>;
    type Ref<'r> = Self::Row;
    const WIDTH: usize = 1;

    fn decode<'r, R: Row<'r>>(row: R, at: usize) -> Result<Self::Row, Misread> {
        use crate::types::Cell as _;
        let cell = row.cell(at);
        // An aggregate of no rows is NULL.
        let rows = if cell.is_null() { Ok(Vec::new()) } else { cell.rows::<Self>() };
        rows.map_err(|reason| Misread { index: at, reason })
    }

    fn decode_ref<'r, R: Row<'r>>(row: R, at: usize) -> Result<Self::Row, Misread> {
        Self::decode(row, at)
    }
}

impl<W: Listed, T: Output> ReadRow for Elements<W, T> {
    type Row = Cons<W::Row, T::Row>;
    const WIDTH: usize = W::WIDTH + T::WIDTH;

    fn read<'r, R: Row<'r>>(row: R) -> Result<<Self as ReadRow>::Row, Mismatch> {
        let read = Cons::<W, T>::decode(row, 0);
        read.map_err(|Misread { index, reason }| match W::column(index) {
            Some((table, column)) => Mismatch::other(format!("{table}.{column}: {reason}")),
            None => reason,
        })
    }
}

/// A list, and one thing more.
#[derive(Clone, Copy, Debug)]
pub struct Then<I, M>(pub I, pub M);

/// The rows of several relations beside a row: `()`, and [`Then`] one more.
pub trait Sets {
    /// How they are read.
    type Rows: Output + List;
    /// What they leave open.
    type Open: List;
}

impl Sets for () {
    type Rows = Nil;
    type Open = Nil;
}

impl<S, R, W, C, I> Sets for Then<S, SetOf<R, W, C, I>>
where
    S: Sets,
    R: Relation<Via: Way<R>>,
    W: Listed,
    C: Clauses,
    I: Sets,
    Concat<S::Rows, Cons<Elements<W, I::Rows>, Nil>>: Output,
{
    type Rows = Concat<S::Rows, Cons<Elements<W, I::Rows>, Nil>>;
    type Open = Concat<S::Open, OpenOf<R, C, I>>;
}

/// What the rows of a relation leave open.
type OpenOf<R, C, I> = Concat<
    <<R as Relation>::To as Source>::Open,
    Concat<<<R as Relation>::Via as Way<R>>::Open, Concat<<C as Clauses>::Open, <I as Sets>::Open>>,
>;

/// What a dialect writes of [`Sets`].
pub trait RenderSets<D: Dialect>: Sets {
    /// `, (SELECT ..)` of each, beside the rows of a source.
    fn walk_beside<'a>(&'a self, source: &'static str, pass: &mut Pass<'_, 'a>);
}

impl<D: Dialect> RenderSets<D> for () {
    fn walk_beside<'a>(&'a self, _: &'static str, _: &mut Pass<'_, 'a>) {}
}

impl<D, S, R, W, C, I> RenderSets<D> for Then<S, SetOf<R, W, C, I>>
where
    Self: Sets,
    D: Dialect,
    S: RenderSets<D>,
    R: Relation<Via: Way<R>>,
    W: Listed,
    C: Clauses + RenderSlot<D>,
    I: RenderSets<D>,
{
    fn walk_beside<'a>(&'a self, source: &'static str, pass: &mut Pass<'_, 'a>) {
        self.0.walk_beside(source, pass);
        pass.sql(", ");
        self.1.walk::<D>(source, pass);
    }
}

/// Selected items, and then the rows of a relation that starts at `S`.
#[derive(Debug)]
pub struct WithSet<P, S, M> {
    items: P,
    set: M,
    source: PhantomData<fn() -> S>,
}

impl<P, S, M> WithSet<P, S, M> {
    /// Those.
    pub fn new(items: P, set: M) -> Self {
        Self { items, set, source: PhantomData }
    }
}

impl<P: Clone, S, M: Clone> Clone for WithSet<P, S, M> {
    fn clone(&self) -> Self {
        Self::new(self.items.clone(), self.set.clone())
    }
}

impl<P, S, R, W, C, I> Items for WithSet<P, S, SetOf<R, W, C, I>>
where
    P: Items,
    R: Relation<Via: Way<R>>,
    C: Clauses,
    I: Sets,
{
    type Kind = P::Kind;
    type Open = Concat<P::Open, OpenOf<R, C, I>>;
    /// A limit is written where there is one, which is no part of the type: the text is made at each run, as that of
    /// rows in a statement of their own is.
    const SHAPE: Shape = Shape::Dynamic;
    const WIDTH: usize = P::WIDTH + 1;

    fn column(index: usize) -> Option<(&'static str, &'static str)> {
        P::column(index)
    }
}

impl<D, P, S, R, W, C, I> Render<D> for WithSet<P, S, SetOf<R, W, C, I>>
where
    D: Dialect,
    P: Render<D>,
    S: Source,
    R: Relation<Via: Way<R>>,
    W: Listed,
    C: Clauses + RenderSlot<D>,
    I: RenderSets<D>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.items.walk(pass);
        pass.sql(", ");
        pass.item(|pass| self.set.walk::<D>(S::NAME, pass));
    }
}

impl<R, W, C, I> SetOf<R, W, C, I>
where
    R: Relation<Via: Way<R>>,
    W: Listed,
{
    fn walk<'a, D: Dialect>(&'a self, source: &'static str, pass: &mut Pass<'_, 'a>)
    where
        C: Clauses + RenderSlot<D>,
        I: RenderSets<D>,
    {
        pass.query(|pass| self.walk_rows::<D>(source, pass));
    }

    fn walk_rows<'a, D: Dialect>(&'a self, source: &'static str, pass: &mut Pass<'_, 'a>)
    where
        C: Clauses + RenderSlot<D>,
        I: RenderSets<D>,
    {
        let def = R::To::def();
        let is_sorted = C::TAKEN & (1 << slot::ORDER_BY) != 0;
        match pass.spec().multiset {
            Multiset::Records => {
                pass.sql("ARRAY(SELECT ROW(");
                self.fields::<D>("", pass);
                pass.sql(")");
                self.rows::<D>(source, pass);
                self.clauses.walk_slot(slot::ORDER_BY, &mut false, pass);
                self.limit(pass);
            }
            Multiset::Sorted => {
                pass.sql("(SELECT JSON_ARRAYAGG(JSON_ARRAY(0");
                self.fields::<D>(", ", pass);
                pass.sql(")");
                self.clauses.walk_slot(slot::ORDER_BY, &mut false, pass);
                self.limit(pass);
                pass.sql(")");
                self.rows::<D>(source, pass);
            }
            Multiset::Numbered(array, row) => {
                for word in ["(SELECT ", array, "(", row, "("] {
                    pass.sql(word);
                }
                if !is_sorted {
                    pass.sql("0");
                    self.fields::<D>(", ", pass);
                    pass.sql("))");
                    self.rows::<D>(source, pass);
                    return pass.sql(")");
                }
                pass.column(def.name, NUMBER);
                self.fields::<D>(", ", pass);
                pass.sql(")) FROM (SELECT ");
                all(def, pass);
                pass.sql(", row_number() OVER (PARTITION BY ");
                let near = R::Via::link().map_or(def.name, |(link, _)| link.name);
                listed(R::keys().to.iter().map(|column| (near, *column)), pass);
                self.clauses.walk_slot(slot::ORDER_BY, &mut false, pass);
                pass.sql(") AS ");
                pass.ident(NUMBER);
                self.rows::<D>(source, pass);
                if self.most.is_some() {
                    pass.sql(" ORDER BY ");
                    pass.ident(NUMBER);
                    self.limit(pass);
                }
                pass.sql(") AS ");
                pass.ident(def.name);
            }
        }
        pass.sql(")");
    }

    /// The columns, and the rows beside them.
    fn fields<'a, D: Dialect>(&'a self, first: &'static str, pass: &mut Pass<'_, 'a>)
    where
        I: RenderSets<D>,
    {
        let def = R::To::def();
        for (i, (table, name)) in (0..W::WIDTH).filter_map(W::column).enumerate() {
            pass.sql(if i > 0 { ", " } else { first });
            let column = def.columns.iter().find(|column| column.name == name);
            let kind = column.map_or(Kind::Text, |column| column.kind);
            field(kind, &|pass| pass.column(table, name), pass);
        }
        self.inner.walk_beside(def.name, pass);
    }

    /// ` FROM posts WHERE posts.author_id = users.id AND ..`
    fn rows<'a, D: Dialect>(&'a self, source: &'static str, pass: &mut Pass<'_, 'a>)
    where
        C: RenderSlot<D>,
    {
        let keys = |near: &'static str, pass: &mut Pass<'_, 'a>| {
            matching(R::keys(), source, near, pass);
        };
        all_of::<R, D, C>(&self.clauses, Nil::tables, &keys, pass);
    }

    fn limit<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        if let Some(most) = &self.most {
            pass.sql(" LIMIT ");
            pass.bind(Kind::Int64, most);
        }
    }
}

/// Writes a part of a row.
type Write<'w> = &'w dyn Fn(&mut Pass<'_, '_>);

/// A value as a field of a row that is one of several in a value.
fn field(kind: Kind, value: Write<'_>, pass: &mut Pass<'_, '_>) {
    match kind {
        // A record tells the number of a type alone, and a type of the database's own has another in each.
        Kind::Named(of) if pass.spec().multiset == Multiset::Records => {
            field(of.base, &|pass| cast(of.base, value, pass), pass);
        }
        Kind::Composite(of) => {
            pass.sql("CASE WHEN ");
            value(pass);
            pass.sql(" IS DISTINCT FROM NULL THEN ROW(");
            for (i, (name, kind)) in of.fields.iter().enumerate() {
                pass.sql(if i > 0 { ", " } else { "" });
                let part = |pass: &mut Pass<'_, '_>| {
                    pass.sql("(");
                    value(pass);
                    pass.sql(").");
                    pass.ident(name);
                };
                field(*kind, &part, pass);
            }
            pass.sql(") END");
        }
        Kind::Array(of) => array(of, value, pass),
        _ => {
            let mut parts = (pass.spec().multiset_field)(kind.base()).split("{0}");
            pass.sql(parts.next().unwrap_or_default());
            for part in parts {
                value(pass);
                pass.sql(part);
            }
        }
    }
}

fn array(of: &'static Kind, value: Write<'_>, pass: &mut Pass<'_, '_>) {
    match of {
        Kind::Enum(_) => cast(Kind::Array(&Kind::Text), value, pass),
        Kind::Named(of) => {
            array(&of.base, &|pass| cast(Kind::Array(&of.base), value, pass), pass);
        }
        Kind::Composite(_) => {
            pass.sql("CASE WHEN ");
            value(pass);
            pass.sql(" IS NOT NULL THEN ARRAY(SELECT ");
            let element = |pass: &mut Pass<'_, '_>| {
                pass.sql("(");
                value(pass);
                pass.sql(")[relata_place]");
            };
            field(*of, &element, pass);
            pass.sql(" FROM generate_subscripts(");
            value(pass);
            pass.sql(", 1) AS relata_place ORDER BY relata_place) END");
        }
        _ => value(pass),
    }
}

fn cast(kind: Kind, value: Write<'_>, pass: &mut Pass<'_, '_>) {
    pass.sql("CAST(");
    value(pass);
    pass.sql(" AS ");
    pass.sql((pass.spec().cast_type)(kind));
    pass.sql(")");
}

/// They are selected, and no tables that are joined.
impl<W: Listed, E: Output, T: Joins> Joins for Cons<Elements<W, E>, T> {
    type Rows = Cons<Elements<W, E>, T::Rows>;
    type Row = Cons<Vec<Cons<W::Row, E::Row>>, T::Row>;
    type IsJoined = T::IsJoined;
    type IsMany = T::IsMany;
    type Open = T::Open;
    type In<F: Scope> = T::In<F>;

    fn columns(pass: &mut Pass<'_, '_>) {
        T::columns(pass);
    }

    fn column(index: usize) -> Option<(&'static str, &'static str)> {
        T::column(index)
    }

    fn tables(source: &'static str, pass: &mut Pass<'_, '_>) {
        T::tables(source, pass);
    }
}

impl<F: Scope, W: Listed, E: Output, T: NewIn<F>> NewIn<F> for Cons<Elements<W, E>, T> {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::{MariaDb, MySql, Postgres, Sqlite};
    use crate::render::to_text;

    /// The column `a.b` of a kind, as a field.
    struct Field(Kind);

    impl<D: Dialect> Render<D> for Field {
        fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
            field(self.0, &|pass| pass.column("a", "b"), pass);
        }
    }

    #[track_caller]
    fn check(kinds: &[Kind], [sqlite, postgres, mysql, mariadb]: [&str; 4]) {
        for kind in kinds {
            let field = Field(*kind);
            assert_eq!(to_text::<Sqlite>(&field), sqlite, "{kind:?}");
            assert_eq!(to_text::<Postgres>(&field), postgres, "{kind:?}");
            assert_eq!(to_text::<MySql>(&field), mysql, "{kind:?}");
            assert_eq!(to_text::<MariaDb>(&field), mariadb, "{kind:?}");
        }
    }

    const SQLITE: &str = "CASE typeof(a.b) WHEN 'text' THEN a.b || '' WHEN 'real' THEN json(quote(a.b)) \
                          WHEN 'blob' THEN json_array(hex(a.b)) ELSE a.b END";

    #[test]
    fn fields_are_written_by_their_kinds() {
        check(&[Kind::Bool, Kind::Int64, Kind::UInt64], [SQLITE, "a.b", "a.b", "a.b"]);
        let number = "a.b * 1e0";
        check(&[Kind::Float32, Kind::Float64], [SQLITE, "a.b", number, number]);
        let text = "CAST(a.b AS CHAR)";
        check(
            &[Kind::Text, Kind::Json, Kind::Decimal, Kind::Date, Kind::Time, Kind::TimestampTz],
            [SQLITE, "a.b", text, text],
        );
        let bytes = "JSON_ARRAY(IF(LENGTH(a.b) > @@max_allowed_packet / 2 - 1024, '0', HEX(a.b)))";
        check(&[Kind::Bytes], [SQLITE, "a.b", bytes, bytes]);
        let uuid = "JSON_ARRAY(HEX(a.b))";
        check(&[Kind::Uuid], [SQLITE, "a.b", uuid, uuid]);
    }
}
