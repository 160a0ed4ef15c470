use std::sync::Arc;

use relata::Error;
use relata::orm::Hooks;
use relata::prelude::*;

struct Audit;

impl Hooks<Sqlite> for Audit {
    async fn before_commit(&self, session: &mut Session<'_, Sqlite>) -> Result<(), Error> {
        let count = Arc::new(1);
        session.flush().await?;
        drop(count);
        Ok(())
    }
}

fn main() {}
