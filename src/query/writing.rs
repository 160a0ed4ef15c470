//! Statements in WITH: queries, and on PostgreSQL statements that write and return rows.

use super::delete::Delete;
use super::from::FromClause;
use super::insert::Insert;
use super::reads::{AsTable, ReadTables};
use super::select::Select;
use super::select_values::SelectValues;
use super::set_operation::SetOperation;
use super::subquery::{Inside, StillOpen, Subquery};
use super::update::Update;
use super::with::{TakesWith, WithQuery};
use super::{Query, Statement};
use crate::types::logic::{Bool, Concat, False, List, True};

/// What WITH gives a name.
#[diagnostic::on_unimplemented(
    message = "WITH takes a query, or a statement that returns what it writes, but this is `{Self}`",
    label = "a query made by `from(..)` or `select(..)` is needed here, or INSERT, UPDATE or DELETE with `.returning(..)`"
)]
pub trait InWith: Query {
    /// Whether it writes.
    type Writes: Bool;
    /// What it leaves open behind WITH.
    type Left: List;
}

macro_rules! queries {
    ($([$($generic:tt)*] $query:ty;)*) => {$(
        impl<$($generic)*> InWith for $query
        where
            Self: Query + Subquery<Open: StillOpen>,
            Inside<Self>: ReadTables,
        {
            type Writes = False;
            type Left = AsTable<<Self as Subquery>::IsCopy, Inside<Self>>;
        }
    )*};
}

queries! {
    [F, P, G, C] Select<F, P, G, C>;
    [P, O] SelectValues<P, O>;
    [P, O] super::values::Values<P, O>;
    [Op, A, B, C] SetOperation<Op, A, B, C>;
    [D, O, X] super::boxed::BoxedSelect<'_, D, O, X>;
    [C, Q] WithQuery<C, Q>;
}

macro_rules! writers {
    ($([$($generic:tt)*] $statement:ty;)*) => {$(
        impl<$($generic)*> InWith for $statement
        where
            Self: Query + TakesWith<InParts: Whole>,
        {
            type Writes = True;
            type Left = Concat<<Self as TakesWith>::Reads, <Self as Statement>::Open>;
        }
    )*};
}

writers! {
    [T, V, K, R] Insert<T, V, K, R>;
    [F: FromClause, V, C, R] Update<F, V, C, R>;
    [F: FromClause, C, R] Delete<F, C, R>;
}

impl<W, Q: InWith> InWith for super::said::Said<W, Q>
where
    Self: Query,
{
    type Writes = Q::Writes;
    type Left = Q::Left;
}

/// An INSERT is sent as a whole. Implemented for "not in parts".
#[diagnostic::on_unimplemented(
    message = "an INSERT of `.rows(..)` is sent in parts, and a WITH that writes is written once",
    label = "take `.values(..)` or `.from_select(..)`, or run the two one after the other in a transaction"
)]
pub trait Whole {}
#[diagnostic::do_not_recommend]
impl Whole for False {}

/// WITH writes nothing. Implemented for the answer "nothing".
#[diagnostic::on_unimplemented(
    message = "a WITH that writes stands at the top of a statement, and this is a subquery",
    label = "put it into the WITH of the whole statement"
)]
pub trait OnlyReads {}
#[diagnostic::do_not_recommend]
impl OnlyReads for False {}

/// The feature of a WITH that writes: `WITH gone (id) AS (DELETE .. RETURNING ..) ..`.
pub struct WritingWith;
supports!(WritingWith: Postgres);
