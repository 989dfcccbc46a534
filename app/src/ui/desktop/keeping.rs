//! Brings what is entered about a customer to the desk while it is being entered: soon, and not with every
//! key.

use domain::{
    id::{AgentId, RequestId},
    request::Draft,
    time::{Span, Timestamp},
};
use leptos::prelude::*;

use crate::{
    desk::{actions, context::DeskContext, unsent},
    reactive::spawn_local,
    wire::error::AppError,
};

/// From the first key to the desk: whoever pauses has what they typed on the disk.
const SOON: Span = Span::seconds(1);
/// Whoever goes on typing is heard of this often.
const AT_MOST_EVERY: Span = Span::seconds(4);

#[derive(Clone, Copy)]
pub struct Keeping {
    desk: DeskContext,
    agent: AgentId,
    request: RequestId,
    state: StoredValue<State>,
}

/// What the desk has, what it does not have yet, and what is under way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct State {
    /// As the stream said last, which may be a while ago.
    kept: Draft,
    entered: Draft,
    /// What this browser had kept when the page came up: of a page that is gone, or of another tab.
    found: Option<Draft>,
    /// What the desk has said yes to since.
    answered: Option<Draft>,
    /// By the server's clock.
    sent_at: Option<Timestamp>,
    errand: Errand,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Errand {
    #[default]
    None,
    /// Waits for its time, or for the answer.
    UnderWay,
}

/// Whose words stand here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    Ours,
    /// Another tab's: this one found them, and the other has brought them to the desk or kept newer ones since.
    Theirs,
}

impl State {
    /// When to send, if that is not under way and there is something to be sent.
    fn wait(&self, now: Timestamp) -> Option<Span> {
        if self.errand == Errand::UnderWay || self.is_on_the_desk() {
            return None;
        }
        let next = self.sent_at.map_or(now, |at| at + AT_MOST_EVERY);
        Some(next.since(now).max(SOON))
    }

    fn is_on_the_desk(&self) -> bool {
        match &self.answered {
            Some(answered) => *answered == self.entered,
            None => self.kept == self.entered,
        }
    }

    fn is_found(&self) -> bool {
        self.found.as_ref() == Some(&self.entered)
    }

    /// The desk has this now. Whether it is news to be shown: not where something else was entered
    /// here meanwhile, which goes to the desk in turn. `whose`: what stands here was kept by this browser.
    fn hear(&mut self, kept: &Draft, on_the_page: &Draft, whose: Whose) -> bool {
        let untouched = whose == Whose::Theirs || *on_the_page == self.kept;
        self.kept = kept.clone();
        let is_news = untouched && kept != on_the_page;
        if is_news {
            self.entered = kept.clone();
            self.answered = None;
        }
        is_news
    }
}

impl Keeping {
    pub fn new(desk: DeskContext, request: RequestId, kept: Draft) -> Self {
        let state = State {
            entered: kept.clone(),
            kept,
            ..State::default()
        };
        Self {
            desk,
            agent: desk.with_untracked(|view| view.me.id),
            request,
            state: StoredValue::new(state),
        }
    }

    /// Something was entered, or nothing has changed.
    pub fn entered(self, draft: &Draft) {
        self.desk.drafts.update_value(|drafts| {
            drafts.insert(self.request, draft.clone());
        });
        let is_kept = self.state.try_update_value(|state| {
            state.entered.clone_from(draft);
            state.found = None;
            state.is_on_the_desk()
        });
        match is_kept {
            Some(true) => self.settle(draft),
            Some(false) => actions::keep_here(self.desk, self.request, draft),
            None => {}
        }
        self.send_in_time();
    }

    /// This browser had kept that. It is brought to the desk like what is entered here, unless the tab that kept it is
    /// still there and goes on.
    pub fn found(self, draft: &Draft) {
        self.state.try_update_value(|state| {
            state.entered.clone_from(draft);
            state.found = Some(draft.clone());
        });
        self.send_in_time();
    }

    fn whose(self) -> Whose {
        let found = self
            .state
            .try_with_value(|state| state.found.clone().filter(|_| state.is_found()));
        let found = found.flatten();
        if found.is_some() && found != unsent::kept(self.agent, self.request) {
            Whose::Theirs
        } else {
            Whose::Ours
        }
    }

    /// What the desk has not said yes to yet.
    pub fn unsent(self) -> Option<Draft> {
        self.state
            .try_with_value(|state| (!state.is_on_the_desk()).then(|| state.entered.clone()))
            .flatten()
    }

    /// The desk says what it has. True: it is to be put on the page.
    pub fn heard(self, kept: &Draft, on_the_page: &Draft) -> bool {
        let whose = self.whose();
        let heard = self.state.try_update_value(|state| {
            let is_news = state.hear(kept, on_the_page, whose);
            (is_news, state.is_on_the_desk())
        });
        let Some((is_news, is_kept)) = heard else {
            return false;
        };
        if is_kept {
            // Whatever stood here before is not newer than what the desk has.
            self.desk.drafts.update_value(|drafts| {
                drafts.remove(&self.request);
            });
            self.settle(kept);
        } else {
            self.send_in_time();
        }
        is_news
    }

    /// The desk has this: neither this page nor its browser keeps it any more, unless somebody went on.
    fn settle(self, draft: &Draft) {
        self.desk.drafts.try_update_value(|drafts| {
            if drafts.get(&self.request) == Some(draft) {
                drafts.remove(&self.request);
            }
        });
        unsent::settle(self.agent, self.request, draft);
    }

    fn send_in_time(self) {
        let now = self.desk.now.get_untracked();
        let wait = self.state.try_update_value(|state| {
            let wait = state.wait(now)?;
            state.errand = Errand::UnderWay;
            Some(wait)
        });
        let Some(wait) = wait.flatten() else {
            return;
        };
        set_timeout(
            move || spawn_local(self.send()),
            std::time::Duration::from_millis(wait.0.unsigned_abs()),
        );
    }

    /// Also when the page shows another customer by now.
    async fn send(self) {
        let Some(draft) = self.state.try_with_value(|state| state.entered.clone()) else {
            return self.send_what_is_left().await;
        };
        if self.whose() == Whose::Theirs {
            self.state
                .try_update_value(|state| state.errand = Errand::None);
            return;
        }
        let answer = actions::keep_draft(self.request, draft.clone()).await;
        let now = self.desk.now.try_get_untracked();
        self.state.try_update_value(|state| {
            state.errand = Errand::None;
            state.sent_at = now;
            if answer.is_ok() {
                state.answered = Some(draft.clone());
            }
        });
        match answer {
            Ok(()) => {
                self.settle(&draft);
                self.send_in_time();
            }
            // Tried again for as long as the session is open; the browser keeps it until then.
            Err(AppError::Transport | AppError::Unavailable) => self.send_in_time(),
            Err(_) => {}
        }
    }

    /// The session is no longer on the page; what was entered last still belongs to it.
    async fn send_what_is_left(self) {
        let drafts = self.desk.drafts;
        let draft = drafts.try_with_value(|drafts| drafts.get(&self.request).cloned());
        if let Some(draft) = draft.flatten()
            && actions::keep_draft(self.request, draft.clone())
                .await
                .is_ok()
        {
            self.settle(&draft);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000_000);

    fn noted(note: &str) -> Draft {
        Draft {
            outcome: None,
            note: note.to_owned(),
        }
    }

    fn having(kept: &str, entered: &str) -> State {
        State {
            kept: noted(kept),
            entered: noted(entered),
            ..State::default()
        }
    }

    #[test]
    fn what_is_entered_is_sent_soon_and_not_with_every_key() {
        let mut state = having("", "a");
        assert_eq!(state.wait(NOW), Some(SOON));
        state.sent_at = Some(NOW);
        assert_eq!(state.wait(NOW), Some(AT_MOST_EVERY));
        assert_eq!(state.wait(NOW + Span::seconds(30)), Some(SOON));
        state.errand = Errand::UnderWay;
        assert_eq!(state.wait(NOW), None);
        assert_eq!(having("a", "a").wait(NOW), None);
    }

    #[test]
    fn what_another_tab_entered_is_shown_where_nothing_was_entered() {
        let mut state = having("a", "a");
        assert!(state.hear(&noted("ab"), &noted("a"), Whose::Ours));
        assert_eq!(state, having("ab", "ab"));
        assert_eq!(state.wait(NOW), None);
    }

    #[test]
    fn what_another_tab_kept_is_theirs_when_they_go_on() {
        let mut found = State {
            found: Some(noted("ab")),
            ..having("", "ab")
        };
        assert!(!found.clone().hear(&noted("a"), &noted("ab"), Whose::Ours));
        assert!(found.hear(&noted("abc"), &noted("ab"), Whose::Theirs));
        assert_eq!(found.entered, noted("abc"));
        assert_eq!(found.wait(NOW), None);
    }

    #[test]
    fn the_desks_answer_takes_nothing_back_from_who_goes_on_typing() {
        let mut state = having("", "abc");
        assert!(!state.hear(&noted("ab"), &noted("abc"), Whose::Ours));
        assert_eq!(state, having("ab", "abc"));
        assert_eq!(state.wait(NOW), Some(SOON));
        assert!(!state.hear(&noted("abc"), &noted("abc"), Whose::Ours));
        assert_eq!(state.wait(NOW), None);
    }

    #[test]
    fn a_stream_that_lags_behind_the_answers_takes_nothing_back() {
        let mut state = having("", "ab");
        state.answered = Some(noted("ab"));
        assert_eq!(state.wait(NOW), None);
        assert!(!state.hear(&noted("a"), &noted("ab"), Whose::Ours));
        assert_eq!(state.wait(NOW), None);
        assert!(!state.hear(&noted("ab"), &noted("ab"), Whose::Ours));
        assert!(
            state.hear(&noted("b"), &noted("ab"), Whose::Ours),
            "another tab's"
        );
        state.entered = noted("ab");
        assert_eq!(state.wait(NOW), Some(SOON), "typed once more");
    }
}
