//! Light or dark. Where scripts run it is so at once; the server keeps it in a cookie either way, and draws the next page
//! in it.

use leptos::prelude::*;

use crate::{
    reactive::spawn_local,
    text::{Appearance, Forms, use_language},
    ui::kit::handler::happened,
    wire::{error::AppError, theme::Theme},
};

#[component]
pub fn ThemeChoice() -> impl IntoView {
    let language = use_language();
    let now = shown();
    let said = RwSignal::new(String::new());
    let choose = move |theme: Theme| {
        show(theme);
        said.set(String::new());
        spawn_local(async move {
            let kept = match keep(theme).await {
                Ok(()) => language.say(Forms::Saved),
                Err(problem) => language.say(&problem),
            };
            // Nobody is told who has left the page.
            said.try_set(kept);
        });
    };
    view! {
        <form class="card" method="post" action="/profile/theme">
            <fieldset class="settings" aria-describedby="theme-help">
                <legend>{language.say(Appearance::Theme)}</legend>
                <p id="theme-help" class="quiet small">{language.say(Appearance::ThemeHelp)}</p>
                {Theme::ALL
                    .map(|theme| view! {
                        <label class="setting">
                            <span>{language.say(Appearance::ThemeName(theme))}</span>
                            <input
                                type="radio"
                                name="theme"
                                value=theme.name()
                                checked=theme == now
                                on:change=happened(move |_| choose(theme))
                            />
                        </label>
                    })}
            </fieldset>
            <div class="bar">
                <button type="submit" class="button until-live">
                    {language.say(Appearance::UseTheme)}
                </button>
                <span class="quiet" role="status">{move || said.get()}</span>
            </div>
        </form>
    }
}

/// The theme of this page.
fn shown() -> Theme {
    #[cfg(feature = "hydrate")]
    return browser::shown().unwrap_or_default();
    #[cfg(not(feature = "hydrate"))]
    use_context().unwrap_or_default()
}

/// ## Server-Side Rendering
/// Nobody chooses anything there: does nothing.
fn show(theme: Theme) {
    #[cfg(feature = "hydrate")]
    browser::show(theme);
    #[cfg(not(feature = "hydrate"))]
    let _ = theme;
}

/// ## Server-Side Rendering
/// The same.
async fn keep(theme: Theme) -> Result<(), AppError> {
    #[cfg(feature = "hydrate")]
    return crate::desk::patience::in_time(browser::keep(theme)).await;
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = theme;
        std::future::ready(Ok(())).await
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::{document, window};
    use wasm_bindgen::JsCast;
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{RequestInit, RequestRedirect, Response, UrlSearchParams};

    use crate::wire::{error::AppError, theme::Theme};

    const ATTRIBUTE: &str = "data-theme";
    /// The server answers with the way to the page, which is not walked.
    const LED_ON: u16 = 0;

    pub fn shown() -> Option<Theme> {
        let name = document().document_element()?.get_attribute(ATTRIBUTE)?;
        Theme::named(&name)
    }

    /// What the server would have drawn (shell.rs).
    pub fn show(theme: Theme) {
        set("html", ATTRIBUTE, theme.name());
        set("meta[name=color-scheme]", "content", theme.color_scheme());
        for (selector, own) in [
            ("meta[name=theme-color]", Theme::Light),
            (
                "meta[name=theme-color] ~ meta[name=theme-color]",
                Theme::Dark,
            ),
        ] {
            set(selector, "media", theme.media_of(own));
        }
    }

    fn set(selector: &str, attribute: &str, value: &str) {
        if let Ok(Some(element)) = document().query_selector(selector) {
            // Refused for no attribute that has a name.
            let _ = element.set_attribute(attribute, value);
        }
    }

    /// Sends the form.
    pub async fn keep(theme: Theme) -> Result<(), AppError> {
        let form = UrlSearchParams::new().map_err(|_| AppError::Transport)?;
        form.append("theme", theme.name());
        let how = RequestInit::new();
        how.set_method("POST");
        how.set_body(&form);
        how.set_redirect(RequestRedirect::Manual);
        let sent = window().fetch_with_str_and_init("/profile/theme", &how);
        let answer = JsFuture::from(sent)
            .await
            .map_err(|_| AppError::Transport)?;
        match answer.dyn_into::<Response>() {
            Ok(answer) if answer.status() == LED_ON => Ok(()),
            _ => Err(AppError::Unavailable),
        }
    }
}
