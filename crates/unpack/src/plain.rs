//! Numbers, words and what may be absent.

use std::{num::NonZeroU8, sync::Arc};

use crate::{Json, Unpack};

macro_rules! numbers {
    ($($number:ty),*) => {
        $(impl Unpack for $number {
            fn unpack(json: &Json) -> Option<Self> {
                json.as_number()?.try_into().ok()
            }
        })*
    };
}

numbers! {
    u8, u16, u32, u64, usize, i32, i64
}

impl Unpack for NonZeroU8 {
    fn unpack(json: &Json) -> Option<Self> {
        Self::new(u8::unpack(json)?)
    }
}

impl Unpack for bool {
    fn unpack(json: &Json) -> Option<Self> {
        json.as_bool()
    }
}

impl Unpack for String {
    fn unpack(json: &Json) -> Option<Self> {
        json.as_str().map(str::to_owned)
    }
}

impl Unpack for () {
    fn unpack(json: &Json) -> Option<Self> {
        json.is_null().then_some(())
    }
}

impl<T: Unpack> Unpack for Option<T> {
    fn unpack(json: &Json) -> Option<Self> {
        if json.is_null() {
            Some(None)
        } else {
            T::unpack(json).map(Some)
        }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Unpack> Unpack for Box<T> {
    fn unpack(json: &Json) -> Option<Self> {
        T::unpack(json).map(Self::new)
    }
}

impl<T: Unpack> Unpack for Arc<T> {
    fn unpack(json: &Json) -> Option<Self> {
        T::unpack(json).map(Self::new)
    }
}

impl<T: Unpack, E: Unpack> Unpack for Result<T, E> {
    fn unpack(json: &Json) -> Option<Self> {
        match crate::variant(json)? {
            ("Ok", content) => T::unpack(content).map(Ok),
            ("Err", content) => E::unpack(content).map(Err),
            _ => None,
        }
    }
}
