//! SQLAlchemy's flush of the same objects, by a script in Python.

use std::process::Command;

/// The least time of a flush, in seconds.
pub fn flush(python: &str, count: i64, rounds: usize) -> f64 {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/session.py");
    let mut command = Command::new(python);
    command.arg(script).arg(count.to_string()).arg(rounds.to_string());
    let output = command.output().expect("the Python that was named can be started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8_lossy(&output.stdout);
    said.trim().parse().expect("the script prints the seconds")
}
