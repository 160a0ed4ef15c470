//! A proxy before a server that stalls, tears bytes, or cuts the connection at a COMMIT or PREPARE.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use relata::Error;
use relata::prelude::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use super::{blog, database};

/// How long an engine behind a proxy waits.
pub const PATIENCE: Duration = Duration::from_millis(1500);

/// What the proxy does with what comes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// It passes everything on.
    Pass,
    /// It passes nothing on.
    Stall,
    /// It passes on so many bytes of the next answer, and closes the connection.
    Tear(usize),
    /// It closes the connection instead of passing COMMIT or PREPARE on.
    BeforeCommit,
    /// It passes BEGIN on as a word that the server does not know.
    Misspell,
    /// It passes COMMIT or PREPARE on, and closes the connection instead of passing on the answer.
    AfterCommit,
}

/// A proxy, which runs as long as the test's runtime.
pub struct Proxy {
    pub url: String,
    mode: Arc<Mutex<Mode>>,
    cut: watch::Sender<()>,
    seen: Arc<Seen>,
}

/// What has passed the proxy.
#[derive(Default)]
struct Seen {
    /// How often somebody has asked after an answer had come.
    turns: AtomicU64,
    was_asked: AtomicBool,
    /// How many bytes were answered.
    answered: AtomicU64,
}

impl Proxy {
    /// A proxy before PostgreSQL, with this schema first in the path. `None` where no server listens at a port.
    pub async fn start(schema: &str) -> Option<Self> {
        let url = database::postgres_tls()?;
        let options = format!("-c%20search_path%3D{schema}%20-c%20client_min_messages%3Dwarning");
        Some(Self::before(&url, &format!("postgres?sslmode=disable&options={options}")).await)
    }

    /// A proxy before the server of a URL, which goes on so behind the address.
    pub async fn before(url: &str, rest: &str) -> Self {
        let place = url.split('?').next().unwrap_or(url);
        let (user, address) = place.rsplit_once('@').expect("it has a user");
        let (server, _) = address.split_once('/').expect("it has a port");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let port = listener.local_addr().expect("it has a port").port();
        let url = format!("{user}@127.0.0.1:{port}/{rest}");
        let mode = Arc::new(Mutex::new(Mode::Pass));
        let (server, shared) = (server.to_owned(), mode.clone());
        let cut = watch::Sender::new(());
        let cuts = cut.clone();
        let seen = Arc::<Seen>::default();
        let counted = seen.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (server, mode, seen) = (server.clone(), shared.clone(), counted.clone());
                let mut cut = cuts.subscribe();
                tokio::spawn(async move {
                    tokio::select! {
                        _ = serve(client, &server, &mode, &seen) => {}
                        _ = cut.changed() => {}
                    }
                });
            }
        });
        Self { url, mode, cut, seen }
    }

    /// Closes all connections.
    pub fn cut(&self) {
        self.cut.send_replace(());
    }

    /// How often the server was waited for.
    pub fn turns(&self) -> u64 {
        self.seen.turns.load(Relaxed)
    }

    /// How many bytes it has answered.
    pub fn answered(&self) -> u64 {
        self.seen.answered.load(Relaxed)
    }

    pub fn set(&self, mode: Mode) {
        *self.mode.lock().expect("no panic") = mode;
    }
}

/// An engine behind a proxy, in a schema of its own.
pub async fn behind(
    name: &str,
    size: u32,
) -> Result<Option<(Proxy, Engine<Postgres>, Engine<Postgres>)>, Error> {
    let schema = format!("relata_faults_{}_{name}", std::process::id());
    let Some(url) = database::postgres(&schema) else { return Ok(None) };
    let Some(proxy) = Proxy::start(&schema).await else { return Ok(None) };
    let direct = Engine::<Postgres>::builder(&url).pool_size(1).build().await?;
    database::create_schema(&mut direct.connect().await?).await?;
    direct.create_all::<blog>().await?;
    let builder = Engine::<Postgres>::builder(&proxy.url).pool_size(size);
    let engine = builder.pool_timeout(PATIENCE).build().await?;
    Ok(Some((proxy, engine, direct)))
}

/// Passes on what comes, until one side ends.
async fn serve(client: TcpStream, server: &str, mode: &Mutex<Mode>, seen: &Seen) -> io::Result<()> {
    let server = TcpStream::connect(server).await?;
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    let committing = Mutex::new(false);
    tokio::select! {
        end = pump(from_client, to_server, mode, |bytes, mode| {
            if !seen.was_asked.swap(true, Relaxed) {
                seen.turns.fetch_add(1, Relaxed);
            }
            let place = |word: &[u8]| bytes.windows(word.len()).position(|part| part == word);
            let commits = place(b"COMMIT").or_else(|| place(b"PREPARE")).is_some();
            let begins = place(b"BEGIN");
            match mode {
                Mode::BeforeCommit if commits => Some(0),
                Mode::AfterCommit if commits => {
                    *committing.lock().expect("no panic") = true;
                    None
                }
                Mode::Misspell => {
                    if let Some(begin) = begins {
                        bytes[begin..][..5].copy_from_slice(b"BEGUN");
                    }
                    None
                }
                _ => None,
            }
        }) => end,
        end = pump(from_server, to_client, mode, |bytes, mode| {
            seen.was_asked.store(false, Relaxed);
            seen.answered.fetch_add(bytes.len() as u64, Relaxed);
            match mode {
                Mode::Tear(bytes) => Some(bytes),
                _ => committing.lock().expect("no panic").then_some(0),
            }
        }) => end,
    }
}

/// Passes on what comes. `end` says after how many bytes of it the connection is closed.
async fn pump(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    mode: &Mutex<Mode>,
    end: impl Fn(&mut [u8], Mode) -> Option<usize>,
) -> io::Result<()> {
    let mut buffer = vec![0; 1 << 16];
    loop {
        let len = from.read(&mut buffer).await?;
        let bytes = &mut buffer[..len];
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
