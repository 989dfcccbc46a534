//! Reads in the browser what serde wrote on the server, in a fraction of the code.
//!
//! What serde derives is written out once for each type and each kind of input: fast, and half of what a page had to
//! load. Here a text becomes one tree first, and each type takes from that tree what it needs. The derive macro reads
//! the attributes that serde reads, so the shape of a type on the wire is written down once. It knows those that this
//! project uses, and refuses the others while compiling.
//!
//! Nothing says why a text can't be read: a page that can't read its server asks for everything anew.

mod collections;
mod json;
mod plain;

pub use unpack_derive::Unpack;

pub use self::json::Json;

/// What can be read out of a tree.
pub trait Unpack: Sized {
    fn unpack(json: &Json) -> Option<Self>;

    /// What stands for a field that is not there.
    fn absent() -> Option<Self> {
        None
    }
}

/// It is no JSON, or not what was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not in the expected shape")]
pub struct Unreadable;

pub fn from_str<T: Unpack>(text: &str) -> Result<T, Unreadable> {
    from_slice(text.as_bytes())
}

pub fn from_slice<T: Unpack>(text: &[u8]) -> Result<T, Unreadable> {
    tree(text).as_ref().and_then(T::unpack).ok_or(Unreadable)
}

// Once for all types.
#[inline(never)]
fn tree(text: &[u8]) -> Option<Json> {
    serde_json::from_slice(text).ok()
}

/// For the derive macro: a field of an object.
#[doc(hidden)]
pub fn field<T: Unpack>(object: &Json, name: &str) -> Option<T> {
    match object.get(name) {
        Some(value) => T::unpack(value),
        None => T::absent(),
    }
}

/// For the derive macro: a field that has a value without being there.
#[doc(hidden)]
pub fn field_or<T: Unpack>(object: &Json, name: &str, default: impl FnOnce() -> T) -> Option<T> {
    match object.get(name) {
        Some(value) => T::unpack(value),
        None => Some(default()),
    }
}

/// For the derive macro: which variant it is, and what it carries, where that is the only field or a mere text.
#[doc(hidden)]
pub fn variant(json: &Json) -> Option<(&str, &Json)> {
    match json {
        Json::Text(name) => Some((name, &Json::Null)),
        Json::Object(fields) => match fields.as_slice() {
            [(name, content)] => Some((name, content)),
            _ => None,
        },
        _ => None,
    }
}

/// For the derive macro: which variant it is by a field beside the others.
#[doc(hidden)]
pub fn tagged<'json>(json: &'json Json, tag: &str) -> Option<(&'json str, &'json Json)> {
    Some((json.get(tag)?.as_str()?, json))
}

/// For the derive macro: which variant it is by one field, and what it carries in another.
#[doc(hidden)]
pub fn tagged_beside<'json>(
    json: &'json Json,
    tag: &str,
    content: &str,
) -> Option<(&'json str, &'json Json)> {
    Some((
        json.get(tag)?.as_str()?,
        json.get(content).unwrap_or(&Json::Null),
    ))
}
