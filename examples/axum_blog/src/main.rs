//! `cargo run -p axum_blog [URL]`, with the features `postgres` and `mysql` for servers. The URL names the
//! database, which is a file of SQLite if there is none.

use axum_blog::schema::blog;
use relata::driver::Driver;
use relata::prelude::*;
use tokio::net::TcpListener;

type Failure = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    tracing_subscriber::fmt().with_max_level(tracing::Level::DEBUG).init();
    let url = std::env::args().nth(1).unwrap_or_else(|| "sqlite:blog.db".to_owned());
    match url.split(':').next() {
        #[cfg(feature = "postgres")]
        Some("postgres" | "postgresql") => run::<Postgres>(&url).await,
        #[cfg(feature = "mysql")]
        Some("mysql") => run::<MySql>(&url).await,
        #[cfg(feature = "mysql")]
        Some("mariadb") => run::<MariaDb>(&url).await,
        _ => run::<Sqlite>(&url).await,
    }
}

async fn run<D: Driver>(url: &str) -> Result<(), Failure> {
    let engine = Engine::<D>::open(url).await?;
    engine.create_all::<blog>().await?;
    let listener = TcpListener::bind("127.0.0.1:3000").await?;
    tracing::info!("http://{}", listener.local_addr()?);
    axum_blog::serve(listener, engine, interrupted()).await?;
    Ok(())
}

/// Until Ctrl-C, or what a service manager sends.
async fn interrupted() {
    let ctrl_c = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! { _ = ctrl_c => {}, _ = terminate.recv() => {} }
            }
            Err(_) => drop(ctrl_c.await),
        }
    }
    #[cfg(not(unix))]
    let _ = ctrl_c.await;
}
