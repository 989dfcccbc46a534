//! What stands in the way of being rung, each with the one thing to do about it.

use domain::{agent::Role, view::AgentView};
use leptos::prelude::*;

use super::ringing_elsewhere::RingingElsewhere;
use crate::{
    chunks::remedies::{self, Remedy},
    desk::{
        context::{Connection, DeskContext},
        here::{self, Wish},
        request_info::RequestInfo,
    },
    device::state::DeviceState,
    reactive::memo,
    text::{Frame, Notes, use_language},
    ui::kit::{
        handler::click,
        icon::{Icon, IconImage},
        when::When,
    },
};

#[component]
pub fn Banners(desk: DeskContext) -> impl IntoView {
    let language = use_language();
    view! {
        <section class="banners" aria-label=language.say(Frame::Notices)>
            <RingingElsewhere desk/>
            <ConnectionBanner desk/>
            <AttendanceBanner desk/>
            <RuleBanner desk/>
            <DeviceBanner desk/>
            <ReleaseBanner desk/>
        </section>
    }
}

#[component]
fn ConnectionBanner(desk: DeskContext) -> impl IntoView {
    let language = use_language();
    let lost = memo(move || matches!(desk.connection.get(), Connection::Offline { .. }));
    view! {
        <When is=lost>
            <Banner
                title=language.say(Frame::ConnectionLostTitle)
                help=language.say(Frame::ConnectionLostHelp)
            />
        </When>
    }
}

/// Why nothing rings: said where it is seen by who comes back.
#[component]
fn AttendanceBanner(desk: DeskContext) -> impl IntoView {
    let language = use_language();
    let missed = memo(move || desk.with(AgentView::is_not_responding));
    view! {
        <When is=missed>
            <Banner
                title=language.say(Notes::NotRespondingTitle)
                help=language.say(Notes::NotRespondingHelp)
            />
        </When>
    }
}

#[component]
fn RuleBanner(desk: DeskContext) -> impl IntoView {
    let language = use_language();
    // Whoever looks after others need not be rung.
    let missing =
        memo(move || desk.with(|view| view.me.role == Role::Agent && !view.can_be_rung()));
    view! {
        <When is=missing>
            <Banner title=language.say(Frame::NoRuleTitle) help=language.say(Frame::NoRuleHelp)/>
        </When>
    }
}

#[component]
fn DeviceBanner(desk: DeskContext) -> impl IntoView {
    let language = use_language();
    let wrong = memo(move || {
        let wanted = desk.with(|view| view.me.preferences.desktop_notifications.is_on());
        let state = desk.device.get();
        (wanted && !matches!(state, DeviceState::Unknown | DeviceState::Granted)).then_some(state)
    });
    let user_agent = expect_context::<RequestInfo>().user_agent;
    let remedy = remedies::of_device(wrong, user_agent, language);
    move || {
        remedy.get().map(|Remedy { reason, help }| {
            let may_be_asked = wrong.get_untracked() == Some(DeviceState::NotAsked);
            view! {
                <Banner title=reason help>
                    {may_be_asked.then(|| view! {
                        <button
                            type="button"
                            class="button"
                            on:click=click(move |_| here::ask(Wish::TurnOn))
                        >
                            {language.say(Frame::TurnOnHere)}
                        </button>
                    })}
                </Banner>
            }
        })
    }
}

#[component]
fn ReleaseBanner(desk: DeskContext) -> impl IntoView {
    let language = use_language();
    let newer = memo(move || desk.release.with(Option::is_some));
    view! {
        <When is=newer>
            <Banner title=language.say(Frame::NewReleaseTitle)>
                <button
                    type="button"
                    class="button"
                    on:click=click(move |_| {
                        let _ = window().location().reload();
                    })
                >
                    {language.say(Frame::Reload)}
                </button>
            </Banner>
        </When>
    }
}

#[component]
pub fn Banner(
    #[prop(into)] title: String,
    #[prop(optional, into)] help: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="banner">
            <IconImage icon=Icon::Warning/>
            <div class="banner-words">
                <strong>{title}</strong>
                {(!help.is_empty()).then(|| view! { <p>{help}</p> })}
            </div>
            {children.map(|children| children())}
        </div>
    }
}
