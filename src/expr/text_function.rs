//! Functions of texts beside those in the prelude: parts, padding, repetition and places.

use super::Operand;
use super::whole::Whole;
use crate::types::family::Text;
use crate::types::logic::True;

/// The feature `reverse(text)`.
pub enum ReverseText {}
supports!(ReverseText: Postgres MySql MariaDb);

functions! {
    /// `ltrim(a)`: without the spaces at the beginning.
    Ltrim ltrim(Text) -> String = |_| "ltrim";
    /// `rtrim(a)`: without the spaces at the end.
    Rtrim rtrim(Text) -> String = |_| "rtrim";
    /// `left(a, n)`: its first `n` characters, from 0 on.
    Left left(Text, count: Whole) -> String = spelled!("substr({0}, 1, {1})", "left", "left");
    /// `right(a, n)`: its last `n` characters, from 0 on.
    Right right(Text, count: Whole) -> String =
        spelled!("substr({0}, max(length({0}) - {1}, 0) + 1)", "right", "right"),
        repeats True;
    /// `lpad(a, n, fill)`: `n` characters, with `fill` before it again and again, or the first `n` of it. `fill` has
    /// a character or more.
    Lpad lpad(Text, length: Whole, fill: Operand<String>) -> String = spelled!(
        "(substr(replace(hex(zeroblob(max({1} - length({0}), 0))), '00', {2}), 1, \
         max({1} - length({0}), 0)) || substr({0}, 1, {1}))",
        "lpad",
        "lpad({0}, greatest({1}, 0), {2})"
    ), repeats True;
    /// `rpad(a, n, fill)`: the same with `fill` behind it.
    Rpad rpad(Text, length: Whole, fill: Operand<String>) -> String = spelled!(
        "substr({0} || replace(hex(zeroblob({1})), '00', {2}), 1, {1})",
        "rpad",
        "rpad({0}, greatest({1}, 0), {2})"
    ), repeats True;
    /// `repeat(a, n)`: so many times one after the other. A text that is longer than the database takes is an error,
    /// on MySQL and MariaDB when it is read, where it is NULL: for those beyond `max_allowed_packet`.
    Repeat repeat(Text, times: Whole) -> String = spelled!(
        "CASE WHEN {1} IS NOT NULL THEN replace(hex(zeroblob({1})), '00', {0}) END",
        "repeat",
        "repeat"
    ), repeats True;
    /// `reverse(a)`: from its last character to the first. SQLite does not have it.
    Reverse reverse(Text) -> String = |_| "reverse", needs ReverseText;
    /// The place of the first `part` in it, counted from 1; 0 where it has none. MySQL and MariaDB compare by the
    /// text's collation, mostly without regard to case.
    Position position(Text, part: Operand<String>) -> i32 = spelled!("instr", "strpos", "instr");
}
