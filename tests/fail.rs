//! Programs that must not compile, each with one error in our words, and their neighbours that
//! must compile without a warning.
//!
//! A program in `tests/fail` begins with `// error: <the first line>`, and may go on with
//! `// label: <the text at the span>`, `// errors: <how many, and why more than one>` and
//! `// passes: <file in tests/pass>` where the neighbour has another name.
//!
//! `PROGRAM=part_of_a_name` checks some of them, `BLESS=1` writes the two texts that rustc gives
//! into the programs, `-- --nocapture` prints a table.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::{env, fs};

use serde_json::Value;

#[test]
fn wrong_programs_give_one_error_in_our_words() {
    let Checked { programs, messages } = checked();
    let mut faults = Vec::new();
    let mut table = String::new();
    let mut lines = Vec::new();
    for program in programs.iter().filter(|program| program.folder == "fail") {
        let errors: Vec<_> = errors(messages, program).collect();
        lines.push(errors.iter().map(|error| error.lines()).sum::<usize>());
        let first = errors.first().map_or("", |error| error.text());
        let (count, lines) = (errors.len(), lines.last().unwrap_or(&0));
        let _ = writeln!(table, "{:44} {count} {lines:3}  {first}", program.name);
        if env::var_os("BLESS").is_some() {
            program.bless(&errors);
        } else {
            faults
                .extend(program.faults(&errors).map(|fault| format!("{}: {fault}", program.name)));
        }
    }
    println!("{table}{} programs, {} lines in the median", lines.len(), median(&mut lines));
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn their_neighbours_compile_without_a_warning() {
    let Checked { programs, messages } = checked();
    let passing = programs.iter().filter(|program| program.folder == "pass");
    let said: Vec<_> = passing
        .flat_map(|program| messages.get(&program.target()).into_iter().flatten())
        .map(|message| message.rendered())
        .collect();
    assert!(said.is_empty(), "\n{}", said.concat());
}

/// The fifteen mistakes over which Diesel's messages were measured: 61 lines for one of them.
#[test]
fn fifteen_common_mistakes_are_explained_in_few_lines() {
    if env::var_os("PROGRAM").is_some() {
        return;
    }
    let Checked { programs, messages } = checked();
    let mut lines = Vec::new();
    for program in programs.iter().filter(|program| program.name.starts_with("h0_")) {
        lines.push(errors(messages, program).map(|error| error.lines()).sum::<usize>());
        println!("{:3} {}", lines[lines.len() - 1], program.name);
    }
    assert_eq!(lines.len(), 15);
    let median = median(&mut lines);
    assert!(median <= 20, "the median is {median} lines");
}

/// A program and what it says of itself.
struct Program {
    folder: &'static str,
    name: String,
    path: PathBuf,
    source: String,
}

impl Program {
    /// What cargo calls it.
    fn target(&self) -> String {
        format!("{}_{}", self.folder, self.name)
    }

    /// The text after `// key: ` in the head of the file.
    fn says(&self, key: &str) -> Option<&str> {
        let head = self.source.lines().take_while(|line| line.starts_with("//"));
        head.into_iter()
            .find_map(|line| line.strip_prefix("// ")?.strip_prefix(key)?.strip_prefix(": "))
    }

    /// What is not as the program says.
    fn faults(&self, errors: &[&Message]) -> impl Iterator<Item = String> {
        let expected = self
            .says("errors")
            .map_or(1, |text| text.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(1));
        let mut faults = Vec::new();
        if errors.len() != expected {
            let texts: Vec<_> = errors.iter().map(|error| error.text()).collect();
            faults.push(format!("{} errors, expected {expected}: {texts:#?}", errors.len()));
        }
        if let Some(error) = errors.first() {
            let mut compare = |what: &str, expected: Option<&str>, found: &str| match expected {
                Some(expected) if expected != found => {
                    faults.push(format!("{what} is\n    {found}\n  expected\n    {expected}"));
                }
                Some(_) => {}
                None if what == "error" => faults.push(format!("says no error; it is `{found}`")),
                None => {}
            };
            compare("error", self.says("error"), error.text());
            compare("label", self.says("label"), error.label());
            // A failed constant is reported where the standard library panics.
            if !self.path.ends_with(error.file()) && !error.file().starts_with("/rustc/") {
                faults.push(format!("the span is in {}", error.file()));
            }
        }
        faults.into_iter()
    }

    /// Writes what rustc says into the head of the file.
    fn bless(&self, errors: &[&Message]) {
        let Some(error) = errors.first() else { return };
        let mut source = format!("// error: {}\n", error.text());
        if !error.label().is_empty() {
            let _ = writeln!(source, "// label: {}", error.label());
        }
        let rest = |line: &&str| !line.starts_with("// error: ") && !line.starts_with("// label: ");
        let rest: Vec<_> = self.source.lines().filter(rest).collect();
        if rest.first().is_some_and(|line| !line.is_empty() && !line.starts_with("//")) {
            source.push('\n');
        }
        source.push_str(&rest.join("\n"));
        source.push('\n');
        fs::write(&self.path, source).expect("the test folder can be written");
    }
}

/// What rustc says of a program.
struct Message(Value);

impl Message {
    fn text(&self) -> &str {
        self.0["message"].as_str().unwrap_or_default()
    }

    fn span(&self) -> &Value {
        let spans = self.0["spans"].as_array().map_or(&[][..], Vec::as_slice);
        spans.iter().find(|span| span["is_primary"] == true).unwrap_or(&Value::Null)
    }

    fn label(&self) -> &str {
        self.span()["label"].as_str().unwrap_or_default()
    }

    fn file(&self) -> &str {
        self.span()["file_name"].as_str().unwrap_or_default()
    }

    fn rendered(&self) -> &str {
        self.0["rendered"].as_str().unwrap_or_default()
    }

    /// How many lines a reader sees.
    fn lines(&self) -> usize {
        self.rendered().lines().filter(|line| !line.trim().is_empty()).count()
    }
}

type Messages = BTreeMap<String, Vec<Message>>;

/// The errors in a program.
fn errors<'m>(messages: &'m Messages, program: &Program) -> impl Iterator<Item = &'m Message> {
    let messages = messages.get(&program.target()).into_iter().flatten();
    messages.filter(|message| message.0["level"] == "error")
}

/// All programs, and what rustc said of each.
struct Checked {
    programs: Vec<Program>,
    messages: Messages,
}

/// The programs, checked once for all tests.
fn checked() -> &'static Checked {
    static CHECKED: OnceLock<Checked> = OnceLock::new();
    CHECKED.get_or_init(|| {
        let mut programs = read("fail");
        programs.extend(read("pass"));
        let messages = check(&programs);
        Checked { programs, messages }
    })
}

fn read(folder: &'static str) -> Vec<Program> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let part = env::var("PROGRAM").unwrap_or_default();
    let mut programs = Vec::new();
    for entry in fs::read_dir(path).expect("the folder of programs is there") {
        let path = entry.expect("the folder can be listed").path();
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        if path.extension().is_some_and(|end| end == "rs") && name.contains(&part) {
            let source = fs::read_to_string(&path).expect("a program is text");
            programs.push(Program { folder, name, path, source });
        }
    }
    programs.sort_by(|a, b| a.name.cmp(&b.name));
    programs
}

/// Compiles all of them by one `cargo check`, in a package made for it.
fn check(programs: &[Program]) -> Messages {
    let library = env!("CARGO_MANIFEST_DIR");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("programs");
    let tables = Path::new(library).join("tests/support/blog.rs");
    let mut manifest = format!(
        "[package]\nname = \"programs\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [workspace]\n\n[lints.rust]\ndead_code = \"allow\"\n\n\
         [lib]\nname = \"blog\"\npath = {tables:?}\n\n\
         [dependencies]\nchrono = {{ version = \"0.4\", default-features = false }}\n\
         rust_decimal = {{ version = \"1\", default-features = false }}\n\
         serde_json = \"1\"\n\
         uuid = {{ version = \"1\", default-features = false }}\n\
         relata = {{ path = {library:?}, features = [\"chrono\", \"rust_decimal\", \"serde_json\", \"uuid\"] }}\n"
    );
    for program in programs {
        let (name, path) = (program.target(), &program.path);
        let _ = write!(manifest, "\n[[bin]]\nname = \"{name}\"\npath = {path:?}\n");
    }
    fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
    fs::write(folder.join("Cargo.toml"), manifest).expect("the manifest can be written");
    let output = Command::new(env!("CARGO"))
        .args(["check", "--keep-going", "--offline", "--message-format=json", "--target-dir"])
        .arg(folder.join("target"))
        .current_dir(&folder)
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    let mut messages = Messages::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(mut line) = serde_json::from_str::<Value>(line) else { continue };
        let message = Message(line["message"].take());
        if line["reason"] == "compiler-message" && !message.span().is_null() {
            let target = line["target"]["name"].as_str().unwrap_or_default().to_owned();
            let is_program = programs.iter().any(|program| program.target() == target);
            assert!(is_program || message.0["level"] != "error", "{}", message.rendered());
            messages.entry(target).or_default().push(message);
        }
    }
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() || !messages.is_empty(), "{said}");
    messages
}

fn median(numbers: &mut [usize]) -> usize {
    numbers.sort_unstable();
    numbers.get(numbers.len() / 2).copied().unwrap_or(0)
}
