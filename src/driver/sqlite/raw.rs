//! Prepared statements over SQLite's C interface: the one file of the driver with unsafe code.
//!
//! Three things hold everywhere below. A statement lives in its [`Database`], beside the
//! connection that it belongs to, and is finalized before that is closed. The connection is opened
//! without a mutex of its own and is used by one thread at a time, since all that touch it borrow
//! the `Database` mutably. And what is bound without a copy outlives each step: a [`Running`]
//! borrows it, and clears it from the statement when it is dropped.

use std::ffi::{CStr, c_int};
use std::marker::PhantomData;
use std::ptr::{self, NonNull};
use std::slice;

use rusqlite::ffi;

use super::bind::Store;
use super::cache::Statements;
use super::fault;
use crate::driver::{Done, StatementKey};
use crate::error::Error;

/// A connection and its prepared statements.
pub(super) struct Database {
    // Fields are dropped in this order: the statements go before their connection.
    statements: Statements<Statement>,
    connection: rusqlite::Connection,
    open: Open,
    prepared: u64,
    /// For the texts that are made to be looked up.
    scratch: String,
}

/// Whether a statement was begun and not ended. At most one is.
enum Open {
    No,
    /// One runs, or its `Running` was forgotten.
    Running,
    /// One waits to be resumed, under this key. It borrows nothing.
    Paused(Option<StatementKey>),
}

/// What to run: a text under a key, and values for its placeholders.
pub(super) trait Source<'q> {
    /// The key; where there is none, the text is it.
    fn key(&self) -> Option<StatementKey>;
    /// Adds the text.
    fn write_text(&self, out: &mut String);
    /// Binds the values.
    fn bind(&self, to: &mut Running<'_, 'q>);
}

impl Database {
    /// Takes an open connection, which must not have a mutex of its own (`NO_MUTEX`).
    pub fn new(connection: rusqlite::Connection, cached: usize) -> Self {
        Self {
            statements: Statements::new(cached),
            connection,
            open: Open::No,
            prepared: 0,
            scratch: String::new(),
        }
    }

    /// The connection.
    pub fn connection(&self) -> &rusqlite::Connection {
        &self.connection
    }

    /// How many statements were prepared.
    pub fn prepared(&self) -> u64 {
        self.prepared
    }

    /// Whether a statement of this key is prepared.
    pub fn has(&self, key: StatementKey) -> bool {
        self.statements.has(key)
    }

    /// Finds or prepares the statement, and binds its values.
    #[inline]
    pub fn start<'s, 'q>(
        &'s mut self,
        source: &impl Source<'q>,
        copying: bool,
    ) -> Result<Running<'s, 'q>, Error> {
        self.end_open();
        let Self { statements, connection, open, prepared, scratch } = self;
        let statement = match source.key() {
            Some(key) => statements.fixed(key, || {
                *prepared += 1;
                let mut text = String::new();
                source.write_text(&mut text);
                Statement::prepare(connection, &text)
            })?,
            None => {
                scratch.clear();
                source.write_text(scratch);
                statements.dynamic(scratch, || {
                    *prepared += 1;
                    Statement::prepare(connection, scratch)
                })?
            }
        };
        *open = Open::Running;
        let mut running = Running {
            statement,
            open,
            bound: 0,
            rows: 0,
            failure: None,
            copying,
            values: PhantomData,
        };
        source.bind(&mut running);
        running.all_bound()?;
        Ok(running)
    }

    /// Goes on with the statement that was paused, unless another one was started since.
    pub fn resume(&mut self) -> Option<Running<'_, 'static>> {
        let Open::Paused(key) = self.open else { return None };
        let statement = self.statements.latest(key)?;
        self.open = Open::Running;
        Some(Running {
            bound: statement.parameters,
            statement,
            open: &mut self.open,
            rows: 0,
            failure: None,
            copying: true,
            values: PhantomData,
        })
    }

    /// Ends a statement that was paused, or whose `Running` was forgotten instead of dropped.
    #[inline]
    pub fn end_open(&mut self) {
        if !matches!(self.open, Open::No) {
            self.reset_all();
        }
    }

    /// What a statement borrowed may be gone, so it is cleared before anything else happens.
    #[cold]
    fn reset_all(&mut self) {
        for statement in self.statements.all() {
            statement.reset();
            statement.clear();
        }
        self.open = Open::No;
    }
}

/// A prepared statement.
struct Statement {
    pointer: NonNull<ffi::sqlite3_stmt>,
    columns: usize,
    parameters: c_int,
    /// It does not write.
    reads: bool,
    /// It is an INSERT, UPDATE or DELETE, so that SQLite counts its rows.
    counts: bool,
    /// How many rows it gave the last time.
    rows: usize,
}

// SAFETY: SQLite's statements may move between threads as long as one at a time uses the
// connection, and a statement never leaves the `Database` that its connection is in.
unsafe impl Send for Statement {}

impl Statement {
    fn prepare(connection: &rusqlite::Connection, sql: &str) -> Result<Self, Error> {
        let len = c_int::try_from(sql.len())
            .map_err(|_| Error::other("the statement is longer than SQLite takes"))?;
        let mut pointer = ptr::null_mut();
        let mut rest = ptr::null();
        // SAFETY: the connection is open, the text is `len` bytes long, and the two results point
        // to variables of this function.
        let code = unsafe {
            ffi::sqlite3_prepare_v3(
                connection.handle(),
                sql.as_ptr().cast(),
                len,
                ffi::SQLITE_PREPARE_PERSISTENT as _,
                &mut pointer,
                &mut rest,
            )
        };
        if code != ffi::SQLITE_OK {
            // SAFETY: the connection is open.
            let (code, message) = unsafe { last_error(connection.handle()) };
            return Err(fault::error(code, &message).with_sql(|| sql.to_owned()));
        }
        let Some(pointer) = NonNull::new(pointer) else {
            return Err(Error::other("the statement is empty"));
        };
        // Where SQLite stopped, counted from the beginning of the text.
        let read = (rest as usize).saturating_sub(sql.as_ptr() as usize);
        let mut statement =
            Self { pointer, columns: 0, parameters: 0, reads: false, counts: false, rows: 0 };
        if sql.get(read..).is_some_and(|rest| !skip_comments(rest).is_empty()) {
            return Err(Error::other("one statement is expected, and the text has several")
                .with_sql(|| sql.to_owned()));
        }
        // SAFETY: the statement was prepared above.
        unsafe {
            let columns = ffi::sqlite3_column_count(pointer.as_ptr());
            statement.columns = usize::try_from(columns).unwrap_or(0);
            statement.parameters = ffi::sqlite3_bind_parameter_count(pointer.as_ptr());
            statement.reads = ffi::sqlite3_stmt_readonly(pointer.as_ptr()) != 0;
        }
        statement.counts = !statement.reads && changes_rows(sql);
        Ok(statement)
    }

    fn reset(&mut self) {
        // SAFETY: the statement is not finalized before `drop`. The code says how its last step
        // went, which was reported then.
        unsafe { ffi::sqlite3_reset(self.pointer.as_ptr()) };
    }

    fn clear(&mut self) {
        // SAFETY: as in `reset`; what was bound without a copy is not read here.
        unsafe { ffi::sqlite3_clear_bindings(self.pointer.as_ptr()) };
    }

    fn sql(&self) -> String {
        // SAFETY: the text belongs to the statement, which is not finalized while it is copied.
        unsafe {
            let text = ffi::sqlite3_sql(self.pointer.as_ptr());
            if text.is_null() {
                return String::new();
            }
            CStr::from_ptr(text).to_string_lossy().into_owned()
        }
    }

    fn database(&self) -> *mut ffi::sqlite3 {
        // SAFETY: the statement is not finalized, so its connection is open.
        unsafe { ffi::sqlite3_db_handle(self.pointer.as_ptr()) }
    }

    #[cold]
    fn last_error(&self) -> Error {
        // SAFETY: the connection is open as long as its statement is not finalized.
        let (code, message) = unsafe { last_error(self.database()) };
        fault::error(code, &message).with_sql(|| self.sql())
    }
}

impl Drop for Statement {
    fn drop(&mut self) {
        // SAFETY: this is the only place that finalizes it, and its connection is still open.
        unsafe { ffi::sqlite3_finalize(self.pointer.as_ptr()) };
    }
}

/// The extended code and the message of the last call that failed.
///
/// # Safety
///
/// The connection must be open.
unsafe fn last_error(database: *mut ffi::sqlite3) -> (c_int, String) {
    // SAFETY: the caller keeps the connection open, and the message is copied before the next call.
    unsafe {
        let code = ffi::sqlite3_extended_errcode(database);
        let message = ffi::sqlite3_errmsg(database);
        (code, CStr::from_ptr(message).to_string_lossy().into_owned())
    }
}

/// A statement between its first step and its end. Dropping it ends it, on every way out.
///
/// `'q` is what the values borrow from.
pub(super) struct Running<'s, 'q> {
    statement: &'s mut Statement,
    open: &'s mut Open,
    bound: c_int,
    /// How many rows it gave so far.
    rows: usize,
    failure: Option<Error>,
    copying: bool,
    values: PhantomData<&'q ()>,
}

impl<'q> Store<'q> for Running<'_, 'q> {
    #[inline]
    fn null(&mut self) {
        let (statement, index) = self.next();
        // SAFETY: the statement is not finalized; SQLite checks the index.
        let code = unsafe { ffi::sqlite3_bind_null(statement, index) };
        self.check_bind(code);
    }

    #[inline]
    fn integer(&mut self, value: i64) {
        let (statement, index) = self.next();
        // SAFETY: as in `null`.
        let code = unsafe { ffi::sqlite3_bind_int64(statement, index, value) };
        self.check_bind(code);
    }

    #[inline]
    fn real(&mut self, value: f64) {
        let (statement, index) = self.next();
        // SAFETY: as in `null`.
        let code = unsafe { ffi::sqlite3_bind_double(statement, index, value) };
        self.check_bind(code);
    }

    #[inline]
    fn text(&mut self, value: &'q str) {
        // SAFETY: the text lives for `'q`, which outlives this value.
        unsafe { self.put_text(value, self.keeping()) };
    }

    fn text_copy(&mut self, value: &str) {
        // SAFETY: SQLite copies it.
        unsafe { self.put_text(value, ffi::SQLITE_TRANSIENT()) };
    }

    #[inline]
    fn blob(&mut self, value: &'q [u8]) {
        // SAFETY: the bytes live for `'q`, which outlives this value.
        unsafe { self.put_blob(value, self.keeping()) };
    }

    fn blob_copy(&mut self, value: &[u8]) {
        // SAFETY: SQLite copies them.
        unsafe { self.put_blob(value, ffi::SQLITE_TRANSIENT()) };
    }

    #[cold]
    fn refuse(&mut self, error: Error) {
        self.bound += 1;
        self.failure.get_or_insert(error);
    }
}

impl Running<'_, '_> {
    #[inline]
    fn keeping(&self) -> ffi::sqlite3_destructor_type {
        if self.copying { ffi::SQLITE_TRANSIENT() } else { ffi::SQLITE_STATIC() }
    }

    /// # Safety
    ///
    /// Unless SQLite copies it, the text must outlive this value. SQLite reads it in `step` only;
    /// `drop` clears the binding, and where this value is forgotten, `reset_all` does so before
    /// the next step.
    #[inline]
    unsafe fn put_text(&mut self, value: &str, destructor: ffi::sqlite3_destructor_type) {
        let (statement, index) = self.next();
        // SAFETY: as in `null`, and the text is so many bytes long.
        let code = unsafe {
            ffi::sqlite3_bind_text64(
                statement,
                index,
                value.as_ptr().cast(),
                value.len() as u64,
                destructor,
                ffi::SQLITE_UTF8 as u8,
            )
        };
        self.check_bind(code);
    }

    /// # Safety
    ///
    /// As for `put_text`.
    #[inline]
    unsafe fn put_blob(&mut self, value: &[u8], destructor: ffi::sqlite3_destructor_type) {
        let (statement, index) = self.next();
        // SAFETY: as in `null`, and there are so many bytes. A slice's pointer is not null, so an
        // empty one is not NULL.
        let code = unsafe {
            ffi::sqlite3_bind_blob64(
                statement,
                index,
                value.as_ptr().cast(),
                value.len() as u64,
                destructor,
            )
        };
        self.check_bind(code);
    }

    #[inline]
    fn next(&mut self) -> (*mut ffi::sqlite3_stmt, c_int) {
        self.bound += 1;
        (self.statement.pointer.as_ptr(), self.bound)
    }

    #[inline]
    fn check_bind(&mut self, code: c_int) {
        if code != ffi::SQLITE_OK {
            self.bind_failed();
        }
    }

    #[cold]
    fn bind_failed(&mut self) {
        let error = self.statement.last_error();
        self.failure.get_or_insert(error);
    }

    /// Every placeholder has a value.
    #[inline]
    fn all_bound(&mut self) -> Result<(), Error> {
        if self.failure.is_none() && self.bound == self.statement.parameters {
            return Ok(());
        }
        Err(self.not_bound())
    }

    #[cold]
    fn not_bound(&mut self) -> Error {
        let error = self.failure.take().unwrap_or_else(|| {
            let (values, marks) = (self.bound, self.statement.parameters);
            Error::other(format!("the statement has {marks} placeholders and {values} values"))
        });
        error.with_sql(|| self.sql())
    }

    /// Goes to the next row; `false` where there is none.
    #[inline]
    pub fn step(&mut self) -> Result<bool, Error> {
        // SAFETY: the statement is not finalized, and its borrowed values are alive.
        match unsafe { ffi::sqlite3_step(self.statement.pointer.as_ptr()) } {
            ffi::SQLITE_ROW => {
                self.rows += 1;
                Ok(true)
            }
            ffi::SQLITE_DONE => Ok(false),
            _ => Err(self.statement.last_error()),
        }
    }

    /// The row, until the next step.
    #[inline]
    pub fn row(&self) -> SqliteRow<'_> {
        SqliteRow { statement: self.statement.pointer.as_ptr(), lives: PhantomData }
    }

    /// How many columns a row has.
    #[inline]
    pub fn columns(&self) -> usize {
        self.statement.columns
    }

    /// Whether it only reads.
    #[inline]
    pub fn reads(&self) -> bool {
        self.statement.reads
    }

    /// How many rows it gave the last time.
    #[inline]
    pub fn last_rows(&self) -> usize {
        self.statement.rows
    }

    /// What it did, once it is at its end. The number of rows is kept in mind for the next time.
    #[inline]
    pub fn done(&mut self) -> Done {
        self.statement.rows = self.rows;
        Done { changed: self.changed(), rows: self.rows as u64 }
    }

    #[inline]
    fn changed(&self) -> u64 {
        if !self.statement.counts {
            return 0;
        }
        // SAFETY: the connection is open as long as its statement is not finalized.
        let changed = unsafe { ffi::sqlite3_changes64(self.statement.database()) };
        u64::try_from(changed).unwrap_or(0)
    }

    /// The statement's text.
    pub fn sql(&self) -> String {
        self.statement.sql()
    }
}

impl Running<'_, '_> {
    /// Leaves it where it is, for [`Database::resume`]. Only what has copied its values can stay;
    /// all else ends here.
    pub fn pause(self, key: Option<StatementKey>) {
        if self.copying {
            *self.open = Open::Paused(key);
            std::mem::forget(self);
        }
    }
}

impl Drop for Running<'_, '_> {
    fn drop(&mut self) {
        self.statement.reset();
        if self.bound > 0 {
            self.statement.clear();
        }
        *self.open = Open::No;
    }
}

/// A row in SQLite's buffer.
#[derive(Clone, Copy)]
pub struct SqliteRow<'r> {
    statement: *mut ffi::sqlite3_stmt,
    lives: PhantomData<&'r ()>,
}

impl<'r> SqliteRow<'r> {
    #[inline]
    pub(super) fn value(self, index: usize) -> Value<'r> {
        let index = c_int::try_from(index).unwrap_or(c_int::MAX);
        // SAFETY: the row borrows a statement that was stepped to it. SQLite gives a NULL where
        // the index is too large. The connection has no mutex and is borrowed, so there is no
        // difference between a protected and an unprotected value (sqlite.org/c3ref/value.html).
        let pointer = unsafe { ffi::sqlite3_column_value(self.statement, index) };
        // SAFETY: the value belongs to that row.
        let kind = unsafe { ffi::sqlite3_value_type(pointer) };
        Value { pointer, kind, lives: PhantomData }
    }
}

/// A field in SQLite's buffer.
#[derive(Clone, Copy)]
pub struct Value<'r> {
    pointer: *mut ffi::sqlite3_value,
    /// Its type: nothing here converts it to another.
    kind: c_int,
    lives: PhantomData<&'r ()>,
}

/// What is stored in it.
pub enum Storage<'r> {
    /// NULL.
    Null,
    /// INTEGER.
    Integer(i64),
    /// REAL.
    Real(f64),
    /// TEXT, in what should be UTF-8.
    Text(&'r [u8]),
    /// BLOB.
    Blob(&'r [u8]),
}

impl<'r> Value<'r> {
    #[inline]
    pub(super) fn is_null(self) -> bool {
        self.kind == ffi::SQLITE_NULL
    }

    #[inline]
    pub(super) fn storage(self) -> Storage<'r> {
        // SAFETY: the value belongs to the row that `'r` borrows. Each is read as the type that it
        // has, so that SQLite converts nothing (but UTF-16 to UTF-8, the first time), and what it
        // points to stays until the next step.
        unsafe {
            match self.kind {
                ffi::SQLITE_INTEGER => Storage::Integer(ffi::sqlite3_value_int64(self.pointer)),
                ffi::SQLITE_FLOAT => Storage::Real(ffi::sqlite3_value_double(self.pointer)),
                ffi::SQLITE_TEXT => {
                    let start = ffi::sqlite3_value_text(self.pointer);
                    Storage::Text(bytes(start, ffi::sqlite3_value_bytes(self.pointer)))
                }
                ffi::SQLITE_BLOB => {
                    let start = ffi::sqlite3_value_blob(self.pointer).cast();
                    Storage::Blob(bytes(start, ffi::sqlite3_value_bytes(self.pointer)))
                }
                _ => Storage::Null,
            }
        }
    }
}

/// Bytes as a text, if they are one.
///
/// Most texts are short and ASCII, which is seen in two words. The standard library looks at each
/// byte of a text that is short or not aligned.
#[inline]
pub(super) fn utf8(bytes: &[u8]) -> Option<&str> {
    if is_short_ascii(bytes) {
        // SAFETY: ASCII is UTF-8.
        return Some(unsafe { std::str::from_utf8_unchecked(bytes) });
    }
    std::str::from_utf8(bytes).ok()
}

/// Whether there are at most 16 bytes, all below 128.
#[inline]
fn is_short_ascii(bytes: &[u8]) -> bool {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let bits = match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        // They overlap where there are fewer than 16.
        (Some(first), Some(last)) if bytes.len() <= 16 => {
            u64::from_ne_bytes(*first) | u64::from_ne_bytes(*last)
        }
        (Some(_), _) => return false,
        _ => match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
            (Some(first), Some(last)) => {
                u64::from(u32::from_ne_bytes(*first) | u32::from_ne_bytes(*last))
            }
            _ => bytes.iter().fold(0, |bits, byte| bits | u64::from(*byte)),
        },
    };
    bits & HIGH == 0
}

/// Bytes of SQLite's; none where it has no memory for them.
///
/// # Safety
///
/// Unless it is null, `start` must point to `len` bytes that stay for `'r`.
#[inline]
unsafe fn bytes<'r>(start: *const u8, len: c_int) -> &'r [u8] {
    match usize::try_from(len) {
        // SAFETY: so the caller says.
        Ok(len) if !start.is_null() => unsafe { slice::from_raw_parts(start, len) },
        _ => &[],
    }
}

/// Whether SQLite counts the rows of this statement.
fn changes_rows(sql: &str) -> bool {
    let word = skip_comments(sql).split(|c: char| !c.is_ascii_alphabetic()).next();
    ["INSERT", "UPDATE", "DELETE", "REPLACE", "WITH"]
        .iter()
        .any(|verb| word.is_some_and(|word| word.eq_ignore_ascii_case(verb)))
}

/// The text after white space, comments and semicolons.
fn skip_comments(sql: &str) -> &str {
    let mut rest = sql;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ';');
        let end = if rest.starts_with("--") {
            rest.find('\n').map(|at| at + 1)
        } else if rest.starts_with("/*") {
            rest.find("*/").map(|at| at + 2)
        } else {
            return rest;
        };
        rest = end.and_then(|end| rest.get(end..)).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::utf8;

    /// A byte that is not ASCII is found wherever it is, and what is UTF-8 is a text.
    #[test]
    fn texts_are_checked() {
        for len in 0..40 {
            let ascii = vec![b'a'; len];
            assert_eq!(utf8(&ascii), std::str::from_utf8(&ascii).ok());
            for at in 0..len {
                let mut bytes = ascii.clone();
                bytes[at] = 0x80;
                assert_eq!(utf8(&bytes), None, "byte {at} of {len}");
                if let Some(two) = bytes.get_mut(at..at + 2) {
                    two.copy_from_slice("é".as_bytes());
                    assert_eq!(utf8(&bytes), std::str::from_utf8(&bytes).ok());
                    assert!(utf8(&bytes).is_some());
                }
            }
        }
    }
}
