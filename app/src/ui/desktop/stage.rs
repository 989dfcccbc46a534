//! Where a session stands: in words, and in the name that style sheets and tests know.

use domain::{request::Channel, view::SessionStage};

use crate::text::Text;

/// Where a session stands, in words.
pub fn stage_text(stage: &SessionStage, channel: Channel) -> Text<'static> {
    match (stage, channel) {
        (SessionStage::Connecting { .. }, _) => Text::Dialling,
        (SessionStage::Bridged { .. }, Channel::Voice) => Text::Bridged,
        (SessionStage::Bridged { .. }, Channel::Chat) => Text::InChat,
        (
            SessionStage::WrapUp { .. }
            | SessionStage::HandedBack { .. }
            | SessionStage::Closed { .. },
            _,
        ) => Text::WrapUp,
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
