//! The ways to other pages. Nobody is led to a page whose file is not there yet: they stay where they are, read that it is
//! on its way and, when it does not come, why they are still here.

use leptos::prelude::*;

#[cfg(feature = "chunks")]
use super::lead;
use super::way::Way;
use crate::{
    desk::context::DeskContext,
    reactive::memo,
    text::{Frame, use_language},
    ui::{
        frame::banners::Banner,
        kit::{handler::click, when::When},
    },
};

#[component]
pub fn Walks(desk: DeskContext) -> impl IntoView {
    let language = use_language();
    let way = RwSignal::new(Way::Here);
    let lost = memo(move || matches!(*way.read(), Way::Lost { .. }));
    // In one piece every page is there.
    #[cfg(not(feature = "chunks"))]
    let try_again = move || {
        let _ = desk;
    };
    #[cfg(feature = "chunks")]
    let try_again = {
        let go = StoredValue::new_local(lead::follow(desk, way));
        move || {
            if let Way::Lost { to } = way.get_untracked() {
                go.with_value(|go| go(&to));
            }
        }
    };
    view! {
        <p class="walking" role="status">
            {move || (*way.read() == Way::Loading).then(|| language.say(Frame::PageIsComing))}
        </p>
        <When is=lost>
            <Banner
                title=language.say(Frame::PageIsLostTitle)
                help=language.say(Frame::PageIsLostHelp)
            >
                <button type="button" class="button" on:click=click(move |_| try_again())>
                    {language.say(Frame::TryAgain)}
                </button>
            </Banner>
        </When>
    }
}
