//! Opening a connection: what the URL says, and what is set for the session.

use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Opts, OptsBuilder};
use tokio::runtime::Handle;

use super::fault;
use super::options::{Encryption, MySqlOptions, Place};
use super::server::{Server, examine, session};
use crate::driver::Interrupter;
use crate::error::Error;

/// Opens a connection to a server of this kind, and gives what it runs on, what stops its statements, and the server's
/// version.
pub(super) async fn open<D: Server>(
    options: &MySqlOptions,
) -> Result<(Conn, Handle, Interrupter, Box<str>), Error> {
    let name = D::SPEC.name;
    let runtime = Handle::try_current()
        .map_err(|_| Error::other(format!("a connection to {name} needs a runtime of tokio")))?;
    let opts = opts(options)?;
    let mut conn = match options.connect_timeout {
        None => Conn::new(opts.clone()).await.map_err(fault::opening)?,
        Some(timeout) => tokio::time::timeout(timeout, Conn::new(opts.clone()))
            .await
            .map_err(|_| fault::silent())?
            .map_err(fault::opening)?,
    };
    let version: Option<String> =
        conn.query_first("SELECT VERSION()").await.map_err(fault::opening)?;
    let version = version.unwrap_or_default();
    examine::<D>(&version)?;
    conn.query_drop(session::<D>(options.statement_timeout)).await.map_err(fault::opening)?;
    let (id, spawner) = (conn.id(), runtime.clone());
    let interrupter = Interrupter::new(move || {
        let opts = opts.clone();
        // Where it cannot be delivered, the statement goes on, as if it had come too late.
        spawner.spawn(async move { drop(kill(opts, id).await) });
    });
    Ok((conn, runtime, interrupter, version.into()))
}

/// Asks the server to stop the statement, by a connection of its own.
async fn kill(opts: Opts, id: u32) -> Result<(), mysql_async::Error> {
    let mut conn = Conn::new(opts).await?;
    conn.query_drop(format!("KILL QUERY {id}")).await?;
    conn.disconnect().await
}

fn opts(options: &MySqlOptions) -> Result<Opts, Error> {
    let mut builder = OptsBuilder::default()
        .user(options.user.clone())
        .pass(options.password.clone())
        .db_name(options.database.clone())
        // It goes where the URL says, and nowhere else.
        .prefer_socket(false)
        // Statements are kept by their types here.
        .stmt_cache_size(0);
    builder = match &options.place {
        Place::Port(host, port) => builder.ip_or_hostname(host.clone()).tcp_port(*port),
        Place::Socket(path) => builder.socket(Some(path.clone())),
    };
    match options.encryption {
        Encryption::None => Ok(builder.into()),
        #[cfg(feature = "rustls")]
        encryption => Ok(builder.ssl_opts(Some(encrypted(options, encryption)?)).into()),
        #[cfg(not(feature = "rustls"))]
        Encryption::Verified | Encryption::Unverified => {
            Err(Error::url("an encrypted connection needs relata's feature `rustls`"))
        }
    }
}

/// Who may sign the server's certificate, and whether it is looked at.
#[cfg(feature = "rustls")]
fn encrypted(
    options: &MySqlOptions,
    encryption: Encryption,
) -> Result<mysql_async::SslOpts, Error> {
    use rustls::crypto::{CryptoProvider, ring};

    if CryptoProvider::get_default().is_none() {
        // mysql_async takes that of the process. Where another thread was faster, there is one.
        drop(ring::default_provider().install_default());
    }
    let mut ssl = mysql_async::SslOpts::default().with_disable_built_in_roots(true);
    if let Some(identity) = &options.identity {
        // It reads the files by itself, and says less of what is wrong with them.
        identity.read()?;
        let path = |path: &str| std::path::PathBuf::from(path).into();
        let shown =
            mysql_async::ClientIdentity::new(path(&identity.certificate), path(&identity.key));
        ssl = ssl.with_client_identity(Some(shown));
    }
    if encryption == Encryption::Unverified {
        // It wants to know whom to trust, also where nobody is asked.
        return Ok(ssl
            .with_disable_built_in_roots(false)
            .with_danger_accept_invalid_certs(true)
            .with_danger_skip_domain_validation(true));
    }
    let roots = crate::driver::roots::trusted("ssl-ca", options.roots.as_deref())?;
    Ok(ssl.with_root_certs(roots.into_iter().map(|root| root.to_vec().into()).collect()))
}
