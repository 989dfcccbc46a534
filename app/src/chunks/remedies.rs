//! What stands in the way of popups on a device, and what to do about it, in words: a file that most desktops never need.

use leptos::prelude::*;

use super::Gone;
use crate::{
    device::{remedy::steps, state::DeviceState, user_agent::UserAgent},
    reactive::{effect, spawn_local},
    text::{Language, Remedies},
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    pub reason: String,
    /// One sentence after the other.
    pub help: String,
}

/// One function for the macro, which makes a file of it.
#[rustfmt::skip] // It would be indented further every time.
macro_rules! piece {
    () => {
        #[cfg_attr(feature = "chunks", leptos::wasm_split::wasm_split(
            remedies,
            fallible,
            preload(load),
            wasm_split_path = ::leptos::wasm_split
        ))]
        fn said(
            state: DeviceState,
            user_agent: String,
            language: Language,
        ) -> Result<Remedy, Gone> {
            let browser = UserAgent::read(&user_agent);
            Ok(Remedy {
                reason: language.say(Remedies::Reason(state)),
                help: language
                    .say_steps(&steps(state, &browser), &browser)
                    .join(" "),
            })
        }
    };
}

piece! {}

/// Of the state that the device is in, once it is loaded; nothing where nothing is wrong.
pub fn of_device(
    wrong: Memo<Option<DeviceState>>,
    user_agent: String,
    language: Language,
) -> Signal<Option<Remedy>> {
    let known = RwSignal::new(None::<(DeviceState, Remedy)>);
    effect(move || {
        let Some(state) = wrong.get() else {
            return;
        };
        let user_agent = user_agent.clone();
        spawn_local(async move {
            #[cfg(feature = "chunks")]
            let said = match super::tried(async || Ok(load().await?)).await {
                Ok(()) => said(state, user_agent, language).await,
                Err(gone) => Err(gone),
            };
            #[cfg(not(feature = "chunks"))]
            let said = said(state, user_agent, language);
            if let Ok(remedy) = said {
                known.try_set(Some((state, remedy)));
            }
        });
    });
    Signal::derive(move || {
        let (state, remedy) = known.get()?;
        (wrong.get() == Some(state)).then_some(remedy)
    })
}
