//! rusqlite as fast as we know: statements held for the whole batch, batches of rows in chunks of sixteen.

use std::hint::black_box;

use rusqlite::{Connection, Result, ToSql};

use super::{COLOR, NAME, Peer, raw};
use crate::case::{Case, Keys};
use crate::database::Database;

/// Rows per INSERT. More rows gain nothing, and this way there are two texts for any number of rows.
const CHUNK: usize = 16;

struct Limit {
    connection: Connection,
    case: Case,
    keys: Keys,
    rows: Vec<(String, Option<String>)>,
}

pub fn open(case: Case) -> Option<Box<dyn Peer>> {
    use Case::*;
    if !matches!(case, FindByPk | InsertOne | InsertBatch(_) | UpdateByPk | Transaction) {
        return None;
    }
    let connection = raw::connect(case).expect("SQLite opens in memory");
    Some(Box::new(Limit {
        connection,
        case,
        keys: Keys::new(),
        rows: case.rows(|name, color| (name, color)),
    }))
}

impl Peer for Limit {
    fn run(&mut self, times: u64) -> u64 {
        self.batch(times).expect("the statement is valid")
    }

    fn reset(&mut self) {
        if let Some(statement) = self.case.reset(Database::Sqlite) {
            self.connection.execute_batch(statement).expect("the statement is valid");
        }
    }
}

impl Limit {
    fn batch(&mut self, times: u64) -> Result<u64> {
        let connection = &self.connection;
        let mut begin = connection.prepare("BEGIN")?;
        let mut commit = connection.prepare("COMMIT")?;
        let mut find = connection.prepare(raw::FIND)?;
        let mut update = connection.prepare(raw::UPDATE)?;
        let mut insert = connection.prepare(raw::INSERT)?;
        let mut insert_chunk = connection.prepare(&chunk())?;
        let mut seen = 0;
        for _ in 0..times {
            match self.case {
                Case::FindByPk => {
                    black_box(find.query_row([self.keys.next()], raw::user)?);
                    seen += 1;
                }
                Case::UpdateByPk => seen += update.execute((NAME, self.keys.next()))? as u64,
                Case::Transaction => {
                    let id = self.keys.next();
                    begin.execute([])?;
                    black_box(find.query_row([id], raw::user)?);
                    seen += 1 + update.execute((NAME, id))? as u64;
                    commit.execute([])?;
                }
                Case::InsertOne => seen += insert.execute((NAME, Some(COLOR)))? as u64,
                _ => {
                    begin.execute([])?;
                    let mut chunks = self.rows.chunks_exact(CHUNK);
                    for rows in &mut chunks {
                        for (index, (name, hair_color)) in rows.iter().enumerate() {
                            insert_chunk.raw_bind_parameter(2 * index + 1, name)?;
                            insert_chunk.raw_bind_parameter(2 * index + 2, hair_color)?;
                        }
                        seen += insert_chunk.raw_execute()? as u64;
                    }
                    for (name, hair_color) in chunks.remainder() {
                        let values: [&dyn ToSql; 2] = [name, hair_color];
                        seen += insert.execute(values)? as u64;
                    }
                    commit.execute([])?;
                }
            }
        }
        Ok(seen)
    }
}

fn chunk() -> String {
    format!("INSERT INTO users (name, hair_color) VALUES {}", ["(?, ?)"; CHUNK].join(", "))
}
