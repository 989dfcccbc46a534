//! The attributes of serde that this project uses.

use syn::{Attribute, LitStr, Path, Result, Type, meta::ParseNestedMeta};

use crate::names::Case;

/// Of a whole type.
#[derive(Default)]
pub struct ContainerOptions {
    pub case: Case,
    pub tag: Option<LitStr>,
    pub content: Option<LitStr>,
    pub untagged: bool,
    /// A field that is not there is that of the type's default.
    pub default: bool,
    pub from: Option<Type>,
    pub try_from: Option<Type>,
}

impl ContainerOptions {
    pub fn of(attributes: &[Attribute]) -> Result<Self> {
        let mut options = Self::default();
        each(attributes, |meta| {
            let name = meta.path.require_ident()?.to_string();
            match name.as_str() {
                "rename_all" => options.case = Case::named(&text(&meta)?)?,
                "tag" => options.tag = Some(text(&meta)?),
                "content" => options.content = Some(text(&meta)?),
                "untagged" => options.untagged = true,
                "default" => options.default = true,
                "from" => options.from = Some(text(&meta)?.parse()?),
                "try_from" => options.try_from = Some(text(&meta)?.parse()?),
                // A type of one field is that field anyway.
                "transparent" => {}
                "into" => drop(text(&meta)?),
                _ => return Err(meta.error("Unpack does not know this attribute")),
            }
            Ok(())
        })?;
        Ok(options)
    }
}

/// Of one field.
#[derive(Default)]
pub struct FieldOptions {
    pub name: Option<LitStr>,
    pub flatten: bool,
    pub default: Option<FieldDefault>,
}

/// What stands for a field that is not there.
pub enum FieldDefault {
    OfItsType,
    Of(Path),
}

impl FieldOptions {
    pub fn of(attributes: &[Attribute]) -> Result<Self> {
        let mut options = Self::default();
        each(attributes, |meta| {
            let name = meta.path.require_ident()?.to_string();
            match name.as_str() {
                "rename" => options.name = Some(text(&meta)?),
                "flatten" => options.flatten = true,
                "default" if meta.input.peek(syn::Token![=]) => {
                    options.default = Some(FieldDefault::Of(text(&meta)?.parse()?));
                }
                "default" => options.default = Some(FieldDefault::OfItsType),
                "skip_serializing_if" => drop(text(&meta)?),
                _ => return Err(meta.error("Unpack does not know this attribute")),
            }
            Ok(())
        })?;
        Ok(options)
    }
}

fn each(
    attributes: &[Attribute],
    mut read: impl FnMut(ParseNestedMeta<'_>) -> Result<()>,
) -> Result<()> {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("serde"))
        .try_for_each(|attribute| attribute.parse_nested_meta(&mut read))
}

fn text(meta: &ParseNestedMeta<'_>) -> Result<LitStr> {
    meta.value()?.parse()
}
