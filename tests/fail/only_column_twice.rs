// error: column `blog::users::name` is listed twice
// label: leave one of the two `blog::users::name` out

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(User.only((users::name, users::email, users::name)));
}
