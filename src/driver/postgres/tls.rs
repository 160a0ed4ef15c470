//! Encryption by rustls: whom a server's certificate must be signed by, and whether it is looked at.

use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::options::{Encryption, PostgresOptions};
use crate::driver::roots::trusted;
use crate::error::Error;

/// What encrypts a connection.
pub(super) fn connector(
    options: &PostgresOptions,
    encryption: Encryption,
) -> Result<MakeRustlsConnect, Error> {
    let provider = Arc::new(ring::default_provider());
    let failed = |error| Error::other("no connection can be encrypted").caused_by(error);
    let builder = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .map_err(failed)?;
    let config = match encryption {
        Encryption::Unverified => {
            builder.dangerous().with_custom_certificate_verifier(Arc::new(AnyCertificate(provider)))
        }
        Encryption::None | Encryption::Verified => builder.with_root_certificates(roots(options)?),
    };
    let config = match &options.identity {
        None => config.with_no_client_auth(),
        Some(identity) => {
            let (certificates, key) = identity.read()?;
            config.with_client_auth_cert(certificates, key).map_err(|error| {
                Error::url("`sslkey` in the URL is not the key of the certificate in `sslcert`")
                    .caused_by(error)
            })?
        }
    };
    Ok(MakeRustlsConnect::new(config))
}

/// Who may sign.
fn roots(options: &PostgresOptions) -> Result<RootCertStore, Error> {
    let mut roots = RootCertStore::empty();
    for certificate in trusted("sslrootcert", options.roots.as_deref())? {
        roots.add(certificate).map_err(|error| {
            Error::url("`sslrootcert` in the URL names a file with a wrong certificate")
                .caused_by(error)
        })?;
    }
    Ok(roots)
}

/// Takes any certificate, as `sslmode=no-verify` asks for.
#[derive(Debug)]
struct AnyCertificate(Arc<CryptoProvider>);

impl ServerCertVerifier for AnyCertificate {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let known = &self.0.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, known)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let known = &self.0.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, known)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
