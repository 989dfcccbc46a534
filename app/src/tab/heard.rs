//! What a tab hears: from its browser, from the other tabs, from the server.

use domain::{
    id::{OfferId, RequestId},
    sound::Chime,
    time::Timestamp,
    view::AgentView,
};

use super::{leadership::Claim, reports::Batch, why::Why, word::Word};
use crate::{
    device::sound::Voice,
    wire::{error::AppError, frame::EventFrame},
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// The page has become live.
    Started,
    /// The browser grants locks: the tabs agree on who leads.
    LocksWork,
    LeadGranted(Claim),
    LeadStolen,
    /// The browser grants no locks: then each tab streams for itself; popups of the same offer still
    /// replace each other.
    LeadRefused,

    /// The server has accepted the stream: this device is there.
    StreamOpened,
    StreamBrought(EventFrame),
    StreamFailed(StreamFailure),
    /// The browser could not even try.
    StreamNotMade,
    /// That attempt is due.
    RetryDue(Timestamp),

    /// From another tab.
    Word(Word),

    /// Every few seconds, however hidden the page is.
    Pulse,
    /// Something may have been missed: the laptop or the tab slept, or the network was away.
    Woke,
    /// Somebody is back at this page.
    Back,
    /// The page is on its way to another one.
    Leaving,
    /// The focus or the visibility of this page has changed.
    FocusMoved,
    PageHidden,
    /// A press, a key or a pointer that moves.
    Touched,
    /// A press or a key, in which a browser may be asked for sound.
    Pressed,
    /// The permission to show popups may be another.
    PermissionChanged,
    /// The page shows what the permission is now.
    PermissionShown,

    /// Whoever changed the view.
    ViewChanged,
    /// No more of a replay came for a while after this one.
    ReplaySettled(u32),
    /// Popups that could not be closed yet can be.
    Alarm,

    PopupStands(OfferId),
    PopupMissing {
        request: RequestId,
        offer: OfferId,
    },
    /// The system has taken a popup, or not.
    Raised {
        why: Why,
        voice: Voice,
        outcome: Outcome,
    },
    /// *Send test notification*.
    TrialWished,
    /// The push service has brought something.
    Pushed,
    /// The settings of Web Push may be others.
    PushWished,
    PushSettled,

    /// What the agent wants to hear.
    SoundChosen,
    /// It is another than before.
    SoundChanged,
    /// The browser asks for no click.
    MayUnlock,
    AudioChanged,
    ClickOver,
    /// The chip *Sound is off*.
    SoundWished,
    /// *Listen*: this chime, whatever is saved.
    ListenWished(Chime),

    Acknowledged {
        sent: Timestamp,
        answer: Answer<()>,
    },
    Reported {
        sent: Timestamp,
        batch: Batch,
        answer: Answer<()>,
    },
    /// How things stand, because something was missing.
    CaughtUp {
        asked: Timestamp,
        answer: Answer<Box<AgentView>>,
    },
    /// How things stand, because a push service has brought something.
    PushChecked(Box<AgentView>),

    /// Nobody is signed in any more.
    SignedOut,
    /// This page was not reloaded yet.
    MayReload,
    /// The popups have had time to close.
    GoodbyeSaid,
}

pub type Answer<T> = Result<T, AppError>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamFailure {
    /// The connection broke off.
    Lost,
    /// The server answered, but not with a stream. Perhaps nobody is signed in any more.
    Refused,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Shown,
    /// This browser has no service worker for us, or its system no popups.
    Refused,
}
