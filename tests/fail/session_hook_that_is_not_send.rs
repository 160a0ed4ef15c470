// error: future cannot be sent between threads safely
// label: future returned by `before_commit` is not `Send`

use std::rc::Rc;

use relata::Error;
use relata::orm::Hooks;
use relata::prelude::*;

struct Audit;

impl Hooks<Sqlite> for Audit {
    async fn before_commit(&self, session: &mut Session<'_, Sqlite>) -> Result<(), Error> {
        let count = Rc::new(1);
        session.flush().await?;
        drop(count);
        Ok(())
    }
}

fn main() {}
