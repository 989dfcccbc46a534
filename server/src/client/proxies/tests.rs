//! Who is believed, and about what: through both headers, as proxies and forgers write them.

use http::HeaderName;

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
