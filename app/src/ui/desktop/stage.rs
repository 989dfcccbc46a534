//! Where a session stands: in words, and in the name that style sheets and tests know.

use domain::{request::Channel, view::SessionStage};

use crate::text::Sessions;

/// Where a session stands, in words.
pub fn stage_text(stage: &SessionStage, channel: Channel) -> Sessions<'static> {
    match (stage, channel) {
        (SessionStage::Connecting { .. }, _) => Sessions::Dialling,
        (SessionStage::Bridged { .. }, Channel::Voice) => Sessions::Bridged,
        (SessionStage::Bridged { .. }, Channel::Chat) => Sessions::InChat,
        (
            SessionStage::WrapUp { .. }
            | SessionStage::HandedBack { .. }
            | SessionStage::Closed { .. },
            _,
        ) => Sessions::WrapUp,
    }
}

pub fn state_name(stage: &SessionStage) -> &'static str {
    match stage {
        SessionStage::Connecting { .. } => "connecting",
        SessionStage::Bridged { .. } => "bridged",
        SessionStage::WrapUp { .. } => "wrap_up",
        SessionStage::HandedBack { .. } | SessionStage::Closed { .. } => "ended",
    }
}
