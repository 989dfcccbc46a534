//! A popup as the browser is asked to show it: what it says, and what can be pressed on it.

use domain::{
    id::{OfferId, RequestId},
    view::AgentView,
};

use super::{
    notice::{LeadsTo, Notice, Writer},
    plan::{TEST_TAG, ringing},
    popup_text::{notification_text, test_text},
};
use crate::text::{Language, Popups};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Popup {
    pub tag: String,
    pub title: String,
    pub body: String,
    /// What it is about; nothing but the desktop, if there is none.
    pub about: Option<About>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    pub request: RequestId,
    /// What rings; nothing does in a reminder.
    pub offer: Option<OfferId>,
    /// What a click on the popup itself does.
    pub click: Click,
    /// The popup's buttons, the most important first. Systems show as many as they like.
    pub buttons: Vec<Button>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Click {
    /// Leads to the request.
    Opens,
    Connects,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    pub action: Action,
    pub label: String,
}

/// What a button does, by the name that the service worker hears (public/sw.js).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Connect,
    /// Puts the request off; nothing is opened.
    Later,
}

impl Action {
    pub fn name(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Later => "later",
        }
    }
}

impl Popup {
    /// Of what rings; `None` when it rings no more.
    pub fn of_offer(
        request: RequestId,
        offer: OfferId,
        view: &AgentView,
        writer: Writer,
    ) -> Option<Self> {
        if !ringing(view).contains(&offer) {
            return None;
        }
        let row = view.requests.get(&request)?;
        let Writer {
            language,
            now,
            zone,
        } = writer;
        let (title, body) = notification_text(row, view, language, now, zone);
        Some(Self {
            tag: offer.to_string(),
            title,
            body,
            about: Some(About {
                request,
                offer: Some(offer),
                click: if view.me.preferences.click_connects.is_on() {
                    Click::Connects
                } else {
                    Click::Opens
                },
                buttons: [
                    (Action::Connect, Popups::Connect),
                    (Action::Later, Popups::Later),
                ]
                .map(|(action, text)| Button {
                    action,
                    label: language.say(text),
                })
                .into(),
            }),
        })
    }

    pub fn of_notice(notice: Notice) -> Self {
        Self {
            tag: notice.tag,
            title: notice.title,
            body: notice.body,
            about: match notice.leads_to {
                LeadsTo::Request(request) => Some(About {
                    request,
                    offer: None,
                    click: Click::Opens,
                    buttons: Vec::new(),
                }),
                LeadsTo::Desktop | LeadsTo::SignIn => None,
            },
        }
    }

    /// That the agent sends to themselves.
    pub fn of_trial(language: Language) -> Self {
        let (title, body) = test_text(language);
        Self::of_test(title, body)
    }

    /// That a supervisor sends.
    pub fn of_supervisors_test(by: &str, language: Language) -> Self {
        let (title, _) = test_text(language);
        Self::of_test(title, language.say(Popups::TestFrom(by)))
    }

    fn of_test(title: String, body: String) -> Self {
        Self {
            tag: TEST_TAG.to_owned(),
            title,
            body,
            about: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        desk::sample_view::{NOW, desktop, offer, request, ring, row},
        text::PageZone,
    };
    use domain::{
        agent::{Intent, Presence},
        request::Kind,
        switch::Switch,
    };

    const WRITER: Writer = Writer {
        language: Language::En,
        now: NOW,
        zone: PageZone::Utc,
    };

    fn one_rings() -> AgentView {
        let mut view = desktop([ring(1)]);
        view.requests.insert(request(1), row(1, Kind::InboundCall));
        view
    }

    fn click(view: &AgentView) -> Option<Click> {
        let popup = Popup::of_offer(request(1), offer(1), view, WRITER)?;
        popup.about.map(|about| about.click)
    }

    #[test]
    fn the_popup_of_an_offer_is_known_by_it_and_can_be_answered() {
        let popup = Popup::of_offer(request(1), offer(1), &one_rings(), WRITER).unwrap();
        assert_eq!(popup.tag, offer(1).to_string());
        let about = popup.about.unwrap();
        assert_eq!(about.offer, Some(offer(1)));
        let actions: Vec<_> = about.buttons.iter().map(|button| button.action).collect();
        assert_eq!(actions, [Action::Connect, Action::Later]);
    }

    #[test]
    fn a_click_connects_only_where_the_agent_wishes_so() {
        let mut view = one_rings();
        assert_eq!(click(&view), Some(Click::Opens));
        view.me.preferences.click_connects = Switch::On;
        assert_eq!(click(&view), Some(Click::Connects));
    }

    #[test]
    fn what_rings_no_more_has_no_popup() {
        let mut view = one_rings();
        view.me.presence = Presence::SignedIn(Intent::Busy);
        assert_eq!(Popup::of_offer(request(1), offer(1), &view, WRITER), None);
        assert_eq!(
            Popup::of_offer(request(2), offer(2), &one_rings(), WRITER),
            None
        );
    }

    #[test]
    fn a_notice_leads_to_its_request_and_has_no_buttons() {
        let notice = |leads_to| Notice {
            tag: "missed".to_owned(),
            title: String::new(),
            body: String::new(),
            leads_to,
        };
        let about = Popup::of_notice(notice(LeadsTo::Request(request(1)))).about;
        let about = about.unwrap();
        assert_eq!((about.request, about.offer), (request(1), None));
        assert!(about.buttons.is_empty());
        assert_eq!(Popup::of_notice(notice(LeadsTo::SignIn)).about, None);
    }

    #[test]
    fn both_tests_take_each_others_place() {
        let trial = Popup::of_trial(Language::En);
        let sent = Popup::of_supervisors_test("Sam", Language::En);
        assert_eq!(trial.tag, sent.tag);
        assert!(sent.body.contains("Sam"));
    }
}
