//! Memos, effects and tasks: those of Leptos, which are compiled anew for each closure and future, once for each type of
//! value.

use std::pin::Pin;

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

/// What is done in the browser whenever a value has changed, given what it was and what it is.
#[track_caller]
pub fn on_change<T>(value: Memo<T>, act: impl Fn(&T, &T) + 'static)
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    Effect::new(move |before: Option<T>| {
        // Tracking alone would not have it computed, and what was never computed never changes.
        let now = value.get();
        if let Some(before) = before
            && before != now
        {
            act(&before, &now);
        }
        now
    });
}

/// Goes on in this page while it waits for something.
pub fn spawn_local(task: impl Future<Output = ()> + 'static) {
    let task: Pin<Box<dyn Future<Output = ()>>> = Box::pin(task);
    leptos::task::spawn_local(task);
}
