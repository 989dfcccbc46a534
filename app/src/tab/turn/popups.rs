//! Popups: those of what rings, of notices and of tests. Only the leader raises them, so however many tabs
//! are open, a device notifies once.

use domain::{
    device::{Permission, TestResult},
    id::{OfferId, RequestId, TestId},
    notification::{DeviceFailure, Report},
};

use super::Turn;
use crate::{
    alert::{
        notice::Notice,
        plan::{Attention, Reaction, may_remind, notified, plan, ringing},
        popup::Popup,
    },
    desk::context::SettingsNotice,
    device::{sound::Voice, state::DeviceState},
    tab::{
        effect::Effect,
        heard::{Heard, Outcome},
        push_settling::Step,
        replay::Freshness,
        why::Why,
        word::Word,
    },
};

/// A replay has passed when nothing of it came for this long.
const SETTLED_MILLIS: u32 = 300;

impl Turn<'_> {
    /// What began shows when the present is reached.
    pub fn react(&mut self, freshness: Freshness) {
        match freshness {
            Freshness::Live => self.act(),
            Freshness::Replayed => {
                let number = self.tab.replay.note();
                self.hear_after(SETTLED_MILLIS, Heard::ReplaySettled(number));
            }
        }
    }

    pub fn replay_settled(&mut self, number: u32) {
        if self.tab.replay.ended_with(number) {
            self.act();
        }
    }

    /// This tab leads now. What an earlier leader repeated until it is handled is repeated here.
    pub fn repeat_handled(&mut self) {
        let notified = notified(self.view);
        let handled: Vec<_> = notified.intersection(&self.tab.handled).copied().collect();
        self.repeat(handled);
    }

    /// Closes and silences whatever does not ring any more.
    pub fn take_away(&mut self) {
        if !self.leads() {
            return;
        }
        let hushed = self.tab.sounding.keep(&ringing(self.view));
        self.effects.extend(hushed);
        self.then(Effect::CloseLeftovers);
    }

    /// In this tab or in an earlier leader.
    pub fn note_handled(&mut self, offers: Vec<OfferId>) {
        self.tab.handled.extend(offers);
    }

    /// A push service may have been quicker, or a leader that was frozen in the middle of it.
    pub fn popup_stands(&mut self, offer: OfferId) {
        let voice = self.voice_after_push();
        self.sound(&voice, Some(offer));
        self.conclude(offer, Report::Shown);
    }

    pub fn popup_missing(&mut self, request: RequestId, offer: OfferId) {
        if self.tab.gone || !self.leads() {
            return;
        }
        // Otherwise it ended meanwhile.
        if let Some(popup) = Popup::of_offer(request, offer, self.view, self.writer()) {
            self.raise(popup, Why::Rings(offer));
        }
    }

    /// `voice` is what was decided when it was handed to the system.
    pub fn raised(&mut self, why: Why, voice: &Voice, outcome: Outcome) {
        if self.tab.gone {
            // Nobody is signed in any more: it is for nobody.
            self.then(Effect::CloseAllPopups);
            return;
        }
        if outcome == Outcome::Shown {
            self.sound(voice, why.offer());
        }
        match (why, outcome) {
            (Why::Rings(offer), Outcome::Shown) => self.conclude(offer, Report::Shown),
            (Why::Rings(offer), Outcome::Refused) => {
                self.conclude(offer, Report::Failed(DeviceFailure::Refused));
            }
            // A notice that can't be shown is in the page all the same.
            (Why::Notice, _) => self.take_away(),
            (Why::SupervisorsTest(test), Outcome::Shown) => {
                self.answer_test(test, TestResult::Shown);
            }
            (Why::SupervisorsTest(test), Outcome::Refused) => {
                self.answer_test(test, TestResult::Failed(Permission::Unsupported));
            }
            (Why::Trial, Outcome::Shown) => {
                self.then(Effect::ShowSettings(SettingsNotice::TestSent));
            }
            (Why::Trial, Outcome::Refused) => {
                self.trial_failed(DeviceState::Unsupported);
            }
        }
    }

    /// Where nobody looks, a notice is a popup as well.
    pub fn show_notice(&mut self, notice: Notice) {
        let wishes = &self.view.me.preferences;
        if !may_remind(self.view) || !wishes.desktop_notifications.is_on() {
            return;
        }
        let seen_in_page =
            self.attention_of_device() == Attention::LookedAt && !wishes.while_looking.is_on();
        if seen_in_page || self.permission() != DeviceState::Granted {
            return;
        }
        self.raise(Popup::of_notice(notice), Why::Notice);
    }

    /// A test that a supervisor sends: shown whatever the agent is doing, and answered.
    pub fn show_test(&mut self, test: TestId, by: &str) {
        self.read_permission();
        let state = self.permission();
        if state == DeviceState::Granted {
            let popup = Popup::of_supervisors_test(by, self.tab.identity.language);
            self.raise(popup, Why::SupervisorsTest(test));
        } else {
            self.answer_test(test, TestResult::Failed(state.into()));
        }
    }

    /// *Send test notification*.
    pub fn show_trial(&mut self) {
        self.read_permission();
        let state = self.permission();
        if state == DeviceState::Granted {
            self.raise(Popup::of_trial(self.tab.identity.language), Why::Trial);
        } else {
            self.trial_failed(state);
        }
    }

    /// One tab settles Web Push for the device, once for each permission.
    pub fn settle_push(&mut self) {
        if self.leads() {
            let step = self.tab.push.permission_is(self.at.permission);
            self.push_step(step);
        }
    }

    /// In whichever tab it was asked for.
    pub fn settle_push_here(&mut self) {
        let step = self.tab.push.wished(self.at.permission);
        self.push_step(step);
    }

    pub fn push_settled(&mut self) {
        let step = self.tab.push.settled();
        self.push_step(step);
    }

    fn act(&mut self) {
        if !self.leads() {
            return;
        }
        let reactions = plan(
            self.view,
            self.time(),
            self.attention_of_device(),
            self.tab.device,
            &self.tab.handled,
        );
        if reactions.is_empty() {
            return;
        }
        let offers: Vec<_> = reactions
            .iter()
            .filter_map(|reaction| match reaction {
                Reaction::Report(offer, Report::Received) => Some(*offer),
                _ => None,
            })
            .collect();
        self.say(Word::Handled {
            offers: offers.clone(),
        });
        self.note_handled(offers);
        for reaction in reactions {
            match reaction {
                Reaction::Report(offer, report) => self.report(offer, report),
                Reaction::Chime(offer) => {
                    let voice = self.voice();
                    self.sound(&voice, Some(offer));
                }
                Reaction::Show { request, offer } => {
                    self.then(Effect::LookFor { request, offer });
                }
            }
        }
        self.flush_reports();
    }

    /// The one way by which a popup comes to the screen, so there is none whose sound was not decided, and
    /// none that was decided and not made: [`Turn::raised`] makes it when the system has taken the popup.
    fn raise(&mut self, popup: Popup, why: Why) {
        let voice = self.voice();
        self.then(Effect::Raise {
            popup: Box::new(popup),
            voice,
            why,
        });
    }

    fn conclude(&mut self, offer: OfferId, report: Report) {
        self.report(offer, report);
        self.flush_reports();
        // It may have ended while the system was busy showing it.
        self.take_away();
    }

    fn answer_test(&mut self, test: TestId, result: TestResult) {
        self.then(Effect::AnswerTest { test, result });
    }

    fn trial_failed(&mut self, state: DeviceState) {
        self.then(Effect::ShowSettings(SettingsNotice::TestFailed(state)));
    }

    fn push_step(&mut self, step: Step) {
        if step == Step::Settle {
            self.then(Effect::SettlePush);
        }
    }
}
