//! What each address leads to, and what every page carries.

use domain::view::AgentView;
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    Lazy, SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};
use serde::Serialize;
use unpack::Unpack;

use crate::{
    chunks::{self, InHand, Walks},
    desk::{
        actions, context::DeskContext, freshness, presses::PageToken, request_info::RequestInfo,
    },
    reactive::effect,
    text::{Frame, PageZone},
    ui::{
        account::signed_in::Gate,
        frame::{
            announcer::Announcer, banners::Banners, not_found::NotFoundPage, notices::Notices,
            top_bar::TopBar,
        },
        home::Home,
        kit::day_time::provide_wall,
        shortcuts::keys::Shortcuts,
    },
    wire::{
        answer::carried,
        form::{FormState, PostedForm},
    },
};

/// What the server knew when it drew the page. It travels inside the page, so that the browser draws
/// the same first frame.
#[derive(Clone, Debug, Default, Serialize, Unpack)]
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
            view: use_context::<crate::server::signed_in::SignedIn>()
                .and_then(|signed_in| signed_in.snapshot().ok()),
            request: use_context().unwrap_or_default(),
            form: use_context().unwrap_or_default(),
            token: use_context::<crate::server::signed_in::SignedIn>()
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
    } = carried(PageData::read);
    let language = request.language;
    provide_context(language);
    provide_context(request);
    provide_context(PostedForm::new(form));
    provide_context(PageToken(token));

    let zone = RwSignal::new(PageZone::Utc);
    provide_context(zone);
    effect(move || {
        zone.set(PageZone::Local);
        // From here on the page is live: for whoever scripts it, and for style sheets.
        if let Some(page) = document().document_element() {
            let _ = page.set_attribute("data-hydrated", "true");
        }
    });

    let shortcuts = RwSignal::new(false);
    let desk = view.map(DeskContext::new);
    if let Some(desk) = desk {
        provide_context(desk);
        provide_wall(desk, zone);
        provide_context(InHand::of_page(desk));
        freshness::follow(desk);
        actions::follow_connecting(desk);
        #[cfg(feature = "hydrate")]
        effect(move || crate::browser::start(desk));
    }

    view! {
        <Router>
            // With a target the router leaves the link to the browser, which moves the focus as well.
            <a class="skip" href="#content" target="_self">{language.say(Frame::SkipToContent)}</a>
            {desk.map(|desk| view! {
                <TopBar desk shortcuts/>
                <Banners desk/>
                <Walks desk/>
                <Announcer desk/>
                <Notices desk/>
                <Shortcuts open=shortcuts/>
            })}
            <FlatRoutes fallback=NotFoundPage>
                <Route path=path!("/") view=Home/>
                // Where the form of *Sign out* leads; answered with a page only when it was refused.
                <Route path=path!("/sign-out") view=Home/>
                <Route path=path!("/sign-in") view=Gate/>
                <Route
                    path=path!("/profile/notifications")
                    view={Lazy::<chunks::Notifications>::new()}
                    ssr=SsrMode::Async
                />
                <Route
                    path=path!("/supervisor/devices")
                    view={Lazy::<chunks::AgentsDevices>::new()}
                    ssr=SsrMode::Async
                />
                <Route
                    path=path!("/supervisor/notifications")
                    view={Lazy::<chunks::Traced>::new()}
                    ssr=SsrMode::Async
                />
                // In one piece: a page that arrives in parts needs scripts to put them together.
                <Route
                    path=path!("/profile/notifications/history")
                    view={Lazy::<chunks::History>::new()}
                    ssr=SsrMode::Async
                />
                <Route path=path!("/profile/language") view={Lazy::<chunks::Languages>::new()}/>
                <Route path=path!("/schedule") view={Lazy::<chunks::PlannedCalls>::new()}/>
            </FlatRoutes>
        </Router>
    }
}
