//! The event stream: where it begins, and what is heard of it.

use domain::id::AgentId;

use crate::{
    browser::{
        ear::Ear,
        ports::event_source::{Failure, OpenStream, StreamEvent},
    },
    tab::{
        heard::{Heard, StreamFailure},
        stream::Beginning,
    },
};

pub fn connect(agent: AgentId, beginning: &Beginning, ear: Ear) -> Option<OpenStream> {
    OpenStream::connect(&address(agent, beginning), move |event| {
        ear.hear(match event {
            StreamEvent::Opened => Heard::StreamOpened,
            StreamEvent::Brought(frame) => Heard::StreamBrought(frame),
            StreamEvent::Failed(Failure::Lost) => Heard::StreamFailed(StreamFailure::Lost),
            StreamEvent::Failed(Failure::Refused) => Heard::StreamFailed(StreamFailure::Refused),
        });
    })
}

fn address(agent: AgentId, beginning: &Beginning) -> String {
    match beginning {
        Beginning::After(position) => format!(
            "/events?agent={agent}&since={}.{}",
            String::from(js_sys::encode_uri_component(&position.epoch)),
            position.seq
        ),
        Beginning::Snapshot => "/events".to_owned(),
    }
}
