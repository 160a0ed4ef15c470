//! A Chinook script as rows: its INSERT statements, without the rest of its SQL.

use std::borrow::Cow;
use std::fmt;

/// The rows of one INSERT.
pub struct Insert<'s> {
    /// In small letters and in one word, since the scripts spell names differently.
    pub table: String,
    pub rows: Vec<Fields<'s>>,
}

/// The values of a row, taken one after the other in the order of its columns.
pub struct Fields<'s>(std::vec::IntoIter<Option<Cow<'s, str>>>);

/// The script is not what this reads.
#[derive(Debug)]
pub struct Unreadable(String);

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the script cannot be read: {}", self.0)
    }
}

impl std::error::Error for Unreadable {}

/// Reads all INSERT statements: `INSERT INTO [Genre] ([GenreId], [Name]) VALUES (1, 'Rock'), ..;`
///
/// The scripts name the columns in the same order, and quote names and texts differently.
pub fn inserts(script: &str) -> Result<Vec<Insert<'_>>, Unreadable> {
    let mut rest = script;
    let mut all = Vec::new();
    while let Some((_, statement)) = rest.split_once("\nINSERT INTO ") {
        let (name, after) = split(statement, " (")?;
        let table = name.replace(['[', ']', '`', '_'], "").to_ascii_lowercase();
        let (_, mut after) = split(after, "VALUES")?;
        let mut rows = Vec::new();
        while let Some(row) = after.trim_start_matches([',', ' ', '\r', '\n']).strip_prefix('(') {
            let (fields, end) = row_of(row)?;
            rows.push(fields);
            after = end;
        }
        all.push(Insert { table, rows });
        rest = after;
    }
    Ok(all)
}

fn split<'s>(text: &'s str, at: &str) -> Result<(&'s str, &'s str), Unreadable> {
    text.split_once(at).ok_or_else(|| Unreadable(format!("`{at}` is missing")))
}

/// Reads up to the closing parenthesis, and gives what follows it.
fn row_of(mut rest: &str) -> Result<(Fields<'_>, &str), Unreadable> {
    let mut fields = Vec::new();
    loop {
        let start = rest.trim_start();
        let (value, after) = match start.strip_prefix("N'").or(start.strip_prefix('\'')) {
            Some(quoted) => {
                let (text, after) = text_of(quoted)?;
                (Some(text), after)
            }
            None => {
                let end = rest.find([',', ')']).unwrap_or(rest.len());
                let (word, after) = rest.split_at(end);
                (Some(word.trim()).filter(|word| *word != "NULL").map(Cow::from), after)
            }
        };
        fields.push(value);
        let mut after = after.chars();
        match after.next() {
            Some(',') => rest = after.as_str(),
            Some(')') => return Ok((Fields(fields.into_iter()), after.as_str())),
            _ => return Err(Unreadable("a row does not end".to_owned())),
        }
    }
}

/// Reads up to the closing quote; two quotes are one.
fn text_of(quoted: &str) -> Result<(Cow<'_, str>, &str), Unreadable> {
    let mut from = 0;
    loop {
        let Some(quote) = quoted[from..].find('\'').map(|at| from + at) else {
            return Err(Unreadable("a text does not end".to_owned()));
        };
        let after = &quoted[quote + 1..];
        if !after.starts_with('\'') {
            let text = &quoted[..quote];
            let plain = if from == 0 { text.into() } else { text.replace("''", "'").into() };
            return Ok((plain, after));
        }
        from = quote + 2;
    }
}

impl<'s> Insert<'s> {
    /// Makes something of each row.
    pub fn read<T>(
        mut self,
        make: impl FnMut(&mut Fields<'s>) -> Result<T, Unreadable>,
    ) -> Result<Vec<T>, Unreadable> {
        self.rows.iter_mut().map(make).collect()
    }
}

impl Fields<'_> {
    /// A text, or NULL.
    pub fn maybe_text(&mut self) -> Result<Option<String>, Unreadable> {
        let field = self.0.next().ok_or_else(|| Unreadable("a row is too short".to_owned()))?;
        Ok(field.map(Cow::into_owned))
    }

    pub fn text(&mut self) -> Result<String, Unreadable> {
        self.maybe_text()?.ok_or_else(|| Unreadable("NULL where there must be a value".to_owned()))
    }

    /// A day, written as in `2021-01-31`.
    pub fn date(&mut self) -> Result<String, Unreadable> {
        day(&self.text()?)
    }

    /// A day, or NULL.
    pub fn maybe_date(&mut self) -> Result<Option<String>, Unreadable> {
        self.maybe_text()?.as_deref().map(day).transpose()
    }

    pub fn int(&mut self) -> Result<i64, Unreadable> {
        parsed(&self.text()?)
    }

    /// A whole number, or NULL.
    pub fn maybe_int(&mut self) -> Result<Option<i64>, Unreadable> {
        self.maybe_text()?.as_deref().map(parsed).transpose()
    }

    pub fn float(&mut self) -> Result<f64, Unreadable> {
        parsed(&self.text()?)
    }
}

/// The scripts have `2021-01-31 00:00:00` and `2021/1/31`.
fn day(text: &str) -> Result<String, Unreadable> {
    let date = text.strip_suffix(" 00:00:00").unwrap_or(text);
    let parts: Vec<u32> = date.split(['-', '/']).map(parsed).collect::<Result<_, _>>()?;
    match parts[..] {
        [year, month, day] => Ok(format!("{year:04}-{month:02}-{day:02}")),
        _ => Err(Unreadable(format!("`{text}` is not a day"))),
    }
}

fn parsed<N: std::str::FromStr>(text: &str) -> Result<N, Unreadable> {
    text.parse().map_err(|_| Unreadable(format!("`{text}` is not a number of this kind")))
}
