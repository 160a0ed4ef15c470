//! `JOIN LATERAL (SELECT ..)`: a subquery in FROM that sees the tables before it.

use super::derived::{Derived, MatchesShape, Shaped};
use super::from::{FromClause, FromItem, OnClause};
use super::group::Ungrouped;
use super::join::{JoinBy, JoinTarget, Joins, attach};
use super::lock::{LockableFrom, LocksRows};
use super::output::Columns;
use super::select::{Select, Unset};
use super::subquery::{ClosedBy, Inside, NotHidden, StillOpen, Subquery};
use super::{Query, Statement};
use crate::expr::{In, Shape};
use crate::render::{Dialect, Pass, Render, Supports};
use crate::schema::Source;
use crate::schema::scope::{Inner, JoinKind, Left, NotYetThere, Scope};
use crate::types::logic::{Nil, True};
use crate::types::null::NotNull;

/// `LATERAL (SELECT ..) AS name`
#[derive(Clone, Copy, Debug)]
pub struct Lateral<S, Q>(Derived<S, Q>);

/// A subquery to join that is computed for each row of the tables before it, whose columns it has by
/// `outer(..)`: the three newest posts of each author. `inner_join` leaves the rows without any out,
/// `left_join` keeps them; neither needs `.on(..)`. SQLite and MariaDB do not have it.
///
/// ```
/// # relata::doc_schema!();
/// use relata::prelude::*;
/// shape! { pub newest { id: i64, title: String } }
///
/// # fn main() {
/// let three = select((posts::id, posts::title))
///     .filter(posts::author_id.eq(outer(users::id)))
///     .order_by(posts::id.desc())
///     .limit(3);
/// let q = from(users::table)
///     .left_join(lateral(newest::table, three))
///     .select((users::name, newest::title));
/// assert_eq!(
///     q.to_sql::<Postgres>(),
///     "SELECT users.name, newest.title FROM users LEFT JOIN LATERAL \
///      (SELECT posts.id AS id, posts.title AS title FROM posts WHERE posts.author_id = users.id \
///      ORDER BY posts.id DESC LIMIT $1) AS newest ON TRUE"
/// );
/// # }
/// ```
pub fn lateral<S, Q>(shape: S, query: Q) -> Lateral<S, Q>
where
    S: Source<Table: Shaped>,
    Q: Query<Output: Columns> + Subquery,
    <Q::Output as Columns>::List: MatchesShape<<S::Table as Shaped>::Columns>,
{
    Lateral(Derived::new(shape, query))
}

/// The feature LATERAL.
pub struct LateralJoin;
supports!(LateralJoin: Postgres MySql);

/// Something is joined that depends on the tables before: a lateral subquery, or a function.
pub enum ByLateral {}

impl<S, Q> JoinTarget for Lateral<S, Q> {
    type Sort = ByLateral;
}

/// A join whose right side may depend on its left one.
#[diagnostic::on_unimplemented(
    message = "what depends on the tables before it cannot be joined by RIGHT or FULL JOIN, which give rows without any",
    label = "use `.inner_join(..)` or `.left_join(..)`"
)]
pub trait JoinsLaterally: JoinKind {}
impl JoinsLaterally for Inner {}
impl JoinsLaterally for Left {}

impl<S, Q, K, F, C, I> JoinBy<Lateral<S, Q>, Select<F, Unset, Ungrouped, C>, K, I> for ByLateral
where
    S: Source,
    Q: Query + Subquery<Open: StillOpen + ClosedBy<In<F::Scope, NotNull>, I>, Past: NotHidden>,
    K: JoinsLaterally,
    F: FromClause,
    <F::Scope as Scope>::Has<S::Identity>: NotYetThere<S>,
{
    type Output = Joins<F, Lateral<S, Q>, K, OnTrue, True, C>;

    fn join(target: Lateral<S, Q>, query: Select<F, Unset, Ungrouped, C>) -> Self::Output {
        attach(query, target, OnTrue)
    }
}

/// It is no copy as a derived table may be: it is computed for each row.
impl<S: Source, Q: Query + Subquery<Open: StillOpen>> FromItem for Lateral<S, Q> {
    type Source = S;
    type Open = Inside<Q>;
    type Reads = Nil;
    const SHAPE: Shape = <Q as Statement>::SHAPE;
}

impl<S, Q: LocksRows> LockableFrom for Lateral<S, Q> {}

impl<D: Supports<LateralJoin>, S: Source, Q: Render<D>> Render<D> for Lateral<S, Q> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql("LATERAL ");
        self.0.walk(pass);
    }
}

/// `ON TRUE`
#[derive(Clone, Copy, Debug)]
pub struct OnTrue;

impl OnClause for OnTrue {
    type Open = Nil;
    const SHAPE: Shape = Shape::Fixed;
}

impl<D: Dialect> Render<D> for OnTrue {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql(" ON TRUE");
    }
}
