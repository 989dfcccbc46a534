//! The desk of a comparison. Making it hashes thousands of passwords, so it is made once, on all cores; each row then
//! starts with a copy of its files, in which everybody is signed in already.

use std::{
    fs,
    path::{Path, PathBuf},
};

use futures::{StreamExt, TryStreamExt, stream};
use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use super::options::{CompareOptions, RowName};
use crate::{
    BenchError, Options,
    desk::{STREAMS_PER_SESSION, idle_sessions, open_desk},
    door::Door,
    launched::Cores,
    server::{Server, copy_files, data_dir, scratch},
    session::{Pass, Session, add_agent_command},
};

/// Commands and sign-ins that are under way at once.
const AT_ONCE: usize = 4;
const SMALL_TEAM: usize = 5;

/// What the files contain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    pub api_key: String,
    /// Each alone in a team, [`solo_team`].
    pub solo: Vec<Pass>,
    /// Of each of `crowds` the first so many are a team, [`crowd_team`].
    pub crowd: Vec<Pass>,
    pub crowds: Vec<usize>,
    /// Sessions for streams that nothing is sent to.
    pub idle: Vec<Pass>,
}

#[derive(Debug)]
pub struct Prepared {
    pub desk: Desk,
    pub files: PathBuf,
    /// Present unless the desk is kept.
    _folder: Option<TempDir>,
}

/// How many of each are needed.
#[derive(Debug, PartialEq, Eq)]
struct Wanted {
    solo: usize,
    crowds: Vec<usize>,
    idle_streams: usize,
}

pub fn solo_team(number: usize) -> String {
    format!("Solo-{number}")
}

pub fn crowd_team(size: usize) -> String {
    format!("Crowd-{size}")
}

pub fn crowd_email(number: usize) -> String {
    format!("crowd-{number}@bench.example")
}

impl Prepared {
    pub async fn new(options: &Options, most_streams: usize) -> Result<Self, BenchError> {
        let wanted = Wanted::of(&options.compare, most_streams);
        let Some(kept) = &options.compare.prepared else {
            let (desk, folder) = make(options, &wanted).await?;
            return Ok(Self {
                desk,
                files: data_dir(folder.path()),
                _folder: Some(folder),
            });
        };
        let desk = match read(kept)? {
            Some(desk) if wanted.is_in(&desk) => desk,
            _ => {
                let (desk, folder) = make(options, &wanted).await?;
                keep(&desk, &data_dir(folder.path()), kept)?;
                desk
            }
        };
        Ok(Self {
            desk,
            files: kept.clone(),
            _folder: None,
        })
    }
}

impl Wanted {
    /// Nobody is made for rows that are not measured.
    fn of(options: &CompareOptions, most_streams: usize) -> Self {
        let mut crowds = Vec::new();
        if options.wants(RowName::Team) {
            crowds.extend([SMALL_TEAM, options.team]);
        }
        if options.wants(RowName::Broadcast) {
            crowds.extend(&options.broadcast);
        }
        if options.wants(RowName::SignIns) {
            crowds.push(options.sign_ins);
        }
        crowds.sort_unstable();
        crowds.dedup();
        let has_idle = [RowName::Latency, RowName::Idle]
            .into_iter()
            .any(|name| options.wants(name));
        Self {
            solo: options.solo.max(8),
            crowds,
            idle_streams: if has_idle { most_streams } else { 1 },
        }
    }

    fn is_in(&self, desk: &Desk) -> bool {
        desk.solo.len() >= self.solo
            && desk.idle.len() * STREAMS_PER_SESSION >= self.idle_streams
            && self.crowds.iter().all(|size| desk.crowds.contains(size))
    }
}

async fn make(options: &Options, wanted: &Wanted) -> Result<(Desk, TempDir), BenchError> {
    eprintln!("bench: preparing a desk");
    let folder = scratch(options.scratch.as_deref())?;
    let server = Server::start(&options.server, folder, Cores::Shared).await?;
    let Door::Deskbell { api_key, .. } = open_desk(&server)? else {
        return Err(BenchError::Unexpected("a desk has a key".to_owned()));
    };
    let mut people = Vec::new();
    for number in 0..wanted.solo {
        let team = solo_team(number);
        server.tell(&["team", "add", "--name", &team], "")?;
        people.push((format!("solo-{number}@bench.example"), vec![team]));
    }
    for size in &wanted.crowds {
        server.tell(&["team", "add", "--name", &crowd_team(*size)], "")?;
    }
    for number in 0..wanted.crowds.last().copied().unwrap_or_default() {
        let teams = wanted.crowds.iter().filter(|size| **size > number);
        let teams = teams.map(|size| crowd_team(*size)).collect();
        people.push((crowd_email(number), teams));
    }
    let mut solo: Vec<Pass> = stream::iter(people)
        .map(|(email, teams)| join(&server, email, teams))
        .buffered(AT_ONCE)
        .try_collect()
        .await?;
    let crowd = solo.split_off(wanted.solo);
    let idle = idle_sessions(&server, wanted.idle_streams).await?;
    let desk = Desk {
        api_key,
        solo,
        crowd,
        crowds: wanted.crowds.clone(),
        idle: idle.iter().map(|session| session.pass().clone()).collect(),
    };
    Ok((desk, server.end()))
}

/// An agent who is added to these teams, and signs in.
async fn join(server: &Server, email: String, teams: Vec<String>) -> Result<Pass, BenchError> {
    let teller = server.teller().clone();
    let told = email.clone();
    tokio::task::spawn_blocking(move || {
        let (arguments, password) = add_agent_command(&told, &told, &teams);
        teller.tell(&arguments, password)
    })
    .await??;
    let session = Session::begin(server.address(), &email).await?;
    Ok(session.pass().clone())
}

fn read(kept: &Path) -> Result<Option<Desk>, BenchError> {
    let description = description(kept);
    if !description.exists() {
        return Ok(None);
    }
    serde_json::from_slice(&fs::read(&description)?)
        .map(Some)
        .map_err(|error| BenchError::Prepared(kept.display().to_string(), error))
}

/// The description last: what is there without it is not complete.
fn keep(desk: &Desk, files: &Path, kept: &Path) -> Result<(), BenchError> {
    if description(kept).exists() {
        fs::remove_dir_all(kept)?;
    } else if kept.exists() && fs::read_dir(kept)?.next().is_some() {
        let kept = kept.display();
        return Err(BenchError::Unexpected(format!(
            "{kept} has files that are not those of a prepared desk"
        )));
    }
    copy_files(files, kept)?;
    let json = serde_json::to_vec_pretty(desk).map_err(BenchError::Json)?;
    fs::write(description(kept), json)?;
    Ok(())
}

fn description(kept: &Path) -> PathBuf {
    kept.join("bench.json")
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    fn wanted(arguments: &[&str]) -> Wanted {
        let options = Options::parse_from([&["bench", "--server", "x"], arguments].concat());
        Wanted::of(&options.compare, 19_000)
    }

    #[test]
    fn nobody_is_made_for_rows_that_are_not_measured() {
        let page = wanted(&["--only", "page"]);
        assert_eq!((page.crowds.len(), page.idle_streams), (0, 1));
        let all = wanted(&["--team", "5000", "--sign-ins", "300"]);
        assert_eq!(all.crowds, [5, 300, 1_000, 5_000]);
        assert_eq!(all.idle_streams, 19_000);
    }

    #[test]
    fn a_desk_that_was_kept_is_used_for_less_and_not_for_more() {
        let pass = Pass::Cookies("a=1".to_owned());
        let desk = Desk {
            api_key: "k".to_owned(),
            solo: vec![pass.clone(); 64],
            crowd: vec![pass.clone(); 300],
            crowds: vec![300],
            idle: vec![pass; 10],
        };
        let folder = scratch(None).unwrap();
        let kept = folder.path().join("kept");
        keep(&desk, folder.path(), &kept).unwrap();
        assert!(keep(&desk, &kept, folder.path()).is_err());
        assert_eq!(read(&kept).unwrap(), Some(desk.clone()));
        assert!(wanted(&["--only", "page"]).is_in(&desk));
        assert!(!wanted(&["--only", "broadcast"]).is_in(&desk));
        assert!(!wanted(&["--only", "idle"]).is_in(&desk));
    }
}
