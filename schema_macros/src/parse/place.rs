//! Which attributes stand where, and what is said about the others.

use syn::ext::IdentExt;

use super::attribute::Attribute;
use super::option::listed;
use crate::error::{Errors, nearest};

/// A place where attributes stand.
pub struct Place {
    /// What messages call it.
    pub name: &'static str,
    /// The attributes that it takes.
    pub words: &'static [&'static str],
    /// Those that may stand there several times.
    pub repeatable: &'static [&'static str],
    /// Attributes that are written elsewhere, and where.
    pub elsewhere: (&'static [&'static str], &'static str),
}

impl Place {
    /// A place for doc comments alone.
    pub const fn plain(name: &'static str) -> Self {
        Self { name, words: &[], repeatable: &[], elsewhere: (&[], "") }
    }

    fn refuses(&self, word: &str) -> String {
        let (elsewhere, there) = self.elsewhere;
        if elsewhere.contains(&word) {
            return format!("`{word}` stands {there}");
        }
        let name = self.name;
        if word == "cfg" || word == "cfg_attr" {
            return format!("{name} cannot depend on `{word}`: write it above the whole macro");
        }
        if self.words.is_empty() {
            return format!("unknown attribute `{word}`: {name} takes doc comments alone");
        }
        match nearest(word, self.words.iter().copied()) {
            Some(near) => format!("unknown attribute `{word}`: did you mean `{near}`?"),
            None => format!("unknown attribute `{word}`: {name} takes {}", listed(self.words)),
        }
    }
}

/// Drops attributes that are unknown here or written twice.
pub fn known(attributes: &mut Vec<Attribute>, place: &Place, errors: &mut Errors) {
    let mut seen: Vec<String> = Vec::new();
    attributes.retain(|attribute| {
        let word = attribute.word.unraw().to_string();
        if !place.words.contains(&word.as_str()) {
            errors.at(&attribute.word, place.refuses(&word));
            return false;
        }
        let twice = seen.contains(&word) && !place.repeatable.contains(&word.as_str());
        if twice {
            errors.at(&attribute.word, format!("`{word}` is written twice: leave one out"));
        }
        seen.push(word);
        !twice
    });
}

#[cfg(test)]
mod tests {
    use crate::testing::{refused, with_attributes, with_columns};

    #[test]
    fn attributes_are_known_and_written_once() {
        refused(
            with_columns,
            &[
                ("#[uniq] a: i64", &["unknown attribute `uniq`: did you mean `unique`?"]),
                (
                    "#[foo] a: i64",
                    &[
                        "unknown attribute `foo`: a column takes `primary_key`, `identity`, `unique`, \
                   `index`, `references`, `default`, `default_with`, `update_with`, `computed`, \
                   `immutable`, `version`, `tenant`, `soft_delete`, `column`, `sql` and `check`",
                    ],
                ),
                ("#[unique, unique] a: i64", &["`unique` is written twice: leave one out"]),
                ("#[unique] #[unique] a: i64", &["`unique` is written twice: leave one out"]),
                (
                    "#[cfg(test)] a: i64",
                    &["a column cannot depend on `cfg`: write it above the whole macro"],
                ),
                ("#[foreign_key(a)] a: i64", &["`foreign_key` stands above the table"]),
                (
                    "#[unique] a: HasMany<b::c>",
                    &["unknown attribute `unique`: a relation takes doc comments alone"],
                ),
            ],
        );
        refused(
            with_attributes,
            &[
                ("#[identity]", &["`identity` stands on a column"]),
                (
                    "#[foo]",
                    &["unknown attribute `foo`: a table takes `table`, `primary_key`, `unique`, \
                   `index`, `check`, `foreign_key`, `constraints` and `derive`"],
                ),
            ],
        );
    }
}
