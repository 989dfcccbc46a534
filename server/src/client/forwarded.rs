//! The two headers in which proxies say for whom they speak, read into the [`Hop`]s that they name. Whom
//! to believe is not decided here.

use std::net::IpAddr;

use http::{HeaderMap, HeaderName, header};

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// A proxy in the chain, as the next one saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hop {
    Known(IpAddr),
    /// `unknown`, a name that hides it, or nothing that could be understood.
    Hidden,
}

/// RFC 7239. Each line is read by itself: what a client wrote can't swallow what its proxy added.
pub fn forwarded(headers: &HeaderMap) -> Vec<Hop> {
    headers
        .get_all(header::FORWARDED)
        .iter()
        .flat_map(|line| match line.to_str().ok().and_then(elements) {
            Some(elements) => elements.iter().map(|element| hop_of(element)).collect(),
            None => vec![Hop::Hidden],
        })
        .collect()
}

/// What everybody used before there was a standard: addresses with commas between them.
pub fn x_forwarded_for(headers: &HeaderMap) -> Vec<Hop> {
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
