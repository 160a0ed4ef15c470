//! Opening a connection, and the task that keeps it going.

use tokio::runtime::Handle;
use tokio_postgres::tls::NoTls;
use tokio_postgres::{CancelToken, Client};

use super::fault;
use super::listen::Ears;
use super::options::{Encryption, PostgresOptions};
use crate::driver::Interrupter;
use crate::error::Error;

/// Opens a connection, and what stops its statements.
pub(super) async fn open(options: &PostgresOptions) -> Result<(Client, Interrupter), Error> {
    let client = connect(options, Ears(None)).await?;
    let runtime = runtime()?;
    let (token, options) = (client.cancel_token(), options.clone());
    let interrupter = Interrupter::new(move || {
        let (token, options) = (token.clone(), options.clone());
        // Where it cannot be delivered, the statement goes on, as if it had come too late.
        runtime.spawn(async move { drop(cancel(token, &options).await) });
    });
    Ok((client, interrupter))
}

/// Opens a connection, whose task runs on this runtime.
pub(super) async fn connect(options: &PostgresOptions, ears: Ears) -> Result<Client, Error> {
    let runtime = runtime()?;
    match options.encryption {
        Encryption::None => {
            let (client, task) = options.config.connect(NoTls).await.map_err(fault::error)?;
            ears.attend(&runtime, task);
            Ok(client)
        }
        #[cfg(feature = "rustls")]
        encryption => {
            let tls = super::tls::connector(options, encryption)?;
            let (client, task) = options.config.connect(tls).await.map_err(fault::error)?;
            ears.attend(&runtime, task);
            Ok(client)
        }
        #[cfg(not(feature = "rustls"))]
        Encryption::Verified | Encryption::Unverified => {
            Err(Error::url("an encrypted connection needs relata's feature `rustls`"))
        }
    }
}

fn runtime() -> Result<Handle, Error> {
    Handle::try_current()
        .map_err(|_| Error::other("a connection to PostgreSQL needs a runtime of tokio"))
}

/// Asks the server to stop the statement, by a connection of its own.
async fn cancel(token: CancelToken, options: &PostgresOptions) -> Result<(), Error> {
    match options.encryption {
        Encryption::None => token.cancel_query(NoTls).await.map_err(fault::error),
        #[cfg(feature = "rustls")]
        encryption => {
            let tls = super::tls::connector(options, encryption)?;
            token.cancel_query(tls).await.map_err(fault::error)
        }
        #[cfg(not(feature = "rustls"))]
        Encryption::Verified | Encryption::Unverified => Ok(()),
    }
}
