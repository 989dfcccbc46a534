//! The server as a browser and an operator meet it: real connections, a real database, no site.

mod app;
mod control;
mod pages;
mod security;
mod sign_in;
mod streams;
