//! What the tab hears of its page for as long as the page lives.

use domain::sound::Sound;
use leptos::prelude::*;

use super::{
    ear::Ear,
    ports::{
        badge, clock, hand,
        page::{self, PageEvent},
        permission,
    },
};
use crate::{
    alert::plan::ringing,
    desk::context::DeskContext,
    reactive::{effect, memo},
    tab::heard::Heard,
};

/// Of the page's own timer, which steps the clock on the screen, and stands in where no worker can be
/// started.
const STEP_MILLIS: u32 = 1_000;

pub fn watch(ctx: DeskContext, ear: &Ear) {
    watch_page(ear);
    watch_view(ctx, ear);
    watch_sound(ctx, ear);
    show_badge(ctx);
}

fn watch_page(ear: &Ear) {
    let on = |heard: fn() -> Heard| {
        let ear = ear.clone();
        move || ear.hear(heard())
    };
    permission::watch(on(|| Heard::PermissionChanged));
    hand::watch_touches(on(|| Heard::Touched));
    hand::watch_presses(on(|| Heard::Pressed));
    clock::every(STEP_MILLIS, on(|| Heard::Pulse));
    let ear = ear.clone();
    page::watch(move |event| {
        ear.hear(match event {
            PageEvent::FocusMoved => Heard::FocusMoved,
            PageEvent::Back => Heard::Back,
            PageEvent::Woke => Heard::Woke,
            PageEvent::Hidden => Heard::PageHidden,
            PageEvent::Leaving => Heard::Leaving,
        });
    });
}

fn watch_view(ctx: DeskContext, ear: &Ear) {
    let permission = ear.clone();
    effect(move || {
        ctx.device.track();
        permission.hear(Heard::PermissionShown);
    });
    // What ended goes at once, whoever changed the view.
    let ear = ear.clone();
    effect(move || {
        ctx.view.track();
        ear.hear(Heard::ViewChanged);
    });
}

fn watch_sound(ctx: DeskContext, ear: &Ear) {
    let wanted = memo(move || ctx.with(|view| view.me.preferences.sound));
    let ear = ear.clone();
    Effect::new(move |before: Option<Sound>| {
        let wanted = wanted.get();
        ear.hear(if before.is_some_and(|before| before != wanted) {
            Heard::SoundChanged
        } else {
            Heard::SoundChosen
        });
        wanted
    });
}

/// The first time it shows what is true now, because a browser that was closed while something rang has
/// kept its badge.
fn show_badge(ctx: DeskContext) {
    let count = memo(move || ctx.with(|view| ringing(view).len()));
    effect(move || badge::show(count.get()));
}
