//! The servers that the tests may use, by the variables that `tests/run` sets.

use std::io::{self, Write as _};
use std::sync::Once;

use relata::prelude::*;

/// A PostgreSQL server on which schemas may be created and dropped, with this one first in the path.
/// Without a server the tests say that it was left out, and pass.
pub fn postgres(schema: &str) -> Option<String> {
    const VARIABLE: &str = "RELATA_TEST_POSTGRES";
    let Ok(url) = std::env::var(VARIABLE) else {
        static SAID: Once = Once::new();
        // Said past the test harness, which keeps what passing tests print to itself.
        SAID.call_once(|| {
            let needs = format_args!("{VARIABLE} names a server, as in tests/run");
            let _ = writeln!(io::stderr(), "left out: PostgreSQL, unless {needs}");
        });
        return None;
    };
    let separator = if url.contains('?') { '&' } else { '?' };
    let settings = format!("-c%20search_path%3D{schema}%20-c%20client_min_messages%3Dwarning");
    Some(format!("{url}{separator}options={settings}"))
}

/// Creates the schema that is first in the path.
#[allow(dead_code, reason = "not all tests have one of their own")]
pub async fn create_schema(
    executor: &mut impl Executor<Dialect = Postgres, Access: Writing>,
) -> Result<(), relata::Error> {
    let create =
        raw!((), "DO $$ BEGIN EXECUTE 'CREATE SCHEMA ' || current_setting('search_path'); END $$");
    executor.execute(&create).await.map(drop)
}

/// Drops the schema that is first in the path, with all that is in it.
#[allow(dead_code, reason = "not all tests have one of their own")]
pub async fn drop_schema(
    executor: &mut impl Executor<Dialect = Postgres, Access: Writing>,
) -> Result<(), relata::Error> {
    let drop_all = raw!(
        (),
        "DO $$ BEGIN EXECUTE 'DROP SCHEMA ' || current_setting('search_path') || ' CASCADE'; END $$"
    );
    executor.execute(&drop_all).await.map(drop)
}
