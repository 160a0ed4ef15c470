//! Truth: `BOOLEAN`, which SQLite and MySQL keep as 0 and 1.

super::plain::plain! { bool: Bool, boolean, needs (); }
