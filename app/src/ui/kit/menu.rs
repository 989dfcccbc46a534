//! A menu that opens below its button: a native popover, so it opens, closes and gives the focus back
//! without scripts too. Scripts add the arrow keys.

use leptos::{ev, html, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

use super::handler::{click, happened};
use super::icon::{Icon, IconImage};

/// `children` are the entries: elements of the roles `menuitem` or `menuitemradio`.
#[component]
pub fn Menu(
    id: &'static str,
    /// The name of the menu.
    label: String,
    /// What the button shows, which is also its name.
    #[prop(into)]
    button: ViewFnOnce,
    /// Whether the last choice still waits for its answer.
    #[prop(into, default = Signal::from(false))]
    busy: Signal<bool>,
    children: Children,
) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    let close = move || {
        if let Some(list) = list.get_untracked() {
            // Refused when it is closed already.
            let _ = list.hide_popover();
        }
    };
    let focus_first = move |_| {
        if let Some(list) = list.get_untracked() {
            let checked = list
                .query_selector("[aria-checked=true], [role^=menuitem]")
                .ok()
                .flatten()
                .and_then(|entry| entry.dyn_into::<HtmlElement>().ok());
            if let Some(entry) = checked.filter(|_| is_open(&list)) {
                let _ = entry.focus();
            }
        }
    };
    let walk = move |event: ev::KeyboardEvent| {
        let Some(list) = list.get_untracked() else {
            return;
        };
        let step = match event.key().as_str() {
            "ArrowDown" => Step::Next,
            "ArrowUp" => Step::Previous,
            "Home" => Step::First,
            "End" => Step::Last,
            "Tab" => return close(),
            _ => return,
        };
        event.prevent_default();
        let entries = entries(&list);
        let now = document().active_element().and_then(|active| {
            entries
                .iter()
                .position(|entry| entry.is_same_node(Some(&active)))
        });
        if let Some(entry) = step.from(now, entries.len()).and_then(|to| entries.get(to)) {
            let _ = entry.focus();
        }
    };

    view! {
        <div class=format!("menu menu-{id}")>
            <button
                type="button"
                class="button menu-button"
                popovertarget=id
                aria-haspopup="menu"
                aria-busy=move || busy.get().then_some("true")
            >
                {button.run()}
                <IconImage icon=Icon::Chevron/>
            </button>
            <div
                id=id
                class="menu-list"
                role="menu"
                aria-label=label
                popover="auto"
                node_ref=list
                on:toggle=happened(focus_first)
                on:keydown=walk
                on:click=click(move |_| close())
            >
                {children()}
            </div>
        </div>
    }
}

fn is_open(list: &HtmlElement) -> bool {
    list.matches(":popover-open").unwrap_or(false)
}

fn entries(list: &HtmlElement) -> Vec<HtmlElement> {
    let children = list.children();
    (0..children.length())
        .filter_map(|index| children.item(index)?.dyn_into().ok())
        .collect()
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Next,
    Previous,
    First,
    Last,
}

impl Step {
    /// The entry to go to, round and round.
    fn from(self, now: Option<usize>, count: usize) -> Option<usize> {
        let last = count.checked_sub(1)?;
        Some(match (self, now) {
            (Self::First, _) | (Self::Next, None) => 0,
            (Self::Last, _) | (Self::Previous, None | Some(0)) => last,
            (Self::Next, Some(now)) if now == last => 0,
            (Self::Next, Some(now)) => now + 1,
            (Self::Previous, Some(now)) => now - 1,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Step;

    #[test]
    fn arrow_keys_go_round() {
        assert_eq!(Step::Next.from(None, 3), Some(0));
        assert_eq!(Step::Next.from(Some(2), 3), Some(0));
        assert_eq!(Step::Previous.from(Some(0), 3), Some(2));
        assert_eq!(Step::Last.from(Some(0), 3), Some(2));
        assert_eq!(Step::Next.from(None, 0), None);
    }
}
