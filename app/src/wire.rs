//! What the server and its pages hand to each other, and nothing but that: plain data with its JSON.

pub mod answer;
pub mod contacts;
pub mod devices;
pub mod error;
pub mod form;
pub mod frame;
pub mod history;
pub mod plan;
pub mod served;
pub mod steps;
pub mod switches;
pub mod theme;
pub mod trace;
pub mod way_back;
