//! `NOTIFY`: a text for all who listen to a channel, sent when the transaction commits.

use super::effect::Write;
use super::{Statement, Touched};
use crate::expr::Shape;
use crate::render::{Pass, Render, Supports};
use crate::types::Kind;
use crate::types::logic::{Nil, True};

/// What tells a channel something.
#[derive(Clone, Debug)]
#[must_use = "a statement does nothing until it is run"]
pub struct Notify {
    channel: String,
    payload: String,
}

/// The feature of channels to which sessions listen.
pub struct Channels;
supports!(Channels: Postgres);

/// `SELECT pg_notify(channel, payload)`, with less than 8000 bytes: whoever
/// [listens](crate::engine::Engine::listen) hears it once the transaction has committed.
///
/// ```
/// use relata::prelude::*;
/// use relata::query::notify::notify;
/// assert_eq!(notify("jobs", "42").to_sql::<Postgres>(), "SELECT pg_notify($1, $2)");
/// ```
pub fn notify(channel: impl Into<String>, payload: impl Into<String>) -> Notify {
    Notify { channel: channel.into(), payload: payload.into() }
}

impl Statement for Notify {
    type Effect = Write;
    type Open = Nil;
    type MeansRows = True;
    const SHAPE: Shape = Shape::Fixed;

    fn touches(&self) -> Touched {
        Touched::Nothing
    }
}

impl<D: Supports<Channels>> Render<D> for Notify {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql("SELECT pg_notify(");
        pass.bind(Kind::Text, &self.channel);
        pass.sql(", ");
        pass.bind(Kind::Text, &self.payload);
        pass.sql(")");
    }
}
