// error: `relata::dialect::Sqlite` does not support `Networks`
// label: this statement needs `Networks`, which `relata::dialect::Sqlite` does not have

use std::net::IpAddr;

use relata::prelude::*;

table! {
    pub hosts { #[primary_key] id: i64, address: IpAddr }
}

fn main() {
    let _ = select(hosts::address).to_sql::<Sqlite>();
}
