//! The program `bench`: one run of the load driver against a server that it starts itself.

use std::process::ExitCode;

use bench::Options;
use clap::Parser;

/// One thread, so that the driver takes at most one core from the server that it measures.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match bench::run(&Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}
