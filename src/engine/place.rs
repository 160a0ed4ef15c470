//! Where a statement runs: on a handle's connection, or on one of the pool's.

use std::sync::Arc;

use super::link::Seat;
use super::pool::{Pool, Pooled};
use super::reader::Reader;
use crate::driver::{Access, Call, Done, Driver, Visitor};
use crate::error::Result;
use crate::render::{Spec, Words};

/// Where a statement runs.
pub(super) enum Place<'s, D: Driver> {
    /// On the connection of a handle.
    Seat(Seat<'s, D>),
    /// On whichever is free.
    Pool(&'s Arc<Pool<D>>, Access),
    /// On this one, which was free.
    Own(Pooled<D>, Access),
    /// Among what others read.
    Shared(&'s Reader<D>),
}

/// What a statement runs on.
pub(super) enum Got<'s, D: Driver> {
    Seat(Seat<'s, D>),
    Reader(&'s Reader<D>),
}

impl<'s, D: Driver> Place<'s, D> {
    /// Runs a statement, if a connection is free and nothing has to be waited for. `None` is no
    /// answer: it did not run.
    #[inline]
    pub fn now<V: Visitor>(&mut self, call: Call<'_, D>, visitor: &mut V) -> Option<Result<Done>> {
        match self {
            Self::Seat(seat) => seat.now(call, visitor),
            Self::Pool(pool, access) => {
                let (mut link, access) = (pool.take_now()?, *access);
                let done = Seat::alone(&mut link, access).now(call, visitor);
                if done.is_none() {
                    *self = Self::Own(link, access);
                }
                done
            }
            Self::Own(link, access) => Seat::alone(link, *access).now(call, visitor),
            Self::Shared(_) => None,
        }
    }

    /// What its database writes differently.
    #[inline]
    pub fn spec(&self) -> &'static Spec {
        match self {
            Self::Seat(seat) => seat.spec(),
            Self::Pool(pool, _) => pool.spec(),
            Self::Own(link, _) => link.spec(),
            Self::Shared(reader) => reader.spec(),
        }
    }

    /// What its handle says of tables that ask for it.
    #[inline]
    pub fn words(&self) -> Option<&'s Words> {
        match self {
            Self::Seat(seat) => seat.words,
            Self::Pool(..) | Self::Own(..) | Self::Shared(_) => None,
        }
    }

    /// The connection, once one is free; the reader where others have it, too.
    pub async fn get(&mut self) -> Result<Got<'_, D>> {
        if let Self::Pool(pool, access) = self {
            *self = Self::Own(pool.take().await?, *access);
        }
        match self {
            Self::Seat(seat) => Ok(Got::Seat(seat.again())),
            Self::Own(link, access) => Ok(Got::Seat(Seat::alone(link, *access))),
            Self::Shared(reader) => Ok(Got::Reader(reader)),
            Self::Pool(..) => unreachable!("the connection was taken above"),
        }
    }
}
