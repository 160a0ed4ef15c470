//! Notes on the command line, in the file that NOTES names, or `notes.db`.

mod store;

use std::env;
use std::process::ExitCode;

use store::Store;

const USAGE: &str = "usage: notes COMMAND

  add TEXT TAG..   adds a note
  list [TAG]       lists all notes, or those with a tag
  search WORD..    lists the notes in which all the words are
  edit ID TEXT     gives a note another text
  remove ID        removes a note";

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(lines) => {
            lines.iter().for_each(|line| println!("{line}"));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("notes: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Does what the arguments say, and gives the lines to print.
fn run(arguments: &[&str]) -> Result<Vec<String>, Failure> {
    let mut store = Store::open(&env::var("NOTES").unwrap_or_else(|_| "notes.db".to_owned()))?;
    let done = match arguments {
        ["add", text, tags @ ..] => vec![format!("note {}", store.add(text, tags)?)],
        ["list"] => store.list(None)?,
        ["list", tag] => store.list(Some(tag))?,
        ["search", words @ ..] => store.search(words)?,
        ["edit", id, text] => done(store.edit(id.parse()?, text), id)?,
        ["remove", id] => done(store.remove(id.parse()?), id)?,
        _ => return Err(USAGE.into()),
    };
    Ok(done)
}

/// Nothing to print, or which note is not there.
fn done(done: Result<(), relata::Error>, id: &str) -> Result<Vec<String>, Failure> {
    match done {
        Err(error) if error.is_not_found() => Err(format!("there is no note {id}").into()),
        done => Ok(done.map(|()| Vec::new())?),
    }
}
