//! The Deskbell server that is measured: started here, on loopback, with a data folder that is gone afterwards.

use std::{
    fs,
    io::{self, Write},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use tempfile::TempDir;

use crate::{
    BenchError,
    launched::{Cores, Launched, command, free_address},
};

/// Not copied: it belongs to a server that runs.
const LOCK: &str = "deskbell.lock";
/// Answered with 200 as soon as the process serves.
const ALIVE: &str = "/healthz";
/// Answered with 200 once the desks serve, too.
const READY: &str = "/readyz";

/// Ends with this value.
#[derive(Debug)]
pub struct Server {
    teller: Teller,
    launched: Launched,
    /// Last, so that the folder is removed after the server has ended.
    folder: TempDir,
}

/// Runs commands of the binary; they reach the running server by themselves.
#[derive(Clone, Debug)]
pub struct Teller {
    binary: PathBuf,
    data: PathBuf,
}

impl Server {
    /// Starts it with an empty data folder and waits for its first answer.
    pub async fn start(binary: &Path, folder: TempDir, cores: Cores) -> Result<Self, BenchError> {
        Self::launch(binary, folder, cores, ALIVE).await
    }

    /// Starts it with a copy of the files of a server that has ended.
    pub async fn start_from(
        files: &Path,
        binary: &Path,
        folder: TempDir,
        cores: Cores,
    ) -> Result<Self, BenchError> {
        copy_files(files, &data_dir(folder.path()))?;
        Self::launch(binary, folder, cores, READY).await
    }

    /// Ends it and starts it again with what it has written.
    pub async fn restart(self, cores: Cores) -> Result<Self, BenchError> {
        let Self {
            teller,
            launched,
            folder,
        } = self;
        drop(launched);
        Self::launch(&teller.binary, folder, cores, READY).await
    }

    /// Ends it; what it has written stays in this folder.
    pub fn end(self) -> TempDir {
        drop(self.launched);
        self.folder
    }

    async fn launch(
        binary: &Path,
        folder: TempDir,
        cores: Cores,
        ready: &str,
    ) -> Result<Self, BenchError> {
        let address = free_address()?;
        let teller = Teller {
            binary: binary.to_owned(),
            data: data_dir(folder.path()),
        };
        let mut command = command(binary, cores);
        command
            .arg("serve")
            .env("DESKBELL_ADDR", address.to_string())
            .env("DESKBELL_DATA_DIR", &teller.data)
            .env("DESKBELL_LOG", "warn");
        let log = folder.path().join("server.log");
        Ok(Self {
            launched: Launched::start(command, address, log, ready).await?,
            teller,
            folder,
        })
    }

    pub fn address(&self) -> SocketAddr {
        self.launched.address()
    }

    pub fn pid(&self) -> u32 {
        self.launched.pid()
    }

    pub fn first_answer(&self) -> Duration {
        self.launched.first_answer()
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn teller(&self) -> &Teller {
        &self.teller
    }

    /// What the binary calls itself.
    pub fn version(&self) -> Result<String, BenchError> {
        self.tell(&["--version"], "")
    }

    pub fn tell(&self, arguments: &[&str], input: &str) -> Result<String, BenchError> {
        self.teller.tell(arguments, input)
    }
}

impl Teller {
    /// Returns what the command prints.
    pub fn tell(&self, arguments: &[&str], input: &str) -> Result<String, BenchError> {
        let mut child = command(&self.binary, Cores::Shared)
            .args(arguments)
            .env("DESKBELL_DATA_DIR", &self.data)
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
}

/// A scratch folder on the disk that is measured.
pub fn scratch(base: Option<&Path>) -> io::Result<TempDir> {
    match base {
        Some(base) => TempDir::with_prefix_in("deskbell-bench-", base),
        None => TempDir::with_prefix("deskbell-bench-"),
    }
}

/// Where the server keeps its data, in the scratch folder.
pub fn data_dir(folder: &Path) -> PathBuf {
    folder.join("data")
}

/// Only what a server that has ended leaves behind: no socket, no lock.
pub fn copy_files(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_file() && entry.file_name() != LOCK {
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_has_what_a_server_wrote_and_not_what_says_that_it_runs() {
        let (from, to) = (scratch(None).unwrap(), scratch(None).unwrap());
        fs::write(from.path().join("deskbell.sqlite"), "rows").unwrap();
        fs::write(from.path().join(LOCK), "").unwrap();
        let copied = data_dir(to.path());

        copy_files(from.path(), &copied).unwrap();

        assert_eq!(fs::read(copied.join("deskbell.sqlite")).unwrap(), b"rows");
        assert!(!copied.join(LOCK).exists());
    }
}
