//! Where messages may be sent. A browser names the address of its push service, so whoever is signed
//! in can name any address: nothing inside our own network may be reached by it.

use std::{
    future::Future,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    pin::Pin,
    task::{Context, Poll},
    vec,
};

use hyper_util::client::legacy::connect::dns::Name;
use thiserror::Error;
use tokio::net::lookup_host;
use tower::Service;
use url::{Host, Url};

/// No push service has longer ones, and they are kept in the database.
const LONGEST: usize = 1_024;

/// How far messages may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// `https:` to public addresses.
    Internet,
    /// Also this machine itself, also in plain text: for tests with a push service of their own.
    InternetAndLoopback,
}

impl Reach {
    fn includes(self, ip: IpAddr) -> bool {
        is_public(ip) || (self == Self::InternetAndLoopback && ip.is_loopback())
    }
}

/// An address that may be called, as far as can be told without asking where its name leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint(Url);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum EndpointError {
    #[error("the address of a push service begins with https:// and names a host")]
    Malformed,
    #[error("the address leads into a private network")]
    Internal,
    #[error("the host of the push service is not known here")]
    Unresolved,
}

impl Endpoint {
    /// # Errors
    /// It is no `https:` address, or leads to an address that is not public.
    pub fn parse(text: &str, reach: Reach) -> Result<Self, EndpointError> {
        if text.len() > LONGEST {
            return Err(EndpointError::Malformed);
        }
        let url = Url::parse(text).map_err(|_| EndpointError::Malformed)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(EndpointError::Malformed);
        }
        let literal = match url.host() {
            Some(Host::Domain(_)) => None,
            Some(Host::Ipv4(ip)) => Some(IpAddr::V4(ip)),
            Some(Host::Ipv6(ip)) => Some(IpAddr::V6(ip)),
            None => return Err(EndpointError::Malformed),
        };
        let plain_for_a_test = url.scheme() == "http"
            && reach == Reach::InternetAndLoopback
            && literal.is_some_and(|ip| ip.is_loopback());
        if url.scheme() != "https" && !plain_for_a_test {
            return Err(EndpointError::Malformed);
        }
        // The client connects to these without asking a resolver.
        if literal.is_some_and(|ip| !reach.includes(ip)) {
            return Err(EndpointError::Internal);
        }
        Ok(Self(url))
    }

    /// Asks where the name leads.
    ///
    /// # Errors
    /// Nowhere, or to an address that is not public.
    pub async fn check(&self, reach: Reach) -> Result<(), EndpointError> {
        match self.0.host() {
            // Looked at already.
            Some(Host::Ipv4(_) | Host::Ipv6(_)) | None => Ok(()),
            Some(Host::Domain(name)) => resolve(name, reach).await.map(drop),
        }
    }

    pub fn url(&self) -> &Url {
        &self.0
    }

    /// Scheme, host and port: whom a signature is meant for.
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }
}

/// All addresses of a host. One that is not public spoils them all: a push service has no such.
async fn resolve(host: &str, reach: Reach) -> Result<Vec<SocketAddr>, EndpointError> {
    // Whoever connects puts in the port.
    let found: Vec<SocketAddr> = lookup_host((host, 0))
        .await
        .map_err(|_| EndpointError::Unresolved)?
        .collect();
    if found.is_empty() {
        return Err(EndpointError::Unresolved);
    }
    if found.iter().all(|address| reach.includes(address.ip())) {
        Ok(found)
    } else {
        Err(EndpointError::Internal)
    }
}

/// Resolves names for the HTTP client, which connects to just these addresses: what was checked is
/// what is called, even if the name leads elsewhere a moment later.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CheckedDns(pub Reach);

impl Service<Name> for CheckedDns {
    type Response = vec::IntoIter<SocketAddr>;
    type Error = EndpointError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let Self(reach) = *self;
        Box::pin(async move { Ok(resolve(name.as_str(), reach).await?.into_iter()) })
    }
}

/// Whether an address belongs to the open internet (the registries of RFC 6890 and its successors).
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let shared_by_a_carrier = a == 100 && (64..128).contains(&b);
    let protocols = (a, b, c) == (192, 0, 0);
    let old_relays = (a, b, c) == (192, 88, 99);
    let benchmarks = a == 198 && (b == 18 || b == 19);
    !(a == 0
        || a >= 240
        || ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_documentation()
        || ip.is_multicast()
        || shared_by_a_carrier
        || protocols
        || old_relays
        || benchmarks)
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let embedded =
        |octets: &[u8]| <[u8; 4]>::try_from(octets).is_ok_and(|octets| is_public_v4(octets.into()));
    let octets = ip.octets();
    match ip.segments() {
        // A translator's address (RFC 6052) is as public as the one inside it.
        [0x64, 0xff9b, 0, 0, 0, 0, ..] => embedded(&octets[12..]),
        // So is one of 6to4 (RFC 3056).
        [0x2002, ..] => embedded(&octets[2..6]),
        // Protocols (with Teredo), documentation.
        [0x2001, 0..0x200 | 0xdb8, ..] | [0x3fff, 0..0x1000, ..] => false,
        // Everything that is given out to networks; the rest is local, mapped, multicast or unused.
        [first, ..] => (0x2000..0x4000).contains(&first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<String, EndpointError> {
        Endpoint::parse(text, Reach::Internet).map(|endpoint| endpoint.origin())
    }

    #[test]
    fn push_services_are_called_by_https() {
        for (text, origin) in [
            (
                "https://fcm.googleapis.com/fcm/send/abc:def",
                "https://fcm.googleapis.com",
            ),
            (
                "https://push.example.org:8443/x",
                "https://push.example.org:8443",
            ),
        ] {
            assert_eq!(parsed(text).as_deref(), Ok(origin));
        }
        for text in [
            "",
            "fcm.googleapis.com/x",
            "http://fcm.googleapis.com/x",
            "ftp://fcm.googleapis.com/x",
            "file:///etc/passwd",
            "https://user@fcm.googleapis.com/x",
            "https://:secret@fcm.googleapis.com/x",
        ] {
            assert_eq!(parsed(text), Err(EndpointError::Malformed), "{text}");
        }
        let long = format!("https://push.example.org/{}", "x".repeat(LONGEST));
        assert_eq!(parsed(&long), Err(EndpointError::Malformed));
    }

    #[test]
    fn an_address_inside_is_refused_however_it_is_written() {
        for host in [
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f.1",
            "0.0.0.0",
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "192.0.0.8",
            "198.18.0.1",
            "203.0.113.1",
            "224.0.0.1",
            "255.255.255.255",
            "[::]",
            "[::1]",
            "[::ffff:10.0.0.1]",
            "[::ffff:127.0.0.1]",
            "[::127.0.0.1]",
            "[64:ff9b::10.0.0.1]",
            "[2002:7f00:1::]",
            "[2001::1]",
            "[2001:db8::1]",
            "[fc00::1]",
            "[fd12:3456::1]",
            "[fe80::1]",
            "[fec0::1]",
            "[ff02::1]",
        ] {
            let text = format!("https://{host}/push");
            assert_eq!(parsed(&text), Err(EndpointError::Internal), "{text}");
        }
        for host in ["8.8.8.8", "[2001:4860:4860::8888]", "[64:ff9b::8.8.8.8]"] {
            assert!(parsed(&format!("https://{host}/push")).is_ok(), "{host}");
        }
    }

    #[tokio::test]
    async fn a_name_that_leads_inside_is_refused_when_it_is_asked_for() {
        let endpoint = Endpoint::parse("https://localhost/push", Reach::Internet).unwrap();
        assert_eq!(
            endpoint.check(Reach::Internet).await,
            Err(EndpointError::Internal)
        );
        let name: Name = "localhost".parse().unwrap();
        let found = CheckedDns(Reach::Internet).call(name).await;
        assert!(found.is_err(), "the client connects to it");
    }

    #[test]
    fn only_a_test_reaches_this_machine() {
        let local = "http://127.0.0.1:8126/push";
        assert!(Endpoint::parse(local, Reach::InternetAndLoopback).is_ok());
        assert!(Endpoint::parse(local, Reach::Internet).is_err());
        for text in [
            "http://10.0.0.1/push",
            "https://10.0.0.1/push",
            "http://push.example.org/",
            "http://localhost:1/",
        ] {
            assert!(Endpoint::parse(text, Reach::InternetAndLoopback).is_err());
        }
    }
}
