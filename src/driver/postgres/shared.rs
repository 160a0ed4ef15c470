//! A connection on which several read at the same time: what each of them asks is sent at once, and the server
//! answers in the order in which it was asked.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio_postgres::Client;

use super::options::Names;
use super::prepared::{self, Prepared};
use super::ready::Ready;
use super::{CACHED, PostgresConnection, fault};
use crate::dialect::Postgres;
use crate::driver::attempt::{self, Attempt};
use crate::driver::statements::Statements;
use crate::driver::{Call, Done, Shared, Visitor};
use crate::error::{Class, Error};

/// A connection on which several read at the same time.
///
/// Each statement is a transaction by itself, so an error in one concerns no other. Where nobody waits for
/// an answer any more, it is read and thrown away when it is its turn.
pub struct PostgresShared {
    client: Arc<Client>,
    names: Names,
    statements: Mutex<Statements<Prepared>>,
}

impl PostgresShared {
    fn statements(&self) -> MutexGuard<'_, Statements<Prepared>> {
        // Nothing panics while it is locked.
        self.statements.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn ready<'q>(
        &self,
        call: &Call<'q, Postgres>,
        width: Option<usize>,
    ) -> Result<Ready<'q>, Error> {
        if self.names == Names::None {
            return Ready::unnamed(call, width);
        }
        let key = prepared::key(call);
        let kept = self.statements().find(&key).cloned();
        let prepared = match kept {
            Some(kept) => kept,
            // Others may prepare it meanwhile, too. One of them is kept.
            None => {
                let prepared = Box::pin(prepared::ask(&self.client, call, &[])).await?;
                drop(self.statements().keep(key, prepared.clone()));
                prepared
            }
        };
        Ready::named(prepared, call, width)
    }
}

impl Attempt<Postgres> for &PostgresShared {
    fn is_alone(&self) -> bool {
        true
    }

    async fn attempt<V: Visitor>(
        &mut self,
        call: &Call<'_, Postgres>,
        visitor: &mut V,
    ) -> Result<Done, Error> {
        let run = async {
            if self.names == Names::None && call.is_by_hand() {
                return Err(Error::other(
                    "behind a pooler nothing keeps what is written by hand from writing on a reader",
                ));
            }
            let ready = self.ready(call, V::WIDTH).await?;
            if ready.facts.changes_session {
                return Err(Error::other(
                    "a statement that may change its session does not run where others use it too",
                ));
            }
            ready.run(&self.client, visitor).await
        };
        run.await.map_err(|error| {
            if error.class() == Some(Class::Outdated) {
                // The others were prepared before the schema changed, too.
                drop(self.statements().clear());
            }
            error.with_sql(|| call.text())
        })
    }
}

impl Shared<Postgres> for PostgresShared {
    async fn of(mut connection: PostgresConnection) -> Result<Self, Error> {
        let statements = std::mem::replace(&mut connection.statements, Statements::new(CACHED));
        let (client, names) = (connection.client.clone(), connection.names);
        // Types say what only reads, but not of each function. Behind a pooler the session is not ours.
        if names == Names::Kept {
            let only_reads = "SET default_transaction_read_only = on";
            client.batch_execute(only_reads).await.map_err(fault::error)?;
        }
        Ok(Self { client, names, statements: Mutex::new(statements) })
    }

    async fn visit<V: Visitor>(
        &self,
        call: Call<'_, Postgres>,
        visitor: &mut V,
    ) -> Result<Done, Error> {
        attempt::run(&mut &*self, &call, visitor).await
    }

    fn is_alive(&self) -> bool {
        !self.client.is_closed()
    }
}
