//! How what the server says is read in a page: answers of server functions, and the data that a page carries. Serde
//! writes it on the server; see [`unpack`] for why it does not read it.

use leptos::{
    prelude::SharedValue,
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
