//! The schema macros: what they make of a declaration, as types and as data.

#[path = "schema/alias.rs"]
mod alias;
#[path = "schema/by_macro.rs"]
mod by_macro;
#[path = "schema/def.rs"]
mod def;
#[path = "schema/globs.rs"]
mod globs;
#[path = "schema/keys.rs"]
mod keys;
#[path = "schema/labels.rs"]
mod labels;
#[path = "schema/projection.rs"]
mod projection;
#[path = "schema/registry.rs"]
mod registry;
#[path = "schema/relation.rs"]
mod relation;
#[path = "schema/row.rs"]
mod row;
#[path = "schema/values.rs"]
mod values;
#[path = "schema/view.rs"]
mod view;
#[path = "schema/visibility.rs"]
mod visibility;
#[path = "schema/wide.rs"]
mod wide;
