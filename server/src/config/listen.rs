//! An address to listen on, as it is typed.

use std::net::{Ipv4Addr, SocketAddr};

use thiserror::Error;

/// What is no address to listen on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("give an address and a port, such as 127.0.0.1:3000, [::1]:3000 or localhost:3000")]
pub struct NoListenAddress;

/// No other name than `localhost`: it would have to be looked up, and could mean several addresses.
pub fn listen_address(text: &str) -> Result<SocketAddr, NoListenAddress> {
    let text = text.trim();
    if let Ok(address) = text.parse() {
        return Ok(address);
    }
    let (host, port) = text.rsplit_once(':').ok_or(NoListenAddress)?;
    let port: u16 = port.parse().map_err(|_| NoListenAddress)?;
    if host.eq_ignore_ascii_case("localhost") {
        Ok((Ipv4Addr::LOCALHOST, port).into())
    } else {
        Err(NoListenAddress)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_to_listen_on_may_be_this_machine_by_name() {
        for (given, meant) in [
            ("127.0.0.1:3000", "127.0.0.1:3000"),
            ("localhost:4103", "127.0.0.1:4103"),
            (" LocalHost:0 ", "127.0.0.1:0"),
            ("[::1]:3000", "[::1]:3000"),
            ("0.0.0.0:80", "0.0.0.0:80"),
        ] {
            assert_eq!(listen_address(given).unwrap().to_string(), meant);
        }
        for wrong in [
            "",
            "3000",
            ":3000",
            "localhost",
            "localhost:",
            "localhost:99999",
            "desk.example.org:3000",
            "127.0.0.1",
            "::1:3000:x",
        ] {
            let refused = listen_address(wrong).unwrap_err().to_string();
            assert!(refused.contains("localhost:3000"), "{wrong}: {refused}");
        }
    }
}
