//! A statement between `sqlite3_bind` and `sqlite3_reset`.

use std::ffi::c_int;
use std::marker::PhantomData;

use rusqlite::ffi;

use super::statement::Statement;
use super::{Open, SqliteRow};
use crate::driver::sqlite::bind::Store;
use crate::driver::{Done, StatementKey};
use crate::error::Error;

/// A statement between its first step and its end. Dropping it ends it, on every way out.
///
/// `'q` is what the values borrow from.
pub(in crate::driver::sqlite) struct Running<'s, 'q> {
    statement: &'s mut Statement,
    open: &'s mut Open,
    bound: c_int,
    /// How many rows it gave so far.
    rows: usize,
    failure: Option<Error>,
    copying: bool,
    /// A text or a blob was bound, which is not to stay.
    holds: bool,
    values: PhantomData<&'q ()>,
}

impl<'s> Running<'s, '_> {
    /// A statement whose values are still to be bound, copied or borrowed.
    #[inline]
    pub(super) fn new(statement: &'s mut Statement, open: &'s mut Open, copying: bool) -> Self {
        Self {
            statement,
            open,
            bound: 0,
            rows: 0,
            failure: None,
            copying,
            holds: false,
            values: PhantomData,
        }
    }

    /// A statement that was paused, so that its values have been copied.
    pub(super) fn again(statement: &'s mut Statement, open: &'s mut Open) -> Self {
        let bound = statement.parameters;
        Self {
            statement,
            open,
            bound,
            rows: 0,
            failure: None,
            copying: true,
            holds: true,
            values: PhantomData,
        }
    }
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
        self.holds = true;
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
        self.holds = true;
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
    pub(super) fn all_bound(&mut self) -> Result<(), Error> {
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
        SqliteRow::new(self.statement)
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
    /// Leaves it where it is, for [`Database::resume`](super::Database::resume). Only what has copied its values can
    /// stay; all else ends here.
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
        if self.holds {
            self.statement.clear();
        }
        *self.open = Open::No;
    }
}
