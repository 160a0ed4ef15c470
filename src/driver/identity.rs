//! The certificate by which a server knows who connects: two files that the URL names.

#[cfg(feature = "rustls")]
use rustls::pki_types::pem::PemObject;
#[cfg(feature = "rustls")]
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::error::Error;

/// The file of a certificate, with those behind it that lead to whom the server trusts, and that of its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    /// What the URL calls the two.
    parameters: [&'static str; 2],
    pub certificate: String,
    pub key: String,
}

impl Identity {
    /// Of two parameters of the URL, both of them or none.
    pub fn of(
        parameters: [&'static str; 2],
        certificate: Option<String>,
        key: Option<String>,
    ) -> Result<Option<Self>, Error> {
        let [one, other] = parameters;
        match (certificate, key) {
            (Some(certificate), Some(key)) => Ok(Some(Self { parameters, certificate, key })),
            (None, None) => Ok(None),
            _ => Err(Error::url(format!("`{one}` and `{other}` stand in the URL together"))),
        }
    }

    /// It is shown to nobody.
    #[cold]
    pub fn not_shown(&self) -> Error {
        let [certificate, _] = self.parameters;
        Error::url(format!(
            "`{certificate}` in the URL: a certificate is shown on an encrypted connection alone, and this \
             one is not encrypted"
        ))
    }

    /// What the files hold.
    #[cfg(feature = "rustls")]
    pub fn read(&self) -> Result<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>), Error> {
        let [certificate, key] = self.parameters;
        let certificates = super::roots::certificates(certificate, &self.certificate)?;
        let read = PrivateKeyDer::from_pem_file(&self.key);
        let key = read.map_err(|error| {
            Error::url(format!("`{key}` in the URL: the key in {}: {error}", self.key))
        })?;
        Ok((certificates, key))
    }
}
