//! `cargo run -p worker URL TASK..` puts tasks into the queue of a database, and
//! does them with four workers until Ctrl-C.

use chrono::Utc;
use relata::engine::Transaction;
use relata::prelude::*;
use worker::queue::{self, Job, Queue};
use worker::work::{Failure, Work, run};

/// What this program does with a task.
struct Shout;

impl<D: Queue> Work<D> for Shout {
    async fn work(&self, _: &mut Transaction<'_, D>, job: &Job) -> Result<(), Failure> {
        if job.task.is_empty() {
            return Err("there is nothing to shout".into());
        }
        println!("{}!", job.task.to_uppercase());
        Ok(())
    }
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    tracing_subscriber::fmt().init();
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().ok_or("usage: worker URL TASK..")?;
    let tasks: Vec<_> = arguments.collect();
    match url.split(':').next() {
        Some("postgres" | "postgresql") => work_on::<Postgres>(&url, &tasks).await,
        Some("mysql") => work_on::<MySql>(&url, &tasks).await,
        Some("mariadb") => work_on::<MariaDb>(&url, &tasks).await,
        _ => Err("the URL is of PostgreSQL, MySQL or MariaDB".into()),
    }
}

async fn work_on<D: Queue>(url: &str, tasks: &[String]) -> Result<(), Failure> {
    let engine = Engine::<D>::open(url).await?;
    engine.create_all::<queue::queue>().await?;
    for task in tasks {
        queue::put(&mut engine.connect().await?, task, Utc::now()).await?;
    }
    let workers: Vec<_> = (0..4)
        .map(|_| {
            let engine = engine.clone();
            let stop = async { drop(tokio::signal::ctrl_c().await) };
            tokio::spawn(async move { run(&engine, &Shout, stop).await })
        })
        .collect();
    for worker in workers {
        worker.await??;
    }
    Ok(())
}
