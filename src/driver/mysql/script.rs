//! A script of several statements, which the server takes apart.

use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Error};

use super::fault;
use crate::driver::Stopped;

/// Sends the script in one message.
pub(super) async fn run(conn: &mut Conn, script: &str) -> Result<(), Stopped> {
    let stopped =
        |ended| move |error: Error| Stopped { ended: Some(ended), error: fault::error(error) };
    let mut ended = 0;
    let mut results = conn.query_iter(script).await.map_err(stopped(ended))?;
    loop {
        // An error of the next statement is kept until that is looked at.
        results.for_each(|_| ()).await.map_err(stopped(ended))?;
        ended += 1;
        if results.is_empty() {
            return results.drop_result().await.map_err(stopped(ended));
        }
    }
}
