//! Single keys for those who work without a mouse. They can be switched off (WCAG 2.1.4).

pub mod act;
pub mod hands;
pub mod help;
pub mod keys;
pub mod listener;
pub mod switch;
