//! A field for more than one line. The only place that writes what somebody typed into an element as
//! HTML: Leptos writes the children of a `<textarea>` as they are.

use leptos::{html, prelude::*};

use super::handler::happened;

#[component]
pub fn TextArea(
    name: &'static str,
    value: String,
    rows: u8,
    #[prop(optional, into)] placeholder: Option<String>,
    /// `aria-invalid`.
    #[prop(optional_no_strip)]
    invalid: Option<&'static str>,
    #[prop(optional)] node_ref: NodeRef<html::Textarea>,
    /// Called after every change.
    #[prop(optional)]
    on_input: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        <textarea
            name=name
            rows=rows.to_string()
            maxlength="2000"
            dir="auto"
            placeholder=placeholder
            aria-invalid=invalid
            node_ref=node_ref
            on:input=happened(move |_| {
                if let Some(on_input) = on_input {
                    on_input.run(());
                }
            })
            inner_html=content(value)
        ></textarea>
    }
}

/// As the server writes it into a page: there a parser drops a line break right after the tag.
#[cfg(feature = "ssr")]
fn content(mut text: String) -> String {
    text = escaped(&text);
    text.insert(0, '\n');
    text
}

#[cfg(not(feature = "ssr"))]
fn content(mut text: String) -> String {
    text = escaped(&text);
    text
}

/// As HTML.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_note_stays_text() {
        assert_eq!(
            escaped("</textarea><b>&amp;"),
            "&lt;/textarea&gt;&lt;b&gt;&amp;amp;"
        );
    }
}
