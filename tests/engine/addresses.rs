//! Addresses of networks on their way to PostgreSQL and back; the others have none.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;
use relata::Error;
use relata::prelude::*;
use relata::types::MacAddr;

use super::{clean_up, server};

#[derive(SqlType, Debug, Clone, Copy, PartialEq)]
pub struct Peer(pub IpAddr);

table! {
    pub hosts as Host {
        #[primary_key] id: i64,
        address: IpAddr,
        peer: Option<Peer>,
        network: IpNet,
        #[sql(inet)] inside: IpNet,
        card: MacAddr,
        all: Vec<IpAddr>,
        nets: Vec<IpNet>,
    }
}
schema! { pub all_hosts: hosts }

/// The edges of each family, and addresses between, with a network of each size.
fn samples() -> Vec<Host> {
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = move || {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random
    };
    let mut pairs = Vec::new();
    for prefix in 0..=32 {
        for address in [0, u32::MAX, next() as u32] {
            pairs.push((IpAddr::V4(Ipv4Addr::from_bits(address)), prefix));
        }
    }
    for prefix in 0..=128 {
        for address in [0, u128::MAX, 0xffff_0a00_0001, u128::from(next()) << 64] {
            pairs.push((IpAddr::V6(Ipv6Addr::from_bits(address)), prefix));
        }
    }
    let host = |(id, (address, prefix)): (i64, (IpAddr, u8))| {
        let inside = IpNet::new(address, prefix).unwrap();
        let mut card = [0; 6];
        card.copy_from_slice(&next().to_be_bytes()[..6]);
        Host {
            id,
            address,
            peer: (id % 2 == 0).then_some(Peer(address)),
            network: inside.trunc(),
            inside,
            card: MacAddr(card),
            all: vec![address; usize::try_from(id % 3).unwrap()],
            nets: vec![inside.trunc(), inside.trunc()],
        }
    };
    (0..).zip(pairs).map(host).collect()
}

#[tokio::test]
async fn addresses_come_back_as_they_were() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.create_all::<all_hosts>().await?;
    let rows = samples();
    let assigned = rows.iter().map(|row| {
        (
            hosts::id.set(row.id),
            hosts::address.set(row.address),
            hosts::peer.set(row.peer),
            hosts::network.set(row.network),
            hosts::inside.set(row.inside),
            hosts::card.set(row.card),
            hosts::all.set(&row.all),
            hosts::nets.set(&row.nets),
        )
    });
    // One by one too, since rows of arrays go as VALUES.
    engine.execute(&insert_into(hosts::table).rows(assigned.skip(1))).await?;
    let first = &rows[0];
    let mut session = engine.session();
    session.add(
        Host,
        (
            hosts::id.set(first.id),
            hosts::address.set(first.address),
            hosts::peer.set(first.peer),
            hosts::network.set(first.network),
            hosts::inside.set(first.inside),
            hosts::card.set(first.card),
            hosts::all.set(&first.all),
            hosts::nets.set(&first.nets),
        ),
    );
    session.commit().await?;
    assert_eq!(engine.all(&select(Host).order_by(hosts::id)).await?, rows);
    for row in rows.iter().step_by(40) {
        let same = select(hosts::id)
            .filter(hosts::id.eq(row.id))
            .filter(hosts::address.eq(row.address).and(hosts::address.in_([row.address])))
            .filter(hosts::network.in_([row.network]).and(hosts::inside.eq(row.inside)))
            .filter(hosts::card.eq(row.card).and(value(row.network).in_(hosts::nets)));
        assert_eq!(engine.all(&same).await?, [row.id]);
    }
    let ends = from(hosts::table).select((min(hosts::address), max(hosts::address)));
    let [least, most] = [IpAddr::from([0; 4]), IpAddr::from([255; 16])];
    assert_eq!(engine.one(&ends).await?, (Some(least), Some(most)));
    clean_up(&engine).await
}

#[tokio::test]
async fn what_is_no_such_address_is_an_error() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    let wrong = engine.all(&raw!(IpAddr, "SELECT '10.0.0.0/8'::inet")).await.unwrap_err();
    assert!(wrong.to_string().contains("10.0.0.0/8 is an address with its network"), "{wrong}");
    let wrong = engine.all(&raw!(MacAddr, "SELECT 'a'::text")).await.unwrap_err();
    let expected = "expected an address of a network card, found text";
    assert!(wrong.to_string().ends_with(expected), "{wrong}");
    let inside: IpNet = "10.0.0.1/8".parse().unwrap();
    let error = engine.all(&raw!(IpNet, "SELECT {}", value(inside))).await.unwrap_err();
    assert!(error.is_bind() && error.to_string().contains("no bits beyond"), "{error}");
    assert_eq!(MacAddr([8, 0, 0x2b, 1, 2, 3]).to_string(), "08:00:2b:01:02:03");
    clean_up(&engine).await
}

#[tokio::test]
async fn sqlite_has_no_addresses() -> Result<(), Error> {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    let error = engine.create_all::<all_hosts>().await.unwrap_err();
    assert!(error.to_string().starts_with("`address` of table `hosts`"), "{error}");
    let wrong = engine.all(&raw!(IpAddr, "SELECT '10.0.0.1'")).await.unwrap_err();
    assert!(wrong.to_string().ends_with("this database has no addresses"), "{wrong}");
    Ok(())
}
