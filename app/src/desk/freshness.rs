//! Since when what is shown may be out of date. What is pressed meanwhile is asked of the desk all the same:
//! often it is the stream alone that is broken.

use domain::time::{Span, Timestamp};
use leptos::prelude::*;

use super::context::{Connection, DeskContext};
use crate::reactive::{effect, memo};

/// A stream that is back sooner than this has left nothing out of date.
const PATIENCE: Span = Span::seconds(5);

/// When the stream went away, if it has. Of the whole page: whoever comes back to the desktop finds it.
#[derive(Clone, Copy)]
struct LostAt(RwSignal<Option<Timestamp>>);

/// Notices that the stream goes and comes, on whatever part of the page.
pub fn follow(desk: DeskContext) {
    let lost = RwSignal::new(None::<Timestamp>);
    provide_context(LostAt(lost));
    effect(move || {
        let known = lost.get_untracked();
        lost.set(match desk.connection.get() {
            Connection::Live => None,
            Connection::Reconnecting => known.or_else(|| Some(desk.now.get_untracked())),
            Connection::Offline { since } => known.or(Some(since)),
        });
    });
}

/// As of when the lists are, once that is not now.
pub fn as_of(desk: DeskContext) -> Memo<Option<Timestamp>> {
    let LostAt(lost) = expect_context();
    memo(move || {
        let lost = lost.get()?;
        (desk.now.get().since(lost) >= PATIENCE).then_some(lost)
    })
}
