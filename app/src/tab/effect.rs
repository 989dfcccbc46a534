//! What a tab does about what it has heard: carried out by `browser::run`, in this order and at once.

use domain::{
    device::TestResult,
    id::{OfferId, RequestId, TestId},
    sound::Chime,
    time::Timestamp,
};

use super::{
    heard::Heard, leadership::Claim, reports::Batch, stream::Beginning, why::Why, word::Word,
};
use crate::{
    alert::{notice::Notice, popup::Popup},
    desk::context::{Connection, PageSound, SettingsNotice},
    device::{sound::Voice, state::DeviceState},
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// To the other tabs.
    Say(Word),
    /// Hear this after so many milliseconds.
    After {
        millis: u32,
        hear: Box<Heard>,
    },

    /// Ask for the leader's lock.
    Claim(Claim),
    /// In place of the one there is.
    OpenStream(Beginning),
    CloseStream,

    /// The view is another: whoever shows it draws it again.
    Redraw,
    ShowConnection(Connection),
    ShowSound(PageSound),
    ShowDevice(DeviceState),
    /// The release that the server runs, if it is another than the page's.
    ShowRelease(Option<String>),
    ShowTime(Timestamp),
    ShowSettings(SettingsNotice),
    /// In the page, in place of an older one about the same.
    List(Notice),

    /// Find out whether the popup of this offer stands already.
    LookFor {
        request: RequestId,
        offer: OfferId,
    },
    Raise {
        popup: Box<Popup>,
        voice: Voice,
        why: Why,
    },
    /// Close the popups of what is over.
    CloseLeftovers,
    CloseAllPopups,
    ClearBadge,

    Play(Chime),
    Fade,
    /// In the click itself: let this tab sound.
    Unlock,
    /// The same, where the browser asks for no click.
    UnlockUnasked,
    /// Play this once the audio runs, whatever is saved.
    Listen(Chime),

    /// Tell the server that this device is there.
    Acknowledge {
        sent: Timestamp,
    },
    Report {
        sent: Timestamp,
        batch: Batch,
    },
    AnswerTest {
        test: TestId,
        result: TestResult,
    },
    /// Tell the server that somebody is at this page.
    TellTouch,
    /// Ask the server how things stand.
    AskSnapshot {
        asked: Timestamp,
    },
    /// The same because a push service has brought something.
    CheckPushed,
    SettlePush,

    /// Reload, unless this page was reloaded for that already.
    ReloadOnce,
    /// The page can read its server's snapshots: it may be reloaded again some day.
    ForgetReload,
    Reload,
    GoToSignIn,
}
