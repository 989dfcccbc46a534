//! Leads from what a tab hears to what follows from it.

use domain::view::AgentView;

use super::{effect::Effect, heard::Heard, moment::Moment, state::Tab, turn::Turn, word::Word};

impl Tab {
    /// What to do about it, in this order. A view that has changed is followed by [`Effect::Redraw`].
    pub fn hear(&mut self, view: &mut AgentView, heard: Heard, at: Moment) -> Vec<Effect> {
        let mut turn = Turn::new(self, view, at);
        hear(&mut turn, heard);
        turn.end()
    }
}

fn hear(turn: &mut Turn<'_>, heard: Heard) {
    match heard {
        Heard::Started => {
            turn.say(Word::Hello);
            turn.read_permission();
            turn.tell_attention();
        }
        Heard::LocksWork => turn.line_up(),
        Heard::LeadGranted(claim) => turn.lead_granted(claim),
        Heard::LeadStolen => turn.lead_stolen(),
        Heard::LeadRefused => turn.lead(),

        Heard::StreamOpened => turn.stream_opened(),
        Heard::StreamBrought(frame) => turn.stream_brought(frame),
        Heard::StreamFailed(failure) => turn.stream_failed(failure),
        Heard::StreamNotMade => turn.retry_later(),
        Heard::RetryDue(at) => turn.retry_due(at),

        Heard::Word(word) => hear_word(turn, word),

        Heard::Pulse => turn.pulse(),
        Heard::Woke => turn.wake(),
        Heard::Back => turn.look_after(),
        Heard::Leaving => turn.leave_stream(),
        Heard::FocusMoved => turn.tell_attention(),
        Heard::PageHidden => turn.page_hidden(),
        Heard::Touched => turn.touched(),
        Heard::Pressed | Heard::MayUnlock => turn.unlock_if_needed(),
        Heard::PermissionChanged => turn.read_permission(),
        Heard::PermissionShown => turn.settle_push(),

        Heard::ViewChanged | Heard::Alarm => turn.take_away(),
        Heard::ReplaySettled(number) => turn.replay_settled(number),

        Heard::PopupStands(offer) => turn.popup_stands(offer),
        Heard::PopupMissing { request, offer } => turn.popup_missing(request, offer),
        Heard::Raised {
            why,
            voice,
            outcome,
        } => turn.raised(why, &voice, outcome),
        Heard::TrialWished => turn.show_trial(),
        Heard::Pushed => turn.pushed(),
        Heard::PushWished => turn.settle_push_here(),
        Heard::PushSettled => turn.push_settled(),

        Heard::SoundChosen => turn.sound_chosen(),
        Heard::SoundChanged => turn.sound_changed(),
        Heard::AudioChanged => turn.tell_sound(),
        Heard::ClickOver => turn.show_sound(),
        Heard::SoundWished => turn.sound_wished(),
        Heard::ListenWished(chime) => turn.listen_wished(chime),

        Heard::Acknowledged { sent, answer } => turn.acknowledged(sent, &answer),
        Heard::Reported {
            sent,
            batch,
            answer,
        } => turn.reported(sent, batch, &answer),
        Heard::CaughtUp { asked, answer } => turn.caught_up(asked, answer),
        Heard::PushChecked(snapshot) => turn.push_checked(*snapshot),

        Heard::SignedOut => turn.signed_out(),
        Heard::MayReload => turn.reload(),
        Heard::GoodbyeSaid => turn.goodbye_said(),
    }
}

/// What another tab says.
fn hear_word(turn: &mut Turn<'_>, word: Word) {
    if turn.is_gone() {
        return;
    }
    match word {
        Word::Hello => {
            turn.tell_attention();
            turn.tell_others();
        }
        Word::Frame { after, frame } if !turn.leads() => turn.leader_brought(&after, frame),
        Word::Status {
            position,
            connection,
        } if !turn.leads() => turn.leader_is(&position, connection),
        Word::Attention {
            tab,
            attention,
            audio,
        } => {
            turn.other_is(tab, attention, audio);
            turn.tell_sound();
        }
        Word::Play { tab, chime } if turn.is_me(&tab) => turn.then(Effect::Play(chime)),
        Word::Hush { tab } if turn.is_me(&tab) => turn.then(Effect::Fade),
        // Without locks every tab leads itself; and what another tab plays is not for this one.
        Word::Frame { .. } | Word::Status { .. } | Word::Play { .. } | Word::Hush { .. } => {}
        Word::Handled { offers } => turn.note_handled(offers),
        Word::SignedOut => turn.sign_off(),
    }
}
