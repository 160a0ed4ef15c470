//! Rows of tables between two others: `session.link(&post, posts::tags, &tag)`.

use super::Session;
use super::objects::other_session;
use crate::driver::Driver;
use crate::error::Result;
use crate::orm::Loads;
use crate::orm::flush::Link;
use crate::orm::handle::{At, Kept, New, Ref, Tracked};
use crate::orm::object::{EditedBy, Object, places};
use crate::orm::plan::LinkFate;
use crate::query::Closed;
use crate::query::effect::{ReadWrite, Write, Writing};
use crate::query::owed::{NewRows, Splits};
use crate::query::rows::Way;
use crate::schema::relation::{FarSide, Rel};
use crate::schema::{Record, Table};

/// An object that another one refers to: a handle, or one that is new.
pub trait Refers {
    /// Its row struct.
    type Object: Object;
    /// Which.
    fn refer(&self) -> Ref;
}

impl<E: Object, L: Loads> Refers for &Tracked<E, L> {
    type Object = E;

    fn refer(&self) -> Ref {
        self.held().reference()
    }
}

impl<E: Object> Refers for &New<E> {
    type Object = E;

    fn refer(&self) -> Ref {
        self.reference()
    }
}

impl<E: Object> Refers for &Kept<E> {
    type Object = E;

    fn refer(&self) -> Ref {
        match self {
            Kept::Added(new) => new.reference(),
            Kept::There(object) => object.held().reference(),
        }
    }
}

/// An object whose columns a session with the access `A` sets: one that is new, or that it lends for changes.
pub trait Changes<A>: Refers {}
impl<E: EditedBy<A>, L: Loads, A> Changes<A> for &Tracked<E, L> {}
impl<E: Object, A: Writing> Changes<A> for &New<E> {}
impl<E: EditedBy<A>, A> Changes<A> for &Kept<E> {}

impl<D: Driver, A: 'static> Session<'_, D, A> {
    /// Relates two objects by a row of the table between them: `session.link(&post, posts::tags, &tag)`.
    ///
    /// # Panics
    ///
    /// Where one of them is deleted, or not in the session.
    #[track_caller]
    pub fn link<R: LinkRelation<A>, F, T>(&mut self, from: F, relation: Rel<R>, to: T)
    where
        F: Refers<Object: Record<Table = R::From>>,
        T: Refers<Object: Record<Table = R::To>>,
        <R::Via as Way<R>>::Open: NewRows<Owed: Closed<Write, A>>,
        A: Writing,
    {
        let _ = relation;
        self.say_link(link::<R>(from.refer(), to.refer(), LinkFate::Added));
    }

    /// Ends that.
    ///
    /// # Panics
    ///
    /// As [`link`](Self::link).
    #[track_caller]
    pub fn unlink<R: LinkRelation<A>, F, T>(&mut self, from: F, relation: Rel<R>, to: T)
    where
        F: Refers<Object: Record<Table = R::From>>,
        T: Refers<Object: Record<Table = R::To>>,
        A: Writing,
    {
        let _ = relation;
        self.say_link(link::<R>(from.refer(), to.refer(), LinkFate::Removed));
    }

    #[track_caller]
    #[allow(clippy::panic, reason = "as an index out of bounds does")]
    fn say_link(&mut self, mut link: Link) {
        for (_, of, _) in &mut link.columns {
            match self.refer(*of) {
                Ok(known) => *of = known,
                // What is deleted can lose its links, too.
                Err(_) if link.fate == LinkFate::Removed && self.is_there(*of) => {}
                Err(error) => panic!("{error}"),
            }
        }
        self.links.push(link);
    }

    /// An object, by its handle if it has one, where it can be referred to.
    pub(super) fn refer(&self, of: Ref) -> Result<Ref> {
        let store = self.stores.position(of.kind).filter(|_| of.session == self.stores.session());
        let store = self.stores.get(store.ok_or_else(other_session)?);
        store.refer(of.at).map(|at| Ref { at, ..of })
    }

    fn is_there(&self, of: Ref) -> bool {
        let store = self.stores.position(of.kind).filter(|_| of.session == self.stores.session());
        match (store, of.at) {
            (Some(store), At::Slot(slot, generation)) => {
                self.stores.get(store).is_there(slot, generation)
            }
            _ => false,
        }
    }

    /// Whether an object is one of those that wait to be related.
    pub(super) fn is_linked(&self, object: Ref) -> bool {
        self.links.iter().any(|link| leads_to(link, object))
    }

    /// An object is not wanted any more, and so related to none.
    pub(super) fn drop_links(&mut self, object: Ref) {
        self.links.retain(|link| !leads_to(link, object));
    }
}

fn leads_to(link: &Link, object: Ref) -> bool {
    link.columns.iter().any(|(_, of, _)| *of == object)
}

/// A relation through a table between: `posts: ManyToMany<tags::posts, post_tags>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not lead through a table between two others",
    label = "only a `ManyToMany` is linked; elsewhere, set the foreign key"
)]
pub trait LinkRelation<A = ReadWrite>:
    FarSide<Via: Way<Self, Open: Splits<Owed: Closed<Write, A>>>> + Sized
{
}
impl<R, A> LinkRelation<A> for R where R: FarSide<Via: Way<R, Open: Splits<Owed: Closed<Write, A>>>> {}

fn link<R: FarSide<Via: Way<R>>>(from: Ref, to: Ref, fate: LinkFate) -> Link {
    let (near, far) = (R::keys(), R::far());
    // A relation with a far side has a table between.
    let table = R::Via::link().map_or_else(R::From::def, |(table, _)| table);
    let side = |names: &'static [&'static str], of, def, targets: &'static [&'static str]| {
        let columns = places(table, names).into_vec().into_iter();
        columns
            .zip(places(def, targets).into_vec())
            .map(move |(column, target)| (column, of, target))
    };
    let columns = side(near.to, from, R::From::def(), near.from).chain(side(
        far.from,
        to,
        R::To::def(),
        far.to,
    ));
    let mut columns: Vec<_> = columns.collect();
    columns.sort_by_key(|(column, ..)| *column);
    Link { table, fate, columns }
}
