//! The screens of Deskbell: drawn by the server, carried on by the browser.
//!
//! `pages` are what an address leads to, `components` what pages are made of, `text` everything a
//! person reads. `api` is what the browser asks of the server; `browser` is what only a browser has:
//! the event stream, popups, sound. Components read [`desk_context::DeskContext`] and never copy it.

// A page is one deeply nested type; without erased components the compiler has to see through it.
#![recursion_limit = "512"]

pub mod api;
pub mod assets;
#[cfg(feature = "hydrate")]
pub mod browser;
mod components;
pub use components::press_token::PRESS;
mod contact;
pub mod desk_context;
pub mod devices;
pub mod error;
pub mod event_frame;
pub mod following;
pub mod form;
pub mod history;
pub mod kind_switch;
pub mod liveness;
pub mod note;
pub mod notifier_plan;
mod pages;
pub mod patience;
#[cfg(feature = "ssr")]
pub mod phone;
pub mod plan;
pub mod reconnection;
pub mod remedy;
pub mod request_info;
#[cfg(test)]
mod sample_view;
#[cfg(feature = "ssr")]
pub mod session;
pub mod settling;
#[cfg(feature = "ssr")]
pub mod shell;
pub mod sign_of_life;
pub mod sound;
pub mod text;
pub mod trace;
mod unsent;
pub mod way_back;

use domain::view::AgentView;
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};
use serde::{Deserialize, Serialize};

use crate::{
    components::{
        announcer::Announcer, banners::Banners, notes::Notes, press_token::PageToken,
        top_bar::TopBar,
    },
    desk_context::DeskContext,
    form::{FormState, PostedForm},
    pages::{
        AgentsDevicesPage, HistoryPage, Home, LanguagePage, NotFoundPage, NotificationsPage,
        PlannedCallsPage, SignInPage, TracePage,
    },
    request_info::RequestInfo,
    text::{Text, Zone},
};

/// What the server knew when it drew the page. It travels inside the page, so that the browser draws
/// the same first frame.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct PageData {
    /// Present when somebody is signed in.
    view: Option<AgentView>,
    request: RequestInfo,
    form: FormState,
    /// See [`PageToken`].
    token: String,
}

impl PageData {
    /// Of the HTTP request that is being answered. In a browser the value comes with the page; a page
    /// without it has nothing to show but the front page.
    fn read() -> Self {
        #[cfg(feature = "ssr")]
        return Self {
            view: use_context::<session::SignedIn>()
                .and_then(|signed_in| signed_in.snapshot().ok()),
            request: use_context().unwrap_or_default(),
            form: use_context().unwrap_or_default(),
            token: use_context::<session::SignedIn>()
                .map(|signed_in| signed_in.page_token())
                .unwrap_or_default(),
        };
        #[cfg(not(feature = "ssr"))]
        Self::default()
    }
}

#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let PageData {
        view,
        request,
        form,
        token,
    } = SharedValue::new(PageData::read).into_inner();
    let language = request.language;
    provide_context(language);
    provide_context(request);
    provide_context(PostedForm::new(form));
    provide_context(PageToken(token));

    let zone = RwSignal::new(Zone::Utc);
    provide_context(zone);
    Effect::new(move |_| {
        zone.set(Zone::Local);
        // From here on the page is live: for whoever scripts it, and for style sheets.
        if let Some(page) = document().document_element() {
            let _ = page.set_attribute("data-hydrated", "true");
        }
    });

    let desk = view.map(DeskContext::new);
    if let Some(desk) = desk {
        provide_context(desk);
        #[cfg(feature = "hydrate")]
        Effect::new(move |_| browser::start(desk));
    } else {
        #[cfg(feature = "hydrate")]
        Effect::new(|_| browser::close_popups());
    }

    view! {
        <Router>
            // With a target the router leaves the link to the browser, which moves the focus as well.
            <a class="skip" href="#content" target="_self">{language.say(Text::SkipToContent)}</a>
            {desk.map(|desk| view! {
                <TopBar desk/>
                <Banners desk/>
                <Announcer desk/>
                <Notes desk/>
            })}
            <FlatRoutes fallback=NotFoundPage>
                <Route path=path!("/") view=Home/>
                // Where the form of *Sign out* leads; answered with a page only when it was refused.
                <Route path=path!("/sign-out") view=Home/>
                <Route path=path!("/sign-in") view=SignInPage/>
                <Route
                    path=path!("/profile/notifications")
                    view=NotificationsPage
                    ssr=SsrMode::Async
                />
                <Route
                    path=path!("/supervisor/devices")
                    view=AgentsDevicesPage
                    ssr=SsrMode::Async
                />
                <Route
                    path=path!("/supervisor/notifications")
                    view=TracePage
                    ssr=SsrMode::Async
                />
                // In one piece: a page that arrives in parts needs scripts to put them together.
                <Route
                    path=path!("/profile/notifications/history")
                    view=HistoryPage
                    ssr=SsrMode::Async
                />
                <Route path=path!("/profile/language") view=LanguagePage/>
                <Route path=path!("/schedule") view=PlannedCallsPage/>
            </FlatRoutes>
        </Router>
    }
}
