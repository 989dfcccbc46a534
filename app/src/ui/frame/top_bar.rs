//! The bar on top of every signed-in page.

use domain::{
    agent::{Intent, Role},
    view::AgentView,
};
use leptos::prelude::*;

use super::work_state::WorkState;
use crate::{
    desk::{
        actions,
        context::{Connection, DeskContext, PageSound},
        here::{self, Wish},
    },
    reactive::{effect, memo},
    text::{Frame, PageZone, Pages, initial, time_of_day, use_language},
    ui::kit::{
        handler::click,
        icon::{Icon, IconImage},
        menu::Menu,
        press_token::PressToken,
        when::When,
    },
    wire::trace,
};

/// `shortcuts`: whether the keys are shown.
#[component]
pub fn TopBar(desk: DeskContext, shortcuts: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    view! {
        <header class="top-bar">
            <a class="brand" href="/">
                <IconImage icon=Icon::Bell/>
                <span class="wide">"Deskbell"</span>
            </a>
            <ConnectionStatus desk/>
            <SoundChip desk/>
            <StatusMenu desk/>
            <ProfileMenu desk shortcuts/>
            // Outside the menu, whose entries may be nothing but entries.
            <form id="sign-out-form" method="post" action="/sign-out">
                <input type="hidden" name="action" value="sign_out"/>
                <PressToken/>
            </form>
            <form id="status-form" method="post" action="/">
                <input type="hidden" name="action" value="status"/>
                <PressToken/>
            </form>
            <noscript>
                <p class="top-bar-note">{language.say(Frame::NeedsScripts)}</p>
            </noscript>
        </header>
    }
}

#[component]
fn ConnectionStatus(desk: DeskContext) -> impl IntoView {
    let language = use_language();
    let zone = expect_context::<RwSignal<PageZone>>();
    let words = move || match desk.connection.get() {
        Connection::Live => language.say(Frame::Live),
        Connection::Reconnecting => language.say(Frame::Reconnecting),
        Connection::Offline { .. } => language.say(Frame::Offline),
    };
    let since = move || match desk.connection.get() {
        Connection::Offline { since } => {
            language.say(Frame::Since(&time_of_day(since, zone.get())))
        }
        Connection::Live | Connection::Reconnecting => String::new(),
    };
    let state = move || match desk.connection.get() {
        Connection::Live => "live",
        Connection::Reconnecting => "reconnecting",
        Connection::Offline { .. } => "offline",
    };
    view! {
        <span
            class="chip connection"
            role="status"
            aria-label=language.say(Frame::Connection)
            data-state=move || state()
        >
            <i class="dot" aria-hidden="true"></i>
            <span>{move || words()}</span>
        </span>
        <span class="connection-since" hidden=move || since().is_empty()>{move || since()}</span>
    }
}

#[component]
fn SoundChip(desk: DeskContext) -> impl IntoView {
    let language = use_language();
    let blocked = memo(move || desk.sound.get() == PageSound::Blocked);
    view! {
        <When is=blocked>
            <button
                type="button"
                class="chip sound-chip"
                on:click=click(move |_| here::ask(Wish::EnableSound))
            >
                <IconImage icon=Icon::Sound/>
                <span class="sound-chip-text">{language.say(Frame::SoundBlocked)}</span>
            </button>
        </When>
    }
}

#[component]
fn StatusMenu(desk: DeskContext) -> impl IntoView {
    let language = use_language();
    let chosen = RwSignal::new(None::<Intent>);
    let known = memo(move || desk.with(AgentView::intent));
    let intent = memo(move || chosen.get().or(known.get()));
    // The stream has said what was chosen: from here on it speaks again.
    effect(move || {
        if chosen.get().is_some() && chosen.get() == known.get() {
            chosen.set(None);
        }
    });
    let missed = memo(move || desk.with(AgentView::is_not_responding));
    let words = move || {
        language.say(if missed.get() {
            Frame::NotResponding
        } else {
            intent.get().map_or(Frame::SignedOut, Frame::Intent)
        })
    };
    let state = move || {
        if missed.get() {
            Some("not-responding")
        } else {
            intent.get().map(name)
        }
    };

    view! {
        <Menu
            id="status-menu"
            label=language.say(Frame::Status)
            button=move || view! {
                <i class="dot" aria-hidden="true" data-state=move || state()></i>
                <span>
                    <span class="wide">{language.say(Frame::Status)} ": "</span>
                    <WorkState desk/>
                    <span class="intent">{move || words()}</span>
                </span>
            }
            busy=Signal::derive(move || chosen.get().is_some())
        >
            {Intent::ALL
                .into_iter()
                .map(|entry| view! {
                    <button
                        type="submit"
                        form="status-form"
                        name="intent"
                        value=name(entry)
                        class="menu-entry"
                        role="menuitemradio"
                        tabindex="-1"
                        aria-checked=move || (intent.get() == Some(entry)).to_string()
                        on:click=click(move |event| {
                            event.prevent_default();
                            actions::set_status(desk, entry, chosen);
                        })
                    >
                        <i class="dot" aria-hidden="true" data-state=name(entry)></i>
                        <span class="menu-entry-name">{language.say(Frame::Intent(entry))}</span>
                        <span class="menu-entry-hint">{language.say(Frame::IntentHint(entry))}</span>
                    </button>
                })
                .collect_view()}
        </Menu>
        <When is=missed>
            <button
                type="submit"
                form="status-form"
                name="intent"
                value=name(Intent::Available)
                class="button"
                on:click=click(move |event| {
                    event.prevent_default();
                    actions::give_sign_of_life(desk);
                })
            >
                {language.say(Frame::ImBack)}
            </button>
        </When>
    }
}

#[component]
fn ProfileMenu(desk: DeskContext, shortcuts: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let (name, supervises) =
        desk.with_untracked(|view| (view.me.name.clone(), view.me.role != Role::Agent));
    let initials = initials(&name);
    // Without scripts there are no shortcuts.
    let zone = expect_context::<RwSignal<PageZone>>();
    let live = memo(move || zone.get() == PageZone::Local);
    view! {
        <Menu
            id="profile-menu"
            label=language.say(Frame::Profile)
            button=move || view! {
                <span class="avatar" aria-hidden="true">{initials.clone()}</span>
                <span class="agent-name"><bdi>{name.clone()}</bdi></span>
            }
        >
            <a class="menu-entry" role="menuitem" tabindex="-1" href="/profile/notifications">
                {language.say(Pages::Notifications)}
            </a>
            <a class="menu-entry" role="menuitem" tabindex="-1" href="/schedule">
                {language.say(Pages::PlannedCalls)}
            </a>
            {supervises.then(|| view! {
                <a class="menu-entry" role="menuitem" tabindex="-1" href="/supervisor/devices">
                    {language.say(Pages::AgentsDevices)}
                </a>
                <a class="menu-entry" role="menuitem" tabindex="-1" href=trace::PATH>
                    {language.say(Pages::Trace)}
                </a>
            })}
            <a class="menu-entry" role="menuitem" tabindex="-1" href="/profile/language">
                {language.say(Pages::Language)}
            </a>
            <When is=live>
                <button
                    type="button"
                    class="menu-entry"
                    role="menuitem"
                    tabindex="-1"
                    on:click=click(move |_| shortcuts.set(true))
                >
                    {language.say(Frame::KeyboardShortcuts)}
                </button>
            </When>
            <button
                type="submit"
                form="sign-out-form"
                class="menu-entry"
                role="menuitem"
                tabindex="-1"
            >
                {language.say(Frame::SignOut)}
            </button>
        </Menu>
    }
}

/// In forms and style sheets.
fn name(intent: Intent) -> &'static str {
    match intent {
        Intent::Available => "available",
        Intent::Busy => "busy",
        Intent::Break => "break",
    }
}

fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(initial);
    [words.next(), words.next_back()]
        .into_iter()
        .flatten()
        .map(str::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_of_the_first_and_last_name() {
        assert_eq!(initials("Ana Torres"), "AT");
        assert_eq!(initials("émile de la Tour"), "ÉT");
        assert_eq!(initials("Bo"), "B");
        assert_eq!(initials("e\u{301}mile Roy"), "E\u{301}R");
    }
}
