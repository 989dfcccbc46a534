//! What every component of the signed-in pages reads. Written by the browser ports and by the
//! results of the agent's own actions; components derive, they don't copy. What left a list, and why,
//! they derive from the view as well (see `ui::desktop::request_list`).
//!
//! What they want of the device they ask for in the click itself ([`super::here`]); what came of it appears in the
//! signals here.

use domain::{
    id::RequestId,
    request::Draft,
    sorted::SortedMap,
    time::Timestamp,
    view::{AgentView, Row},
};
use leptos::prelude::*;
use serde::Serialize;
use unpack::Unpack;

use super::said::LastStep;
use crate::{
    alert::notice::Notice,
    device::state::{DeviceState, PushState},
    reactive::{memo, on_change},
    wire::error::AppError,
};

/// Provided by the root of the signed-in pages, so that moving between them never drops the stream.
#[derive(Clone, Copy)]
pub struct DeskContext {
    pub view: RwSignal<AgentView>,
    /// The server's clock: exact when the page is made, then carried on by the browser's, a step a second.
    pub now: RwSignal<Timestamp>,
    pub connection: RwSignal<Connection>,
    pub sound: RwSignal<PageSound>,
    pub device: RwSignal<DeviceState>,
    /// Whether this device can be reached when Deskbell is closed.
    pub push: RwSignal<PushState>,
    /// The request that a click on a popup asked for: its row, or the session, takes the focus.
    pub wanted: RwSignal<Option<RequestId>>,
    /// What was said without ringing, the newest last.
    pub notices: RwSignal<Vec<Notice>>,
    /// The planned call of which the agent is asked whether to start it before it is due.
    pub asking: RwSignal<Option<RequestId>>,
    /// The session that the agent chose to see, if there are several; the newest otherwise.
    pub shown: RwSignal<Option<RequestId>>,
    /// What was entered for customers in hand, while another one is shown.
    pub drafts: StoredValue<SortedMap<RequestId, Draft>>,
    /// What an action of the agent's could not do; shown as an alert until they begin another one.
    pub problem: RwSignal<Option<AppError>>,
    pub last_step: RwSignal<LastStep>,
    /// The requests whose *Connect* was pressed and not yet answered, each with the number of its step: shown
    /// as such at once. Each by itself: one whose answer hangs holds up no other.
    pub connecting: RwSignal<SortedMap<RequestId, u32>>,
    /// What became of the agent's last step on the notification settings.
    pub settings: RwSignal<SettingsNotice>,
    /// The release that the server runs now, when it is another than the page's.
    pub release: RwSignal<Option<String>>,
}

impl DeskContext {
    pub fn new(view: AgentView) -> Self {
        Self {
            now: RwSignal::new(view.now),
            view: RwSignal::new(view),
            connection: RwSignal::new(Connection::Reconnecting),
            sound: RwSignal::new(PageSound::Unknown),
            device: RwSignal::new(DeviceState::Unknown),
            push: RwSignal::new(PushState::Unknown),
            wanted: RwSignal::new(None),
            notices: RwSignal::new(Vec::new()),
            asking: RwSignal::new(None),
            shown: RwSignal::new(None),
            drafts: StoredValue::default(),
            problem: RwSignal::new(None),
            last_step: RwSignal::new(LastStep::default()),
            connecting: RwSignal::new(SortedMap::new()),
            settings: RwSignal::new(SettingsNotice::Idle),
            release: RwSignal::new(None),
        }
    }

    /// What a look at the view says. As `view.with`, which is compiled anew for each look: of this, little is.
    pub fn with<T>(self, look: impl FnOnce(&AgentView) -> T) -> T {
        look(&self.view.read())
    }

    /// The same, of what nothing follows from when it changes.
    pub fn with_untracked<T>(self, look: impl FnOnce(&AgentView) -> T) -> T {
        look(&self.view.read_untracked())
    }

    /// The customers in the agent's hands.
    pub fn in_hand(self) -> Memo<Vec<RequestId>> {
        memo(move || {
            self.with(|view| {
                let sessions = view.sessions.iter();
                sessions.map(|session| session.request).collect()
            })
        })
    }

    /// What is done whenever a customer comes into them.
    pub fn when_one_comes_into_hand(self, act: impl Fn() + 'static) {
        on_change(self.in_hand(), move |before, now| {
            if now.iter().any(|request| !before.contains(request)) {
                act();
            }
        });
    }

    /// The row of a request. One that is gone stays, while it leaves the screen, as it last was.
    pub fn row(self, request: RequestId) -> Memo<Option<Row>> {
        Memo::new(move |last: Option<&Option<Row>>| {
            self.with(|view| view.requests.get(&request).cloned())
                .or_else(|| last.cloned().flatten())
        })
    }
}

/// The state of this tab's event stream, its own or the leader's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Unpack)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Connection {
    Live,
    Reconnecting,
    /// Nothing was heard since then, though it was tried again and again.
    Offline {
        since: Timestamp,
    },
}

/// Whether this page can make a sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageSound {
    /// Not asked yet: on the server and until the page is live.
    Unknown,
    /// The system sounds its own notifications, or the page's chime is unlocked.
    Ready,
    /// The browser wants a click first.
    Blocked,
}

/// Answers to *Save* and *Send test notification*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingsNotice {
    Idle,
    Saving,
    Saved,
    /// Saved, but this browser will not show popups.
    SavedBut(DeviceState),
    /// A test popup was handed to the system: now only the person can say whether it was seen.
    TestSent,
    /// No test popup could be shown.
    TestFailed(DeviceState),
    Failed(AppError),
}
