//! How dialects take JSON apart: the words of each as data, and how paths are written.

use std::borrow::Cow;
use std::fmt::Write as _;

/// A step of a path into JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// The value of an object under this key.
    Key(Cow<'a, str>),
    /// The element of an array at this place, counted from 0.
    Index(usize),
}

/// How a path is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paths {
    /// `{"address","tags","0"}`, an array of texts.
    Array,
    /// `$."address"."tags"[0]`
    Dollar,
}

/// A path that is being written.
#[derive(Debug)]
pub struct PathText {
    words: &'static JsonWords,
    text: String,
    steps: usize,
    refused: Option<&'static str>,
}

impl PathText {
    /// One without steps.
    pub fn new(words: &'static JsonWords) -> Self {
        let start = if words.paths == Paths::Array { "{" } else { "$" };
        Self { words, text: start.to_owned(), steps: 0, refused: None }
    }

    /// Adds a step.
    pub fn push(&mut self, step: Step<'_>) {
        let text = &mut self.text;
        match (self.words.paths, &step) {
            (Paths::Array, _) => text.push_str(if self.steps == 0 { "\"" } else { ",\"" }),
            (Paths::Dollar, Step::Key(_)) => text.push_str(".\""),
            (Paths::Dollar, Step::Index(_)) => text.push('['),
        }
        match &step {
            Step::Key(key) => {
                self.refused = self.refused.or((self.words.refuses_key)(key));
                escape(key, self.words.paths, text);
            }
            Step::Index(index) => {
                self.refused = self.refused.or_else(|| refuses_index(*index));
                // Writing to a text does not fail.
                let _ = write!(text, "{index}");
            }
        }
        match (self.words.paths, &step) {
            (Paths::Dollar, Step::Index(_)) => text.push(']'),
            _ => text.push('"'),
        }
        self.steps += 1;
    }

    /// Whether it has no steps.
    pub fn is_empty(&self) -> bool {
        self.steps == 0
    }

    /// Why it cannot be written, if it cannot.
    pub fn refused(&self) -> Option<&'static str> {
        self.refused
    }

    /// Its text.
    pub fn finish(mut self) -> String {
        self.text.push_str(if self.words.paths == Paths::Array { "}" } else { "" });
        self.text
    }
}

/// Databases count the elements of an array in fewer bits, and one begins again from 0.
fn refuses_index(index: usize) -> Option<&'static str> {
    i32::try_from(index).is_err().then_some("no array of JSON has a place above 2147483647")
}

/// A key in quotes is a text of JSON in a path, where control characters are escaped as well.
fn escape(key: &str, paths: Paths, out: &mut String) {
    for c in key.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            // MariaDB finds a key only where it is escaped as serde does it.
            '\u{8}' | '\t' | '\n' | '\u{c}' | '\r' if paths == Paths::Dollar => {
                out.extend(['\\', short(c)]);
            }
            '\0'..='\x1f' if paths == Paths::Dollar => {
                // Writing to a text does not fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            _ => out.push(c),
        }
    }
}

/// The letter that stands for a control character.
fn short(c: char) -> char {
    match c {
        '\u{8}' => 'b',
        '\t' => 't',
        '\n' => 'n',
        '\u{c}' => 'f',
        _ => 'r',
    }
}

/// The words for JSON. In a text, `{0}` is the JSON, and `{1}` and `{2}` are what is beside it.
#[derive(Debug)]
pub struct JsonWords {
    /// How paths are written.
    pub paths: Paths,
    /// Why a key cannot be found, if it cannot.
    pub refuses_key: fn(&str) -> Option<&'static str>,
    /// What is at a path, as JSON.
    pub at: &'static str,
    /// JSON that is a text, as this text.
    pub text: &'static str,
    /// JSON that is a number, as an integer.
    pub integer: &'static str,
    /// The same as a floating point number.
    pub real: &'static str,
    /// The same as an exact decimal number.
    pub decimal: &'static str,
    /// JSON that is true or false, as this.
    pub truth: &'static str,
    /// Whether it is JSON's null.
    pub is_null: &'static str,
    /// How many elements an array has.
    pub array_length: &'static str,
    /// Whether it contains other JSON.
    pub contains: &'static str,
    /// Whether other JSON contains it.
    pub contained_by: &'static str,
    /// Whether an object has a key, which is a path of one step.
    pub has_key: &'static str,
    /// It without what is at a path.
    pub delete_path: &'static str,
    /// It with something else at a path.
    pub set_path: &'static str,
    /// A truth value as it stands in JSON that is made.
    pub made_of_truth: &'static str,
    /// JSON as it stands in JSON that is made.
    pub made_of_json: &'static str,
    /// The function that makes an object.
    pub object: &'static str,
    /// What stands before and after what becomes an array.
    pub array: [&'static str; 2],
}
