//! What all rows share: the prepared desk, and servers that begin with it.

use std::path::PathBuf;

use super::{prepared::Prepared, side::Side};
use crate::{
    BenchError, Options, disk,
    figures::Percentiles,
    launched::{Cores, Launched, command, free_address},
    server::{Server, scratch},
};

/// The program beside the driver that is the plain server.
const PLAIN: &str = "plain-sse";

#[derive(Debug)]
pub struct Stage<'run> {
    options: &'run Options,
    prepared: Prepared,
    levels: Vec<usize>,
    sync: Option<Percentiles>,
    version: String,
}

impl<'run> Stage<'run> {
    pub async fn set_up(options: &'run Options) -> Result<Self, BenchError> {
        let folder = scratch(options.scratch.as_deref())?;
        let sync = disk::sync_times(folder.path())?.summary();
        let (files, _) = rlimit::Resource::NOFILE.get()?;
        let levels = options.compare.levels(files);
        let most = levels.last().copied().unwrap_or_default();
        let prepared = Prepared::new(options, most).await?;
        let mut stage = Self {
            options,
            prepared,
            levels,
            sync,
            version: String::new(),
        };
        stage.version = stage.deskbell().await?.deskbell()?.version()?;
        Ok(stage)
    }

    pub fn options(&self) -> &Options {
        self.options
    }

    /// Numbers of idle streams, from few to many.
    pub fn levels(&self) -> &[usize] {
        &self.levels
    }

    /// The one that is told in the table.
    pub fn table_level(&self) -> usize {
        self.options.compare.table_level(&self.levels)
    }

    /// Of the disk, before anything ran.
    pub fn sync(&self) -> Option<Percentiles> {
        self.sync
    }

    pub fn version(&self) -> &str {
        &self.version
    }

    /// A Deskbell server with the prepared desk.
    pub async fn deskbell(&self) -> Result<Side, BenchError> {
        let folder = scratch(self.options.scratch.as_deref())?;
        let binary = &self.options.server;
        let files = &self.prepared.files;
        let server = Server::start_from(files, binary, folder, Cores::Pinned).await?;
        Ok(Side::ours(server, self.prepared.desk.clone()))
    }

    pub async fn plain(&self) -> Result<Side, BenchError> {
        let folder = scratch(self.options.scratch.as_deref())?;
        let address = free_address()?;
        let mut command = command(&beside_the_driver()?, Cores::Pinned);
        command.arg(address.to_string());
        let log = folder.path().join("server.log");
        let launched = Launched::start(command, address, log, "/healthz").await?;
        Ok(Side::plain(launched, folder))
    }

    /// Both, where the row has something to say about both.
    pub async fn side(&self, which: Which) -> Result<Side, BenchError> {
        match which {
            Which::Deskbell => self.deskbell().await,
            Which::Plain => self.plain().await,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    Deskbell,
    Plain,
}

fn beside_the_driver() -> Result<PathBuf, BenchError> {
    Ok(std::env::current_exe()?.with_file_name(PLAIN))
}
