//! Where the page finds its script, its WebAssembly and its style.

/// Addresses with the hash of the content in them, such as `/pkg/deskbell.Zm9v.js`: the server knows
/// them from the site it carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assets {
    pub script: String,
    pub wasm: String,
    pub style: String,
}
