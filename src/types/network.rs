//! Addresses of networks: `INET`, `CIDR` and `MACADDR`, which PostgreSQL has.

use std::fmt;
use std::net::IpAddr;

use super::array::Item;
use super::family::{CastableTo, ComparableTo, Ordered};
use super::{Cell, Kind, Mismatch, Sink, SqlType, ToSql};

/// The feature of columns that hold addresses of networks.
pub enum Networks {}

/// How many bits an address has.
pub fn bits(address: IpAddr) -> u8 {
    if address.is_ipv4() { 32 } else { 128 }
}

impl SqlType for IpAddr {
    const KIND: Kind = Kind::Inet;
    type Ref<'r> = Self;
    type Stored = Self;
    type Needs = Networks;

    fn decode<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch> {
        match cell.network()? {
            (address, prefix) if prefix == bits(address) => Ok(address),
            (address, prefix) => Err(Mismatch::other(format!(
                "{address}/{prefix} is an address with its network, and no address alone"
            ))),
        }
    }

    fn decode_ref<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch> {
        Self::decode(cell)
    }
}

impl ToSql for IpAddr {
    fn to_sql<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        sink.network(*self, bits(*self));
    }
}

/// The address of a network card, of 48 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MacAddr(pub [u8; 6]);

/// `08:00:2b:01:02:03`
impl fmt::Display for MacAddr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, byte) in self.0.iter().enumerate() {
            write!(f, "{}{byte:02x}", if place > 0 { ":" } else { "" })?;
        }
        Ok(())
    }
}

impl SqlType for MacAddr {
    const KIND: Kind = Kind::MacAddr;
    type Ref<'r> = Self;
    type Stored = Self;
    type Needs = Networks;

    fn decode<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch> {
        cell.mac_address().map(Self)
    }

    fn decode_ref<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch> {
        Self::decode(cell)
    }
}

impl ToSql for MacAddr {
    fn to_sql<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        sink.mac_address(self.0);
    }
}

#[cfg(feature = "ipnet")]
mod ipnet {
    use ipnet::IpNet;

    use super::{Cell, Kind, Mismatch, Networks, Sink, SqlType, ToSql};

    impl SqlType for IpNet {
        const KIND: Kind = Kind::Cidr;
        type Ref<'r> = Self;
        type Stored = Self;
        type Needs = Networks;

        fn decode<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch> {
            let (address, prefix) = cell.network()?;
            Self::new(address, prefix)
                .map_err(|_| Mismatch::range("a network", format!("{address}/{prefix}")))
        }

        fn decode_ref<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch> {
            Self::decode(cell)
        }
    }

    impl ToSql for IpNet {
        fn to_sql<'a>(&'a self, sink: &mut dyn Sink<'a>) {
            sink.network(self.addr(), self.prefix_len());
        }
    }
}

macro_rules! families {
    ($($type:ty)*) => {$(
        impl Item for $type {}
        impl ComparableTo<$type> for $type {}
        impl CastableTo<$type> for $type {
            type Needs = Networks;
        }
        impl CastableTo<String> for $type {
            type Needs = Networks;
        }
    )*};
}

/// Those for which PostgreSQL has `min` and `max`.
macro_rules! ordered {
    ($($type:ty)*) => {$(
        impl Ordered for $type {
            type MinMax = Networks;
            type Spelled = crate::types::logic::False;
        }
    )*};
}

families!(IpAddr MacAddr);
ordered!(IpAddr);
#[cfg(feature = "ipnet")]
families!(::ipnet::IpNet);
#[cfg(feature = "ipnet")]
ordered!(::ipnet::IpNet);
