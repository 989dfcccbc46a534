//! The server as a browser and an operator meet it: real connections, a real database, no site.

mod app;
mod bodies;
mod browser;
mod caller;
mod chats;
mod connections;
mod control;
mod database;
mod devices;
mod forms;
mod functions;
mod html;
mod leavers;
mod log;
mod overload;
mod pages;
mod proxies;
mod push;
mod security;
mod settings;
mod sign_in;
mod stream;
mod streams;
mod trace;
mod way_back;
mod wire;
