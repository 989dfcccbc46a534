//! Who is asked, in which order customers are served, and what becomes of an offer.

mod attendance;
mod call_backs;
mod chats;
mod clock;
mod comeback;
mod hearing;
mod hours;
mod later;
mod leavers;
mod noting;
mod offers;
mod office;
mod order;
mod reminders;
mod reports;
mod scheduled;
mod taking;
mod wrap_up;
