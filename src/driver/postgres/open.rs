//! Opening a connection.

use tokio::runtime::Handle;
use tokio_postgres::tls::NoTls;
use tokio_postgres::{CancelToken, Client};

use super::fault;
use super::options::{Encryption, PostgresOptions};
use super::wire::Kept;
use crate::driver::Interrupter;
use crate::error::Error;

/// Gives what stops the statements of a client.
pub(super) fn interrupter(
    client: &Client,
    options: &PostgresOptions,
) -> Result<Interrupter, Error> {
    let runtime = runtime()?;
    let (token, options) = (client.cancel_token(), options.clone());
    Ok(Interrupter::new(move || {
        let (token, options) = (token.clone(), options.clone());
        // Where it cannot be delivered, the statement goes on, as if it had come too late.
        runtime.spawn(async move { drop(cancel(token, &options).await) });
    }))
}

/// Opens a connection, which is kept going in this way, and gives the server's version.
pub(super) async fn connect<K: Kept>(
    options: &PostgresOptions,
    how: K,
) -> Result<(Client, K::By, Option<Box<str>>), Error> {
    let runtime = runtime()?;
    match options.encryption {
        Encryption::None => {
            let (client, task) = options.config.connect(NoTls).await.map_err(fault::error)?;
            let version = examine(task.parameter("server_version"))?;
            Ok((client, how.keep(&runtime, task), version))
        }
        #[cfg(feature = "rustls")]
        encryption => {
            let tls = super::tls::connector(options, encryption)?;
            let (client, task) = options.config.connect(tls).await.map_err(fault::error)?;
            let version = examine(task.parameter("server_version"))?;
            Ok((client, how.keep(&runtime, task), version))
        }
        #[cfg(not(feature = "rustls"))]
        Encryption::Verified | Encryption::Unverified => {
            Err(Error::url("an encrypted connection needs relata's feature `rustls`"))
        }
    }
}

/// The oldest version that has all that is rendered.
const LEAST: u32 = 13;

/// The version, unless the server is too old. A pooler need not say what it stands before.
fn examine(version: Option<&str>) -> Result<Option<Box<str>>, Error> {
    let Some(version) = version else { return Ok(None) };
    let major = version.split(|c: char| !c.is_ascii_digit()).next();
    match major.and_then(|major| major.parse::<u32>().ok()) {
        Some(major) if major < LEAST => Err(Error::url(format!(
            "the server is PostgreSQL {version}, and relata's statements need {LEAST} or newer"
        ))),
        _ => Ok(Some(version.into())),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_servers_are_refused() {
        for new in [None, Some("13.0"), Some("15.14 (Debian 15.14-0+deb12u1)"), Some("18beta1")] {
            assert!(examine(new).is_ok(), "{new:?}");
        }
        for old in ["12.22", "9.6.24"] {
            assert!(examine(Some(old)).is_err_and(|error| error.to_string().contains("need 13")));
        }
    }
}
