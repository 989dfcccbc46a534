//! The plain server beside which Deskbell is measured, as a process of its own: `plain-sse 127.0.0.1:4000`.

use std::{io, process::ExitCode};

use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> ExitCode {
    match serve().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("plain-sse: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve() -> io::Result<()> {
    let address = std::env::args()
        .nth(1)
        .ok_or_else(|| io::Error::other("give the address to listen on"))?;
    rlimit::increase_nofile_limit(u64::MAX)?;
    bench::plain::serve(TcpListener::bind(address).await?).await
}
