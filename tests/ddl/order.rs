//! Schemas: what is created first, and what is dropped first.

use relata::ddl::Plan;
use relata::prelude::*;
use relata::schema::Table;

use super::support::{AS_MYSQL, What, check_all, life, objects, open, run};

table! {
    #[index(b)]
    pub a { #[primary_key] id: i64, #[references(b::id)] b: i64, #[references(a::id)] own: Option<i64> }
}
table! { pub b { #[primary_key] id: i64, #[references(c::id)] c: i64 } }
table! { pub c { #[primary_key] id: i64 } }
schema! { pub chain: a, b, c }

fn names<D>(plan: Plan<D>) -> Vec<String> {
    plan.into_iter()
        .filter_map(|statement| {
            let rest = statement.strip_prefix("CREATE TABLE ")?;
            rest.split(' ').next().map(str::to_owned)
        })
        .collect()
}

table! { pub z { #[primary_key] id: i64, #[references(y::id)] y: i64, #[references(c::id)] c: i64 } }
table! { pub y { #[primary_key] id: i64 } }
schema! { pub forest: y, a, z, b, c }
schema! { pub ready: c, y, z, b, a }

#[test]
fn a_table_follows_those_that_it_references_and_otherwise_stays_in_place() {
    assert_eq!(names(Plan::<Postgres>::create_all::<chain>().unwrap()), ["c", "b", "a"]);
    assert_eq!(names(Plan::<Postgres>::create_all::<forest>().unwrap()), ["y", "c", "b", "a", "z"]);
    assert_eq!(names(Plan::<Postgres>::create_all::<ready>().unwrap()), ["c", "y", "z", "b", "a"]);
    life::<forest>();
}

#[test]
fn a_chain() {
    check_all::<chain>(
        What::Missing,
        [
            r#"
            CREATE TABLE IF NOT EXISTS c (
                id INTEGER NOT NULL,
                CONSTRAINT pk_c PRIMARY KEY (id)
            );
            CREATE TABLE IF NOT EXISTS b (
                id INTEGER NOT NULL,
                c INTEGER NOT NULL,
                CONSTRAINT pk_b PRIMARY KEY (id),
                CONSTRAINT fk_b_c_c FOREIGN KEY (c) REFERENCES c (id)
            );
            CREATE TABLE IF NOT EXISTS a (
                id INTEGER NOT NULL,
                b INTEGER NOT NULL,
                own INTEGER,
                CONSTRAINT pk_a PRIMARY KEY (id),
                CONSTRAINT fk_a_b_b FOREIGN KEY (b) REFERENCES b (id),
                CONSTRAINT fk_a_own_a FOREIGN KEY (own) REFERENCES a (id)
            );
            CREATE INDEX IF NOT EXISTS ix_a_b ON a (b);
            "#,
            r#"
            CREATE TABLE IF NOT EXISTS c (
                id BIGINT NOT NULL,
                CONSTRAINT pk_c PRIMARY KEY (id)
            );
            CREATE TABLE IF NOT EXISTS b (
                id BIGINT NOT NULL,
                c BIGINT NOT NULL,
                CONSTRAINT pk_b PRIMARY KEY (id),
                CONSTRAINT fk_b_c_c FOREIGN KEY (c) REFERENCES c (id)
            );
            CREATE TABLE IF NOT EXISTS a (
                id BIGINT NOT NULL,
                b BIGINT NOT NULL,
                own BIGINT,
                CONSTRAINT pk_a PRIMARY KEY (id),
                CONSTRAINT fk_a_b_b FOREIGN KEY (b) REFERENCES b (id),
                CONSTRAINT fk_a_own_a FOREIGN KEY (own) REFERENCES a (id)
            );
            CREATE INDEX IF NOT EXISTS ix_a_b ON a (b);
            "#,
            r#"
            CREATE TABLE IF NOT EXISTS c (
                id BIGINT NOT NULL,
                PRIMARY KEY (id)
            );
            CREATE TABLE IF NOT EXISTS b (
                id BIGINT NOT NULL,
                c BIGINT NOT NULL,
                PRIMARY KEY (id),
                CONSTRAINT fk_b_c_c FOREIGN KEY (c) REFERENCES c (id)
            );
            CREATE TABLE IF NOT EXISTS a (
                id BIGINT NOT NULL,
                b BIGINT NOT NULL,
                own BIGINT,
                PRIMARY KEY (id),
                CONSTRAINT fk_a_b_b FOREIGN KEY (b) REFERENCES b (id),
                CONSTRAINT fk_a_own_a FOREIGN KEY (own) REFERENCES a (id),
                INDEX ix_a_b (b)
            );
            "#,
            AS_MYSQL,
        ],
    );
    check_all::<chain>(
        What::Drop,
        [
            r#"
            DROP TABLE IF EXISTS a;
            DROP TABLE IF EXISTS b;
            DROP TABLE IF EXISTS c;
            "#,
            r#"
            DROP TABLE IF EXISTS a;
            DROP TABLE IF EXISTS b;
            DROP TABLE IF EXISTS c;
            "#,
            r#"
            DROP TABLE IF EXISTS a;
            DROP TABLE IF EXISTS b;
            DROP TABLE IF EXISTS c;
            "#,
            AS_MYSQL,
        ],
    );
}

table! {
    #[table(name = "or'der")]
    pub order { #[primary_key] id: i64, #[references(invoice::id)] invoice: Option<i64> }
}
table! {
    pub invoice { #[primary_key] id: i64, #[references(order::id)] order: i64 }
}
table! { pub payment { #[primary_key] id: i64, #[references(invoice::id)] invoice: i64 } }
schema! { pub circle: payment, order, invoice }

#[test]
fn a_circle_is_closed_after_its_tables() {
    check_all::<circle>(
        What::Create,
        [
            r#"
            CREATE TABLE "or'der" (
                id INTEGER NOT NULL,
                invoice INTEGER,
                CONSTRAINT "pk_or'der" PRIMARY KEY (id),
                CONSTRAINT "fk_or'der_invoice_invoice" FOREIGN KEY (invoice) REFERENCES invoice (id)
            );
            CREATE TABLE invoice (
                id INTEGER NOT NULL,
                "order" INTEGER NOT NULL,
                CONSTRAINT pk_invoice PRIMARY KEY (id),
                CONSTRAINT fk_invoice_order_order FOREIGN KEY ("order") REFERENCES "or'der" (id)
            );
            CREATE TABLE payment (
                id INTEGER NOT NULL,
                invoice INTEGER NOT NULL,
                CONSTRAINT pk_payment PRIMARY KEY (id),
                CONSTRAINT fk_payment_invoice_invoice FOREIGN KEY (invoice) REFERENCES invoice (id)
            );
            "#,
            r#"
            CREATE TABLE "or'der" (
                id BIGINT NOT NULL,
                invoice BIGINT,
                CONSTRAINT "pk_or'der" PRIMARY KEY (id)
            );
            CREATE TABLE invoice (
                id BIGINT NOT NULL,
                "order" BIGINT NOT NULL,
                CONSTRAINT pk_invoice PRIMARY KEY (id),
                CONSTRAINT fk_invoice_order_order FOREIGN KEY ("order") REFERENCES "or'der" (id)
            );
            CREATE TABLE payment (
                id BIGINT NOT NULL,
                invoice BIGINT NOT NULL,
                CONSTRAINT pk_payment PRIMARY KEY (id),
                CONSTRAINT fk_payment_invoice_invoice FOREIGN KEY (invoice) REFERENCES invoice (id)
            );
            ALTER TABLE "or'der" ADD CONSTRAINT "fk_or'der_invoice_invoice" FOREIGN KEY (invoice) REFERENCES invoice (id);
            "#,
            r#"
            CREATE TABLE `or'der` (
                id BIGINT NOT NULL,
                invoice BIGINT,
                PRIMARY KEY (id)
            );
            CREATE TABLE invoice (
                id BIGINT NOT NULL,
                `order` BIGINT NOT NULL,
                PRIMARY KEY (id),
                CONSTRAINT fk_invoice_order_order FOREIGN KEY (`order`) REFERENCES `or'der` (id)
            );
            CREATE TABLE payment (
                id BIGINT NOT NULL,
                invoice BIGINT NOT NULL,
                PRIMARY KEY (id),
                CONSTRAINT fk_payment_invoice_invoice FOREIGN KEY (invoice) REFERENCES invoice (id)
            );
            ALTER TABLE `or'der` ADD CONSTRAINT `fk_or'der_invoice_invoice` FOREIGN KEY (invoice) REFERENCES invoice (id);
            "#,
            AS_MYSQL,
        ],
    );
    check_all::<circle>(
        What::Missing,
        [
            r#"
            CREATE TABLE IF NOT EXISTS "or'der" (
                id INTEGER NOT NULL,
                invoice INTEGER,
                CONSTRAINT "pk_or'der" PRIMARY KEY (id),
                CONSTRAINT "fk_or'der_invoice_invoice" FOREIGN KEY (invoice) REFERENCES invoice (id)
            );
            CREATE TABLE IF NOT EXISTS invoice (
                id INTEGER NOT NULL,
                "order" INTEGER NOT NULL,
                CONSTRAINT pk_invoice PRIMARY KEY (id),
                CONSTRAINT fk_invoice_order_order FOREIGN KEY ("order") REFERENCES "or'der" (id)
            );
            CREATE TABLE IF NOT EXISTS payment (
                id INTEGER NOT NULL,
                invoice INTEGER NOT NULL,
                CONSTRAINT pk_payment PRIMARY KEY (id),
                CONSTRAINT fk_payment_invoice_invoice FOREIGN KEY (invoice) REFERENCES invoice (id)
            );
            "#,
            r#"
            CREATE TABLE IF NOT EXISTS "or'der" (
                id BIGINT NOT NULL,
                invoice BIGINT,
                CONSTRAINT "pk_or'der" PRIMARY KEY (id)
            );
            CREATE TABLE IF NOT EXISTS invoice (
                id BIGINT NOT NULL,
                "order" BIGINT NOT NULL,
                CONSTRAINT pk_invoice PRIMARY KEY (id),
                CONSTRAINT fk_invoice_order_order FOREIGN KEY ("order") REFERENCES "or'der" (id)
            );
            CREATE TABLE IF NOT EXISTS payment (
                id BIGINT NOT NULL,
                invoice BIGINT NOT NULL,
                CONSTRAINT pk_payment PRIMARY KEY (id),
                CONSTRAINT fk_payment_invoice_invoice FOREIGN KEY (invoice) REFERENCES invoice (id)
            );
            DO 'BEGIN
                IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conname = ''fk_or''''der_invoice_invoice'' AND conrelid = ''"or''''der"''::regclass) THEN
                    ALTER TABLE "or''der" ADD CONSTRAINT "fk_or''der_invoice_invoice" FOREIGN KEY (invoice) REFERENCES invoice (id);
                END IF;
            END';
            "#,
            r#"
            CREATE TABLE IF NOT EXISTS `or'der` (
                id BIGINT NOT NULL,
                invoice BIGINT,
                PRIMARY KEY (id)
            );
            CREATE TABLE IF NOT EXISTS invoice (
                id BIGINT NOT NULL,
                `order` BIGINT NOT NULL,
                PRIMARY KEY (id),
                CONSTRAINT fk_invoice_order_order FOREIGN KEY (`order`) REFERENCES `or'der` (id)
            );
            CREATE TABLE IF NOT EXISTS payment (
                id BIGINT NOT NULL,
                invoice BIGINT NOT NULL,
                PRIMARY KEY (id),
                CONSTRAINT fk_payment_invoice_invoice FOREIGN KEY (invoice) REFERENCES invoice (id)
            );
            SET @relata = IF(EXISTS (SELECT 1 FROM information_schema.table_constraints WHERE constraint_schema = DATABASE() AND table_name = 'or''der' AND constraint_name = 'fk_or''der_invoice_invoice'), 'DO 0', 'ALTER TABLE `or''der` ADD CONSTRAINT `fk_or''der_invoice_invoice` FOREIGN KEY (invoice) REFERENCES invoice (id)');
            PREPARE relata FROM @relata;
            EXECUTE relata;
            DEALLOCATE PREPARE relata;
            "#,
            r#"
            CREATE TABLE IF NOT EXISTS `or'der` (
                id BIGINT NOT NULL,
                invoice BIGINT,
                PRIMARY KEY (id)
            );
            CREATE TABLE IF NOT EXISTS invoice (
                id BIGINT NOT NULL,
                `order` BIGINT NOT NULL,
                PRIMARY KEY (id),
                CONSTRAINT fk_invoice_order_order FOREIGN KEY (`order`) REFERENCES `or'der` (id)
            );
            CREATE TABLE IF NOT EXISTS payment (
                id BIGINT NOT NULL,
                invoice BIGINT NOT NULL,
                PRIMARY KEY (id),
                CONSTRAINT fk_payment_invoice_invoice FOREIGN KEY (invoice) REFERENCES invoice (id)
            );
            ALTER TABLE `or'der` ADD CONSTRAINT `fk_or'der_invoice_invoice` FOREIGN KEY IF NOT EXISTS (invoice) REFERENCES invoice (id);
            "#,
        ],
    );
    check_all::<circle>(
        What::Drop,
        [
            r#"
            PRAGMA defer_foreign_keys = ON;
            DROP TABLE IF EXISTS payment;
            DROP TABLE IF EXISTS invoice;
            DROP TABLE IF EXISTS "or'der";
            "#,
            r#"
            ALTER TABLE IF EXISTS "or'der" DROP CONSTRAINT IF EXISTS "fk_or'der_invoice_invoice";
            DROP TABLE IF EXISTS payment;
            DROP TABLE IF EXISTS invoice;
            DROP TABLE IF EXISTS "or'der";
            "#,
            r#"
            DROP TABLE IF EXISTS payment, invoice, `or'der`;
            "#,
            r#"
            ALTER TABLE IF EXISTS `or'der` DROP FOREIGN KEY IF EXISTS `fk_or'der_invoice_invoice`;
            DROP TABLE IF EXISTS payment;
            DROP TABLE IF EXISTS invoice;
            DROP TABLE IF EXISTS `or'der`;
            "#,
        ],
    );
}

#[test]
fn a_circle_of_rows_is_dropped() {
    let connection = open();
    run(&connection, &Plan::create_all::<circle>().unwrap());
    connection
        .execute_batch(
            "INSERT INTO \"or'der\" VALUES (1, NULL); INSERT INTO invoice VALUES (1, 1); \
             INSERT INTO payment VALUES (1, 1); UPDATE \"or'der\" SET invoice = 1",
        )
        .unwrap();
    run(&connection, &Plan::drop_all::<circle>().unwrap());
    assert_eq!(objects(&connection), Vec::<String>::new());
}

#[test]
fn what_is_there_already_is_left_alone() {
    let connection = open();
    run(&connection, &Plan::create(c::table::def()).unwrap());
    connection.execute_batch("INSERT INTO c VALUES (1)").unwrap();
    run(&connection, &Plan::create_missing::<chain>().unwrap());
    let rows: i64 = connection.query_row("SELECT count(*) FROM c", [], |row| row.get(0)).unwrap();
    assert_eq!(rows, 1);
    assert_eq!(objects(&connection), ["a", "b", "c", "ix_a_b"]);
}

table! { #[table(schema = "sales")] pub items { #[primary_key] id: i64, #[index] name: String } }
table! {
    #[table(schema = "sales")]
    pub prices { #[primary_key] id: i64, #[references(items::id)] item: i64 }
}
schema! { pub shop: prices, items }

#[test]
fn tables_of_another_schema() {
    let plan = Plan::<Sqlite>::create_missing::<shop>().unwrap();
    let connection = open();
    connection.execute_batch("ATTACH ':memory:' AS sales").unwrap();
    run(&connection, &plan);
    run(&connection, &plan);
    run(&connection, &Plan::drop_all::<shop>().unwrap());
    let text = |plan: String| plan.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    assert_eq!(
        text(plan.to_string()),
        "CREATE TABLE IF NOT EXISTS sales.items ( id INTEGER NOT NULL, name TEXT NOT NULL, \
         CONSTRAINT pk_items PRIMARY KEY (id) ); \
         CREATE INDEX IF NOT EXISTS sales.ix_items_name ON items (name); \
         CREATE TABLE IF NOT EXISTS sales.prices ( id INTEGER NOT NULL, item INTEGER NOT NULL, \
         CONSTRAINT pk_prices PRIMARY KEY (id), \
         CONSTRAINT fk_prices_item_items FOREIGN KEY (item) REFERENCES items (id) );"
    );
    assert_eq!(
        text(Plan::<Postgres>::create_all::<shop>().unwrap().to_string()),
        "CREATE TABLE sales.items ( id BIGINT NOT NULL, name TEXT NOT NULL, \
         CONSTRAINT pk_items PRIMARY KEY (id) ); \
         CREATE INDEX ix_items_name ON sales.items (name); \
         CREATE TABLE sales.prices ( id BIGINT NOT NULL, item BIGINT NOT NULL, \
         CONSTRAINT pk_prices PRIMARY KEY (id), \
         CONSTRAINT fk_prices_item_items FOREIGN KEY (item) REFERENCES sales.items (id) );"
    );
}
