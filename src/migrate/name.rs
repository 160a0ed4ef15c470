//! The names of files: a number, a word, and which way the script goes.

use super::Way;

/// What a name says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Name<'n> {
    pub number: i64,
    /// The number and the word, as they are written.
    pub stem: &'n str,
    pub way: Way,
}

impl<'n> Name<'n> {
    /// Reads `0001_users.sql` or `0001_users.down.sql`; the end may be missing where there is no file.
    pub fn parse(file: &'n str) -> Result<Self, String> {
        let name = file.strip_suffix(".sql").unwrap_or(file);
        let (stem, way) = match name.strip_suffix(".down") {
            Some(stem) => (stem, Way::Down),
            None => (name, Way::Up),
        };
        let parsed = stem.split_once('_').and_then(|(number, word)| {
            let is_plain = number.bytes().all(|byte| byte.is_ascii_digit());
            let number = number.parse().ok().filter(|_| is_plain)?;
            (!word.is_empty() && !word.contains('.')).then_some(Self { number, stem, way })
        });
        parsed.ok_or_else(|| {
            format!(
                "`{file}` is no name of a migration, which is a number, `_` and a word: `0001_users.sql`, and \
                 `0001_users.down.sql` for what undoes it"
            )
        })
    }
}

/// Whether a script does nothing, but for its comments.
pub(super) fn is_empty(text: &str) -> bool {
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    lines.into_iter().all(|line| line.is_empty() || line.starts_with("--"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_number_and_a_word() {
        let name = |number, stem, way| Ok(Name { number, stem, way });
        assert_eq!(Name::parse("0001_users.sql"), name(1, "0001_users", Way::Up));
        assert_eq!(
            Name::parse("20261128235900_a_b-c.down.sql"),
            name(20_261_128_235_900, "20261128235900_a_b-c", Way::Down)
        );
        for wrong in [
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
            let error = Name::parse(wrong).err().unwrap_or_default();
            assert!(error.starts_with(&format!("`{wrong}` is no name")), "{wrong}: {error}");
        }
    }
}
