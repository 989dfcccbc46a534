//! Since when the lists may be out of date, once that has lasted. What is pressed meanwhile is asked of the
//! desk all the same: often it is the stream alone that is broken.

use domain::time::{Span, Timestamp};
use leptos::prelude::*;

use crate::desk::context::{Connection, DeskContext};

/// A stream that is back sooner than this has left nothing out of date.
const PATIENCE: Span = Span::seconds(5);

pub fn as_of(desk: DeskContext) -> Memo<Option<Timestamp>> {
    let lost = RwSignal::new(None::<Timestamp>);
    Effect::new(move |_| {
        let now = match desk.connection.get() {
            Connection::Live => None,
            Connection::Offline { since } => Some(since),
            Connection::Reconnecting => lost
                .get_untracked()
                .or_else(|| Some(desk.now.get_untracked())),
        };
        lost.set(now);
    });
    Memo::new(move |_| {
        lost.get()
            .filter(|lost| desk.now.get().since(*lost) >= PATIENCE)
    })
}
