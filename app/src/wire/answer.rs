//! How what the server says is read in a page: answers of server functions, and the data that a page carries. Serde
//! writes it on the server; see [`unpack`] for why it does not read it.

use leptos::{
    prelude::{Resource, SharedValue},
    server::codee::{Decoder, Encoder},
    server_fn::{
        Bytes, ContentType, Decodes, Encodes, Format, FormatType,
        codec::{JsonEncoding, Post},
    },
};
use serde::Serialize;
use unpack::{Unpack, Unreadable};

/// The `output` of every server function.
pub type Answer = Post<Written>;

/// JSON that serde writes and [`unpack`] reads.
#[derive(Debug)]
pub struct Written;

/// What a page was made with: the server draws with the value, and the page carries it along.
pub fn carried<T: Serialize + Unpack>(made: impl FnOnce() -> T) -> T {
    SharedValue::<T, Written>::new_with_encoding(made).into_inner()
}

/// What a page has asked for.
pub type Asked<T> = Resource<T, Written>;

/// What a page waits for before it is sent: one that arrives in parts needs scripts to put them together.
#[track_caller]
pub fn asked<T, S, Answered>(
    about: impl Fn() -> S + Send + Sync + 'static,
    ask: impl Fn(S) -> Answered + Send + Sync + 'static,
) -> Asked<T>
where
    T: Serialize + Unpack + Send + Sync + 'static,
    S: Clone + PartialEq + Send + Sync + 'static,
    Answered: Future<Output = T> + Send + 'static,
{
    Resource::new_with_options(about, ask, true)
}

impl ContentType for Written {
    const CONTENT_TYPE: &'static str = JsonEncoding::CONTENT_TYPE;
}

impl FormatType for Written {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for Written {
    type Error = serde_json::Error;

    fn encode(output: &T) -> Result<Bytes, Self::Error> {
        JsonEncoding::encode(output)
    }
}

impl<T: Unpack> Decodes<T> for Written {
    type Error = Unreadable;

    fn decode(bytes: Bytes) -> Result<T, Unreadable> {
        unpack::from_slice(&bytes)
    }
}

impl<T: Serialize> Encoder<T> for Written {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(value: &T) -> Result<String, Self::Error> {
        serde_json::to_string(value)
    }
}

impl<T: Unpack> Decoder<T> for Written {
    type Error = Unreadable;
    type Encoded = str;

    fn decode(text: &str) -> Result<T, Unreadable> {
        unpack::from_str(text)
    }
}
