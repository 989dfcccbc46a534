//! Which proxies are trusted, and for whom a connection of theirs speaks.

use std::{fmt, net::IpAddr, str::FromStr};

use http::HeaderMap;
use ipnet::IpNet;
use thiserror::Error;

use super::forwarded::{Hop, forwarded, x_forwarded_for};

/// Networks whose forwarding headers count. Written as addresses and networks with commas between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies {
    networks: Vec<IpNet>,
    loopback: Loopback,
}

/// Whether a proxy on this machine counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Loopback {
    #[default]
    Unknown,
    Trusted,
}

/// What is no address and no network.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "{0:?} is neither an address nor a network: give some, separated by commas, such as 10.0.0.0/8,192.0.2.7,fd00::/8"
)]
pub struct NotANetwork(String);

impl TrustedProxies {
    /// The same, and whatever runs on this machine.
    #[must_use]
    pub fn and_loopback(self) -> Self {
        Self {
            loopback: Loopback::Trusted,
            ..self
        }
    }

    /// Whether what comes from there may say for whom it speaks.
    pub fn trusts(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        (self.loopback == Loopback::Trusted && address.is_loopback())
            || self
                .networks
                .iter()
                .any(|network| network.contains(&address))
    }

    /// For whom a connection speaks: the rightmost address that is not a trusted proxy's, since what
    /// stands further to the left was written by whoever is there.
    ///
    /// A proxy writes one of the two headers and may let the other one pass, as its own client wrote
    /// it. When they differ, nobody can say which is true, so neither is believed.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let peer = peer.to_canonical();
        if !self.trusts(peer) {
            return peer;
        }
        let claims = (
            self.behind(peer, &forwarded(headers)),
            self.behind(peer, &x_forwarded_for(headers)),
        );
        match claims {
            (Some(one), Some(other)) if one != other => peer,
            (Some(address), _) | (None, Some(address)) => address,
            (None, None) => peer,
        }
    }

    /// `None`: there is no header that says anything.
    fn behind(&self, peer: IpAddr, hops: &[Hop]) -> Option<IpAddr> {
        let mut nearest = hops.first().map(|_| peer)?;
        for hop in hops.iter().rev() {
            match hop {
                Hop::Known(address) if self.trusts(*address) => nearest = *address,
                Hop::Known(address) => return Some(*address),
                Hop::Hidden => break,
            }
        }
        Some(nearest)
    }
}

impl FromStr for TrustedProxies {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let networks = text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(|part| network(part).ok_or_else(|| NotANetwork(part.to_owned())))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            networks,
            loopback: Loopback::Unknown,
        })
    }
}

impl fmt::Display for TrustedProxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let networks: Vec<_> = self.networks.iter().map(IpNet::to_string).collect();
        f.write_str(&networks.join(","))
    }
}

fn network(text: &str) -> Option<IpNet> {
    let address = text.parse::<IpAddr>().map(|one| one.to_canonical().into());
    address.or_else(|_| text.parse()).ok()
}

#[cfg(test)]
mod tests;
