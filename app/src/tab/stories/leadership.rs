//! Which tab leads.

use domain::{sound::Sound, switch::Switch, time::Span};

use super::stage::{
    chime, follower, heartbeat, leader, looks_for, offered, place, position, snapshot, status, tab,
    words,
};
use crate::{
    desk::{
        context::Connection,
        sample_view::{NOW, offer},
    },
    device::sound::Audio,
    tab::{effect::Effect, heard::Heard, leadership::Claim, stream::Beginning, word::Word},
};

#[test]
fn a_tab_waits_for_its_turn_and_opens_no_stream_meanwhile() {
    let mut tab = tab();
    assert_eq!(tab.hear(Heard::LocksWork), [Effect::Claim(Claim::InTurn)]);
    assert!(tab.hear(Heard::LocksWork).is_empty(), "it waits already");
}

#[test]
fn whose_turn_has_come_opens_the_stream_and_tells_the_others_where_it_stands() {
    let mut tab = tab();
    tab.hear(Heard::LocksWork);
    let effects = tab.hear(Heard::LeadGranted(Claim::InTurn));
    assert_eq!(
        effects[0],
        Effect::OpenStream(Beginning::After(position(1)))
    );
    assert!(words(&effects).contains(&&Word::Status {
        position: position(1),
        connection: Connection::Reconnecting,
    }));
}

#[test]
fn where_the_browser_grants_no_locks_every_tab_leads_itself() {
    let mut tab = tab();
    let effects = tab.hear(Heard::LeadRefused);
    assert!(matches!(effects[0], Effect::OpenStream(_)));
    // And what another one hands on is not for it.
    let effects = tab.hear(status(7, Connection::Live));
    assert!(effects.is_empty());
}

#[test]
fn who_is_robbed_of_the_lead_falls_silent_and_waits_in_line_again() {
    let mut tab = leader();
    assert_eq!(
        tab.hear(Heard::LeadStolen),
        [
            Effect::Fade,
            Effect::CloseStream,
            Effect::Claim(Claim::InTurn)
        ]
    );
    // What the stream still has on its way raises nothing.
    tab.bring(offered(2, 1, NOW));
    assert!(tab.hear(Heard::ReplaySettled(0)).is_empty());
}

#[test]
fn who_leads_already_does_not_begin_again() {
    let mut tab = leader();
    assert!(tab.hear(Heard::LeadGranted(Claim::InTurn)).is_empty());
}

#[test]
fn a_new_leader_raises_what_rings_and_nobody_has_dealt_with() {
    let mut tab = follower();
    tab.view = snapshot(1, [1, 2]);
    tab.hear(Heard::Word(Word::Handled {
        offers: vec![offer(1)],
    }));
    let effects = tab.hear(Heard::LeadGranted(Claim::InTurn));
    assert!(effects.contains(&looks_for(2)));
    assert!(!effects.contains(&looks_for(1)), "the earlier leader did");
}

#[test]
fn a_new_leader_goes_on_repeating_what_the_earlier_one_repeated() {
    let mut tab = follower();
    tab.view = snapshot(1, [1]);
    tab.view.me.preferences.sound = Sound::Chime(chime(Switch::On));
    tab.at.audio = Audio::Running;
    tab.hear(Heard::Word(Word::Handled {
        offers: vec![offer(1)],
    }));
    tab.hear(Heard::LeadGranted(Claim::InTurn));
    let effects = tab.pass(Span::seconds(1));
    assert!(effects.contains(&Effect::Play(chime(Switch::On))));
}

#[test]
fn a_new_tab_is_told_how_the_others_are_and_by_the_leader_where_it_stands() {
    let is_status = |word: &&Word| matches!(word, Word::Status { .. });
    let is_attention = |word: &&Word| matches!(word, Word::Attention { .. });
    let said = leader().hear(Heard::Word(Word::Hello));
    assert!(words(&said).iter().any(is_status));
    let said = follower().hear(Heard::Word(Word::Hello));
    assert!(!words(&said).iter().any(is_status));
    assert!(words(&said).iter().any(is_attention));
}

#[test]
fn a_leader_says_every_few_seconds_that_it_is_alive() {
    let mut tab = leader();
    let said = tab.pass(Span::seconds(10));
    let statuses = words(&said)
        .into_iter()
        .filter(|word| matches!(word, Word::Status { .. }));
    assert_eq!(statuses.count(), 2);
}

#[test]
fn a_frame_is_handed_on_before_the_leader_acts_on_it() {
    let mut tab = leader();
    tab.bring(heartbeat(NOW));
    let effects = tab.bring(offered(2, 1, NOW));
    let handed_on = place(
        &effects,
        |effect| matches!(effect, Effect::Say(Word::Frame { after, .. }) if *after == position(1)),
    );
    let raised = place(&effects, |effect| *effect == looks_for(1));
    assert!(handed_on < raised);
}
