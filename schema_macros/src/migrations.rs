//! `migrations!("migrations")`: the scripts of a folder, as part of the program.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::{env, fs};

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::LitStr;

use crate::error::Errors;

/// Expands a call.
pub fn expand(tokens: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let folder = match tokens.is_empty() {
        true => Ok(LitStr::new("migrations", Span::call_site())),
        false => syn::parse2::<LitStr>(tokens).map_err(|error| {
            syn::Error::new(error.span(), "expected a folder, as in `migrations!(\"migrations\")`")
        }),
    };
    let all = errors.keep(folder).map(|folder| scripts(&folder, &mut errors)).unwrap_or_default();
    if errors.any() {
        let errors = errors.into_tokens();
        // The type is known all the same, so that nothing else is wrong with it.
        return quote!({ #errors ::relata::migrate::Migrations::embedded(&[]) });
    }
    let all = all.iter().map(|script| {
        let Script { number, name, up, down } = script;
        let down = match down {
            Some(down) => quote!(::core::option::Option::Some(::core::include_str!(#down))),
            None => quote!(::core::option::Option::None),
        };
        quote!(::relata::migrate::Migration::embedded(#number, #name, ::core::include_str!(#up), #down))
    });
    quote!({
        const ALL: &[::relata::migrate::Migration] = &[#(#all),*];
        ::relata::migrate::Migrations::embedded(ALL)
    })
}

/// A script, by its paths.
struct Script {
    number: i64,
    name: String,
    up: String,
    down: Option<String>,
}

/// The scripts of the folder, by number.
fn scripts(folder: &LitStr, errors: &mut Errors) -> Vec<Script> {
    let (mut all, mut downs) = (Vec::<Script>::new(), Vec::new());
    for path in files(folder, errors) {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some((number, name, is_up)) = parse(&file) else {
            errors.at(folder, format!(
                "`{file}` is no name of a migration, which is a number, `_` and a word: `0001_users.sql`, and \
                 `0001_users.down.sql` for what undoes it"
            ));
            continue;
        };
        let text = fs::read(&path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        match &text {
            None => errors.at(folder, format!("`{file}` cannot be read, or is not UTF-8")),
            Some(text) if is_empty(text) => errors.at(folder, format!("`{file}` is empty")),
            Some(_) => {}
        }
        let (name, path) = (name.to_owned(), path.to_string_lossy().into_owned());
        match is_up {
            true => all.push(Script { number, name, up: path, down: None }),
            false => downs.push((name, path)),
        }
    }
    all.sort_by_key(|script| script.number);
    for pair in all.windows(2) {
        if let [first, second] = pair
            && first.number == second.number
        {
            let (first, second) = (&first.name, &second.name);
            errors.at(folder, format!("`{first}.sql` and `{second}.sql` have the same number"));
        }
    }
    for (name, path) in downs {
        match all.iter_mut().find(|script| script.name == name) {
            Some(script) => script.down = Some(path),
            None => {
                errors.at(
                    folder,
                    format!("`{name}.down.sql` undoes `{name}.sql`, which is not there"),
                );
            }
        }
    }
    all
}

/// The files that end in `.sql`, by name.
fn files(folder: &LitStr, errors: &mut Errors) -> Vec<PathBuf> {
    let root = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let name = folder.value();
    let entries = match fs::read_dir(Path::new(&root).join(&name)) {
        Ok(entries) => entries,
        Err(error) => {
            errors.at(
                folder,
                match error.kind() {
                    ErrorKind::NotFound => format!("there is no folder `{name}` beside Cargo.toml"),
                    _ => format!("`{name}` cannot be read: {error}"),
                },
            );
            return Vec::new();
        }
    };
    let paths = entries.flatten().map(|entry| entry.path());
    let mut files: Vec<_> = paths
        .filter(|path| {
            path.extension().is_some_and(|end| end.eq_ignore_ascii_case("sql")) && !path.is_dir()
        })
        .collect();
    files.sort();
    files
}

/// The number, the name without its end, and whether it is applied and not undone: as `relata::migrate` reads it.
fn parse(file: &str) -> Option<(i64, &str, bool)> {
    let name = file.strip_suffix(".sql")?;
    let (stem, is_up) = match name.strip_suffix(".down") {
        Some(stem) => (stem, false),
        None => (name, true),
    };
    let (number, word) = stem.split_once('_')?;
    let is_plain = number.bytes().all(|byte| byte.is_ascii_digit());
    let number = number.parse().ok().filter(|_| is_plain)?;
    (!word.is_empty() && !word.contains('.')).then_some((number, stem, is_up))
}

fn is_empty(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    lines.all(|line| line.is_empty() || line.starts_with("--"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{dense, errors, expanded};

    /// A call over a folder of these files.
    fn output(name: &str, files: &[(&str, &[u8])]) -> TokenStream {
        let folder =
            env::temp_dir().join(format!("relata_migrations_{}_{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("0009_folder.sql")).expect("a folder");
        for (file, text) in files {
            fs::write(folder.join(file), text).expect("a file");
        }
        let output = expanded(expand, &format!("{:?}", folder.display().to_string()));
        fs::remove_dir_all(&folder).expect("the folder again");
        output
    }

    #[test]
    fn scripts_are_included_by_number() {
        let output = dense(&output(
            "good",
            &[("2_b.sql", b"b"), ("1_a.sql", b"a"), ("1_a.down.sql", b"undo"), ("README.md", b"-")],
        ));
        let at = |text: &str| output.find(text).unwrap_or_else(|| panic!("{text} in {output}"));
        assert!(at("embedded(1i64,\"1_a\",") < at("1_a.down.sql"), "{output}");
        assert!(at("1_a.down.sql") < at("embedded(2i64,\"2_b\","), "{output}");
        assert!(at("2_b.sql") < at("None"), "{output}");
    }

    #[test]
    fn what_is_wrong_is_told_by_the_name_of_the_file() {
        let refused = |name, files: &[(&str, &[u8])]| errors(output(name, files)).join("; ");
        assert_eq!(
            refused("same", &[("2_b.sql", b"x"), ("02_a.sql", b"x")]),
            "`02_a.sql` and `2_b.sql` have the same number"
        );
        assert_eq!(
            refused("down", &[("1_a.down.sql", b"x")]),
            "`1_a.down.sql` undoes `1_a.sql`, which is not there"
        );
        assert_eq!(refused("empty", &[("1_a.sql", b"-- later\n")]), "`1_a.sql` is empty");
        assert_eq!(
            refused("bytes", &[("1_a.sql", b"\xff")]),
            "`1_a.sql` cannot be read, or is not UTF-8"
        );
        for file in [
            "users.sql",
            "_users.sql",
            "1.sql",
            "1_.sql",
            "+1_a.sql",
            "1_a.up.sql",
            "1-a.sql",
            "1_a.SQL",
            "99999999999999999999_a.sql",
        ] {
            assert!(
                refused("name", &[(file, b"x")]).starts_with(&format!("`{file}` is no name")),
                "{file}"
            );
        }
        assert_eq!(
            errors(expanded(expand, "\"none\"")),
            ["there is no folder `none` beside Cargo.toml"]
        );
        assert_eq!(
            errors(expanded(expand, "migrations")),
            ["expected a folder, as in `migrations!(\"migrations\")`"]
        );
    }
}
