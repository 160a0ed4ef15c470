//! Where a statement runs: on a handle's connection, or on one of the pool's.

use std::sync::Arc;

use super::link::Seat;
use super::pool::{Pool, Pooled};
use super::reader::Reader;
use crate::driver::{Call, Done, Driver, Visitor};
use crate::error::Result;
use crate::render::{Spec, Words};

/// Where a statement runs.
pub(super) enum Place<'s, D: Driver> {
    /// On the connection of a handle.
    Seat(Seat<'s, D>),
    /// On whichever is free.
    Pool(&'s Arc<Pool<D>>),
    /// On this one, which was free.
    Own(Pooled<D>),
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
            Self::Pool(pool) => {
                let mut link = pool.take_now()?;
                let done = Seat { link: &mut link, level: 0, words: None }.now(call, visitor);
                if done.is_none() {
                    *self = Self::Own(link);
                }
                done
            }
            Self::Own(link) => Seat { link, level: 0, words: None }.now(call, visitor),
            Self::Shared(_) => None,
        }
    }

    /// What its database writes differently.
    #[inline]
    pub fn spec(&self) -> &'static Spec {
        match self {
            Self::Seat(seat) => seat.spec(),
            Self::Pool(pool) => pool.spec(),
            Self::Own(link) => link.spec(),
            Self::Shared(reader) => reader.spec(),
        }
    }

    /// What its handle says of tables that ask for it.
    #[inline]
    pub fn words(&self) -> Option<&'s Words> {
        match self {
            Self::Seat(seat) => seat.words,
            Self::Pool(_) | Self::Own(_) | Self::Shared(_) => None,
        }
    }

    /// The connection, once one is free; the reader where others have it, too.
    pub async fn get(&mut self) -> Result<Got<'_, D>> {
        if let Self::Pool(pool) = self {
            *self = Self::Own(pool.take().await?);
        }
        match self {
            Self::Seat(seat) => Ok(Got::Seat(seat.again())),
            Self::Own(link) => Ok(Got::Seat(Seat { link, level: 0, words: None })),
            Self::Shared(reader) => Ok(Got::Reader(reader)),
            Self::Pool(_) => unreachable!("the connection was taken above"),
        }
    }
}
