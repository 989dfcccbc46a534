//! What a message says. The shape is that of Declarative Web Push: browsers that know it show the
//! popup by themselves, for all others `public/sw.js` reads the same.

use app::{
    alert::popup_text::{Reader, ring_text},
    text::{Announcements, Language, PageZone, Popups, called, directed},
};
use domain::{
    customer::Customer,
    device::Page,
    id::{AgentId, RequestId},
    preferences::Preferences,
    sound::Sound,
    time::Timestamp,
    view::Row,
};
use engine::DeskHandle;
use serde_json::{Value, json};
use uuid::Uuid;

/// The number by which browsers know the shape.
const DECLARATIVE: u32 = 8030;

/// How it ended, for those who were told that it began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    TakenBy(String),
    TimedOut,
    Over,
}

/// A message to one device about one request.
pub struct Letter<'a> {
    pub desk: &'a DeskHandle,
    pub agent: AgentId,
    pub site: &'a str,
    pub page: &'a Page,
    pub tag: Uuid,
    pub request: RequestId,
}

impl Letter<'_> {
    /// It rings. `offer` is what the device acknowledges, if there is one.
    pub fn rings(&self, row: &Row, offer: Option<Uuid>, now: Timestamp) -> Vec<u8> {
        let language = self.language();
        let zone = match (self.page.zone, self.page.utc_offset) {
            (Some(zone), _) => PageZone::In(zone),
            (None, Some(minutes)) => PageZone::Ahead(minutes),
            (None, None) => PageZone::Utc,
        };
        let team = self
            .desk
            .read(|desk| desk.team(row.team).map(|team| team.name.clone()))
            .unwrap_or_default();
        let preferences = self.preferences();
        let reader = Reader {
            agent: self.agent,
            team: &team,
            privacy: preferences.privacy,
        };
        let (title, body) = ring_text(row, &reader, language, now, zone);
        let to = self.address();
        let button = |action: &str, label: String| json!({ "action": action, "title": label, "navigate": to });
        // As the page says it (app/src/browser/ports/popups/options.rs).
        let click = if preferences.click_connects.is_on() {
            "connect"
        } else {
            "open"
        };
        self.encoded(json!({
            "title": title,
            "body": body,
            "navigate": to,
            "requireInteraction": true,
            // Without a page there is nobody to play a chime: the system's sound stands in for it.
            "silent": preferences.sound == Sound::Off,
            "data": { "request": self.request, "offer": offer, "click": click },
            "actions": [
                button("connect", language.say(Popups::Connect)),
                button("later", language.say(Popups::Later)),
            ],
        }))
    }

    /// It rings no more: replaces the popup by one that says so without a sound, and that the system
    /// puts away by itself. A push that shows nothing would cost the site its subscription.
    pub fn over(&self, customer: &Customer, ending: &Ending) -> Vec<u8> {
        let language = self.language();
        let customer = &*called(customer, self.preferences().privacy, language);
        let body = directed(language.say(match ending {
            Ending::TakenBy(by) => Announcements::Taken { by, customer },
            Ending::TimedOut => Announcements::TimedOut(customer),
            Ending::Over => Announcements::Over(customer),
        }));
        self.encoded(json!({
            "title": language.say(Popups::Over),
            "body": body,
            "navigate": format!("{}/", self.site),
            "requireInteraction": false,
            "silent": true,
            "data": {},
        }))
    }

    fn encoded(&self, mut notification: Value) -> Vec<u8> {
        notification["tag"] = self.tag.to_string().into();
        notification["lang"] = self.language().code().into();
        notification["icon"] = format!("{}/icon-192.png", self.site).into();
        json!({
            "web_push": DECLARATIVE,
            // The service worker may have a say where there is one: it acknowledges.
            "mutable": true,
            "notification": notification,
        })
        .to_string()
        .into_bytes()
    }

    fn preferences(&self) -> Preferences {
        self.desk
            .read(|desk| {
                desk.agent(self.agent)
                    .map(|agent| agent.preferences.clone())
            })
            .unwrap_or_default()
    }

    fn address(&self) -> String {
        format!("{}/?request={}", self.site, self.request)
    }

    fn language(&self) -> Language {
        Language::from_tag(&self.page.language).unwrap_or_default()
    }
}
