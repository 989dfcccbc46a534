//! `#[derive(Unpack)]`: how a type is taken from a tree, by the attributes that serde reads.

mod container;
mod field;
mod names;
mod options;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

#[proc_macro_derive(Unpack, attributes(serde))]
pub fn derive_unpack(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    container::unpack(&input)
        .unwrap_or_else(syn::Error::into_compile_error)
        .into()
}
