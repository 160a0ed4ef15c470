//! CREATE TABLE as a whole.

use relata::prelude::*;
use relata::schema::Table;

use super::support::check;

#[derive(SqlType, Debug, Clone)]
pub enum Status {
    Open,
    #[sql(rename = "it's paid")]
    Paid,
}

table! {
    pub regions { #[primary_key] code: String }
}

table! {
    #[table(name = "Order Details"), primary_key(region, number)]
    #[unique(voucher, region), index(status, amount), check(amount >= 0, name = "not_negative")]
    pub details {
        #[references(regions::code, on_delete = restrict, on_update = cascade)] region: String,
        number: i32,
        #[column(name = "per % cent")] amount: f64,
        #[default("it's paid")] status: Status,
        voucher: Option<String>,
        #[computed(amount / 100, stored)] share: f64,
        #[sql(varchar(20))] note: Option<String>,
    }
}

#[test]
fn a_table_with_everything() {
    check(
        details::table::def(),
        r#"
        CREATE TABLE "Order Details" (
            region TEXT NOT NULL,
            number INTEGER NOT NULL,
            "per % cent" REAL NOT NULL,
            status TEXT DEFAULT 'it''s paid' NOT NULL,
            voucher TEXT,
            share REAL GENERATED ALWAYS AS ("per % cent" / 100) STORED NOT NULL,
            note varchar(20),
            CONSTRAINT "pk_Order Details" PRIMARY KEY (region, number),
            CONSTRAINT "uq_Order Details_voucher_region" UNIQUE (voucher, region),
            CONSTRAINT "ck_Order Details_status" CHECK (status IN ('open', 'it''s paid')),
            CONSTRAINT not_negative CHECK ("per % cent" >= 0),
            CONSTRAINT "fk_Order Details_region_regions" FOREIGN KEY (region) REFERENCES regions (code) ON DELETE RESTRICT ON UPDATE CASCADE
        );
        CREATE INDEX "ix_Order Details_status_per % cent" ON "Order Details" (status, "per % cent");
        "#,
        r#"
        CREATE TABLE "Order Details" (
            region TEXT NOT NULL,
            number INTEGER NOT NULL,
            "per % cent" DOUBLE PRECISION NOT NULL,
            status TEXT DEFAULT 'it''s paid' NOT NULL,
            voucher TEXT,
            share DOUBLE PRECISION GENERATED ALWAYS AS ("per % cent" / 100) STORED NOT NULL,
            note varchar(20),
            CONSTRAINT "pk_Order Details" PRIMARY KEY (region, number),
            CONSTRAINT "uq_Order Details_voucher_region" UNIQUE (voucher, region),
            CONSTRAINT "ck_Order Details_status" CHECK (status IN ('open', 'it''s paid')),
            CONSTRAINT not_negative CHECK ("per % cent" >= 0),
            CONSTRAINT "fk_Order Details_region_regions" FOREIGN KEY (region) REFERENCES regions (code) ON DELETE RESTRICT ON UPDATE CASCADE
        );
        CREATE INDEX "ix_Order Details_status_per % cent" ON "Order Details" (status, "per % cent");
        "#,
        r#"
        CREATE TABLE `Order Details` (
            region VARCHAR(255) NOT NULL,
            number INTEGER NOT NULL,
            `per % cent` DOUBLE NOT NULL,
            status VARCHAR(255) DEFAULT 'it''s paid' NOT NULL,
            voucher VARCHAR(255),
            share DOUBLE GENERATED ALWAYS AS (`per % cent` / 100) STORED NOT NULL,
            note varchar(20),
            PRIMARY KEY (region, number),
            CONSTRAINT `uq_Order Details_voucher_region` UNIQUE (voucher, region),
            CONSTRAINT `ck_Order Details_status` CHECK (status IN ('open', 'it''s paid')),
            CONSTRAINT not_negative CHECK (`per % cent` >= 0),
            CONSTRAINT `fk_Order Details_region_regions` FOREIGN KEY (region) REFERENCES regions (code) ON DELETE RESTRICT ON UPDATE CASCADE,
            INDEX `ix_Order Details_status_per % cent` (status, `per % cent`)
        );
        "#,
        r#"
        CREATE TABLE `Order Details` (
            region VARCHAR(255) NOT NULL,
            number INTEGER NOT NULL,
            `per % cent` DOUBLE NOT NULL,
            status VARCHAR(255) DEFAULT 'it''s paid' NOT NULL,
            voucher VARCHAR(255),
            share DOUBLE GENERATED ALWAYS AS (`per % cent` / 100) STORED,
            note varchar(20),
            PRIMARY KEY (region, number),
            CONSTRAINT `uq_Order Details_voucher_region` UNIQUE (voucher, region),
            CONSTRAINT `ck_Order Details_status` CHECK (status IN ('open', 'it''s paid')),
            CONSTRAINT not_negative CHECK (`per % cent` >= 0),
            CONSTRAINT `fk_Order Details_region_regions` FOREIGN KEY (region) REFERENCES regions (code) ON DELETE RESTRICT ON UPDATE CASCADE,
            INDEX `ix_Order Details_status_per % cent` (status, `per % cent`)
        );
        "#,
    );
}
