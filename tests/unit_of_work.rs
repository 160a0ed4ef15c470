//! What a session writes of rows that depend on each other, on every database: in which order, and what comes along.

#![cfg(feature = "sqlite")]
#![recursion_limit = "4096"]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that panics has failed")]

#[path = "unit_of_work/along.rs"]
mod along;
#[path = "unit_of_work/follows.rs"]
mod follows;
#[path = "unit_of_work/keys.rs"]
mod keys;
#[path = "unit_of_work/leaving.rs"]
mod leaving;
#[path = "unit_of_work/levels.rs"]
mod levels;
#[path = "unit_of_work/order.rs"]
mod order;
#[path = "unit_of_work/orphans.rs"]
mod orphans;
#[path = "unit_of_work/refers.rs"]
mod refers;
#[path = "unit_of_work/replaced.rs"]
mod replaced;
#[path = "unit_of_work/races.rs"]
mod races;
#[path = "unit_of_work/undone.rs"]
mod undone;
#[path = "unit_of_work/waits.rs"]
mod waits;

#[path = "support/sessions.rs"]
#[allow(dead_code, unused_macros, unused_imports, reason = "it is for several files of tests")]
mod base;
#[path = "support/database.rs"]
mod database;
#[path = "support/log.rs"]
mod log;

use relata::Error;
use relata::driver::Driver;
use relata::prelude::*;

use base::*;

use along::{cards, desks, drawers, firms, pens};
use follows::{bees, coats, hives, seats};
use keys::{codes, tickets};
use leaving::{bins, halls, holds, notes, racks, tapes};
use levels::{libraries, loans, shelves, volumes};
use order::{branches, chapters, members, parts, plays, rings, singers, songs};
use orphans::{captains, sailors, ships};
use races::{knots, mates};
use replaced::profiles;

schema! {
    pub blog: users, posts, comments, tags, post_tags, nodes, places, visits, stays, accounts,
    codes, tickets, knots, mates, firms, desks, drawers, pens, cards, profiles,
    hives, bees, seats, coats, members, chapters, branches, rings, singers, songs, plays, parts,
    ships, captains, sailors, libraries, shelves, volumes, loans,
    halls, racks, tapes, bins, holds, notes
}
