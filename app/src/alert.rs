//! What a device tells the person at it, without a browser: which popups come and go, what they say, what is
//! said without ringing.

pub mod notice;
pub mod plan;
pub mod popup;
pub mod popup_text;
pub mod settling;
