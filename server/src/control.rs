//! How a command reaches the database while a server holds it: through a socket in the data folder,
//! one line of JSON each way. Without a server the command opens the database itself; either way the
//! same function of [`admin`] does the work.

use std::{
    fs, io,
    os::{fd::AsRawFd, unix::fs::PermissionsExt},
    path::{Path, PathBuf},
    time::Duration,
};

use engine::{Engine, Options, StartError as EngineError};
use serde::{Deserialize, Serialize};
use storage::OpenError;
use thiserror::Error;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{UnixListener, UnixStream},
    time::timeout,
};

use crate::{
    admin::{self, error::AdminError, task::Task},
    auth::hasher::Hasher,
    config::Config,
    state::AppState,
};

const LONGEST_LINE: u64 = 64 * 1024;
const PATIENCE: Duration = Duration::from_secs(30);

/// What the server answers to a task.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    Done(String),
    Refused(String),
}

/// Why a task was not done. The text is for the person at the terminal.
#[derive(Debug, Error)]
pub enum ControlError {
    #[error("{0}")]
    Refused(String),
    #[error(transparent)]
    Admin(#[from] AdminError),
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Start(#[from] EngineError),
    #[error("the running server does not answer: {0}")]
    Silent(io::Error),
    #[error("another server already uses the data folder {0}")]
    Taken(PathBuf),
    #[error("the control socket {path} can't be made: {source}")]
    Socket { path: PathBuf, source: io::Error },
}

const SOCKET: &str = "control.sock";
/// In bytes; the systems we run on have room for at least 104, the end mark included.
const LONGEST_ADDRESS: usize = 103;

/// Does a task: through the running server if there is one.
pub async fn perform(config: &Config, task: Task) -> Result<String, ControlError> {
    match connect(&config.data_dir).await {
        Ok(server) => ask(server, &task).await,
        Err(_) => alone(config, task).await,
    }
}

/// The listening socket of a running server; removed when it is dropped.
#[derive(Debug)]
pub struct Control {
    listener: UnixListener,
    path: PathBuf,
}

impl Control {
    /// Only after the database's lock was taken: then a socket that nobody answers is a leftover.
    pub async fn listen(data_dir: &Path) -> Result<Self, ControlError> {
        let path = socket_path(data_dir);
        if connect(data_dir).await.is_ok() {
            return Err(ControlError::Taken(data_dir.to_owned()));
        }
        let failed = |source| ControlError::Socket {
            path: path.clone(),
            source,
        };
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            _ => {}
        }
        let address = Address::of(data_dir).map_err(failed)?;
        let listener = UnixListener::bind(&address.path).map_err(failed)?;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).map_err(failed)?;
        Ok(Self { listener, path })
    }

    /// Answers one command after the other until it is dropped.
    pub async fn run(self, state: AppState) {
        loop {
            match self.listener.accept().await {
                Ok((client, _)) => {
                    let answered = timeout(PATIENCE, answer(client, &state)).await;
                    if let Ok(Err(error)) = answered {
                        tracing::warn!(%error, "a command over the control socket was cut short");
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "the control socket fails");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
        }
    }
}

impl Drop for Control {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_file(&self.path) {
            tracing::debug!(%error, "the control socket was gone already");
        }
    }
}

fn socket_path(data_dir: &Path) -> PathBuf {
    data_dir.join(SOCKET)
}

async fn connect(data_dir: &Path) -> io::Result<UnixStream> {
    let address = Address::of(data_dir)?;
    UnixStream::connect(&address.path).await
}

/// The path by which the socket is bound and reached. A socket's address holds some hundred bytes, a
/// folder's name may be longer: then it is reached through the open folder.
struct Address {
    path: PathBuf,
    /// Open for as long as the path is in use.
    _folder: Option<fs::File>,
}

impl Address {
    fn of(data_dir: &Path) -> io::Result<Self> {
        let path = socket_path(data_dir);
        if path.as_os_str().len() <= LONGEST_ADDRESS {
            return Ok(Self {
                path,
                _folder: None,
            });
        }
        let folder = fs::File::open(data_dir)?;
        Ok(Self {
            path: format!("/proc/self/fd/{}/{SOCKET}", folder.as_raw_fd()).into(),
            _folder: Some(folder),
        })
    }
}

async fn ask(server: UnixStream, task: &Task) -> Result<String, ControlError> {
    let answer = timeout(PATIENCE, exchange(server, task))
        .await
        .unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()));
    match answer.map_err(ControlError::Silent)? {
        Answer::Done(text) => Ok(text),
        Answer::Refused(text) => Err(ControlError::Refused(text)),
    }
}

async fn exchange(server: UnixStream, task: &Task) -> io::Result<Answer> {
    let (reader, mut writer) = server.into_split();
    let mut line = serde_json::to_vec(task)?;
    line.push(b'\n');
    writer.write_all(&line).await?;
    Ok(serde_json::from_slice(&read_line(reader).await?)?)
}

async fn answer(client: UnixStream, state: &AppState) -> io::Result<()> {
    let (reader, mut writer) = client.into_split();
    let answer = match serde_json::from_slice(&read_line(reader).await?) {
        Ok(task) => match admin::perform(state, task).await {
            Ok(text) => Answer::Done(text),
            Err(error) => Answer::Refused(error.to_string()),
        },
        Err(_) => Answer::Refused("the running server is of another release".to_owned()),
    };
    let mut line = serde_json::to_vec(&answer)?;
    line.push(b'\n');
    writer.write_all(&line).await
}

async fn read_line(reader: impl AsyncReadExt + Unpin) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    BufReader::new(reader.take(LONGEST_LINE))
        .read_until(b'\n', &mut line)
        .await?;
    Ok(line)
}

async fn alone(config: &Config, task: Task) -> Result<String, ControlError> {
    let store = config.open_store().await?;
    let engine = Engine::start(store, Options::default()).await?;
    let push = config.push_gateway().map_err(AdminError::from)?;
    let state = AppState::new(config, engine.clone(), Hasher::start(), push);
    let done = admin::perform(&state, task).await;
    engine.store().close().await;
    Ok(done?)
}
