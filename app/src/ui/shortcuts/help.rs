//! Says which keys there are, and switches them on and off.

use domain::request::Outcome;
use leptos::prelude::*;

use super::switch;
use crate::{
    text::{Frame, Shortcuts as Words, use_language},
    ui::kit::{
        dialog::Dialog,
        handler::{click, happened},
    },
};

/// One for each of them.
const OUTCOMES: &str = "1 – 6";
const _: () = assert!(Outcome::PICKABLE.len() == 6);

/// The keys as they are written on a keyboard, and what they do.
const KEYS: [(&[&str], Words); 8] = [
    (&["N"], Words::AttendNext),
    (&["J", "K"], Words::Rows),
    (&["Enter"], Words::Connect),
    (&["L"], Words::Later),
    (&["E"], Words::End),
    (&[OUTCOMES], Words::Outcome),
    (&["?"], Words::Help),
    (&["Esc"], Words::Close),
];

/// `on`: whether they are.
#[component]
pub fn Help(open: RwSignal<bool>, on: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    view! {
        <Dialog open on_close=Callback::new(move |()| open.set(false)) title_id="shortcuts-title">
            <h2 id="shortcuts-title" tabindex="-1">{language.say(Frame::KeyboardShortcuts)}</h2>
            <dl class="shortcuts">
                {KEYS.into_iter().map(|(keys, does)| view! {
                    <div>
                        <dt>{keys.iter().map(|key| view! { <kbd>{*key}</kbd> }).collect_view()}</dt>
                        <dd>{language.say(does)}</dd>
                    </div>
                }).collect_view()}
            </dl>
            <div class="setting">
                <div>
                    <label for="shortcuts-on">{language.say(Words::Use)}</label>
                    <p id="shortcuts-explained" class="quiet small">{language.say(Words::Explained)}</p>
                </div>
                <input
                    id="shortcuts-on"
                    class="switch"
                    type="checkbox"
                    aria-describedby="shortcuts-explained"
                    prop:checked=move || on.get()
                    on:change=happened(move |event| {
                        let checked = event_target_checked(&event);
                        on.set(checked);
                        switch::turn(checked);
                    })
                />
            </div>
            <div class="bar">
                <button type="button" class="button" on:click=click(move |_| open.set(false))>
                    {language.say(Words::Done)}
                </button>
            </div>
        </Dialog>
    }
}
