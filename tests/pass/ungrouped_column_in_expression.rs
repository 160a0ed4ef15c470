use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).group_by(users::name).select(lower(users::name));
    let _ = from(users::table).group_by(lower(users::email)).select(lower(users::email));
    let _ =
        from(users::table).group_by(users::visits % int::<7>()).select(users::visits % int::<7>());
}
