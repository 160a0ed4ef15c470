//! The program `notes`, run as a user runs it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that panics has failed")]

use std::path::Path;
use std::process::Command;

/// What the program prints, or how it fails.
fn notes(file: &Path, arguments: &[&str]) -> Result<String, String> {
    let mut notes = Command::new(env!("CARGO_BIN_EXE_notes"));
    let output = notes.args(arguments).env("NOTES", file).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}

#[test]
fn notes_are_added_listed_found_edited_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("my notes.db");
    let notes = |arguments: &[&str]| notes(&file, arguments);
    let prints = |arguments: &[&str], lines: &str| {
        assert_eq!(notes(arguments).as_deref(), Ok(lines), "{arguments:?}");
    };
    prints(&["list"], "");
    prints(&["add", "Buy milk", "home", "shop"], "note 1\n");
    prints(&["add", "100% of the milk is sour"], "note 2\n");
    prints(&["add", "Read on SQL", "work", "home", "work"], "note 3\n");
    prints(
        &["list"],
        "   1  Buy milk #home #shop\n   2  100% of the milk is sour\n   3  Read on SQL #home #work\n",
    );
    prints(&["list", "home"], "   1  Buy milk #home #shop\n   3  Read on SQL #home #work\n");
    prints(&["list", "nothing"], "");
    prints(&["search", "MILK", "%"], "   2  100% of the milk is sour\n");
    prints(&["edit", "1", "Buy oats"], "");
    prints(&["search", "milk"], "   2  100% of the milk is sour\n");
    prints(&["remove", "3"], "");
    prints(&["list", "home"], "   1  Buy oats #home #shop\n");
}

#[test]
fn mistakes_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("notes.db");
    let fails = |arguments: &[&str], with: &str| {
        let error = notes(&file, arguments).unwrap_err();
        assert!(error.starts_with(with), "{error}");
    };
    fails(&[], "notes: usage: notes COMMAND\n");
    fails(&["remove", "7"], "notes: there is no note 7\n");
    fails(&["edit", "7", "Buy milk"], "notes: there is no note 7\n");
    fails(&["edit", "seven", "Buy milk"], "notes: invalid digit");
    let error = notes(&folder.path().join("no such folder/notes.db"), &["list"]).unwrap_err();
    assert!(error.starts_with("notes: "), "{error}");
}
