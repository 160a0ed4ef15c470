//! Certificates in files, and who may sign that of a server.

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls_native_certs::load_native_certs;

use crate::error::Error;

/// Those in the file that a parameter of the URL names, or those that the system trusts.
pub(super) fn trusted(
    parameter: &str,
    path: Option<&str>,
) -> Result<Vec<CertificateDer<'static>>, Error> {
    let Some(path) = path else {
        let mut system = load_native_certs().certs;
        // Some may be beyond rustls.
        system.retain(|root| RootCertStore::empty().add(root.clone()).is_ok());
        if system.is_empty() {
            return Err(Error::url(format!(
                "the system trusts no certificates: name a file of them, `{parameter}=path`, in \
                 the URL"
            )));
        }
        return Ok(system);
    };
    certificates(parameter, path)
}

/// The certificates in a file that a parameter of the URL names.
pub(super) fn certificates(
    parameter: &str,
    path: &str,
) -> Result<Vec<CertificateDer<'static>>, Error> {
    let unreadable = |reason: String| {
        Error::url(format!("`{parameter}` in the URL: the certificates of {path}: {reason}"))
    };
    let read =
        CertificateDer::pem_file_iter(path).map_err(|error| unreadable(error.to_string()))?;
    let certificates: Result<Vec<_>, _> = read.collect();
    let certificates = certificates.map_err(|error| unreadable(error.to_string()))?;
    if certificates.is_empty() {
        return Err(unreadable("there are none".to_owned()));
    }
    Ok(certificates)
}
