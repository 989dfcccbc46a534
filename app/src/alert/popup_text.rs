//! Title and body of a popup.

mod body;
mod reader;
mod ring;
mod trial;

pub use self::{
    reader::Reader,
    ring::{notification_text, ring_text},
    trial::test_text,
};

#[cfg(test)]
mod tests;
