//! Opening a connection, and the task that keeps it going.

use tokio::runtime::Handle;
use tokio_postgres::tls::NoTls;
use tokio_postgres::{CancelToken, Client};

use super::fault;
use super::listen::Ears;
use super::options::{Encryption, PostgresOptions};
use crate::driver::Interrupter;
use crate::error::Error;

/// Opens a connection, and gives what stops its statements and the server's version.
pub(super) async fn open(
    options: &PostgresOptions,
) -> Result<(Client, Interrupter, Option<Box<str>>), Error> {
    let (client, version) = connect(options, Ears(None)).await?;
    let runtime = runtime()?;
    let (token, options) = (client.cancel_token(), options.clone());
    let interrupter = Interrupter::new(move || {
        let (token, options) = (token.clone(), options.clone());
        // Where it cannot be delivered, the statement goes on, as if it had come too late.
        runtime.spawn(async move { drop(cancel(token, &options).await) });
    });
    Ok((client, interrupter, version))
}

/// Opens a connection, whose task runs on this runtime.
pub(super) async fn connect(
    options: &PostgresOptions,
    ears: Ears,
) -> Result<(Client, Option<Box<str>>), Error> {
    let runtime = runtime()?;
    match options.encryption {
        Encryption::None => {
            let (client, task) = options.config.connect(NoTls).await.map_err(fault::error)?;
            let version = examine(task.parameter("server_version"))?;
            ears.attend(&runtime, task);
            Ok((client, version))
        }
        #[cfg(feature = "rustls")]
        encryption => {
            let tls = super::tls::connector(options, encryption)?;
            let (client, task) = options.config.connect(tls).await.map_err(fault::error)?;
            let version = examine(task.parameter("server_version"))?;
            ears.attend(&runtime, task);
            Ok((client, version))
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
