//! Where a request comes from: the one place that knows. Whoever counts or logs by address asks for
//! [`Client`].

use std::{fmt, net::IpAddr, str::FromStr};

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderMap, HeaderName, header};
use ipnet::IpNet;

use crate::routes::{AppState, Peer};

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The address of the browser or system that asks: that of the connection, unless a trusted proxy says
/// for whom it speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client(pub IpAddr);

/// Puts [`Client`] into the request.
pub async fn resolve(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    if let Some(Peer(peer)) = request.extensions().get().copied() {
        let address = state.proxies().client(peer, request.headers());
        request.extensions_mut().insert(Client(address));
    }
    next.run(request).await
}

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

/// A proxy in the chain, as the next one saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hop {
    Known(IpAddr),
    /// `unknown`, a name that hides it, or nothing that could be understood.
    Hidden,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
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

/// RFC 7239. Each line is read by itself: what a client wrote can't swallow what its proxy added.
fn forwarded(headers: &HeaderMap) -> Vec<Hop> {
    headers
        .get_all(header::FORWARDED)
        .iter()
        .flat_map(|line| match line.to_str().ok().and_then(elements) {
            Some(elements) => elements.iter().map(|element| hop_of(element)).collect(),
            None => vec![Hop::Hidden],
        })
        .collect()
}

fn x_forwarded_for(headers: &HeaderMap) -> Vec<Hop> {
    headers
        .get_all(X_FORWARDED_FOR)
        .iter()
        .flat_map(|line| match line.to_str() {
            Ok(line) => line
                .split(',')
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(node)
                .collect(),
            Err(_) => vec![Hop::Hidden],
        })
        .collect()
}

/// Splits a line at the commas outside quotes. `None`: quotes that begin or end where they may not.
fn elements(line: &str) -> Option<Vec<Vec<Pair>>> {
    let mut rest = line;
    let mut elements = vec![vec![]];
    loop {
        let pair;
        (pair, rest) = pair_of(rest.trim_start_matches([' ', '\t']))?;
        elements.last_mut()?.extend(pair);
        rest = rest.trim_start_matches([' ', '\t']);
        match rest.chars().next() {
            None => break,
            Some(';') => {}
            Some(',') => elements.push(vec![]),
            Some(_) => return None,
        }
        rest = &rest[1..];
    }
    elements.retain(|element| !element.is_empty());
    Some(elements)
}

type Pair = (String, String);

/// `name=value` or `name="value"` at the beginning, and what comes after it. Nothing between two
/// separators is allowed and is no pair.
fn pair_of(text: &str) -> Option<(Option<Pair>, &str)> {
    let end = text.find([';', ',', '=']).unwrap_or(text.len());
    let name = text[..end].trim_end();
    let Some(value) = text[end..].strip_prefix('=') else {
        return name.is_empty().then_some((None, &text[end..]));
    };
    if name.is_empty() || name.contains('"') {
        return None;
    }
    // Spaces are not allowed here, but there is only one thing that they can mean.
    let value = value.trim_start();
    let (value, rest) = if let Some(quoted) = value.strip_prefix('"') {
        unquoted(quoted)?
    } else {
        let end = value.find([';', ',']).unwrap_or(value.len());
        (value[..end].trim_end().to_owned(), &value[end..])
    };
    (!value.contains('"')).then(|| (Some((name.to_ascii_lowercase(), value)), rest))
}

/// Up to the closing quote. `None`: there is none.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((place, character)) = characters.next() {
        match character {
            '"' => return Some((value, &text[place + 1..])),
            '\\' => value.push(characters.next()?.1),
            other => value.push(other),
        }
    }
    None
}

/// An element that doesn't say `for` hides it; one that says it twice is no element.
fn hop_of(element: &[Pair]) -> Hop {
    let mut nodes = element.iter().filter(|(name, _)| name == "for");
    match (nodes.next(), nodes.next()) {
        (Some((_, value)), None) => node(value),
        _ => Hop::Hidden,
    }
}

/// An address, with or without a port; of IPv6 in brackets or, as many proxies write it, without.
fn node(text: &str) -> Hop {
    let bare = match text.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((address, port)) if is_port(port) => address,
            _ => return Hop::Hidden,
        },
        None => match text.split_once(':') {
            // More than one colon is IPv6 and has no port.
            Some((address, port)) if !port.contains(':') => {
                if !is_port(&text[address.len()..]) {
                    return Hop::Hidden;
                }
                address
            }
            _ => text,
        },
    };
    bare.parse::<IpAddr>()
        .map_or(Hop::Hidden, |address| Hop::Known(address.to_canonical()))
}

/// Nothing, or a colon and a number. RFC 7239 lets ports be hidden as well.
fn is_port(text: &str) -> bool {
    match text.strip_prefix(':') {
        Some(port) => port.starts_with('_') || port.parse::<u16>().is_ok(),
        None => text.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(trusted: &str, peer: &str, lines: &[(&str, &str)]) -> String {
        let proxies: TrustedProxies = trusted.parse().unwrap();
        let mut headers = HeaderMap::new();
        for (name, line) in lines {
            let name: HeaderName = name.parse().unwrap();
            headers.append(name, line.parse().unwrap());
        }
        proxies.client(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn the_rightmost_address_that_is_no_trusted_proxy_counts() {
        let trusted = "10.0.0.0/8,192.0.2.7,fd00::/8";
        for (peer, line, expected) in [
            ("10.1.1.1", "198.51.100.1", "198.51.100.1"),
            ("10.1.1.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"),
            (
                "10.1.1.1",
                "203.0.113.9,198.51.100.1, 192.0.2.7",
                "198.51.100.1",
            ),
            ("10.1.1.1", "198.51.100.1:4711", "198.51.100.1"),
            ("10.1.1.1", "2001:db8::1", "2001:db8::1"),
            ("10.1.1.1", "[2001:db8::1]", "2001:db8::1"),
            ("10.1.1.1", "[2001:db8::1]:443", "2001:db8::1"),
            ("10.1.1.1", "::ffff:198.51.100.1", "198.51.100.1"),
            ("::ffff:10.1.1.1", "198.51.100.1", "198.51.100.1"),
            ("fd00::2", " 198.51.100.1 ,, ", "198.51.100.1"),
            // All of them proxies of ours: the furthest one.
            ("10.1.1.1", "10.2.2.2, 10.3.3.3", "10.2.2.2"),
            // What can't be read was written by whoever is nearest to us.
            ("10.1.1.1", "unknown", "10.1.1.1"),
            ("10.1.1.1", "198.51.100.1, unknown", "10.1.1.1"),
            ("10.1.1.1", "198.51.100.1, _hidden, 10.3.3.3", "10.3.3.3"),
            ("10.1.1.1", "198.51.100.1:port", "10.1.1.1"),
            ("10.1.1.1", "[2001:db8::1", "10.1.1.1"),
            ("10.1.1.1", "198.51.100.256", "10.1.1.1"),
            ("10.1.1.1", "198.51.100.1 198.51.100.2", "10.1.1.1"),
            ("10.1.1.1", "", "10.1.1.1"),
            // Whom nobody trusts can say what they like.
            ("198.51.100.8", "203.0.113.9", "198.51.100.8"),
            ("127.0.0.1", "203.0.113.9", "127.0.0.1"),
        ] {
            let lines = [("X-Forwarded-For", line)];
            assert_eq!(client(trusted, peer, &lines), expected, "{peer} {line}");
        }
    }

    #[test]
    fn the_standard_header_is_read_with_its_quotes() {
        for (line, expected) in [
            ("for=198.51.100.1", "198.51.100.1"),
            ("For=\"198.51.100.1:4711\"", "198.51.100.1"),
            ("for=198.51.100.1:4711", "198.51.100.1"),
            ("for=\"[2001:db8::1]:4711\"", "2001:db8::1"),
            (
                "for=\"[2001:db8::1]\";proto=https;by=203.0.113.43",
                "2001:db8::1",
            ),
            (
                "proto=https ; for = 198.51.100.1 ; host=\"a,b;c\"",
                "198.51.100.1",
            ),
            (
                "for=203.0.113.9, for=198.51.100.1;by=10.0.0.1",
                "198.51.100.1",
            ),
            ("for=198.51.100.1, for=10.9.9.9", "198.51.100.1"),
            ("for=\"198.51\\.100.1\"", "198.51.100.1"),
            ("for=198.51.100.1,,", "198.51.100.1"),
            ("for=\"198.51.100.1:_http\"", "198.51.100.1"),
            ("for=198.51.100.1, for=unknown", "10.1.1.1"),
            ("for=198.51.100.1, for=_SEVKISEK", "10.1.1.1"),
            ("for=198.51.100.1, proto=http", "10.1.1.1"),
            ("for=198.51.100.1;for=203.0.113.9", "10.1.1.1"),
            ("198.51.100.1", "10.1.1.1"),
            // A quote that a client left open must not swallow what its proxy adds.
            ("for=203.0.113.9;x=\", for=198.51.100.1", "10.1.1.1"),
            ("for=203.0.113.9;x=\", for=\"[2001:db8::1]\"", "10.1.1.1"),
            ("for=203.0.113.9;x=\"\\", "10.1.1.1"),
            ("\"for=203.0.113.9", "10.1.1.1"),
        ] {
            let lines = [("Forwarded", line)];
            assert_eq!(client("10.0.0.0/8", "10.1.1.1", &lines), expected, "{line}");
        }
    }

    #[test]
    fn of_several_lines_the_last_is_nearest() {
        for name in ["X-Forwarded-For", "Forwarded"] {
            let value = |address: &str| match name {
                "Forwarded" => format!("for={address}"),
                _ => address.to_owned(),
            };
            let (far, near) = (value("203.0.113.9"), value("198.51.100.1"));
            let lines = [(name, far.as_str()), (name, near.as_str())];
            assert_eq!(client("10.0.0.0/8", "10.1.1.1", &lines), "198.51.100.1");
            let broken = [(name, "\"broken"), (name, near.as_str())];
            assert_eq!(client("10.0.0.0/8", "10.1.1.1", &broken), "198.51.100.1");
        }
    }

    /// Most proxies write one of the two and let the other pass.
    #[test]
    fn a_second_header_with_another_story_is_not_believed() {
        let honest = ("X-Forwarded-For", "198.51.100.1");
        for (forged, expected) in [
            ("for=203.0.113.9", "10.1.1.1"),
            ("for=unknown", "10.1.1.1"),
            ("for=198.51.100.1", "198.51.100.1"),
        ] {
            let lines = [honest, ("Forwarded", forged)];
            assert_eq!(client("10.0.0.0/8", "10.1.1.1", &lines), expected);
        }
    }

    #[test]
    fn a_proxy_on_this_machine_is_trusted_only_when_that_was_said() {
        let said = TrustedProxies::default().and_loopback();
        for address in ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"] {
            let address = address.parse().unwrap();
            assert!(said.trusts(address));
            assert!(!TrustedProxies::default().trusts(address));
        }
        assert!(!said.trusts("192.0.2.1".parse().unwrap()));
    }

    #[test]
    fn what_is_no_network_is_named() {
        for text in [
            "10.0.0.0/33",
            "proxy.example",
            "10.0.0",
            "10.0.0.1-9",
            "::1/200",
        ] {
            let list = format!("192.0.2.1, {text}");
            let refused = list.parse::<TrustedProxies>().unwrap_err();
            assert!(refused.to_string().contains(text), "{refused}");
        }
        let written = " 10.0.0.0/8 ,::1, ".parse::<TrustedProxies>().unwrap();
        assert_eq!(written.to_string(), "10.0.0.0/8,::1/128");
    }
}
