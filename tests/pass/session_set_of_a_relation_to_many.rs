use blog::*;
use relata::prelude::*;

fn work(user: Tracked<User>) {
    let _ = posts::author.set(&user);
}

fn main() {
    let _ = work;
}
