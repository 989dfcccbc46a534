//! Who is asked, in which order customers are served, and what becomes of an offer.

mod offers;
mod office;
mod order;
mod scheduled;
mod taking;
