//! How the sources are laid out: floors, openings, lengths, and what must not be left behind.

use std::fs;
use std::path::{Path, PathBuf};

/// Imports that climb, each with the reason why it may.
const CLIMBS: &[(&str, &str, &str)] = &[];

#[test]
fn floors_import_from_below() {
    let floors = floors();
    let mut faults = Vec::new();
    for file in sources(&["src"]) {
        let Some(floor) = place(&floors, &floor_of(&file.name)) else { continue };
        for (line, import) in file.imports() {
            let Some(target) = place(&floors, &import) else { continue };
            let allowed = CLIMBS.iter().any(|(from, to, _)| *from == file.name && *to == import);
            if target > floor && !allowed {
                faults.push(format!("{}:{line}: imports `{import}` from above", file.name));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn files_open_with_a_sentence() {
    let lacks = |file: &&File| {
        let first = file.text.lines().next().unwrap_or_default();
        !first.starts_with("//! ")
    };
    none("does not open with `//!` and a sentence", sources(&["src", "schema_macros/src"]), lacks);
}

#[test]
fn files_have_at_most_500_lines() {
    let long = |file: &&File| {
        let is_doc = |line: &&str| {
            let line = line.trim_start();
            line.starts_with("///") || line.starts_with("//!")
        };
        file.text.lines().filter(|line| !is_doc(line)).count() > 500
    };
    let roots = ["src", "schema_macros/src", "tests", "examples"];
    none("has more than 500 lines without its doc comments", sources(&roots), long);
}

#[test]
fn modules_stand_beside_their_folder() {
    let is_mod = |file: &&File| file.name.ends_with("/mod.rs");
    let roots = ["src", "schema_macros/src", "tests", "examples"];
    none("is to be `name.rs` beside `name/`", sources(&roots), is_mod);
}

#[test]
fn nothing_is_left_to_do() {
    // The words are put together here, so that this file does not hold them.
    let words = [concat!("todo", "!("), concat!("unimplemented", "!("), concat!("#[ig", "nore")];
    let unfinished = |file: &&File| words.iter().any(|word| file.text.contains(word));
    let roots = ["src", "schema_macros/src", "tests", "examples"];
    none("has something that is not finished", sources(&roots), unfinished);
}

#[test]
fn changelog_has_a_place_for_changes() {
    let text = read(&root().join("CHANGELOG.md"));
    assert!(text.lines().any(|line| line == "## Unreleased"));
}

/// A rule that refuses too much is a fault, so each has a program beside it that must compile. What
/// is refused though it is valid SQL is called `refused_..`.
#[test]
fn wrong_programs_have_a_neighbour() {
    let alone = |file: &&File| {
        let head = file.text.lines().take_while(|line| line.starts_with("//"));
        let named = head.into_iter().find_map(|line| line.strip_prefix("// passes: "));
        let own = Path::new(&file.name).file_name().and_then(|name| name.to_str());
        let neighbour = named.or(own).unwrap_or_default();
        !own.is_some_and(|name| name.starts_with("refused_"))
            && !root().join("tests/pass").join(neighbour).exists()
            && !root().join("tests").join(neighbour).exists()
    };
    none("names no neighbour that is there", sources(&["tests/fail"]), alone);
}

/// A source file, by its path from the root.
struct File {
    name: String,
    text: String,
}

impl File {
    /// The floors that `use crate::..` names, with the line.
    fn imports(&self) -> Vec<(usize, String)> {
        let mut imports = Vec::new();
        for (i, line) in self.text.lines().enumerate() {
            // A test module may look at everything.
            if line == "mod tests {" {
                break;
            }
            let code = line.trim_start();
            if code.starts_with("//") {
                continue;
            }
            for (at, word) in code.match_indices("crate::") {
                let is_path = code[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
                let name = code[at + word.len()..].chars();
                let name: String = name.take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if is_path && !code[..at].ends_with('$') && !code[..at].ends_with('#') {
                    imports.push((i + 1, name));
                }
            }
        }
        imports
    }
}

/// The modules of `src/lib.rs` in their order, which is that of the floors.
fn floors() -> Vec<String> {
    let lib = read(&root().join("src/lib.rs"));
    let modules = lib.lines().filter_map(|line| {
        let line = line.strip_prefix("pub ").unwrap_or(line);
        line.strip_prefix("mod ")?.strip_suffix(';').map(str::to_owned)
    });
    modules.collect()
}

fn place(floors: &[String], name: &str) -> Option<usize> {
    floors.iter().position(|floor| floor == name)
}

/// `src/expr/node.rs` belongs to `expr`.
fn floor_of(name: &str) -> String {
    let name = name.strip_prefix("src/").unwrap_or(name);
    name.split(['/', '.']).next().unwrap_or_default().to_owned()
}

fn none(fault: &str, files: Vec<File>, is_faulty: impl Fn(&&File) -> bool) {
    let faulty: Vec<_> = files.iter().filter(is_faulty).map(|file| file.name.as_str()).collect();
    assert!(faulty.is_empty(), "{fault}:\n{}", faulty.join("\n"));
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All Rust files below some folders, in the order of their names.
fn sources(folders: &[&str]) -> Vec<File> {
    let mut files = Vec::new();
    let mut folders: Vec<_> = folders.iter().map(|folder| root().join(folder)).collect();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let name = path.strip_prefix(root()).unwrap_or(&path);
                let name = name.to_string_lossy().replace('\\', "/");
                files.push(File { name, text: read(&path) });
            }
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}
