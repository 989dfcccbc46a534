//! One tab: what it holds, and how what it hears changes what it shows.
//!
//! The leader hears the stream and hands every frame on; followers hear the leader. Both take a frame
//! the same way, so all tabs show the same.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use domain::{
    id::{AgentId, TestId},
    time::{Span, Timestamp},
    view::{AgentView, Attendance, Message, Position},
};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Window, Worker};

use super::{
    address::sign_in_again,
    attention, badge,
    channel::{Channel, Word},
    chime::{self, Chimes},
    clock::{ServerClock, browser_now, silence_since},
    device,
    leader::{self, Role},
    notes,
    notifier::{self, Freshness, Notifier},
    other_tabs::OtherTabs,
    player::Player,
    popups::Popups,
    push::{self, Push},
    replica::{self, Replica},
    reports::{self, Reports},
    stream::{self, Stream},
    test, touch,
};
use crate::{
    alert::notice::{self, Notice},
    api,
    desk::context::{Connection, DeskContext},
    device::user_agent::UserAgent,
    tab::{
        liveness::{Leader, leader_after},
        sign_of_life::SignOfLife,
    },
    text::{Language, use_language},
    wire::{
        error::AppError,
        frame::{EventFrame, Meaning},
    },
};

/// Reconnecting that takes longer than this is told as being offline.
const OFFLINE_AFTER: Span = Span::seconds(15);
/// An answer that takes longer than this is not waited for any more.
const HANGS_AFTER: Span = Span::seconds(20);
/// What the stream brings later than this after it happened comes from a replay.
const REPLAYED_AFTER: Span = Span::seconds(2);
/// Popups are closed meanwhile.
const GOODBYE_MILLIS: u32 = 300;
/// In the session's storage: this page was already reloaded because it could not read a snapshot.
const RELOADED: &str = "deskbell-reloaded";

pub struct Tab {
    pub ctx: DeskContext,
    pub id: String,
    pub agent: AgentId,
    pub language: Language,
    pub window: Window,
    pub document: Document,
    pub channel: Channel,
    pub clock: ServerClock,
    pub stream: Stream,
    pub replica: Replica,
    pub others: OtherTabs,
    pub notifier: Notifier,
    pub popups: Popups,
    pub push: Push,
    pub reports: Reports,
    pub sign_of_life: RefCell<SignOfLife>,
    pub player: Player,
    pub chimes: Chimes,
    /// Keeps the watchdog's worker alive.
    pub worker: RefCell<Option<Worker>>,
    pub role: Cell<Role>,
    /// Whether this tab already waits for the leader's lock.
    pub in_line: Cell<bool>,
    /// Browser times.
    pub pulse_at: Cell<Timestamp>,
    pub told_at: Cell<Timestamp>,
    leader_heard_at: Cell<Timestamp>,
    live_at: Cell<Timestamp>,
    /// When a heartbeat was sent that is not answered yet.
    acknowledging: Cell<Option<Timestamp>>,
    /// The release that made this page.
    release: String,
    /// Set at the very end: nobody is signed in any more.
    gone: Cell<bool>,
}

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

impl Tab {
    pub fn new(ctx: DeskContext, window: Window, document: Document) -> Rc<Self> {
        let (agent, release, made_at) = ctx
            .view
            .with_untracked(|view| (view.me.id, view.release.clone(), view.now));
        let browser = UserAgent::read(&window.navigator().user_agent().unwrap_or_default());
        let now = browser_now();
        Rc::new(Self {
            ctx,
            // Unique among the tabs of one browser is enough.
            id: format!("{:x}-{:x}", now.0, js_sys::Math::random().to_bits()),
            agent,
            language: use_language(),
            popups: Popups::register(&window),
            push: Push::default(),
            window,
            document,
            channel: Channel::open(&format!("deskbell:{agent}")),
            clock: ServerClock::set_to(made_at),
            stream: Stream::default(),
            replica: Replica::default(),
            others: OtherTabs::default(),
            notifier: Notifier::default(),
            reports: Reports::default(),
            sign_of_life: RefCell::default(),
            player: Player::default(),
            chimes: Chimes::new(browser),
            worker: RefCell::new(None),
            role: Cell::new(Role::Follower),
            in_line: Cell::new(false),
            pulse_at: Cell::new(now),
            told_at: Cell::new(now),
            leader_heard_at: Cell::new(now),
            live_at: Cell::new(now),
            acknowledging: Cell::new(None),
            release,
            gone: Cell::new(false),
        })
    }

    pub fn leads(&self) -> bool {
        self.role.get() == Role::Leader
    }

    pub fn lead(self: &Rc<Self>) {
        if self.gone.get() || self.role.replace(Role::Leader) == Role::Leader {
            return;
        }
        stream::open(self);
        notifier::take_away(self);
        notifier::take_over(self);
        notifier::view_changed(self, Freshness::Live);
        push::settle(self);
        self.tell_others();
    }

    /// The lead was lost to another tab.
    pub fn follow(&self) {
        self.role.set(Role::Follower);
        self.leader_heard_at.set(browser_now());
        chime::stop(self);
        stream::close(self);
    }

    pub fn position(&self) -> Option<Position> {
        if self.gone.get() {
            return None;
        }
        self.ctx
            .view
            .try_with_untracked(|view| view.position.clone())
    }

    /// The server has accepted the stream: this device is there.
    pub fn stream_opened(self: &Rc<Self>) {
        self.live_at.set(browser_now());
        self.set_connection(Connection::Live);
        self.acknowledge();
    }

    pub fn stream_heard(self: &Rc<Self>, frame: EventFrame) {
        let Some(after) = self.position() else { return };
        self.live_at.set(browser_now());
        let taken = self.take(&frame);
        // The others first: they know what rings before they hear how it sounds.
        self.channel.say(&Word::Frame { after, frame });
        match taken {
            Taken::Missed => stream::start_over(self),
            Taken::Outdated => self.reload_once(),
            Taken::Heartbeat => {
                self.set_connection(Connection::Live);
                self.acknowledge();
                // The replay, if there was one, is over.
                notifier::take_away(self);
                notifier::view_changed(self, Freshness::Live);
            }
            Taken::Changed(freshness) => {
                self.set_connection(Connection::Live);
                notifier::view_changed(self, freshness);
                let view = self.ctx.view;
                if view.try_with_untracked(AgentView::has_run_short) == Some(true) {
                    stream::start_over(self);
                }
            }
            Taken::Test { test, by } => test::show(self, test, &by),
            Taken::Said(note) => {
                notes::list(self, &note);
                notes::show(self, note);
            }
        }
    }

    pub fn stream_lost(&self) {
        if self.ctx.connection.try_get_untracked() == Some(Connection::Live) {
            self.set_connection(Connection::Reconnecting);
        }
    }

    /// What another tab says.
    pub fn hear(self: &Rc<Self>, word: Word) {
        if self.gone.get() {
            return;
        }
        match word {
            Word::Hello => {
                attention::tell(self, attention::of_page(&self.document));
                self.tell_others();
            }
            Word::Frame { after, frame } if !self.leads() => {
                self.leader_heard_at.set(browser_now());
                replica::hear(self, &after, frame);
            }
            Word::Status {
                position,
                connection,
            } if !self.leads() => {
                self.leader_heard_at.set(browser_now());
                self.set_connection(connection);
                replica::compare(self, &position);
            }
            Word::Attention {
                tab,
                attention,
                audio,
            } => {
                self.others.note(tab, attention, audio);
                chime::tell(self);
            }
            Word::Play { tab, chime } if tab == self.id => self.player.play(chime),
            Word::Hush { tab } if tab == self.id => self.player.fade(),
            // Without locks every tab leads itself; and what another tab plays is not for this one.
            Word::Frame { .. } | Word::Status { .. } | Word::Play { .. } | Word::Hush { .. } => {}
            Word::Handled { offers } => self.notifier.note_handled(offers),
            Word::SignedOut => self.sign_off(),
        }
    }

    /// For a follower: takes what the leader handed on.
    pub fn take_from_leader(self: &Rc<Self>, frame: &EventFrame) {
        match self.take(frame) {
            Taken::Missed => replica::catch_up(self),
            Taken::Outdated => self.reload_once(),
            // One popup a device: the leader shows the test.
            Taken::Said(note) => notes::list(self, &note),
            Taken::Changed(_) | Taken::Heartbeat | Taken::Test { .. } => {}
        }
    }

    /// Puts a whole snapshot in place of what this tab knows, unless it knows more.
    pub fn take_snapshot(&self, snapshot: AgentView) {
        if snapshot.me.id != self.agent {
            // Somebody else has signed in here: this page belongs to nobody.
            self.reload();
            return;
        }
        self.clock.correct(snapshot.now);
        self.note_release(&snapshot.release);
        self.ctx.view.try_update(|view| {
            if snapshot.position.epoch != view.position.epoch
                || snapshot.position.seq >= view.position.seq
            {
                *view = snapshot;
            }
        });
    }

    fn take(&self, frame: &EventFrame) -> Taken {
        match frame.meaning() {
            Meaning::Resync => Taken::Missed,
            Meaning::UnreadableSnapshot => Taken::Outdated,
            Meaning::Heartbeat { now, release } => {
                self.clock.correct(now);
                self.note_release(&release);
                Taken::Heartbeat
            }
            Meaning::Test { test, by } => Taken::Test { test, by },
            Meaning::SigningOut { at } => {
                Taken::Said(notice::of_signing_out(at, notes::writer(self)))
            }
            Meaning::Snapshot(snapshot) => {
                self.take_snapshot(*snapshot);
                if let Ok(Some(storage)) = self.window.session_storage() {
                    let _ = storage.remove_item(RELOADED);
                }
                Taken::Changed(Freshness::Live)
            }
            Meaning::Message { seq, at, message } => {
                let ran_out = touch::ran_out(self, &message);
                self.ctx
                    .view
                    .try_update(|view| view.apply(seq, at, &message));
                if let Some(began_at) = ran_out {
                    touch::note_ran_out(self, began_at);
                }
                if let Some(note) = self.note(at, &message) {
                    return Taken::Said(note);
                }
                if self.clock.now().since(at) > REPLAYED_AFTER {
                    Taken::Changed(Freshness::Replayed)
                } else {
                    Taken::Changed(Freshness::Live)
                }
            }
        }
    }

    fn note(&self, at: Timestamp, message: &Message) -> Option<Notice> {
        let reminder = match message {
            Message::Reminder { reminder } => reminder,
            Message::Agent {
                attendance: Some(Attendance::NotResponding),
                ..
            } => return notice::of_not_responding(at, notes::writer(self)),
            _ => return None,
        };
        let view = self.ctx.view;
        view.try_with_untracked(|view| {
            notice::of_reminder(reminder, at, view, notes::writer(self))
        })?
    }

    /// Tells the server that this device is alive. Refused when nobody is signed in any more.
    pub fn acknowledge(self: &Rc<Self>) {
        let pending = self.acknowledging.get();
        if pending.is_some_and(|sent| silence_since(sent) < HANGS_AFTER) {
            return;
        }
        let sent = browser_now();
        self.acknowledging.set(Some(sent));
        let tab = self.clone();
        spawn_local(async move {
            let answer = api::heartbeat().await;
            if tab.acknowledging.get() == Some(sent) {
                tab.acknowledging.set(None);
            }
            // Otherwise the next heartbeat tries again.
            if answer == Err(AppError::SignedOut) {
                tab.signed_out();
            }
        });
    }

    /// This tab has learnt that nobody is signed in any more.
    pub fn signed_out(&self) {
        if !self.gone.get() {
            self.channel.say(&Word::SignedOut);
            self.sign_off();
        }
    }

    fn sign_off(&self) {
        if self.gone.replace(true) {
            return;
        }
        stream::close(self);
        chime::stop(self);
        badge::clear(self);
        self.popups.close_all();
        let window = self.window.clone();
        Timeout::new(GOODBYE_MILLIS, move || {
            // Fails only where navigation is forbidden, and then there is nothing left to do.
            let _ = window.location().replace(&sign_in_again(&window));
        })
        .forget();
    }

    /// Something may have been missed: the laptop or the tab slept, or the network was away.
    pub fn wake(self: &Rc<Self>) {
        self.leader_heard_at.set(browser_now());
        if self.leads() && !self.gone.get() {
            self.stream_lost();
            stream::open(self);
        }
        device::read_again(self);
    }

    /// Somebody is back at this page.
    pub fn look_after(self: &Rc<Self>) {
        if self.leads() && !self.gone.get() {
            stream::check(self);
        }
        device::read_again(self);
    }

    /// Every few seconds.
    pub fn beat(self: &Rc<Self>) {
        if self.gone.get() {
            return;
        }
        // A tab that sounded may be there no more.
        chime::tell(self);
        if self.leads() {
            stream::watch(self);
            reports::flush(self);
            chime::beat(self);
            let silence = silence_since(self.live_at.get());
            let reconnecting =
                self.ctx.connection.try_get_untracked() == Some(Connection::Reconnecting);
            if reconnecting && silence > OFFLINE_AFTER {
                self.set_connection(Connection::Offline {
                    since: self.clock.now() - silence,
                });
            }
            return;
        }
        let silence = silence_since(self.leader_heard_at.get());
        match leader_after(silence) {
            Leader::Alive => {}
            Leader::Silent => self.stream_lost(),
            Leader::Frozen => {
                // Not again before this attempt had its time.
                self.leader_heard_at.set(browser_now());
                leader::take_over(self);
            }
        }
    }

    pub fn tell_others(&self) {
        if self.gone.get() {
            return;
        }
        attention::tell(self, attention::of_page(&self.document));
        if !self.leads() {
            return;
        }
        if let (Some(position), Some(connection)) =
            (self.position(), self.ctx.connection.try_get_untracked())
        {
            self.channel.say(&Word::Status {
                position,
                connection,
            });
        }
    }

    /// The clock on the screen moves once a second.
    pub fn step_clock(&self) {
        let now = self.clock.now();
        let shown = self.ctx.now.try_get_untracked();
        if shown.is_some_and(|shown| shown.0 / 1_000 != now.0 / 1_000) {
            self.ctx.now.try_set(now);
        }
    }

    fn set_connection(&self, connection: Connection) {
        if self.ctx.connection.try_get_untracked() == Some(connection) {
            return;
        }
        self.ctx.connection.try_set(connection);
        self.tell_others();
    }

    fn note_release(&self, release: &str) {
        let newer = (release != self.release).then(|| release.to_owned());
        if self
            .ctx
            .release
            .try_get_untracked()
            .is_some_and(|known| known != newer)
        {
            self.ctx.release.try_set(newer);
        }
    }

    /// A page that can't read its server's snapshot is replaced by the server's own, but only once:
    /// if that can't read it either, reloading again would never end.
    fn reload_once(&self) {
        let Ok(Some(storage)) = self.window.session_storage() else {
            return;
        };
        if matches!(storage.get_item(RELOADED), Ok(None)) && storage.set_item(RELOADED, "").is_ok()
        {
            self.reload();
        } else {
            leptos::logging::warn!("the server's snapshot can't be read by its own page");
        }
    }

    fn reload(&self) {
        self.gone.set(true);
        stream::close(self);
        // Fails only where navigation is forbidden.
        let _ = self.window.location().reload();
    }
}
