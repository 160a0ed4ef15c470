//! Generated crates in a temporary folder, and cargo run on them.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use crate::app::App;
use crate::print::Print;

/// Set for this program when cargo calls it in place of rustc, see [`stand_in_for_rustc`].
const WRAPPED: &str = "RELATA_BENCH_WRAPPED";

/// What a run of cargo took.
#[derive(Clone, Copy)]
pub struct Cost {
    /// Seconds on the clock.
    pub wall: f64,
    /// Seconds of all processes together.
    pub cpu: f64,
    /// Peak memory of the largest process, in MB of 10⁶ bytes.
    pub memory: f64,
}

/// The folder that all generated crates and their output live in; removed in the end.
pub struct Workshop {
    folder: PathBuf,
    is_temporary: bool,
}

impl Workshop {
    /// A fresh temporary folder, or one that is given and kept.
    pub fn new(kept: Option<PathBuf>) -> io::Result<Workshop> {
        let is_temporary = kept.is_none();
        let temporary =
            || std::env::temp_dir().join(format!("relata-compile-time-{}", std::process::id()));
        let folder = kept.unwrap_or_else(temporary);
        fs::create_dir_all(&folder)?;
        Ok(Workshop { folder, is_temporary })
    }

    /// A crate called `name`. Crates with the same `output` share what is built of their dependencies.
    pub fn project(&self, print: &dyn Print, name: &str, output: &str) -> io::Result<Project> {
        let folder = self.folder.join(print.name()).join(name);
        fs::create_dir_all(folder.join("src"))?;
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{}\n[workspace]\n",
            print.dependencies(),
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        // The same versions as in the run-time benchmark; cargo drops what is not needed.
        fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock"), folder.join("Cargo.lock"))?;
        Ok(Project { target: self.folder.join(print.name()).join(output), folder })
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        if self.is_temporary && fs::remove_dir_all(&self.folder).is_err() {
            eprintln!("cannot remove {}", self.folder.display());
        }
    }
}

/// A generated crate.
pub struct Project {
    folder: PathBuf,
    target: PathBuf,
}

impl Project {
    /// Writes the sources of an application; cargo will see them as changed even if they are not.
    pub fn write(&self, print: &dyn Print, app: &App) -> io::Result<()> {
        let source = |name: &str, text: &str| fs::write(self.folder.join("src").join(name), text);
        let mut library = print.attributes().to_owned();
        if !app.tables.is_empty() {
            library += "pub mod schema;\n";
            source("schema.rs", &print.schema(app))?;
        }
        if !app.queries.is_empty() {
            library += "pub mod queries;\n";
            source("queries.rs", &print.queries(app))?;
        }
        source("lib.rs", &library)
    }

    /// Writes a crate that is one file: a program if it has a `main`.
    pub fn write_program(&self, text: &str) -> io::Result<()> {
        fs::write(self.folder.join("src/main.rs"), text)
    }

    /// `cargo check`; the incremental cache is used or not.
    pub fn check(&self, incremental: bool) -> io::Result<Cost> {
        let mut cargo = self.cargo(&["check", "--lib"]);
        cargo.env("CARGO_INCREMENTAL", if incremental { "1" } else { "0" });
        measure(&mut cargo)
    }

    /// `cargo build` with nothing built before, sources already downloaded.
    pub fn clean_build(&self) -> io::Result<Cost> {
        if self.target.exists() {
            fs::remove_dir_all(&self.target)?;
        }
        measure(&mut self.cargo(&["fetch"]))?;
        measure(&mut self.cargo(&["build"]))
    }

    /// How many lines the library has when its macros are expanded.
    pub fn expanded_lines(&self) -> io::Result<usize> {
        let mut cargo =
            self.cargo(&["rustc", "--lib", "--profile", "check", "--", "-Zunpretty=expanded"]);
        cargo.env("RUSTC_WORKSPACE_WRAPPER", std::env::current_exe()?).env(WRAPPED, "1");
        let output = cargo.output()?;
        if !output.status.success() {
            return Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()));
        }
        Ok(output.stdout.iter().filter(|&&byte| byte == b'\n').count())
    }

    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo
            .arg("--quiet")
            .args(arguments)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target);
        // A cache of compiled crates would be measured in place of the compiler.
        cargo.env_remove("RUSTC_WRAPPER").env_remove("RUSTC_WORKSPACE_WRAPPER");
        cargo
    }
}

/// Runs a command to its end; what it prints is shown only if it fails.
fn measure(command: &mut Command) -> io::Result<Cost> {
    let start = Instant::now();
    let child =
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
    let (errors, cpu, memory, success) = wait(child)?;
    let cost = Cost { wall: start.elapsed().as_secs_f64(), cpu, memory };
    if success { Ok(cost) } else { Err(io::Error::other(errors)) }
}

/// What the child wrote, its seconds of CPU, its peak memory, and whether it succeeded.
fn wait(mut child: Child) -> io::Result<(String, f64, f64, bool)> {
    let errors = child.stderr.take().map(io::read_to_string).transpose()?.unwrap_or_default();
    let mut status = 0;
    // SAFETY: `rusage` is plain numbers, for which zeros are a value.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    // SAFETY: the process is our child and nobody else waits for it; both pointers are to live values.
    let waited = unsafe { libc::wait4(child.id() as libc::pid_t, &mut status, 0, &mut usage) };
    if waited < 0 {
        return Err(io::Error::last_os_error());
    }
    // The figures are those of the child and of all descendants it waited for; the memory is that of the largest.
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    let unit = if cfg!(target_vendor = "apple") { 1.0 } else { 1024.0 };
    let memory = usage.ru_maxrss as f64 * unit / 1e6;
    Ok((errors, seconds(usage.ru_utime) + seconds(usage.ru_stime), memory, status == 0))
}

/// Runs rustc with its unstable options allowed, if cargo called this program for that; else returns.
///
/// Allowing them for the whole of cargo would make dependencies turn to unstable features and be built again.
pub fn stand_in_for_rustc() {
    use std::os::unix::process::CommandExt;

    if std::env::var_os(WRAPPED).is_none() {
        return;
    }
    let mut arguments = std::env::args_os().skip(1);
    let rustc = arguments.next().unwrap_or_else(|| "rustc".into());
    let error = Command::new(rustc).args(arguments).env("RUSTC_BOOTSTRAP", "1").exec();
    eprintln!("{error}");
    std::process::exit(1);
}
