//! How the fields of a struct or of a variant are taken from the tree `json`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Fields, FieldsNamed, LitStr, Result, ext::IdentExt};

use crate::options::{FieldDefault, FieldOptions};

/// Whether a field that is not there is that of `whole`.
#[derive(Clone, Copy)]
pub enum Missing {
    OfTheWhole,
    ByItself,
}

/// What follows the name of the struct or variant.
pub fn fields(fields: &Fields, missing: Missing) -> Result<TokenStream> {
    match fields {
        Fields::Unit => Ok(quote!()),
        Fields::Unnamed(unnamed) if unnamed.unnamed.len() == 1 => {
            Ok(quote!((::unpack::Unpack::unpack(json)?)))
        }
        Fields::Unnamed(unnamed) => Err(syn::Error::new_spanned(
            unnamed,
            "Unpack knows tuples of one field only",
        )),
        Fields::Named(named) => named_fields(named, missing),
    }
}

fn named_fields(named: &FieldsNamed, missing: Missing) -> Result<TokenStream> {
    let taken = named
        .named
        .iter()
        .map(|field| {
            let options = FieldOptions::of(&field.attrs)?;
            let ident = field.ident.as_ref().expect("named fields have names");
            if options.flatten {
                return Ok(quote!(#ident: ::unpack::Unpack::unpack(json)?));
            }
            let name = options
                .name
                .unwrap_or_else(|| LitStr::new(&ident.unraw().to_string(), ident.span()));
            let value = match (options.default, missing) {
                (Some(FieldDefault::Of(path)), _) => quote!(::unpack::field_or(json, #name, #path)),
                (None, Missing::OfTheWhole) => {
                    quote!(::unpack::field_or(json, #name, || whole.#ident))
                }
                (Some(FieldDefault::OfItsType), _) => {
                    quote!(::unpack::field_or(json, #name, ::core::default::Default::default))
                }
                (None, Missing::ByItself) => quote!(::unpack::field(json, #name)),
            };
            Ok(quote!(#ident: #value?))
        })
        .collect::<Result<Vec<_>>>()?;
    Ok(quote!({ #(#taken),* }))
}
