//! How an enum's variants are spelled as labels.

/// A spelling.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Case {
    /// `inprogress`
    Lower,
    /// `INPROGRESS`
    Upper,
    /// `in_progress`
    Snake,
    /// `IN_PROGRESS`
    ScreamingSnake,
    /// `in-progress`
    Kebab,
    /// `InProgress`
    Pascal,
    /// `inProgress`
    Camel,
}

const RULES: &[(&str, Case)] = &[
    ("lowercase", Case::Lower),
    ("UPPERCASE", Case::Upper),
    ("snake_case", Case::Snake),
    ("SCREAMING_SNAKE_CASE", Case::ScreamingSnake),
    ("kebab-case", Case::Kebab),
    ("PascalCase", Case::Pascal),
    ("camelCase", Case::Camel),
];

/// The rules, for messages.
pub const RULES_TEXT: &str = "`lowercase`, `UPPERCASE`, `snake_case`, `SCREAMING_SNAKE_CASE`, \
                              `kebab-case`, `PascalCase` or `camelCase`";

/// The rule of this name.
pub fn rule(text: &str) -> Option<Case> {
    RULES.iter().find(|(name, _)| *name == text).map(|(_, case)| *case)
}

/// A variant's or a struct's name in another spelling.
pub fn rename(name: &str, case: Case) -> String {
    let words = words(name);
    let lower = |word: &String| word.to_lowercase();
    let upper = |word: &String| word.to_uppercase();
    match case {
        Case::Lower => words.iter().map(lower).collect(),
        Case::Upper => words.iter().map(upper).collect(),
        Case::Snake => words.iter().map(lower).collect::<Vec<_>>().join("_"),
        Case::ScreamingSnake => words.iter().map(upper).collect::<Vec<_>>().join("_"),
        Case::Kebab => words.iter().map(lower).collect::<Vec<_>>().join("-"),
        Case::Pascal => words.iter().map(|word| capitalised(word)).collect(),
        Case::Camel => words
            .iter()
            .enumerate()
            .map(|(place, word)| if place == 0 { lower(word) } else { capitalised(word) })
            .collect(),
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string());
    first.unwrap_or_default() + &letters.as_str().to_lowercase()
}

/// `HttpError`, `HTTPError` and `http_error` are each two words.
fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for (place, &letter) in letters.iter().enumerate() {
        let after_lower = place > 0 && !letters[place - 1].is_uppercase();
        let before_lower = letters.get(place + 1).is_some_and(|next| next.is_lowercase());
        let starts = letter.is_uppercase() && (after_lower || before_lower);
        if (starts || letter == '_') && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if letter != '_' {
            word.push(letter);
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_names() {
        assert_eq!(words("InProgress"), ["In", "Progress"]);
        assert_eq!(words("HTTPError"), ["HTTP", "Error"]);
        assert_eq!(words("V2"), ["V2"]);
        assert_eq!(words("in_progress"), ["in", "progress"]);
    }

    #[test]
    fn each_rule_spells_as_it_is_spelled() {
        let spelled = |rule_name: &str| rule(rule_name).map(|case| rename("InProgress", case));
        assert_eq!(spelled("lowercase").as_deref(), Some("inprogress"));
        assert_eq!(spelled("UPPERCASE").as_deref(), Some("INPROGRESS"));
        assert_eq!(spelled("snake_case").as_deref(), Some("in_progress"));
        assert_eq!(spelled("SCREAMING_SNAKE_CASE").as_deref(), Some("IN_PROGRESS"));
        assert_eq!(spelled("kebab-case").as_deref(), Some("in-progress"));
        assert_eq!(spelled("PascalCase").as_deref(), Some("InProgress"));
        assert_eq!(spelled("camelCase").as_deref(), Some("inProgress"));
        assert_eq!(spelled("Train-Case"), None);
    }
}
