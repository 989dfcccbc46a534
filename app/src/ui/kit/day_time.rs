//! A time of some day, as people write it, wherever the page shows one.

use domain::time::Timestamp;
use leptos::prelude::*;

use crate::{
    desk::context::DeskContext,
    reactive::memo,
    text::{PageZone, Wall, full_moment, iso, moment, use_language},
};

/// What hangs on the wall of whoever reads the page: it changes when the page gets live, and at midnight.
pub fn provide_wall(desk: DeskContext, zone: RwSignal<PageZone>) {
    provide_context(memo(move || Wall::new(desk.now.get(), zone.get())));
}

pub fn use_wall() -> Memo<Wall> {
    expect_context()
}

/// `Today 22:18`, and all of the date for who points at it.
#[component]
pub fn DayTime(#[prop(into)] at: Signal<Timestamp>) -> impl IntoView {
    let language = use_language();
    let wall = use_wall();
    view! {
        <time
            datetime=move || iso(at.get())
            title=move || full_moment(at.get(), wall.get(), language)
        >
            {move || moment(at.get(), wall.get(), language)}
        </time>
    }
}
