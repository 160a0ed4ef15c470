//! The command line, as it is run.

#![cfg(all(feature = "cli", feature = "sqlite"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::process::{Command, Output};

use relata::prelude::*;

fn relata(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_relata")).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn schema_print() -> Result<(), relata::Error> {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("shop.db").display());
    let missing = relata(&["schema", "print", &url]);
    assert!(!missing.status.success() && text(&missing.stderr).starts_with("relata: "));

    let engine = Engine::<Sqlite>::open(&url).await?;
    engine
        .run_script(
            "CREATE TABLE goods (id INTEGER PRIMARY KEY, since DATE NOT NULL); CREATE TABLE others (id)",
        )
        .await?;
    let printed = relata(&["schema", "print", &url, "--table", "goods", "--dates", "jiff"]);
    assert_eq!(text(&printed.stderr), "");
    assert!(text(&printed.stdout).ends_with(
        "
table! {
    pub goods as Good {
        #[primary_key, identity] id: i64,
        since: jiff::civil::Date,
    }
}

schema! { pub tables: goods }
"
    ));
    let drawn = relata(&["schema", "diagram", &url, "--table", "goods"]);
    let diagram = "erDiagram\n    \"goods\" {\n        INTEGER id PK\n        DATE since\n    }\n";
    assert_eq!((text(&drawn.stderr), text(&drawn.stdout)), ("", diagram));
    let unknown = relata(&["schema", "print", &url, "--table", "nothing"]);
    assert_eq!(text(&unknown.stderr), "relata: there is no table or view `nothing`\n");
    engine.run_script("DROP TABLE goods; DROP TABLE others").await?;
    let empty = relata(&["schema", "print", &url]);
    assert!(empty.status.success());
    let words = "relata: there are no tables and views that this user may see\n";
    assert_eq!(text(&empty.stderr), words);
    Ok(())
}

#[tokio::test]
async fn migrate() -> Result<(), relata::Error> {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("shop.db").display());
    let dir = folder.path().join("scripts");
    let dir = dir.to_str().unwrap();
    let run = |words: &str| {
        let mut arguments = vec!["migrate"];
        arguments
            .extend(words.split(' ').map(|word| if word == "URL" { url.as_str() } else { word }));
        arguments.extend(["--dir", dir]);
        let output = relata(&arguments);
        let said = [text(&output.stdout), text(&output.stderr)].concat();
        // Times differ.
        let said = said.lines().map(|line| line.split(" in ").next().unwrap_or(line).to_owned());
        (output.status.success(), said.collect::<Vec<_>>().join("\n"))
    };
    let write = |file: &str, script: &str| {
        std::fs::write(folder.path().join("scripts").join(file), script).unwrap()
    };

    // The next one does not wait for the first to be written.
    assert_eq!(run("new first").1, format!("{dir}/0001_first.sql"));
    assert_eq!(run("new second").1, format!("{dir}/0002_second.sql"));
    write("9223372036854775807_last.sql", "SELECT 1");
    let refused = "relata: there is a migration of this number, or cannot be one";
    assert_eq!(run("new third"), (false, refused.to_owned()));
    std::fs::remove_dir_all(dir).unwrap();

    let (is_made, said) = run("new goods --down");
    assert!(
        is_made && said == format!("{dir}/0001_goods.sql\n{dir}/0001_goods.down.sql"),
        "{said}"
    );
    assert_eq!(run("up URL"), (false, "relata: `0001_goods.down.sql` is empty".to_owned()));
    write("0001_goods.sql", "CREATE TABLE goods (id INTEGER PRIMARY KEY);\n");
    write("0001_goods.down.sql", "DROP TABLE goods;\n");
    let (_, said) = run("new --number 12 prices");
    assert_eq!(said, format!("{dir}/0012_prices.sql"));
    write("0012_prices.sql", "ALTER TABLE goods ADD COLUMN price INTEGER;\n");
    assert_eq!(
        run("new --number 1 others"),
        (false, "relata: there is a migration of this number, or cannot be one".to_owned())
    );
    assert!(!run("new ../others").0);

    // A look makes no database.
    assert!(!run("up URL --dry-run").0 && !folder.path().join("shop.db").exists());
    Engine::<Sqlite>::open(&url).await?.run_script("CREATE TABLE old (id)").await?;
    assert_eq!(run("up URL --to 7"), (false, "relata: there is no migration 7".to_owned()));
    let dry = "-- 0001_goods\nCREATE TABLE goods (id INTEGER PRIMARY KEY);\n";
    assert_eq!(run("up URL --to 1 --dry-run"), (true, dry.to_owned()));
    assert_eq!(run("up URL --to 1"), (true, "applied 0001_goods".to_owned()));
    let (_, said) = run("status URL");
    let lines: Vec<_> = said.lines().collect();
    assert!(
        lines[0].starts_with("0001_goods: applied (20") && lines[0].ends_with(" UTC)"),
        "{said}"
    );
    assert_eq!(lines[1..], ["0012_prices: open"]);
    assert_eq!(run("up URL"), (true, "applied 0012_prices".to_owned()));
    assert_eq!(run("up URL"), (true, String::new()));
    let refused =
        "relata: nothing undoes migration `0012_prices`: there is no `0012_prices.down.sql`";
    assert_eq!(run("down URL"), (false, refused.to_owned()));
    assert_eq!(run("mark 12 open URL"), (true, String::new()));
    assert_eq!(run("down URL --dry-run"), (true, "-- 0001_goods\nDROP TABLE goods;\n".to_owned()));
    assert_eq!(run("down URL"), (true, "undone 0001_goods".to_owned()));

    write("0005_more.sql", "CREATE TABLE more (id INTEGER);");
    assert_eq!(run("mark 12 applied URL"), (true, String::new()));
    let (is_done, said) = run("up URL");
    assert!(
        !is_done && said.starts_with("relata: migration `0001_goods` is not applied, and one"),
        "{said}"
    );
    let both = "applied 0001_goods\napplied 0005_more".to_owned();
    assert_eq!(run("up URL --in-any-order"), (true, both));

    // Nobody listens any more.
    write("0013_two.sql", "SELECT 1");
    write("0014_three.sql", "SELECT 1");
    for words in ["up", "status"] {
        let (_, closed) = std::io::pipe().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_relata"));
        let output = command.args(["migrate", words, &url, "--dir", dir]).stdout(closed).output();
        assert!(!text(&output.unwrap().stderr).contains("panicked"), "{words}");
    }
    assert!(run("status URL").1.contains("0014_three: applied"));

    write("0015_broken.sql", "CREATE TABLE a (id INTEGER); CREATE TABLE a (id INTEGER);");
    let (is_done, said) = run("up URL");
    let words = "relata: migration `0015_broken` has failed, and nothing of it is left: statement 2 of the script: ";
    assert!(!is_done && said.starts_with(words), "{said}");
    Ok(())
}

#[tokio::test]
async fn migrate_new_of_changes() -> Result<(), relata::Error> {
    let folder = tempfile::tempdir().unwrap();
    let url = |name: &str| format!("sqlite://{}", folder.path().join(name).display());
    let (live, wanted) = (url("live.db"), url("wanted.db"));
    let before = "CREATE TABLE goods (id INTEGER PRIMARY KEY, name TEXT NOT NULL); \
        CREATE TABLE parts (id INTEGER PRIMARY KEY, good INTEGER REFERENCES goods ON DELETE CASCADE); \
        INSERT INTO goods VALUES (1, 'a'); INSERT INTO parts VALUES (1, 1)";
    Engine::<Sqlite>::open(&live).await?.run_script(before).await?;
    Engine::<Sqlite>::open(&wanted).await?.run_script(before).await?;
    let dir = folder.path().join("scripts");
    let new = |more: &[&str]| {
        let mut arguments = vec!["migrate", "new", "notes", "--from", &live, "--to", &wanted];
        arguments.extend(["--dir", dir.to_str().unwrap()]);
        arguments.extend(more);
        relata(&arguments)
    };
    assert_eq!(text(&new(&[]).stderr), "relata: both databases have the same schema\n");

    // SQLite has no words for the check, and rebuilds the table.
    let after = "DROP TABLE parts; DROP TABLE goods; \
        CREATE TABLE goods (id INTEGER PRIMARY KEY, name TEXT NOT NULL CHECK (name <> ''), note TEXT); \
        CREATE TABLE parts (id INTEGER PRIMARY KEY, good INTEGER REFERENCES goods ON DELETE CASCADE)";
    let changed = Engine::<Sqlite>::open(&wanted).await?;
    changed.run_script(after).await?;
    let made = new(&["--down"]);
    assert_eq!(text(&made.stderr), "");
    let up = std::fs::read_to_string(dir.join("0001_notes.sql")).unwrap();
    assert!(up.starts_with("-- relata: no transaction\n"), "{up}");
    let engine = Engine::<Sqlite>::open(&live).await?;
    let migrations = relata::migrate::Migrations::read(&dir)?;
    migrations.up(&engine).await?;
    let catalog = engine.reflect(&relata::ddl::Reflect::new()).await?;
    let wanted = changed.reflect(&relata::ddl::Reflect::new()).await?;
    assert_eq!(catalog.changes_to(&wanted).len(), 0);
    let parts = raw!(read i64, "SELECT count(*) FROM parts");
    assert_eq!(engine.one(&parts).await?, 1);
    migrations.down(&engine, 1).await?;
    assert_eq!(engine.one(&parts).await?, 1);
    assert_eq!(engine.reflect(&relata::ddl::Reflect::new()).await?.changes_to(&wanted).len(), 2);

    // What was there is not lost by mistake.
    changed.run_script("DROP TABLE parts; DROP TABLE goods").await?;
    let refused = new(&["--number", "2"]);
    assert!(!refused.status.success() && text(&refused.stderr).contains("goods"));
    assert!(new(&["--number", "2", "--may-lose"]).status.success());
    Ok(())
}

#[test]
fn a_database_is_named_by_the_variable_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut status = Command::new(env!("CARGO_BIN_EXE_relata"));
    status.args(["migrate", "status"]).arg("--dir").arg(folder.path());
    let output = status.env_remove("DATABASE_URL").output().unwrap();
    assert_eq!(
        text(&output.stderr),
        "relata: no database is named: give its URL, or set DATABASE_URL\n"
    );
    assert!(!output.status.success());
    let output = status.env("DATABASE_URL", "sqlite::memory:").output().unwrap();
    assert_eq!((text(&output.stdout), output.status.success()), ("", true));
}
