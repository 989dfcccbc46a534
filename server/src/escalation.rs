//! The second channel: an offer that a device has not acknowledged within three seconds is sent to it
//! by Web Push, and taken back by Web Push when it is over.
//!
//! One task for all desks. What is to be done follows from what is so: the desk says what rings for
//! whom and what is over (`due`), the `ledger` what devices were told of it. Events are only a
//! reason to look again, so a restart, or a task that fell behind, misses nothing: it looks at
//! everything once. Whether somebody is to be told is asked of the desk at the last moment, before
//! every attempt: an agent who became busy meanwhile hears nothing.
//!
//! Reads downwards: the `lookout` listens and keeps the `board` of what rings (after a start `catch_up` does),
//! `dispatch` looks at what was touched and sends a `delivery` to each device, which writes a `letter`, waits
//! for its turn on one of the `lanes`, and has the `record` say what became of it.

mod board;
mod catch_up;
mod delivery;
mod dispatch;
mod due;
mod lanes;
mod ledger;
mod letter;
mod lookout;
mod news;
mod post;
mod record;
mod refusal;
mod subject;
mod watch;
mod watches;

use engine::Engine;
use push::Gateway;
use tokio::task::JoinSet;

use self::{lanes::Lanes, lookout::Lookout, post::Post, record::Recorder};

/// The task that escalates.
pub struct Escalation {
    lookout: Lookout,
    recorder: Recorder,
}

impl Escalation {
    /// Listens from here on. `site` is where browsers find the desktop.
    pub fn new(engine: Engine, gateway: Gateway, site: String) -> Self {
        let (attempts, recorder) = record::pair(engine.store().clone());
        let lookout = Lookout::new(Post {
            engine,
            gateway,
            site,
            attempts,
            lanes: Lanes::new(),
        });
        Self { lookout, recorder }
    }

    /// Runs for as long as the server does. Dropped, it takes what is on its way with it.
    pub async fn run(self) {
        let mut written = JoinSet::new();
        written.spawn(self.recorder.run());
        self.lookout.keep(written).await;
    }
}
