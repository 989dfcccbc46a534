//! What a variant is called on the wire.

use syn::{Error, Ident, LitStr, Result};

#[derive(Clone, Copy, Default)]
pub enum Case {
    #[default]
    AsWritten,
    Snake,
}

impl Case {
    pub fn named(name: &LitStr) -> Result<Self> {
        match name.value().as_str() {
            "snake_case" => Ok(Self::Snake),
            _ => Err(Error::new(name.span(), "Unpack knows only snake_case")),
        }
    }

    pub fn of_variant(self, name: &Ident) -> String {
        let name = name.to_string();
        match self {
            Self::AsWritten => name,
            Self::Snake => snake(&name),
        }
    }
}

fn snake(name: &str) -> String {
    let mut snake = String::new();
    for (at, character) in name.char_indices() {
        if at > 0 && character.is_uppercase() {
            snake.push('_');
        }
        snake.extend(character.to_lowercase());
    }
    snake
}
