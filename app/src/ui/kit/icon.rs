//! Icons, all from one sprite.

use domain::request::Kind;
use leptos::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    Bell,
    Request,
    InboundCall,
    Chat,
    Clock,
    CallBack,
    Sound,
    Phone,
    Mail,
    Warning,
    Chevron,
}

impl Icon {
    fn href(self) -> &'static str {
        match self {
            Self::Bell => "/icons.svg#bell",
            Self::Request => "/icons.svg#request",
            Self::InboundCall => "/icons.svg#inbound-call",
            Self::Chat => "/icons.svg#chat",
            Self::Clock => "/icons.svg#clock",
            Self::CallBack => "/icons.svg#call-back",
            Self::Sound => "/icons.svg#sound",
            Self::Phone => "/icons.svg#phone",
            Self::Mail => "/icons.svg#mail",
            Self::Warning => "/icons.svg#warning",
            Self::Chevron => "/icons.svg#chevron",
        }
    }
}

impl From<Kind> for Icon {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::NewRequest => Self::Request,
            Kind::InboundCall => Self::InboundCall,
            Kind::InboundChat => Self::Chat,
            Kind::ScheduledByAgent | Kind::ScheduledByCustomer => Self::Clock,
            Kind::CallMeBack => Self::CallBack,
        }
    }
}

/// Decoration: what it means is always said in words beside it.
#[component]
pub fn IconImage(#[prop(into)] icon: Icon) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true">
            <use href=icon.href()></use>
        </svg>
    }
}
