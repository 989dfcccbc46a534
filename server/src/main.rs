//! The program `deskbell`: reads the command line and runs one command of it.

// A page is one deeply nested type; without erased components the compiler has to see through it.
#![recursion_limit = "512"]

use std::process::ExitCode;

use server::say;

#[tokio::main]
async fn main() -> ExitCode {
    match server::cli::run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say::complain(&error);
            ExitCode::FAILURE
        }
    }
}
