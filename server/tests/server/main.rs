//! The server as a browser and an operator meet it: real connections, a real database, no site.

mod app;
mod chats;
mod control;
mod devices;
mod pages;
mod push;
mod push_service;
mod security;
mod settings;
mod sign_in;
mod streams;
mod trace;
mod way_back;
