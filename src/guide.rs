//! The guide: how to declare a schema, query it, and read what the compiler says.
//!
//! Each page is a module, and each program on it is a test.

#[doc = include_str!("guide/schema.md")]
pub mod schema {}
#[doc = include_str!("guide/reflection.md")]
pub mod reflection {}
#[doc = include_str!("guide/migrations.md")]
pub mod migrations {}
#[doc = include_str!("guide/queries.md")]
pub mod queries {}
#[doc = include_str!("guide/words.md")]
pub mod words {}
#[doc = include_str!("guide/joins_and_null.md")]
pub mod joins_and_null {}
#[doc = include_str!("guide/running.md")]
pub mod running {}
#[doc = include_str!("guide/transactions.md")]
pub mod transactions {}
#[doc = include_str!("guide/sessions.md")]
pub mod sessions {}
#[doc = include_str!("guide/tenants.md")]
pub mod tenants {}
#[doc = include_str!("guide/reading_errors.md")]
pub mod reading_errors {}
#[doc = include_str!("guide/design.md")]
pub mod design {}
#[doc = include_str!("guide/architecture.md")]
pub mod architecture {}
