//! Objects by their keys, the unit of work that writes them, and the relations that are loaded
//! beside them: `engine.session()`.
//!
//! A [`Session`] keeps each row that it reads once, as a value of its row struct. What a program holds
//! are [handles](Tracked), which it copies freely: `session[user]` reads an object, `session.edit(user)`
//! lends it for changes, and [`flush`](Session::flush) writes what has changed. Nothing is read or written
//! without a call that says so.

mod admit;
mod any;
mod asked;
pub mod draft;
mod flush;
mod handle;
mod hash;
mod hooks;
mod index;
mod insert;
mod known;
pub mod load;
mod object;
pub mod part;
pub mod plan;
mod reach;
mod relations;
mod repeats;
mod session;
mod store;
mod streamed;

pub use admit::{Asks, Tracks};
pub use asked::Asked;
pub use handle::{ByHandle, ByValue, Handle, Held, Kept, Loaded, Mode, New, Ref, Tracked};
pub use hooks::{Flushed, Hooks, Objects, Pending};
pub use known::KnownKey;
pub use load::{AnyOf, LoadValues, Loads, Nest, Nested, Partial, Recursive, RelationLoads, With};
pub use object::{EditedBy, KeptBy, KeyValue, MadeOnUpdate, Object};
pub use part::Part;
pub use session::{Changes, LinkRelation, Refers, Savepoint, Session};
pub use streamed::Streamed;
