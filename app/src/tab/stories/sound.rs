//! Who sounds, and what the page says of it.

use domain::{sound::Sound, switch::Switch, time::Span};

use super::stage::{Stage, chime, leader, offered, snapshot, tab, taken, words};
use crate::{
    alert::plan::Attention,
    desk::{
        context::PageSound,
        sample_view::{NOW, offer},
    },
    device::sound::{Audio, Speaker, Voice},
    tab::{
        effect::Effect,
        heard::{Heard, Outcome},
        why::Why,
        word::Word,
    },
};

/// A leader that is looked at and plays its own chime.
fn leader_with(repeat: Switch, audio: Audio) -> Stage {
    let mut tab = leader();
    tab.view.me.preferences.sound = Sound::Chime(chime(repeat));
    tab.at.attention = Attention::LookedAt;
    tab.at.audio = audio;
    tab
}

fn another_may_sound(tab: &mut Stage) -> Vec<Effect> {
    tab.hear(Heard::Word(Word::Attention {
        tab: "t2".to_owned(),
        attention: Attention::Elsewhere,
        audio: Audio::Running,
    }))
}

#[test]
fn what_rings_in_the_page_sounds_there_and_falls_silent_with_its_offer() {
    let mut tab = leader_with(Switch::Off, Audio::Running);
    let effects = tab.bring(offered(2, 1, NOW));
    assert!(effects.contains(&Effect::Play(chime(Switch::Off))));
    tab.bring(taken(3, 1, NOW));
    assert!(tab.hear(Heard::ViewChanged).contains(&Effect::Fade));
}

#[test]
fn where_the_leader_is_mute_another_tab_plays() {
    let mut tab = leader_with(Switch::Off, Audio::Blocked);
    another_may_sound(&mut tab);
    let effects = tab.bring(offered(2, 1, NOW));
    assert!(words(&effects).contains(&&Word::Play {
        tab: "t2".to_owned(),
        chime: chime(Switch::Off),
    }));
}

#[test]
fn a_tab_plays_what_it_is_told_and_not_what_others_are() {
    let told = |tab: &str| {
        Heard::Word(Word::Play {
            tab: tab.to_owned(),
            chime: chime(Switch::Off),
        })
    };
    assert_eq!(tab().hear(told("t1")), [Effect::Play(chime(Switch::Off))]);
    assert!(tab().hear(told("t2")).is_empty());
    let hush = Word::Hush {
        tab: "t1".to_owned(),
    };
    assert_eq!(tab().hear(Heard::Word(hush)), [Effect::Fade]);
}

#[test]
fn a_popup_sounds_when_the_system_has_taken_it_with_the_voice_that_was_decided_before() {
    let mut tab = leader();
    tab.view = snapshot(1, [1]);
    let voice = Voice::Page {
        chime: chime(Switch::Off),
        speaker: Speaker::ThisTab,
    };
    let raised = |outcome| Heard::Raised {
        why: Why::Rings(offer(1)),
        voice: voice.clone(),
        outcome,
    };
    let plays = Effect::Play(chime(Switch::Off));
    assert!(!tab.hear(raised(Outcome::Refused)).contains(&plays));
    assert!(tab.hear(raised(Outcome::Shown)).contains(&plays));
}

#[test]
fn what_repeats_does_so_until_it_is_over() {
    let mut tab = leader_with(Switch::On, Audio::Running);
    let plays = Effect::Play(chime(Switch::On));
    tab.bring(offered(2, 1, NOW));
    let again = tab.pass(Span::seconds(10));
    assert!(again.iter().filter(|effect| **effect == plays).count() > 1);
    tab.bring(taken(3, 1, NOW));
    tab.hear(Heard::ViewChanged);
    assert!(!tab.pass(Span::seconds(10)).contains(&plays));
}

#[test]
fn only_a_tab_whose_page_is_to_sound_asks_its_browser_for_it() {
    let mut tab = leader_with(Switch::Off, Audio::Blocked);
    assert_eq!(tab.hear(Heard::Pressed), [Effect::Unlock]);
    assert!(
        tab.hear(Heard::SoundChosen)
            .contains(&Effect::UnlockUnasked)
    );
    tab.view.me.preferences.sound = Sound::Off;
    assert!(tab.hear(Heard::Pressed).is_empty());
    assert!(
        !tab.hear(Heard::SoundChosen)
            .contains(&Effect::UnlockUnasked)
    );
}

#[test]
fn another_choice_ends_what_sounds() {
    let mut tab = leader_with(Switch::On, Audio::Running);
    tab.bring(offered(2, 1, NOW));
    assert_eq!(tab.hear(Heard::SoundChanged)[0], Effect::Fade);
}

/// A browser lets a page sound in the click itself and at no other moment.
#[test]
fn a_wish_to_hear_something_unlocks_the_sound_before_anything_else() {
    let mut tab = leader_with(Switch::Off, Audio::Blocked);
    for wish in [Heard::SoundWished, Heard::ListenWished(chime(Switch::Off))] {
        assert_eq!(
            tab.hear(wish),
            [Effect::Unlock, Effect::Listen(chime(Switch::Off))]
        );
    }
}

#[test]
fn the_chip_changes_when_the_click_is_over_as_things_are_then() {
    let mut tab = leader_with(Switch::Off, Audio::Blocked);
    let effects = tab.hear(Heard::AudioChanged);
    assert_eq!(
        effects,
        [Effect::After {
            millis: 400,
            hear: Box::new(Heard::ClickOver)
        }]
    );
    tab.at.audio = Audio::Running;
    assert_eq!(
        tab.hear(Heard::ClickOver),
        [Effect::ShowSound(PageSound::Ready)]
    );
}

#[test]
fn the_other_tabs_hear_at_once_that_this_one_may_sound() {
    let mut tab = leader_with(Switch::Off, Audio::Running);
    assert_eq!(
        words(&tab.hear(Heard::AudioChanged)),
        [&Word::Attention {
            tab: "t1".to_owned(),
            attention: Attention::LookedAt,
            audio: Audio::Running,
        }]
    );
    assert!(words(&tab.hear(Heard::AudioChanged)).is_empty());
}

#[test]
fn a_page_that_goes_is_neither_looked_at_nor_heard() {
    let mut tab = leader_with(Switch::Off, Audio::Running);
    assert_eq!(
        tab.hear(Heard::PageHidden),
        [Effect::Say(Word::Attention {
            tab: "t1".to_owned(),
            attention: Attention::Elsewhere,
            audio: Audio::Blocked,
        })]
    );
}
