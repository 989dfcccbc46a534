//! The server as a browser and an operator meet it: real connections, a real database, no site.

mod app;
mod chats;
mod control;
mod devices;
mod forms;
mod pages;
mod push;
mod push_service;
mod security;
mod sign_in;
mod streams;
mod trace;
