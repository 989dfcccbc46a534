//! What it looks like when a customer needs somebody: a popup of the system, and the row in the list. Decoration: the
//! words beside it say it all.

use domain::request::Kind;
use leptos::prelude::*;

use crate::{
    text::{Facts, Front, Lists, Popups, use_language},
    ui::kit::icon::{Icon, IconImage},
};

const CUSTOMER: &str = "Maria Silva";

#[component]
pub fn FrontPicture() -> impl IntoView {
    let language = use_language();
    let team = language.say(Front::ExampleTeam);
    let kind = Kind::InboundCall;
    let body = language.say(Popups::Calling {
        customer: CUSTOMER,
        team: &team,
    });
    view! {
        <div class="front-picture" aria-hidden="true">
            <div class="front-popup">
                <span class="front-popup-icon"><IconImage icon=Icon::Bell/></span>
                <div>
                    <strong>{language.say(Popups::Title(kind))}</strong>
                    <p>{body}</p>
                    <p class="front-popup-actions">
                        <span>{language.say(Popups::Connect)}</span>
                        <span>{language.say(Popups::Later)}</span>
                    </p>
                </div>
            </div>
            <div class="front-list">
                <div class="row" data-ringing="true">
                    <IconImage icon=kind/>
                    <span class="row-who">{CUSTOMER}</span>
                    <span class="row-time">{language.say(Front::ExampleTime)}</span>
                    <span class="row-what">
                        <span class="row-kind">{language.say(Facts::Kind(kind))}</span>
                        <span>{team}</span>
                    </span>
                    <span class="row-action">
                        <span class="button connect">{language.say(Lists::Connect)}</span>
                    </span>
                </div>
                <div class="row">
                    <IconImage icon=Kind::NewRequest/>
                    <span class="row-who">"Kenji Watanabe"</span>
                    <span class="row-what">
                        <span class="row-kind">{language.say(Facts::Kind(Kind::NewRequest))}</span>
                    </span>
                    <span class="row-action">
                        <span class="button connect">{language.say(Lists::Connect)}</span>
                    </span>
                </div>
            </div>
        </div>
    }
}
