//! The program `deskbell`: reads the command line and runs one command of it.

// A page is one deeply nested type; without erased components the compiler has to see through it.
#![recursion_limit = "512"]

use std::process::ExitCode;

use server::say;
use tokio::runtime::Builder;

/// Tasks after which the runtime looks what has come from the network, however many are still waiting: with a thousand people
/// at the door, whoever is inside already waits for so many of them at most.
const LOOK_EVERY: u32 = 16;

fn main() -> ExitCode {
    let runtime = Builder::new_multi_thread()
        .enable_all()
        .event_interval(LOOK_EVERY)
        .build();
    let ended = match runtime {
        Ok(runtime) => runtime
            .block_on(server::cli::run())
            .inspect_err(|error| say::complain(error))
            .is_ok(),
        Err(error) => {
            say::complain(&error);
            false
        }
    };
    if ended {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
