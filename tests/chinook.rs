//! The questions of the example `chinook`, with the answers that SQL written by hand gives.
//!
//! Without the database's script the tests say that they were left out, and pass.

#[path = "../examples/chinook/load.rs"]
mod load;
#[path = "../examples/chinook/music.rs"]
mod music;
#[path = "../examples/chinook/people.rs"]
mod people;
#[path = "../examples/chinook/sales.rs"]
mod sales;
#[path = "../examples/chinook/schema.rs"]
mod schema;
#[path = "../examples/chinook/script.rs"]
mod script;
#[path = "../examples/chinook/shop.rs"]
mod shop;

#[path = "chinook"]
mod answers {
    mod music;
    mod people;
    mod sales;
    mod whole;
}

use std::fmt::Debug;
use std::io::{self, Write as _};
use std::sync::Once;

use load::Failure;
use shop::{Error, Shop};

/// What a test gives.
type Tested = Result<(), Failure>;

/// The loaded shop, unless there is no script.
async fn shop() -> Result<Option<Shop>, Failure> {
    let path = load::usual_path();
    let Some(script) = load::read(&path)? else {
        static SAID: Once = Once::new();
        // Said once, and past the test harness, which keeps what passing tests print to itself.
        SAID.call_once(|| {
            let path = path.display();
            let _ = writeln!(io::stderr(), "left out: the questions of chinook need {path}");
        });
        return Ok(None);
    };
    Ok(Some(Shop::new(load::load(&script).await?, |_, _, _| ())))
}

/// Asks a question whose answer has so many rows, beginning with these.
async fn check<R: PartialEq + Debug>(
    question: impl AsyncFnOnce(&Shop) -> Result<Vec<R>, Error>,
    rows: usize,
    first: &[R],
) -> Tested {
    let Some(shop) = shop().await? else { return Ok(()) };
    let answer = question(&shop).await?;
    assert_eq!(answer.len(), rows);
    assert_eq!(&answer[..first.len()], first);
    Ok(())
}

/// A text that might be NULL.
fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}
