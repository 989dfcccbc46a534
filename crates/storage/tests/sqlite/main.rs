//! What SQLite alone does: the database as a file, whose it is, what is missing, what is not as it should be, and writing
//! when that goes wrong.

mod files;
mod gone;
mod home;
mod killed;
mod opening;
mod replaced;
mod writing;
