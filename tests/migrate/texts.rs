//! Scripts that are difficult to take apart, and need not be: the database does.

use relata::prelude::*;

use super::support::{Place, Tested, numbered, open};

/// Two rows come of it, and the table has one of the two scripts.
async fn check<D: Place>(name: &str, script: &'static str) -> Tested {
    let Some(url) = D::fresh(name).await? else { return Ok(()) };
    let engine = open::<D>(&url).await?;
    numbered(&[script, "INSERT INTO a VALUES (1, 'x; y')"]).up(&engine).await?;
    let count = engine.all(&raw!(read String, "SELECT note FROM a ORDER BY id")).await?;
    assert_eq!(count, ["it's; -- \"a\"", "x; y", "made; so"]);
    D::drop(&url).await
}

#[tokio::test]
async fn sqlite() -> Tested {
    check::<Sqlite>(
        "texts",
        "\u{feff}/* a; comment */ CREATE TABLE a (id INTEGER, note TEXT); -- another; one\r\n\
         INSERT INTO a VALUES (0, 'it''s; -- \"a\"');
         CREATE TRIGGER t AFTER INSERT ON a WHEN new.id = 1 BEGIN
             SELECT 1;
             INSERT INTO a VALUES (2, 'made; so');
         END;",
    )
    .await
}

#[tokio::test]
async fn postgres() -> Tested {
    check::<Postgres>(
        "texts",
        "\u{feff}/* a; /* nested; */ comment */ CREATE TABLE a (id INTEGER, note TEXT); -- another; one\r\n\
         INSERT INTO a VALUES (0, 'it''s; -- \"a\"');
         CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $f$
         BEGIN
             IF new.id = 1 THEN INSERT INTO a VALUES (2, 'made; so'); END IF;
             RETURN new;
         END;
         $f$;
         CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW EXECUTE FUNCTION f();",
    )
    .await
}

/// The procedure has semicolons inside, and needs no DELIMITER.
const ON_MYSQL: &str =
    "\u{feff}/* a; comment */ CREATE TABLE a (id INTEGER, note VARCHAR(20)); # another; one\r\n\
     INSERT INTO a VALUES (0, 'it''s; -- \"a\"');
     CREATE PROCEDURE p()
     BEGIN
         DECLARE n INT DEFAULT 2;
         INSERT INTO a VALUES (n, 'made; so');
     END;
     CALL p();";

#[tokio::test]
async fn mysql() -> Tested {
    check::<MySql>("texts", ON_MYSQL).await
}

#[tokio::test]
async fn mariadb() -> Tested {
    check::<MariaDb>("texts", ON_MYSQL).await
}
