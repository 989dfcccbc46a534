//! How a whole type is taken from the tree `json`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DataEnum, DataStruct, DeriveInput, Error, Fields, Result, Variant};

use crate::{
    field::{Missing, fields},
    options::ContainerOptions,
};

pub fn unpack(input: &DeriveInput) -> Result<TokenStream> {
    if !input.generics.params.is_empty() {
        return Err(Error::new_spanned(
            &input.generics,
            "Unpack knows no generic types",
        ));
    }
    let options = ContainerOptions::of(&input.attrs)?;
    let name = &input.ident;
    let body = body(input, &options)?;
    Ok(quote! {
        #[automatically_derived]
        impl ::unpack::Unpack for #name {
            fn unpack(json: &::unpack::Json) -> ::core::option::Option<Self> {
                #body
            }
        }
    })
}

fn body(input: &DeriveInput, options: &ContainerOptions) -> Result<TokenStream> {
    if let Some(other) = &options.from {
        return Ok(quote! {
            <#other as ::unpack::Unpack>::unpack(json).map(::core::convert::From::from)
        });
    }
    if let Some(other) = &options.try_from {
        return Ok(quote! {
            ::core::convert::TryFrom::try_from(<#other as ::unpack::Unpack>::unpack(json)?).ok()
        });
    }
    match &input.data {
        Data::Struct(data) => of_struct(data, options),
        Data::Enum(data) if options.untagged => of_untagged(data),
        Data::Enum(data) => of_enum(data, options),
        Data::Union(_) => Err(Error::new_spanned(input, "Unpack knows no unions")),
    }
}

fn of_struct(data: &DataStruct, options: &ContainerOptions) -> Result<TokenStream> {
    let missing = if options.default {
        Missing::OfTheWhole
    } else {
        Missing::ByItself
    };
    let whole = options
        .default
        .then(|| quote!(let whole = <Self as ::core::default::Default>::default();));
    let object =
        matches!(data.fields, Fields::Named(_)).then(|| quote!(::unpack::Json::as_object(json)?;));
    let fields = fields(&data.fields, missing)?;
    Ok(quote! {
        #object
        #whole
        ::core::option::Option::Some(Self #fields)
    })
}

/// The first variant that fits.
fn of_untagged(data: &DataEnum) -> Result<TokenStream> {
    let tries = data
        .variants
        .iter()
        .map(|variant| {
            let ident = &variant.ident;
            if matches!(variant.fields, Fields::Unit) {
                return Ok(quote! {
                    if json.is_null() {
                        return ::core::option::Option::Some(Self::#ident);
                    }
                });
            }
            let fields = fields(&variant.fields, Missing::ByItself)?;
            Ok(quote! {
                let fits = || ::core::option::Option::Some(Self::#ident #fields);
                if let ::core::option::Option::Some(value) = fits() {
                    return ::core::option::Option::Some(value);
                }
            })
        })
        .collect::<Result<Vec<_>>>()?;
    Ok(quote! {
        #(#tries)*
        ::core::option::Option::None
    })
}

fn of_enum(data: &DataEnum, options: &ContainerOptions) -> Result<TokenStream> {
    let which = match (&options.tag, &options.content) {
        (None, None) => quote!(::unpack::variant(json)?),
        (Some(tag), None) => quote!(::unpack::tagged(json, #tag)?),
        (Some(tag), Some(content)) => quote!(::unpack::tagged_beside(json, #tag, #content)?),
        (None, Some(content)) => {
            return Err(Error::new(content.span(), "content needs a tag"));
        }
    };
    let arms = data
        .variants
        .iter()
        .map(|variant| arm(variant, options))
        .collect::<Result<Vec<_>>>()?;
    Ok(quote! {
        let (name, json) = #which;
        ::core::option::Option::Some(match name {
            #(#arms,)*
            _ => return ::core::option::Option::None,
        })
    })
}

fn arm(variant: &Variant, options: &ContainerOptions) -> Result<TokenStream> {
    if let Some(attribute) = variant
        .attrs
        .iter()
        .find(|attribute| attribute.path().is_ident("serde"))
    {
        return Err(Error::new_spanned(
            attribute,
            "Unpack knows no attributes of variants",
        ));
    }
    let ident = &variant.ident;
    let name = options.case.of_variant(ident);
    let fields = fields(&variant.fields, Missing::ByItself)?;
    Ok(quote!(#name => Self::#ident #fields))
}
