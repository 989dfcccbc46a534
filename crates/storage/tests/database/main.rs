//! The database as a file: opening it, whose it is, what is missing, and what is not as it should be.

mod files;
mod gone;
mod home;
mod killed;
mod opening;
mod replaced;
