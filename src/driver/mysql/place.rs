//! Where the connection of mysql_async is: here, or away with something that nobody waits for.
//!
//! mysql_async sends nothing without waiting for its answer. So the ROLLBACK of a transaction that
//! was dropped is waited for by a task, which has the connection meanwhile; whoever needs it next
//! waits for the task first.

use mysql_async::Conn;
use mysql_async::prelude::Queryable;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use crate::error::Error;

pub(super) struct Place {
    whereabouts: Whereabouts,
    runtime: Handle,
}

enum Whereabouts {
    Here(Conn),
    Away(JoinHandle<Option<Conn>>),
    Gone,
}

impl Place {
    pub fn new(conn: Conn, runtime: Handle) -> Self {
        Self { whereabouts: Whereabouts::Here(conn), runtime }
    }

    /// The connection, if it is here.
    pub fn conn(&mut self) -> Option<&mut Conn> {
        match &mut self.whereabouts {
            Whereabouts::Here(conn) => Some(conn),
            Whereabouts::Away(_) | Whereabouts::Gone => None,
        }
    }

    /// Waits for the connection.
    ///
    /// One that was left in the middle of an answer is none: the next answer would be taken for
    /// that of another question.
    pub async fn back(&mut self) -> Result<&mut Conn, Error> {
        if let Whereabouts::Away(task) = &mut self.whereabouts {
            self.whereabouts = match task.await {
                Ok(Some(conn)) => Whereabouts::Here(conn),
                Ok(None) | Err(_) => Whereabouts::Gone,
            };
        }
        match &mut self.whereabouts {
            Whereabouts::Here(conn) if !conn.is_disconnected() => Ok(conn),
            _ => Err(Error::disconnected("the connection is closed")),
        }
    }

    /// Waits for the connection and takes it away.
    pub async fn take(&mut self) -> Result<Conn, Error> {
        self.back().await?;
        match std::mem::replace(&mut self.whereabouts, Whereabouts::Gone) {
            Whereabouts::Here(conn) => Ok(conn),
            Whereabouts::Away(_) | Whereabouts::Gone => {
                Err(Error::disconnected("the connection is closed"))
            }
        }
    }

    /// Puts it back.
    pub fn put(&mut self, conn: Conn) {
        self.whereabouts = Whereabouts::Here(conn);
    }

    /// Closes the connection, which rolls back what it had open.
    pub async fn close(&mut self) {
        if let Ok(conn) = self.take().await {
            drop(conn.disconnect().await);
        }
    }

    /// Closes the connection while nobody waits.
    pub fn close_now(&mut self) {
        let mut closing = Self {
            whereabouts: std::mem::replace(&mut self.whereabouts, Whereabouts::Gone),
            runtime: self.runtime.clone(),
        };
        drop(self.runtime.spawn(async move { closing.close().await }));
    }

    /// Says something while nobody waits, and something before it that may fail. Where it cannot be said, the
    /// connection is closed.
    pub fn say_now(&mut self, first: Option<String>, text: String) {
        let before = std::mem::replace(&mut self.whereabouts, Whereabouts::Gone);
        self.whereabouts = Whereabouts::Away(self.runtime.spawn(async move {
            let mut conn = match before {
                Whereabouts::Here(conn) if !conn.is_disconnected() => conn,
                Whereabouts::Here(_) => return None,
                Whereabouts::Away(task) => task.await.ok().flatten()?,
                Whereabouts::Gone => return None,
            };
            if let Some(first) = first {
                drop(conn.query_drop(first).await);
            }
            conn.query_drop(text).await.ok()?;
            Some(conn)
        }));
    }

    /// Whether it still is one, as far as is known without asking the server.
    pub fn is_alive(&self) -> bool {
        match &self.whereabouts {
            Whereabouts::Here(conn) => !conn.is_disconnected(),
            Whereabouts::Away(_) => true,
            Whereabouts::Gone => false,
        }
    }
}
