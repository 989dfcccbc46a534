//! Addresses of those who connect, and of those who ask through them.

use std::net::{IpAddr, Ipv6Addr};

/// The address that a connection comes from; put into every request where it is accepted.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// The address of the browser or system that asks: that of the connection, unless a trusted proxy says
/// for whom it speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client(pub IpAddr);

/// One customer of a provider gets a whole /64 of IPv6.
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}
