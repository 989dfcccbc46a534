//! The server that is measured: started here, on loopback, with a data folder that is gone afterwards.

use std::{
    env,
    fs::{self, File},
    io::{self, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;
use tokio::time::sleep;

use crate::{
    BenchError, Options, clock,
    http::{Connection, request},
};

/// The core of the server in a pinned run; the driver takes the next.
const SERVER_CORE: &str = "0";
const DRIVER_CORE: &str = "1";
const PATIENCE: Duration = Duration::from_secs(30);
const LAST_WORDS: usize = 2_000;

/// Ends with this value.
#[derive(Debug)]
pub struct Server {
    binary: PathBuf,
    child: Child,
    address: SocketAddr,
    first_answer: Duration,
    /// Last, so that the folder is removed after the server has ended.
    folder: TempDir,
}

impl Server {
    /// Starts it and waits for its first answer.
    pub async fn start(options: &Options) -> Result<Self, BenchError> {
        let folder = match &options.scratch {
            Some(base) => TempDir::with_prefix_in("deskbell-bench-", base),
            None => TempDir::with_prefix("deskbell-bench-"),
        }?;
        let address = free_address()?;
        let log = File::create(log_path(folder.path()))?;
        let mut command = if options.pin {
            let mut command = clean("taskset".as_ref());
            command.args(["-c", SERVER_CORE]).arg(&options.server);
            command
        } else {
            clean(&options.server)
        };
        command
            .arg("serve")
            .env("DESKBELL_ADDR", address.to_string())
            .env("DESKBELL_DATA_DIR", data_dir(folder.path()))
            .env("DESKBELL_LOG", "warn")
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log);
        let begun = clock::now();
        let child = command.spawn().map_err(BenchError::NotStarted)?;
        let mut server = Self {
            binary: options.server.clone(),
            child,
            address,
            first_answer: Duration::ZERO,
            folder,
        };
        server.first_answer = server.answered_at(begun).await? - begun;
        Ok(server)
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    pub fn first_answer(&self) -> Duration {
        self.first_answer
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What the binary calls itself.
    pub fn version(&self) -> Result<String, BenchError> {
        self.tell(&["--version"], "")
    }

    /// Runs a command of the binary; it reaches the running server by itself. Returns what it prints.
    pub fn tell(&self, arguments: &[&str], input: &str) -> Result<String, BenchError> {
        let mut child = clean(&self.binary)
            .args(arguments)
            .env("DESKBELL_DATA_DIR", data_dir(self.folder()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(BenchError::NotStarted)?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(input.as_bytes())?;
        }
        let output = child.wait_with_output()?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
        } else {
            Err(BenchError::Command {
                command: arguments.join(" "),
                answer: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
            })
        }
    }

    async fn answered_at(&mut self, begun: Instant) -> Result<Instant, BenchError> {
        let health = request("GET", "/healthz", self.address, &[], "");
        loop {
            if let Ok(mut connection) = Connection::open(self.address).await
                && let Ok(answer) = connection.call(&health).await
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
        let log = fs::read_to_string(log_path(self.folder())).unwrap_or_default();
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
        while clock::now() - asked < Duration::from_secs(5) {
            if self.child.try_wait()?.is_some() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        self.child.kill()?;
        self.child.wait().map(drop)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Err(error) = self.end() {
            eprintln!(
                "bench: the server may still run as process {}: {error}",
                self.pid()
            );
        }
    }
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

/// A command that no setting of the person's own server reaches.
fn clean(program: &Path) -> Command {
    let mut command = Command::new(program);
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

/// A port that was free a moment ago: the server takes it before anybody else is likely to.
fn free_address() -> io::Result<SocketAddr> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()
}

fn data_dir(folder: &Path) -> PathBuf {
    folder.join("data")
}

fn log_path(folder: &Path) -> PathBuf {
    folder.join("server.log")
}
