//! What a URL says about a PostgreSQL server.

use std::borrow::Cow;
use std::str::FromStr;
use std::time::Duration;

use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};

use crate::driver::identity::Identity;
use crate::driver::url::{decode, unknown_value};
use crate::error::Error;

/// Where a PostgreSQL database is, and how it is opened.
#[derive(Clone, Debug)]
pub struct PostgresOptions {
    pub(super) config: Config,
    pub(super) encryption: Encryption,
    /// Whether statements have names on the server, under which they stay prepared.
    pub(super) names: Names,
    /// The file of the certificates that are trusted, in place of the system's.
    #[cfg_attr(not(feature = "rustls"), allow(dead_code, reason = "nothing is encrypted"))]
    pub(super) roots: Option<String>,
    /// What is shown to a server that asks for a certificate.
    #[cfg_attr(not(feature = "rustls"), allow(dead_code, reason = "nothing is encrypted"))]
    pub(super) identity: Option<Identity>,
}

/// Whether statements are prepared by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Names {
    /// As they are where a connection is one to the server.
    Kept,
    /// Each is told anew, since the next transaction may be on another connection.
    None,
}

/// How the connection is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encryption {
    None,
    /// The server shows a certificate for its name.
    Verified,
    /// The server may show any.
    Unverified,
}

const FORM: &str = "a PostgreSQL URL is `postgres://user:password@host:port/database`, with \
                    `?host=/path` for a unix socket";

/// The parameters that tokio-postgres understands.
const PASSED_ON: &[&str] = &[
    "user",
    "password",
    "dbname",
    "options",
    "application_name",
    "host",
    "hostaddr",
    "port",
    "connect_timeout",
    "tcp_user_timeout",
    "keepalives",
    "keepalives_idle",
    "keepalives_interval",
    "keepalives_retries",
    "target_session_attrs",
    "channel_binding",
    "load_balance_hosts",
    "sslnegotiation",
];

impl PostgresOptions {
    pub(super) fn parse(url: &str) -> Result<Self, Error> {
        let (scheme, rest) = url.split_once("://").unwrap_or(("", ""));
        if !["postgres", "postgresql"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
            return Err(Error::url(match url.split_once(':') {
                Some((other, _)) if other.bytes().all(|b| b.is_ascii_alphanumeric()) => {
                    format!("`{other}:` is not a PostgreSQL URL: {FORM}")
                }
                _ => format!("this is not a URL: {FORM}"),
            }));
        }
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let mut passed_on = format!("postgres://{}?", apart(place));
        let (mut encryption, mut roots, mut timeout) = (None, None, None);
        let (mut certificate, mut key_of_it) = (None, None);
        let mut names = Names::Kept;
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            match key {
                "sslmode" => encryption = Some(Encryption::parse(value)?),
                "sslrootcert" => roots = Some(decode(value)?),
                "sslcert" => certificate = Some(decode(value)?),
                "sslkey" => key_of_it = Some(decode(value)?),
                "prepared" => {
                    names = match value {
                        "named" => Names::Kept,
                        "unnamed" => Names::None,
                        _ => return Err(unknown_value(key, value, "named and unnamed")),
                    }
                }
                "statement_timeout" => {
                    let millis = value
                        .parse()
                        .map_err(|_| unknown_value(key, value, "a number of milliseconds"))?;
                    timeout = Some(Duration::from_millis(millis));
                }
                _ if PASSED_ON.contains(&key) => {
                    passed_on.push_str(pair);
                    passed_on.push('&');
                }
                _ => {
                    return Err(Error::url(format!(
                        "unknown parameter `{key}` in the URL: PostgreSQL has `sslmode`, \
                         `sslrootcert`, `sslcert`, `sslkey`, `statement_timeout`, `prepared`, `{}`",
                        PASSED_ON.join("`, `")
                    )));
                }
            }
        }
        let mut config =
            Config::from_str(passed_on.trim_end_matches(['&', '?'])).map_err(|error| {
                let cause = std::error::Error::source(&error).map(ToString::to_string);
                Error::url(format!("{}: {FORM}", cause.unwrap_or_else(|| error.to_string())))
            })?;
        if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
            config.host("localhost");
        }
        let encryption = match encryption {
            Some(said) => said,
            None => usual(&config)?,
        };
        let identity = Identity::of(["sslcert", "sslkey"], certificate, key_of_it)?;
        if let (Some(identity), Encryption::None) = (&identity, encryption) {
            return Err(identity.not_shown());
        }
        config.ssl_mode(match encryption {
            Encryption::None => SslMode::Disable,
            Encryption::Verified | Encryption::Unverified => SslMode::Require,
        });
        let mut options = Self { config, encryption, names, roots, identity };
        if let Some(timeout) = timeout {
            options.set_statement_timeout(timeout);
        }
        Ok(options)
    }

    /// Where the server is: the first one, where there are several.
    pub(super) fn address(&self) -> Option<String> {
        if let Some(address) = self.config.get_hostaddrs().first() {
            return Some(address.to_string());
        }
        self.config.get_hosts().first().map(|host| match host {
            Host::Tcp(name) => name.clone(),
            #[cfg(unix)]
            Host::Unix(path) => path.display().to_string(),
        })
    }

    /// Who connects.
    pub fn set_user(&mut self, user: impl Into<String>) {
        self.config.user(user);
    }

    /// With which password.
    pub fn set_password(&mut self, password: impl Into<String>) {
        self.config.password(password.into());
    }

    /// How long the server works on a statement at most.
    pub fn set_statement_timeout(&mut self, timeout: Duration) {
        let before = self.config.get_options().map(|options| format!("{options} "));
        let millis = timeout.as_millis();
        let options = format!("{}-c statement_timeout={millis}", before.unwrap_or_default());
        self.config.options(options);
    }
}

/// The account ends at the last `@` before the database: a password may hold another.
fn apart(place: &str) -> Cow<'_, str> {
    let server = place.split('/').next().unwrap_or(place);
    match server.rsplit_once('@') {
        Some((account, _)) if account.contains('@') => {
            Cow::Owned(account.replace('@', "%40") + &place[account.len()..])
        }
        _ => Cow::Borrowed(place),
    }
}

impl Encryption {
    fn parse(mode: &str) -> Result<Self, Error> {
        match mode {
            "disable" => Ok(Self::None),
            "require" | "verify-full" => Self::Verified.if_there_is(),
            "no-verify" => Self::Unverified.if_there_is(),
            "allow" | "prefer" => Err(Error::url(format!(
                "`sslmode={mode}` lets anybody on the way switch encryption off: write `require`, \
                 or `disable` where the network is trusted"
            ))),
            _ => Err(unknown_value("sslmode", mode, "require, no-verify and disable")),
        }
    }

    fn if_there_is(self) -> Result<Self, Error> {
        if cfg!(feature = "rustls") {
            return Ok(self);
        }
        Err(Error::url(
            "an encrypted connection needs relata's feature `rustls`; where the network is \
             trusted, write `sslmode=disable` in the URL",
        ))
    }
}

/// What does not leave the machine is not encrypted, and all else is.
fn usual(config: &Config) -> Result<Encryption, Error> {
    let is_here = |host: &Host| match host {
        Host::Tcp(name) => {
            name == "localhost"
                || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    };
    let addresses = config.get_hostaddrs();
    let all_here = match addresses.is_empty() {
        true => config.get_hosts().iter().all(is_here),
        false => addresses.iter().all(std::net::IpAddr::is_loopback),
    };
    if all_here { Ok(Encryption::None) } else { Encryption::Verified.if_there_is() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(url: &str) -> String {
        PostgresOptions::parse(url).err().map_or_else(String::new, |error| {
            assert!(error.is_url());
            error.to_string()
        })
    }

    #[test]
    fn the_usual_forms_are_understood() -> Result<(), Error> {
        let options = PostgresOptions::parse("postgres://ada:s%40@localhost:5433/app")?;
        assert_eq!(options.config.get_user(), Some("ada"));
        assert_eq!(options.config.get_password(), Some(&b"s@"[..]));
        assert_eq!(options.config.get_dbname(), Some("app"));
        assert_eq!(options.config.get_ports(), [5433]);
        assert_eq!(options.encryption, Encryption::None);

        let options = PostgresOptions::parse("postgres://ada:s@3@c@localhost/app@work")?;
        assert_eq!(options.config.get_password(), Some(&b"s@3@c"[..]));
        assert_eq!(options.config.get_hosts(), [Host::Tcp("localhost".to_owned())]);
        assert_eq!(options.config.get_dbname(), Some("app@work"));

        let options = PostgresOptions::parse("PostgreSQL://")?;
        assert_eq!(options.config.get_hosts(), [Host::Tcp("localhost".to_owned())]);

        let options = PostgresOptions::parse(
            "postgres:///app?host=/run/x&statement_timeout=50&options=-c%20a%3Db",
        )?;
        assert!(matches!(options.config.get_hosts(), [Host::Unix(_)]));
        assert_eq!(options.config.get_options(), Some("-c a=b -c statement_timeout=50"));

        let hosts = "postgres://a:1,b:2/app?target_session_attrs=read-write&sslmode=disable";
        let options = PostgresOptions::parse(hosts)?;
        assert_eq!(options.config.get_ports(), [1, 2]);
        Ok(())
    }

    #[test]
    fn what_leaves_the_machine_is_encrypted() {
        let far = PostgresOptions::parse("postgres://db.example.org/app");
        if cfg!(feature = "rustls") {
            assert!(far.is_ok_and(|far| far.encryption == Encryption::Verified));
        } else {
            assert!(far.is_err_and(|error| error.to_string().contains("feature `rustls`")));
        }
        for near in ["localhost", "127.0.0.1", "[::1]"] {
            let near = PostgresOptions::parse(&format!("postgres://{near}/app"));
            assert!(near.is_ok_and(|near| near.encryption == Encryption::None));
        }
    }

    #[test]
    fn all_else_is_refused_with_what_would_be_right() {
        for (url, part) in [
            ("mysql://localhost/a", "`mysql:` is not a PostgreSQL URL"),
            ("localhost/a", "this is not a URL"),
            ("postgres:app", "is not a PostgreSQL URL"),
            ("postgres://localhost:x/app", "port"),
            ("postgres://localhost/app?sslmod=require", "unknown parameter `sslmod`"),
            ("postgres://localhost/app?sslmode=prefer", "anybody on the way"),
            ("postgres://localhost/app?sslmode=on", "takes require, no-verify and disable"),
            ("postgres://localhost/app?statement_timeout=soon", "a number of milliseconds"),
            ("postgres://localhost/app?prepared=no", "takes named and unnamed"),
            ("postgres://localhost/app?target_session_attrs=x", "target_session_attrs"),
            (
                "postgres://localhost/app?sslcert=/a",
                "`sslcert` and `sslkey` stand in the URL together",
            ),
            ("postgres://localhost/app?sslcert=/a&sslkey=/b", "this one is not encrypted"),
        ] {
            assert!(refusal(url).contains(part), "{url}: {}", refusal(url));
        }
        assert!(!refusal("postgres://ada:s3cret@localhost:x/app").contains("s3cret"));
    }
}
