//! Lets this tab sound, as its browser wants it.

use std::rc::Rc;

use domain::sound::Chime;

use crate::{
    browser::{
        ear::Ear,
        ports::{
            autoplay::{may_autoplay, was_activated},
            player::Player,
        },
    },
    reactive::spawn_local,
    tab::heard::Heard,
};

/// In a click, or where the browser asks for none.
pub fn unlock(player: &Player, ear: &Ear) {
    let changed = ear.clone();
    player.unlock(move || changed.hear(Heard::AudioChanged));
    ear.hear(Heard::AudioChanged);
}

pub fn unlock_unasked(ear: Ear) {
    if was_activated() {
        ear.hear(Heard::MayUnlock);
        return;
    }
    spawn_local(async move {
        if may_autoplay().await {
            ear.hear(Heard::MayUnlock);
        }
    });
}

pub fn listen(player: Rc<Player>, chime: Chime, ear: Ear) {
    spawn_local(async move {
        player.resumed().await;
        ear.hear(Heard::AudioChanged);
        player.play(chime);
    });
}
