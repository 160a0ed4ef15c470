//! A statement between `sqlite3_prepare_v3` and `sqlite3_finalize`.

use std::ffi::{CStr, c_int, c_uint};
use std::ptr::{self, NonNull};

use rusqlite::ffi;

use crate::driver::sqlite::fault;
use crate::driver::text;
use crate::error::Error;

/// A prepared statement.
pub(super) struct Statement {
    pub pointer: NonNull<ffi::sqlite3_stmt>,
    pub columns: usize,
    pub parameters: c_int,
    /// It does not write.
    pub reads: bool,
    /// It is an INSERT, UPDATE or DELETE, so that SQLite counts its rows.
    pub counts: bool,
    /// How many rows it gave the last time.
    pub rows: usize,
}

// SAFETY: SQLite's statements may move between threads as long as one at a time uses the
// connection, and a statement never leaves the `Database` that its connection is in.
unsafe impl Send for Statement {}

impl Statement {
    /// Prepares a text that is one statement.
    pub fn prepare(connection: &rusqlite::Connection, sql: &str) -> Result<Self, Error> {
        let (pointer, rest) = compile(connection, sql, ffi::SQLITE_PREPARE_PERSISTENT as _)?;
        let Some(pointer) = pointer else {
            return Err(Error::other("the statement is empty"));
        };
        let mut statement =
            Self { pointer, columns: 0, parameters: 0, reads: false, counts: false, rows: 0 };
        if !text::skip_comments(rest).is_empty() {
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
        statement.counts = !statement.reads && text::changes_rows(sql);
        Ok(statement)
    }

    /// Prepares the first statement of a script, to be run once. It gives the rest of the script, too.
    pub fn first<'s>(
        connection: &rusqlite::Connection,
        script: &'s str,
    ) -> Result<Option<(Self, &'s str)>, Error> {
        let mut script = script;
        while !script.is_empty() {
            let (pointer, rest) = compile(connection, script, 0)?;
            if let Some(pointer) = pointer {
                let statement = Self {
                    pointer,
                    columns: 0,
                    parameters: 0,
                    reads: false,
                    counts: false,
                    rows: 0,
                };
                return Ok(Some((statement, rest)));
            }
            // It was white space or a comment, unless SQLite reads no further.
            if rest.len() == script.len() {
                return Err(Error::other("the rest of the script cannot be read"));
            }
            script = rest;
        }
        Ok(None)
    }

    /// Runs a statement that has no values, and reads no row of it.
    pub fn run(&mut self) -> Result<(), Error> {
        loop {
            // SAFETY: the statement is not finalized before `drop`.
            match unsafe { ffi::sqlite3_step(self.pointer.as_ptr()) } {
                ffi::SQLITE_ROW => {}
                ffi::SQLITE_DONE => return Ok(()),
                _ => return Err(self.last_error()),
            }
        }
    }

    pub fn reset(&mut self) {
        // SAFETY: the statement is not finalized before `drop`. The code says how its last step
        // went, which was reported then.
        unsafe { ffi::sqlite3_reset(self.pointer.as_ptr()) };
    }

    pub fn clear(&mut self) {
        // SAFETY: as in `reset`; what was bound without a copy is not read here.
        unsafe { ffi::sqlite3_clear_bindings(self.pointer.as_ptr()) };
    }

    pub fn sql(&self) -> String {
        // SAFETY: the text belongs to the statement, which is not finalized while it is copied.
        unsafe {
            let text = ffi::sqlite3_sql(self.pointer.as_ptr());
            if text.is_null() {
                return String::new();
            }
            CStr::from_ptr(text).to_string_lossy().into_owned()
        }
    }

    pub fn database(&self) -> *mut ffi::sqlite3 {
        // SAFETY: the statement is not finalized, so its connection is open.
        unsafe { ffi::sqlite3_db_handle(self.pointer.as_ptr()) }
    }

    #[cold]
    pub fn last_error(&self) -> Error {
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

/// Compiles the first statement of a text, and gives what SQLite has not read of it. There is none in
/// a text of white space and comments.
fn compile<'s>(
    connection: &rusqlite::Connection,
    sql: &'s str,
    flags: c_uint,
) -> Result<(Option<NonNull<ffi::sqlite3_stmt>>, &'s str), Error> {
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
            flags,
            &mut pointer,
            &mut rest,
        )
    };
    if code != ffi::SQLITE_OK {
        // SAFETY: the connection is open.
        let (code, message) = unsafe { last_error(connection.handle()) };
        return Err(fault::error(code, &message).with_sql(|| sql.to_owned()));
    }
    // Where SQLite stopped, counted from the beginning of the text.
    let read = (rest as usize).saturating_sub(sql.as_ptr() as usize);
    Ok((NonNull::new(pointer), sql.get(read..).unwrap_or_default()))
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
