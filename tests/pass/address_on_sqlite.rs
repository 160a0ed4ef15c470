use std::net::IpAddr;

use relata::prelude::*;

table! {
    pub hosts { #[primary_key] id: i64, address: IpAddr }
}

fn main() {
    let _ = select(hosts::address).to_sql::<Postgres>();
}
