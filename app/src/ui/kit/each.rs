//! One view for each of several things.

use leptos::prelude::*;

/// What is listed: what tells it from the others, and how it is drawn.
struct Listed {
    key: String,
    draw: Box<dyn FnOnce() -> AnyView + Send>,
}

type List = Box<dyn Fn() -> Vec<Listed> + Send>;

/// The view of a thing stays the same elements as long as one with its key is there. As `For` of Leptos, which is compiled
/// anew for each kind of things: this is there once.
pub fn each<T: Send + 'static>(
    things: impl Fn() -> Vec<T> + Send + 'static,
    key: impl Fn(&T) -> String + Send + 'static,
    draw: impl Fn(T) -> AnyView + Clone + Send + 'static,
) -> AnyView {
    drawn(Box::new(move || {
        let listed = things().into_iter().map(|thing| {
            let draw = draw.clone();
            Listed {
                key: key(&thing),
                draw: Box::new(move || draw(thing)),
            }
        });
        listed.collect()
    }))
}

fn drawn(list: List) -> AnyView {
    view! {
        <For each=list key=|listed| listed.key.clone() let(listed)>
            {(listed.draw)()}
        </For>
    }
    .into_any()
}
