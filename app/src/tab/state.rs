//! One tab: what it holds. What it makes of what it hears is in `tab::turn`.

use domain::{
    id::{AgentId, OfferId},
    sorted::SortedSet,
    time::{Span, Timestamp},
    view::AgentView,
};

use super::{
    following::Follower, leadership::Leadership, others::Others, push_settling::PushSettling,
    question::Question, replay::Replay, reports::Reports, server_clock::ServerClock,
    sign_of_life::SignOfLife, sounding::Sounding, stream::Stream,
};
use crate::{
    desk::context::Connection,
    device::{state::DeviceState, user_agent::UserAgent},
    text::{Language, PageZone},
};

/// An answer to a heartbeat that takes longer than this is not waited for any more.
const HANGS_AFTER: Span = Span::seconds(20);

#[derive(Debug)]
pub struct Tab {
    pub(super) identity: Identity,
    pub(super) agent: AgentId,
    /// The release that made this page.
    pub(super) release: String,
    /// What the server runs, if it is another.
    pub(super) newer_release: Option<String>,
    pub(super) clock: ServerClock,
    /// What the clock on the screen shows.
    pub(super) shown_time: Timestamp,

    pub(super) leadership: Leadership,
    pub(super) connection: Connection,
    pub(super) stream: Stream,
    /// Browser time of the last sign of life on the stream.
    pub(super) live_at: Timestamp,
    pub(super) acknowledgement: Question,
    pub(super) follower: Follower,
    pub(super) replay: Replay,
    pub(super) others: Others,
    /// Browser times.
    pub(super) pulse_at: Timestamp,
    pub(super) told_at: Timestamp,

    /// What this device has dealt with, in this tab or in an earlier leader.
    pub(super) handled: SortedSet<OfferId>,
    pub(super) reports: Reports,
    pub(super) sounding: Sounding,
    /// As the page shows it.
    pub(super) device: DeviceState,
    pub(super) push: PushSettling,
    pub(super) sign_of_life: SignOfLife,

    /// Set at the very end: nobody is signed in any more.
    pub(super) gone: bool,
}

/// Which tab it is, and how it speaks to the person.
#[derive(Clone, Debug)]
pub struct Identity {
    /// Unique among the tabs of one browser.
    pub id: String,
    pub browser: UserAgent,
    pub language: Language,
    pub zone: PageZone,
}

impl Tab {
    /// As the page shows it that the server has made.
    pub fn new(identity: Identity, view: &AgentView, now: Timestamp) -> Self {
        Self {
            agent: view.me.id,
            release: view.release.clone(),
            newer_release: None,
            clock: ServerClock::set_to(view.now, now),
            shown_time: view.now,
            leadership: Leadership::new(now),
            connection: Connection::Reconnecting,
            stream: Stream::new(now),
            live_at: now,
            acknowledgement: Question::that_hangs_after(HANGS_AFTER),
            follower: Follower::default(),
            replay: Replay::default(),
            others: Others::default(),
            pulse_at: now,
            told_at: now,
            handled: SortedSet::new(),
            reports: Reports::default(),
            sounding: Sounding::on(identity.browser.clone()),
            device: DeviceState::Unknown,
            push: PushSettling::default(),
            sign_of_life: SignOfLife::default(),
            gone: false,
            identity,
        }
    }

    /// The server's time.
    pub fn time(&self, now: Timestamp) -> Timestamp {
        self.clock.at(now)
    }
}
