//! A proxy before a PostgreSQL server that stalls, tears bytes, or cuts the connection at a COMMIT.

use std::io;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use super::database;

/// What the proxy does with what comes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// It passes everything on.
    Pass,
    /// It passes nothing on.
    Stall,
    /// It passes on so many bytes of the next answer, and closes the connection.
    Tear(usize),
    /// It closes the connection instead of passing COMMIT on.
    BeforeCommit,
    /// It passes COMMIT on, and closes the connection instead of passing on the answer.
    AfterCommit,
}

/// A proxy, which runs as long as the test's runtime.
pub struct Proxy {
    pub url: String,
    mode: Arc<Mutex<Mode>>,
    cut: watch::Sender<()>,
}

impl Proxy {
    /// A proxy before the server, with this schema first in the path. `None` where no server
    /// listens at a port.
    pub async fn start(schema: &str) -> Option<Self> {
        let url = database::postgres_tls()?;
        let (place, _) = url.split_once('?').expect("it names its certificate");
        let (user, rest) = place.rsplit_once('@').expect("it has a user");
        let (server, name) = rest.split_once('/').expect("it has a database");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let port = listener.local_addr().expect("it has a port").port();
        let options = format!("-c%20search_path%3D{schema}%20-c%20client_min_messages%3Dwarning");
        let url = format!("{user}@127.0.0.1:{port}/{name}?sslmode=disable&options={options}");
        let mode = Arc::new(Mutex::new(Mode::Pass));
        let (server, shared) = (server.to_owned(), mode.clone());
        let cut = watch::Sender::new(());
        let cuts = cut.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (server, mode) = (server.clone(), shared.clone());
                let mut cut = cuts.subscribe();
                tokio::spawn(async move {
                    tokio::select! {
                        _ = serve(client, &server, &mode) => {}
                        _ = cut.changed() => {}
                    }
                });
            }
        });
        Some(Self { url, mode, cut })
    }

    /// Closes all connections.
    pub fn cut(&self) {
        self.cut.send_replace(());
    }

    pub fn set(&self, mode: Mode) {
        *self.mode.lock().expect("no panic") = mode;
    }
}

/// Passes on what comes, until one side ends.
async fn serve(client: TcpStream, server: &str, mode: &Mutex<Mode>) -> io::Result<()> {
    let server = TcpStream::connect(server).await?;
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    let committing = Mutex::new(false);
    tokio::select! {
        end = pump(from_client, to_server, mode, |bytes, mode| {
            let commits = bytes.windows(6).any(|part| part == b"COMMIT");
            match mode {
                Mode::BeforeCommit if commits => Some(0),
                Mode::AfterCommit if commits => {
                    *committing.lock().expect("no panic") = true;
                    None
                }
                _ => None,
            }
        }) => end,
        end = pump(from_server, to_client, mode, |_, mode| match mode {
            Mode::Tear(bytes) => Some(bytes),
            _ => committing.lock().expect("no panic").then_some(0),
        }) => end,
    }
}

/// Passes on what comes. `end` says after how many bytes of it the connection is closed.
async fn pump(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    mode: &Mutex<Mode>,
    end: impl Fn(&[u8], Mode) -> Option<usize>,
) -> io::Result<()> {
    let mut buffer = vec![0; 1 << 16];
    loop {
        let len = from.read(&mut buffer).await?;
        let bytes = &buffer[..len];
        let mode = *mode.lock().expect("no panic");
        if mode == Mode::Stall {
            std::future::pending::<()>().await;
        }
        if let Some(end) = end(bytes, mode) {
            return to.write_all(&bytes[..end.min(len)]).await;
        }
        if len == 0 {
            return Ok(());
        }
        to.write_all(bytes).await?;
    }
}
