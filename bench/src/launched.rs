//! A server that was started here: a process on loopback, ended with the value that stands for it.

use std::{
    env,
    fs::{self, File},
    io,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};
use serde::Serialize;
use tokio::time::sleep;

use crate::{
    BenchError, clock,
    http::{Connection, request},
};

/// The core of the server in a pinned run; the driver takes the next.
const SERVER_CORE: &str = "0";
const DRIVER_CORE: &str = "1";
const PATIENCE: Duration = Duration::from_mins(2);
const LAST_WORDS: usize = 2_000;

/// Where server and driver run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cores {
    /// One for the server, another for the driver.
    Pinned,
    Shared,
}

#[derive(Debug)]
pub struct Launched {
    child: Child,
    address: SocketAddr,
    log: PathBuf,
    first_answer: Duration,
}

impl Launched {
    /// Starts it and waits until `ready` is answered with 200.
    pub async fn start(
        mut command: Command,
        address: SocketAddr,
        log: PathBuf,
        ready: &str,
    ) -> Result<Self, BenchError> {
        let written = File::create(&log)?;
        command
            .stdin(Stdio::null())
            .stdout(written.try_clone()?)
            .stderr(written);
        let begun = clock::now();
        let child = command.spawn().map_err(BenchError::NotStarted)?;
        let mut launched = Self {
            child,
            address,
            log,
            first_answer: Duration::ZERO,
        };
        launched.first_answer = launched.answered_at(ready, begun).await? - begun;
        Ok(launched)
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// From starting the process.
    pub fn first_answer(&self) -> Duration {
        self.first_answer
    }

    async fn answered_at(&mut self, ready: &str, begun: Instant) -> Result<Instant, BenchError> {
        let call = request("GET", ready, self.address, &[], "");
        loop {
            if let Ok(mut connection) = Connection::open(self.address).await
                && let Ok(answer) = connection.call(&call).await
                && answer.head.status == 200
            {
                return Ok(clock::now());
            }
            if self.child.try_wait()?.is_some() || clock::now() - begun > PATIENCE {
                return Err(BenchError::NoAnswer(self.last_words()));
            }
            sleep(Duration::from_millis(1)).await;
        }
    }

    /// The end of what the server has logged.
    fn last_words(&self) -> String {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let skipped = log.chars().count().saturating_sub(LAST_WORDS);
        log.chars().skip(skipped).collect()
    }

    /// Asks the server to end, and insists after a while.
    fn end(&mut self) -> io::Result<()> {
        if self.child.try_wait()?.is_some() {
            return Ok(());
        }
        kill_process(Pid::from_child(&self.child), Signal::TERM)?;
        let asked = clock::now();
        while clock::now() - asked < Duration::from_secs(15) {
            if self.child.try_wait()?.is_some() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        self.child.kill()?;
        self.child.wait().map(drop)
    }
}

impl Drop for Launched {
    fn drop(&mut self) {
        if let Err(error) = self.end() {
            eprintln!(
                "bench: the server may still run as process {}: {error}",
                self.pid()
            );
        }
    }
}

/// A command that no setting of the person's own server reaches, on the core of the server if there is one.
pub fn command(program: &Path, cores: Cores) -> Command {
    let mut command = match cores {
        Cores::Pinned => {
            let mut command = Command::new("taskset");
            command.args(["-c", SERVER_CORE]).arg(program);
            command
        }
        Cores::Shared => Command::new(program),
    };
    for (name, _) in env::vars_os() {
        if name
            .to_str()
            .is_some_and(|name| name.starts_with("DESKBELL_"))
        {
            command.env_remove(name);
        }
    }
    command
}

/// Keeps the driver off the server's core.
pub fn pin_driver() -> Result<(), BenchError> {
    let pinned = Command::new("taskset")
        .args(["--all-tasks", "--cpu-list", "--pid", DRIVER_CORE])
        .arg(std::process::id().to_string())
        .stdout(Stdio::null())
        .status()
        .map_err(BenchError::NotStarted)?;
    if pinned.success() {
        Ok(())
    } else {
        Err(BenchError::NotPinned)
    }
}

/// A port that was free a moment ago: the server takes it before anybody else is likely to.
pub fn free_address() -> io::Result<SocketAddr> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()
}
