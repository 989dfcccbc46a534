//! The tab of this page: feeds its state with what the browser reports, and carries out what follows. What
//! takes a while is begun here, and its end is heard like everything else.

mod lead;
mod popups;
mod push;
mod server;
mod sound;
mod stream;

use std::{
    cell::{Cell, OnceCell, RefCell},
    collections::VecDeque,
    rc::Rc,
};

use domain::id::AgentId;
use leptos::prelude::*;

use super::{
    ear::Ear,
    ports::{
        address, badge,
        broadcast::Broadcast,
        clock,
        event_source::OpenStream,
        page, permission,
        player::Player,
        popups::{Popups, TooNew},
        reload_mark::{self, Mark, Missing},
        tick_worker::{Tick, TickWorker},
    },
};
use crate::{
    alert::{
        notice::Notice,
        plan::{Attention, leftovers},
    },
    desk::context::DeskContext,
    device::user_agent::UserAgent,
    reactive::spawn_local,
    tab::{
        effect::Effect,
        heard::Heard,
        moment::Moment,
        state::{Identity, Tab},
        stream::Beginning,
    },
    text::{PageZone, use_language},
};

pub struct Run {
    ctx: DeskContext,
    pub popups: Popups,
    agent: AgentId,
    /// Unique among the tabs of one browser is enough.
    id: String,
    tab: RefCell<Tab>,
    /// What is still to be done, in its order.
    effects: RefCell<VecDeque<Effect>>,
    /// Whether somebody further down this call stack is doing it.
    busy: Cell<bool>,
    broadcast: Broadcast,
    player: Rc<Player>,
    stream: RefCell<Option<OpenStream>>,
    worker: OnceCell<TickWorker>,
}

impl Run {
    /// Hears nothing yet but the other tabs and its own pulse.
    pub fn begin(ctx: DeskContext) -> Rc<Self> {
        let now = clock::now();
        let id = format!("{:x}-{:x}", now.0, clock::luck().to_bits());
        let user_agent = window().navigator().user_agent().unwrap_or_default();
        let identity = Identity {
            id: id.clone(),
            browser: UserAgent::read(&user_agent),
            language: use_language(),
            zone: PageZone::Local,
        };
        let (agent, tab) = ctx.with_untracked(|view| (view.me.id, Tab::new(identity, view, now)));
        let run = Rc::new(Self {
            ctx,
            popups: Popups::register(),
            agent,
            id,
            tab: RefCell::new(tab),
            effects: RefCell::default(),
            busy: Cell::new(false),
            broadcast: Broadcast::open(&format!("deskbell:{agent}")),
            player: Rc::default(),
            stream: RefCell::default(),
            worker: OnceCell::new(),
        });
        let ear = run.ear();
        run.broadcast
            .listen(move |word| ear.hear(Heard::Word(word)));
        run
    }

    /// From here on a hidden page has a pulse, too.
    pub fn start_worker(self: &Rc<Self>) {
        let ear = self.ear();
        self.worker.get_or_init(|| {
            TickWorker::start(move |tick| {
                ear.hear(match tick {
                    Tick::Pulse => Heard::Pulse,
                    Tick::Alarm => Heard::Alarm,
                });
            })
        });
    }

    /// Takes part in the lead.
    pub fn stand(self: &Rc<Self>) {
        lead::stand(&self.id, &self.ear());
    }

    pub fn ear(self: &Rc<Self>) -> Ear {
        let run = self.clone();
        Ear::new(move |heard| run.hear(heard))
    }

    /// All that follows is begun before this returns: in a click, browsers allow more than after it. What is
    /// heard while something is carried out waits until whoever does it is through with the rest.
    fn hear(self: &Rc<Self>, heard: Heard) {
        let at = self.moment();
        let view = self.ctx.view;
        let follows = view.try_update_untracked(|view| self.tab.borrow_mut().hear(view, heard, at));
        self.effects
            .borrow_mut()
            .extend(follows.unwrap_or_default());
        if self.busy.replace(true) {
            return;
        }
        while let Some(effect) = self.next() {
            self.carry_out(effect);
        }
        self.busy.set(false);
    }

    fn next(&self) -> Option<Effect> {
        self.effects.borrow_mut().pop_front()
    }

    fn moment(&self) -> Moment {
        Moment {
            now: clock::now(),
            luck: clock::luck(),
            attention: attention(),
            audio: self.player.state(),
            permission: permission::state(),
        }
    }

    fn carry_out(self: &Rc<Self>, effect: Effect) {
        let Self {
            ctx,
            popups,
            player,
            ..
        } = &**self;
        match effect {
            Effect::Say(word) => self.broadcast.say(&word),
            Effect::After { millis, hear } => {
                let ear = self.ear();
                clock::after(millis, move || ear.hear(*hear));
            }

            Effect::Claim(claim) => lead::claim(self.agent, claim, self.ear()),
            Effect::OpenStream(beginning) => self.open_stream(&beginning),
            Effect::CloseStream => drop(self.stream.take()),

            Effect::Redraw => ctx.view.notify(),
            Effect::ShowConnection(connection) => show(ctx.connection, connection),
            Effect::ShowSound(sound) => show(ctx.sound, sound),
            Effect::ShowDevice(state) => show(ctx.device, state),
            Effect::ShowRelease(release) => show(ctx.release, release),
            Effect::ShowTime(time) => show(ctx.now, time),
            Effect::ShowSettings(notice) => show(ctx.settings, notice),
            Effect::List(notice) => list(*ctx, notice),

            Effect::LookFor { request, offer } => {
                popups::look_for(popups.clone(), request, offer, self.ear());
            }
            Effect::Raise { popup, voice, why } => {
                popups::raise(popups.clone(), *popup, voice, why, self.ear());
            }
            Effect::CloseLeftovers => self.close_leftovers(),
            Effect::CloseAllPopups => popups.close_all(),
            Effect::ClearBadge => badge::show(0),

            Effect::Play(chime) => player.play(chime),
            Effect::Fade => player.fade(),
            Effect::Unlock => sound::unlock(player, &self.ear()),
            Effect::UnlockUnasked => sound::unlock_unasked(self.ear()),
            Effect::Listen(chime) => sound::listen(player.clone(), chime, self.ear()),

            Effect::Acknowledge { sent } => server::acknowledge(sent, self.ear()),
            Effect::Report { sent, batch } => server::report(sent, batch, self.ear()),
            Effect::AnswerTest { test, result } => server::answer_test(test, result),
            Effect::TellTouch => server::tell_touch(),
            Effect::AskSnapshot { asked } => server::ask_snapshot(asked, self.ear()),
            Effect::CheckPushed => server::check_pushed(self.ear()),
            Effect::SettlePush => push::settle(ctx.push, popups.clone(), self.ear()),

            Effect::ReloadOnce => match reload_mark::set(Missing::Snapshot) {
                Mark::Set => self.hear(Heard::MayReload),
                Mark::WasSet => {
                    leptos::logging::warn!("the server's snapshot can't be read by its own page");
                }
                Mark::NoStorage => {}
            },
            Effect::ForgetReload => reload_mark::clear(Missing::Snapshot),
            Effect::Reload => address::reload(),
            Effect::GoToSignIn => address::go_to_sign_in(),
        }
    }

    fn open_stream(self: &Rc<Self>, beginning: &Beginning) {
        drop(self.stream.take());
        let stream = stream::connect(self.agent, beginning, self.ear());
        if stream.is_none() {
            self.hear(Heard::StreamNotMade);
        }
        self.stream.replace(stream);
    }

    fn close_leftovers(self: &Rc<Self>) {
        let run = self.clone();
        spawn_local(async move {
            let standing = run.popups.standing().await;
            let tags = standing.tags();
            let now = run.tab.borrow().time(clock::now());
            let closed = run
                .ctx
                .view
                .try_with_untracked(|view| standing.close(&leftovers(view, now, &tags)));
            if let Some(Err(TooNew(wait))) = closed {
                run.set_alarm(wait);
            }
        });
    }

    /// Looks again, in so many milliseconds, for popups that are over. The heartbeat would, but much later.
    fn set_alarm(self: &Rc<Self>, millis: u32) {
        let ear = self.ear();
        let rings = move || ear.hear(Heard::Alarm);
        match self.worker.get() {
            Some(worker) => worker.set_alarm(millis, rings),
            None => clock::after(millis, rings),
        }
    }
}

/// Of this tab alone. On pages that are no desktop nothing rings that could be seen.
fn attention() -> Attention {
    if page::is_looked_at() && address::shows_desktop() {
        Attention::LookedAt
    } else {
        Attention::Elsewhere
    }
}

/// Nobody is told when the page has forgotten the signal.
fn show<T: Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    signal.try_set(value);
}

/// In place of an older one about the same.
fn list(ctx: DeskContext, notice: Notice) {
    ctx.notices.try_update(|notices| {
        notices.retain(|known| known.tag != notice.tag);
        notices.push(notice);
    });
}
