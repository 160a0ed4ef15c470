//! A script of several statements, which the server takes apart.

use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Error};

/// Sends the script in one message, and counts the statements that have come to their end.
pub(super) async fn run(conn: &mut Conn, script: &str, ended: &mut usize) -> Result<(), Error> {
    let mut results = conn.query_iter(script).await?;
    loop {
        // An error of the next statement is kept until that is looked at.
        results.for_each(|_| ()).await?;
        *ended += 1;
        if results.is_empty() {
            return results.drop_result().await;
        }
    }
}
