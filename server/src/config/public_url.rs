//! The address under which browsers reach the server.

use std::str::FromStr;

use http::Uri;
use thiserror::Error;

/// Scheme and host of the server as browsers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    pub scheme: Scheme,
    /// Host, and the port unless it is the scheme's own.
    pub authority: String,
}

/// With or without TLS, as browsers see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    Http,
    Https,
}

/// What is no public address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("DESKBELL_PUBLIC_URL must be like https://desk.example.org, with no path behind it")]
pub struct NoPublicUrl;

impl PublicUrl {
    /// What browsers send as `Origin`.
    pub fn origin(&self) -> String {
        match self.scheme {
            Scheme::Http => format!("http://{}", self.authority),
            Scheme::Https => format!("https://{}", self.authority),
        }
    }
}

impl FromStr for PublicUrl {
    type Err = NoPublicUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let uri: Uri = text.trim().parse().map_err(|_| NoPublicUrl)?;
        let (scheme, own_port) = match uri.scheme_str() {
            Some("http") => (Scheme::Http, ":80"),
            Some("https") => (Scheme::Https, ":443"),
            _ => return Err(NoPublicUrl),
        };
        let authority = uri
            .authority()
            .map(|authority| authority.as_str().to_lowercase())
            .filter(|authority| !authority.contains('@'))
            .ok_or(NoPublicUrl)?;
        if !matches!(uri.path(), "" | "/") || uri.query().is_some() {
            return Err(NoPublicUrl);
        }
        let authority = authority
            .strip_suffix(own_port)
            .unwrap_or(&authority)
            .to_owned();
        Ok(Self { scheme, authority })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_url_gives_the_origin_that_browsers_send() {
        for (given, origin) in [
            ("https://desk.example.org", "https://desk.example.org"),
            ("https://Desk.example.org:443/", "https://desk.example.org"),
            ("http://localhost:3000", "http://localhost:3000"),
        ] {
            assert_eq!(given.parse::<PublicUrl>().unwrap().origin(), origin);
        }
        for wrong in [
            "desk.example.org",
            "ftp://a",
            "https://a/path",
            "https://a@b",
        ] {
            assert!(wrong.parse::<PublicUrl>().is_err(), "{wrong}");
        }
    }
}
