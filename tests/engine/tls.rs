//! Encryption: whose certificate is taken, and what is said of the others.

use relata::Error;
use relata::prelude::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::database;

/// Whether the connection is encrypted, as the server sees it.
async fn is_encrypted(url: &str) -> Result<bool, Error> {
    let engine = Engine::<Postgres>::builder(url).pool_size(1).build().await?;
    let ssl = raw!(bool, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
    Ok(engine.all(&ssl).await? == [true])
}

#[tokio::test]
async fn a_certificate_is_verified_unless_told_otherwise() -> Result<(), Error> {
    // The server's certificate is for `localhost`, and nobody else has signed it.
    let Some(trusted) = database::postgres_tls() else { return Ok(()) };
    let (place, _) = trusted.split_once('?').expect("the file of the certificate");
    assert!(!is_encrypted(place).await?);
    assert!(is_encrypted(&format!("{trusted}&sslmode=require")).await?);
    assert!(is_encrypted(&format!("{trusted}&sslmode=verify-full")).await?);
    assert!(is_encrypted(&format!("{place}?sslmode=no-verify")).await?);

    let unknown = is_encrypted(&format!("{place}?sslmode=require")).await.unwrap_err();
    assert!(unknown.is_cannot_open(), "{unknown:?}");
    assert!(unknown.to_string().contains("invalid peer certificate"), "{unknown}");

    let elsewhere = trusted.replace("localhost", "127.0.0.1");
    let elsewhere = is_encrypted(&format!("{elsewhere}&sslmode=require")).await.unwrap_err();
    assert!(elsewhere.is_cannot_open(), "{elsewhere:?}");
    assert!(elsewhere.to_string().contains("not valid for name"), "{elsewhere}");

    let none = format!("{place}?sslmode=require&sslrootcert=/nowhere/at-all");
    let none = is_encrypted(&none).await.unwrap_err();
    assert!(none.is_url() && none.to_string().contains("/nowhere/at-all"), "{none}");
    Ok(())
}

#[tokio::test]
async fn a_statement_over_an_encrypted_connection_can_be_stopped() -> Result<(), Error> {
    let Some(trusted) = database::postgres_tls() else { return Ok(()) };
    let engine = Engine::<Postgres>::open(&format!("{trusted}&sslmode=require")).await?;
    let mut connection = engine.connect().await?;
    let interrupter = connection.interrupter();
    let stop = tokio::spawn(async move {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        interrupter.interrupt();
    });
    let long = raw!(i32, "SELECT 1 FROM (SELECT pg_sleep(60)) AS later");
    assert!(connection.all(&long).await.unwrap_err().is_interrupted());
    stop.await.expect("the task ends");
    Ok(())
}

#[tokio::test]
async fn a_user_is_known_by_a_certificate() -> Result<(), Error> {
    let Some(certified) = database::postgres_certified() else { return Ok(()) };
    let engine = Engine::<Postgres>::builder(&certified).pool_size(1).build().await?;
    assert_eq!(engine.all(&raw!(String, "SELECT current_user::text")).await?, ["certified"]);
    let (without, files) = certified.split_once("&sslcert=").expect("it names a certificate");
    let none = is_encrypted(without).await.unwrap_err();
    assert!(none.is_permission() || none.is_cannot_open(), "{none:?}");
    let (certificate, key) = files.split_once("&sslkey=").expect("it names a key");
    let other = certificate.replace("/user", "/authority");
    let other = is_encrypted(&format!("{without}&sslcert={other}&sslkey={key}")).await.unwrap_err();
    assert!(other.is_url() && other.to_string().contains("is not the key"), "{other}");
    let missing = format!("{without}&sslcert={certificate}&sslkey=/nowhere/at-all");
    let missing = is_encrypted(&missing).await.unwrap_err();
    assert!(missing.is_url() && missing.to_string().contains("/nowhere/at-all"), "{missing}");
    Ok(())
}

/// Something that answers whatever comes first with these bytes, and its address.
async fn answers(bytes: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = listener.local_addr().expect("it has a port").to_string();
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            let _ = client.read(&mut [0; 1024]).await;
            let _ = client.write_all(bytes).await;
        }
    });
    address
}

#[tokio::test]
async fn a_server_that_does_not_encrypt_is_told() {
    let address = answers(b"N").await;
    let plain = is_encrypted(&format!("postgres://a@{address}/a?sslmode=no-verify")).await;
    let plain = plain.unwrap_err();
    assert!(plain.is_cannot_open() && plain.to_string().contains("TLS"), "{plain}");
    // Nor is something else a server.
    let address = answers(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
    for mode in ["no-verify", "disable"] {
        let other = is_encrypted(&format!("postgres://a@{address}/a?sslmode={mode}")).await;
        assert!(other.is_err(), "{mode}");
    }
}

#[tokio::test]
async fn an_old_server_is_refused() {
    // All is well, it says, and who it is, and that it is ready.
    let address = answers(
        b"R\0\0\0\x08\0\0\0\0S\0\0\0\x19server_version\x0012.22\0K\0\0\0\x0c\0\0\0\x01\0\0\0\x01Z\0\0\0\x05I",
    )
    .await;
    let old = is_encrypted(&format!("postgres://a@{address}/a?sslmode=disable")).await;
    let old = old.unwrap_err();
    assert!(old.is_url() && old.to_string().contains("PostgreSQL 12.22"), "{old}");
}
