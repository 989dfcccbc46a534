//! Memos and effects: those of Leptos, which are compiled anew for each closure, once for each type of value.

use leptos::prelude::*;

/// From what there was before.
type Derivation<T> = Box<dyn Fn(Option<&T>) -> T + Send + Sync>;

/// A value that follows from others.
#[track_caller]
pub fn memo<T>(value: impl Fn() -> T + Send + Sync + 'static) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    let value: Derivation<T> = Box::new(move |_| value());
    Memo::new(value)
}

/// What is done in the browser whenever something that it reads has changed.
#[track_caller]
pub fn effect(act: impl FnMut() + 'static) {
    let act: Box<dyn FnMut()> = Box::new(act);
    Effect::new(act);
}
