//! The JSON of the event stream, letter by letter: integrators read it, so a renamed field must fail
//! here first. `docs/events.md` describes it; change both together and say so in the changelog.

mod fixtures;
mod messages;
mod snapshot;
mod words;
