//! Sessions, on every database: what they read, what they write, in which statements.

#![cfg(feature = "sqlite")]
#![recursion_limit = "4096"]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that panics has failed")]

#[path = "orm/anchors.rs"]
mod anchors;
#[path = "orm/blocking.rs"]
mod blocking;
#[path = "orm/checked.rs"]
mod checked;
#[path = "orm/delete.rs"]
mod delete;
#[path = "orm/dropped.rs"]
mod dropped;
#[path = "orm/faces.rs"]
mod faces;
#[cfg(all(feature = "postgres", feature = "mysql"))]
#[path = "orm/faults.rs"]
mod faults;
#[path = "orm/flush.rs"]
mod flush;
#[path = "orm/hooks.rs"]
mod hooks;
#[path = "orm/identity.rs"]
mod identity;
#[path = "orm/joined.rs"]
mod joined;
#[path = "orm/links.rs"]
mod links;
#[cfg(all(feature = "postgres", feature = "mysql"))]
#[allow(dead_code, reason = "it is for engines, too")]
#[path = "engine/proxy.rs"]
mod proxy;
#[cfg(feature = "chrono")]
#[path = "orm/moments.rs"]
mod moments;
#[path = "orm/recursive.rs"]
mod recursive;
#[path = "orm/load.rs"]
mod load;
#[cfg(all(feature = "postgres", feature = "mysql"))]
#[path = "orm/lost.rs"]
mod lost;
#[path = "orm/multiset.rs"]
mod multiset;
#[path = "orm/only.rs"]
mod only;
#[path = "orm/outer.rs"]
mod outer;
#[path = "orm/related.rs"]
mod related;
#[path = "orm/savepoint.rs"]
mod savepoint;
#[path = "orm/size.rs"]
mod size;
#[path = "orm/sqlite.rs"]
mod sqlite;
#[path = "orm/strategies.rs"]
mod strategies;
#[path = "orm/tenants.rs"]
mod tenants;
#[path = "orm/transaction.rs"]
mod transaction;
#[cfg(feature = "uuid")]
#[path = "orm/uuids.rs"]
mod uuids;
#[path = "orm/values.rs"]
mod values;
#[path = "orm/variants.rs"]
mod variants;
#[path = "orm/verbs.rs"]
mod verbs;
#[path = "orm/version.rs"]
mod version;

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
use faces::on_every_face;
use tenants::{labels, paper_labels, papers, remarks};
use values::{seals, slips};
use variants::{badges, boats, cars, cats, dogs, employees, engineers, managers, projects};

schema! {
    pub blog: users, posts, comments, tags, post_tags, nodes, places, visits, stays, accounts,
    cars, employees, engineers, managers, projects, badges, cats, dogs, boats,
    papers, remarks, labels, paper_labels, seals, slips
}
