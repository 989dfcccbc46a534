//! Whole tabs, told as stories: what one hears, and what it does about it.

mod follow;
mod freeze;
mod leadership;
mod reload;
mod replay;
mod ringing;
mod settings;
mod sign_out;
mod silence;
mod sound;
mod stage;
