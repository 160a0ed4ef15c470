//! Addresses: the family, how many bits are the network, whether it is one, and the bytes.

use std::net::IpAddr;

use bytes::BufMut;
use tokio_postgres::types::Type;

use super::bind::{Bound, Refusal};
use crate::types::bits;

/// What PostgreSQL calls the families.
const V4: u8 = 2;
const V6: u8 = 3;

pub(super) fn write<'q>(of: &Type, address: IpAddr, prefix: u8) -> Result<Bound<'q>, Refusal> {
    let is_network = match *of {
        Type::INET => false,
        Type::CIDR => true,
        _ => return Err(Refusal::Kind("an address of a network")),
    };
    if is_network && has_host(address, prefix) {
        return Err(Refusal::Other(
            "a network has no bits beyond its prefix; a column of `#[sql(inet)]` takes them".into(),
        ));
    }
    let mut out = Vec::with_capacity(20);
    out.put_slice(&[if address.is_ipv4() { V4 } else { V6 }, prefix, u8::from(is_network)]);
    match address {
        IpAddr::V4(address) => put(&mut out, &address.octets()),
        IpAddr::V6(address) => put(&mut out, &address.octets()),
    }
    Ok(Bound::Made(out))
}

/// Up to 16 bytes behind their number.
fn put(out: &mut Vec<u8>, bytes: &[u8]) {
    out.put_u8(bytes.len() as u8);
    out.put_slice(bytes);
}

/// Whether a bit beyond the prefix is set.
fn has_host(address: IpAddr, prefix: u8) -> bool {
    let beyond = u32::from(bits(address).saturating_sub(prefix));
    let address = match address {
        IpAddr::V4(address) => address.to_bits().into(),
        IpAddr::V6(address) => address.to_bits(),
    };
    beyond > 0 && address << (128 - beyond) != 0
}

pub(super) fn read(bytes: &[u8]) -> Option<(IpAddr, u8)> {
    let [family, prefix, _, _, address @ ..] = bytes else { return None };
    let address = match *family {
        V4 => IpAddr::from(<[u8; 4]>::try_from(address).ok()?),
        V6 => IpAddr::from(<[u8; 16]>::try_from(address).ok()?),
        _ => return None,
    };
    Some((address, *prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_come_back() {
        for (text, prefix) in [("0.0.0.0", 0), ("10.1.2.3", 32), ("::", 0), ("fe80::1", 128)] {
            let address: IpAddr = text.parse().expect("an address");
            let Ok(bound) = write(&Type::INET, address, prefix) else { panic!("{text}") };
            assert_eq!(bound.bytes().and_then(read), Some((address, prefix)));
        }
        assert_eq!(read(&[V4, 32, 0, 4, 10, 1, 2]), None);
        assert_eq!(read(&[1, 32, 0, 4, 10, 1, 2, 3]), None);
    }

    #[test]
    fn a_network_has_no_host() {
        for (text, prefix, has) in [
            ("10.0.0.0", 8, false),
            ("10.0.0.1", 8, true),
            ("10.0.0.1", 32, false),
            ("0.0.0.1", 0, true),
            ("fe80::", 10, false),
            ("fe80::1", 127, true),
            ("::", 0, false),
        ] {
            assert_eq!(has_host(text.parse().expect("an address"), prefix), has, "{text}/{prefix}");
        }
    }
}
