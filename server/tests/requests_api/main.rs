//! The REST interface as other systems see it: over HTTP, on a real database.

mod bodies;
mod description;
mod idempotency;
mod interface;
mod keys;
mod later;
mod problems;
mod queueing;
