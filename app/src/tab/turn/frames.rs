//! What the stream brings changes what the tab shows. The leader hears the stream and hands every frame on;
//! followers hear the leader. Both take a frame the same way, so all tabs show the same.

use domain::{
    id::{RequestId, TestId},
    time::Timestamp,
    view::{AgentView, Attendance, Ending, Message, Position},
};

use super::Turn;
use crate::{
    alert::notice::{self, Notice},
    desk::context::Connection,
    tab::{
        effect::Effect,
        following::{Fate, is_behind},
        heard::{Answer, StreamFailure},
        replay::{Freshness, freshness},
        server_clock::ServerClock,
        word::Word,
    },
    wire::{
        error::AppError,
        frame::{EventFrame, Meaning},
    },
};

/// What taking a frame came to.
enum Taken {
    Changed(Freshness),
    Heartbeat,
    Test {
        test: TestId,
        by: String,
    },
    Said(Notice),
    /// The frame is of no use: a snapshot has to make up for it.
    Missed,
    /// This page is too old for its server.
    Outdated,
}

impl Turn<'_> {
    /// The server has accepted the stream: this device is there.
    pub fn stream_opened(&mut self) {
        self.tab.stream.opened(self.at.now);
        self.tab.live_at = self.at.now;
        self.show_connection(Connection::Live);
        self.acknowledge();
    }

    pub fn stream_brought(&mut self, frame: EventFrame) {
        if !self.arrives_in_time() {
            return;
        }
        let Some(after) = self.position() else { return };
        self.tab.live_at = self.at.now;
        let taken = self.take(&frame);
        // The others first: they know what rings before they hear how it sounds.
        self.say(Word::Frame { after, frame });
        match taken {
            Taken::Missed => self.start_over(),
            Taken::Outdated => self.reload_once(),
            Taken::Heartbeat => {
                self.show_connection(Connection::Live);
                self.acknowledge();
                // The replay, if there was one, is over.
                self.take_away();
                self.react(Freshness::Live);
            }
            Taken::Changed(freshness) => {
                self.show_connection(Connection::Live);
                self.react(freshness);
                if self.view.has_run_short() {
                    self.start_over();
                }
            }
            Taken::Test { test, by } => self.show_test(test, &by),
            Taken::Said(notice) => {
                self.then(Effect::List(notice.clone()));
                self.show_notice(notice);
            }
        }
    }

    pub fn stream_failed(&mut self, failure: StreamFailure) {
        self.then(Effect::CloseStream);
        self.stream_lost();
        if failure == StreamFailure::Refused {
            self.acknowledge();
        }
        self.retry_later();
    }

    /// From the leader, which stood at `after` before it.
    pub fn leader_brought(&mut self, after: &Position, frame: EventFrame) {
        self.tab.leadership.leader_heard(self.at.now);
        self.follow_frame(after, frame);
    }

    /// The leader stands there: so should this tab.
    pub fn leader_is(&mut self, position: &Position, connection: Connection) {
        self.tab.leadership.leader_heard(self.at.now);
        self.show_connection(connection);
        if is_behind(self.position().as_ref(), position) {
            self.catch_up();
        }
    }

    pub fn caught_up(&mut self, asked: Timestamp, answer: Answer<Box<AgentView>>) {
        let Some(waiting) = self.tab.follower.answered(asked) else {
            return;
        };
        match answer {
            Ok(snapshot) => {
                self.take_snapshot(*snapshot);
                for (after, frame) in waiting {
                    self.follow_frame(&after, frame);
                }
            }
            Err(AppError::SignedOut) => self.signed_out(),
            // The leader's next word shows the gap again.
            Err(_) => {}
        }
    }

    /// What was pushed may be over already, and then this page takes it away. But it may as well be news: a
    /// push is sent where a page seems not to hear, so the server is asked before anything is decided.
    pub fn pushed(&mut self) {
        if self.leads() {
            self.then(Effect::CheckPushed);
        }
    }

    pub fn push_checked(&mut self, snapshot: AgentView) {
        self.take_snapshot(snapshot);
        self.take_away();
        self.react(Freshness::Live);
    }

    fn follow_frame(&mut self, after: &Position, frame: EventFrame) {
        let own = self.position();
        match self.tab.follower.hear(own.as_ref(), after, frame) {
            Fate::Take(frame) => self.take_from_leader(&frame),
            Fate::Waits => self.catch_up(),
        }
    }

    fn take_from_leader(&mut self, frame: &EventFrame) {
        match self.take(frame) {
            Taken::Missed => self.catch_up(),
            Taken::Outdated => self.reload_once(),
            // One popup a device: the leader shows the test.
            Taken::Said(notice) => self.then(Effect::List(notice)),
            Taken::Changed(_) | Taken::Heartbeat | Taken::Test { .. } => {}
        }
    }

    fn catch_up(&mut self) {
        if let Some(asked) = self.tab.follower.ask(self.at.now) {
            self.then(Effect::AskSnapshot { asked });
        }
    }

    fn take(&mut self, frame: &EventFrame) -> Taken {
        match frame.meaning() {
            Meaning::Resync => Taken::Missed,
            Meaning::UnreadableSnapshot => Taken::Outdated,
            Meaning::Heartbeat { now, release } => {
                self.correct_clock(now);
                self.note_release(&release);
                Taken::Heartbeat
            }
            Meaning::Test { test, by } => Taken::Test { test, by },
            Meaning::SigningOut { at } => Taken::Said(notice::of_signing_out(at, self.writer())),
            Meaning::Snapshot(snapshot) => {
                self.take_snapshot(*snapshot);
                self.then(Effect::ForgetReload);
                Taken::Changed(Freshness::Live)
            }
            Meaning::Message { seq, at, message } => self.take_message(seq, at, &message),
        }
    }

    fn take_message(&mut self, seq: u64, at: Timestamp, message: &Message) -> Taken {
        let ran_out = self.ran_out_since(message);
        self.view.apply(seq, at, message);
        self.then(Effect::Redraw);
        if let Some(began_at) = ran_out {
            self.ran_out(began_at);
        }
        match self.notice(at, message) {
            Some(notice) => Taken::Said(notice),
            None => Taken::Changed(freshness(at, self.time())),
        }
    }

    /// Puts a whole snapshot in place of what this tab knows, unless it knows more.
    fn take_snapshot(&mut self, snapshot: AgentView) {
        if snapshot.me.id != self.tab.agent {
            // Somebody else has signed in here: this page belongs to nobody.
            self.reload();
            return;
        }
        self.correct_clock(snapshot.now);
        self.note_release(&snapshot.release);
        if snapshot.position.epoch != self.view.position.epoch
            || snapshot.position.seq >= self.view.position.seq
        {
            *self.view = snapshot;
        }
        self.then(Effect::Redraw);
    }

    fn correct_clock(&mut self, time: Timestamp) {
        self.tab.clock = ServerClock::set_to(time, self.at.now);
    }

    /// When the offer that this message ends began to ring for the agent, if its time was over.
    fn ran_out_since(&self, message: &Message) -> Option<Timestamp> {
        let Message::OfferEnded {
            request,
            reason: Ending::TimedOut,
            ..
        } = message
        else {
            return None;
        };
        self.ringing_since(*request)
    }

    fn ringing_since(&self, request: RequestId) -> Option<Timestamp> {
        self.view.rings.get(&request).map(|ring| ring.began_at)
    }

    fn notice(&self, at: Timestamp, message: &Message) -> Option<Notice> {
        match message {
            Message::Reminder { reminder } => {
                notice::of_reminder(reminder, at, self.view, self.writer())
            }
            Message::Agent {
                attendance: Some(Attendance::NotResponding),
                ..
            } => notice::of_not_responding(at, self.writer()),
            _ => None,
        }
    }
}
