//! What the database must have at least: how many entries its journal had when they were last answered,
//! kept in a small file beside it.
//!
//! SQLite opens a database whose write-ahead log was deleted without a word, and with it goes what was
//! acknowledged. The mark is written after a commit has reached the disk and never before, so that it
//! can be behind, by what was committed in the last moment before a crash, but not ahead: there is
//! no false alarm. It is not synced each time, because what the system has taken survives the end of
//! this process; after a power failure it is merely older.

use std::{
    fs::{self, File, OpenOptions},
    io,
    os::unix::fs::{FileExt, OpenOptionsExt},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use super::beside::beside;
use crate::error::OpenError;

const SUFFIX: &str = "-mark";
const KIND: &str = "deskbell-mark-1";

/// A journal, and how long it is over all desks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Extent {
    /// Without one there is no journal yet.
    pub epoch: Option<String>,
    pub entries: u64,
}

/// What was found beside the database.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct LastMark {
    extent: Extent,
    stop: Stop,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    /// It runs, or was killed.
    Running,
    Clean,
}

/// What the mark says about the database that was found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Sound,
    /// Somebody put an older copy in its place while nobody used it.
    Replaced {
        missing: u64,
    },
}

/// The mark of a database that is in use.
#[derive(Debug)]
pub(crate) struct Mark {
    file: File,
    epoch: String,
    entries: Mutex<u64>,
}

impl LastMark {
    /// `None`: there is none, or it can't be read.
    pub fn read(database: &Path) -> Option<Self> {
        let path = beside(database, SUFFIX);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
            Err(error) => {
                tracing::warn!(file = %path.display(), %error, "the mark of the database can't be read");
                return None;
            }
        };
        let mark = Self::parse(&text);
        if mark.is_none() {
            tracing::warn!(
                file = %path.display(),
                "the mark of the database is damaged: whether work is missing can't be told this time"
            );
        }
        mark
    }

    fn parse(text: &str) -> Option<Self> {
        let words: Vec<_> = text.strip_suffix('\n')?.split(' ').collect();
        let [KIND, stop, entries, epoch] = words[..] else {
            return None;
        };
        Some(Self {
            extent: Extent {
                epoch: Some(epoch.to_owned()),
                entries: entries.parse().ok()?,
            },
            stop: match stop {
                "running" => Stop::Running,
                "stopped" => Stop::Clean,
                _ => return None,
            },
        })
    }

    /// Of a database that somebody took away: what it had was acknowledged.
    ///
    /// # Errors
    /// The mark says that it had something.
    pub fn without_database(&self, database: &Path) -> Result<(), OpenError> {
        if self.extent.entries == 0 {
            return Ok(());
        }
        Err(OpenError::Gone {
            path: database.to_owned(),
            left: beside(database, SUFFIX),
        })
    }

    /// Compares with what is in the database.
    ///
    /// # Errors
    /// Acknowledged work was lost.
    pub fn judge(&self, database: &Path, found: &Extent) -> Result<Verdict, OpenError> {
        // Given a new epoch, or made anew: then it is another journal, and its length says nothing.
        if found.epoch != self.extent.epoch || found.entries >= self.extent.entries {
            return Ok(Verdict::Sound);
        }
        let missing = self.extent.entries - found.entries;
        match self.stop {
            Stop::Clean => Ok(Verdict::Replaced { missing }),
            Stop::Running => Err(OpenError::Lost {
                path: database.to_owned(),
                missing,
                wal: beside(database, "-wal"),
                mark: beside(database, SUFFIX),
            }),
        }
    }
}

impl Mark {
    /// From here on the database is in use.
    pub fn begin(database: &Path, epoch: &str, entries: u64) -> Result<Self, OpenError> {
        let failed = |error: io::Error| OpenError::from_io(database, &error);
        let path: PathBuf = beside(database, SUFFIX);
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(&path)
            .map_err(failed)?;
        let mark = Self {
            file,
            epoch: epoch.to_owned(),
            entries: Mutex::new(entries),
        };
        let length = mark.write(Stop::Running, entries).map_err(failed)?;
        mark.file.set_len(length).map_err(failed)?;
        mark.file.sync_all().map_err(failed)?;
        Ok(mark)
    }

    /// So many more entries have reached the disk.
    pub fn advance(&self, by: usize) {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        *entries = entries.saturating_add(u64::try_from(by).unwrap_or(u64::MAX));
        if let Err(error) = self.write(Stop::Running, *entries) {
            tracing::warn!(%error, "the mark of the database is behind");
        }
    }

    /// Nothing is written any more: whatever is missing later was taken away by somebody.
    pub fn end(&self) {
        let entries = *self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let ended = self
            .write(Stop::Clean, entries)
            .and_then(|_| self.file.sync_all());
        if let Err(error) = ended {
            tracing::warn!(%error, "the mark of the database says that it is still in use");
        }
    }

    /// Of the same length each time, so that it is overwritten in one piece.
    fn write(&self, stop: Stop, entries: u64) -> io::Result<u64> {
        let stop = match stop {
            Stop::Running => "running",
            Stop::Clean => "stopped",
        };
        let line = format!("{KIND} {stop} {entries:020} {}\n", self.epoch);
        self.file.write_all_at(line.as_bytes(), 0)?;
        Ok(line.len() as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> LastMark {
        LastMark::parse(text).unwrap()
    }

    fn found(epoch: &str, entries: u64) -> Extent {
        Extent {
            epoch: Some(epoch.to_owned()),
            entries,
        }
    }

    #[test]
    fn a_mark_reads_as_it_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("d.sqlite");
        assert_eq!(LastMark::read(&database), None);
        let mark = Mark::begin(&database, "abc", 7).unwrap();
        mark.advance(3);
        let running = LastMark::read(&database).unwrap();
        assert_eq!((running.extent.entries, running.stop), (10, Stop::Running));
        mark.end();
        let stopped = LastMark::read(&database).unwrap();
        assert_eq!(stopped.extent, found("abc", 10));
        assert_eq!(stopped.stop, Stop::Clean);
        // An epoch that is shorter leaves nothing of the longer one behind.
        Mark::begin(&database, "b", 10).unwrap();
        assert_eq!(LastMark::read(&database).unwrap().extent, found("b", 10));
    }

    #[test]
    fn what_is_no_mark_says_nothing() {
        for text in [
            "",
            "\n",
            "deskbell-mark-1 running 7 abc",
            "deskbell-mark-1 running seven abc\n",
            "deskbell-mark-1 resting 7 abc\n",
            "deskbell-mark-2 running 7 abc\n",
            "\0\0\0\0",
        ] {
            assert_eq!(LastMark::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn only_a_shorter_journal_of_the_same_epoch_is_an_alarm() {
        let path = Path::new("d.sqlite");
        let running = read("deskbell-mark-1 running 7 abc\n");
        for sound in [found("abc", 7), found("abc", 8), found("new", 0)] {
            assert_eq!(running.judge(path, &sound).unwrap(), Verdict::Sound);
        }
        let lost = running.judge(path, &found("abc", 5)).unwrap_err();
        assert!(matches!(lost, OpenError::Lost { missing: 2, .. }), "{lost}");
        let stopped = read("deskbell-mark-1 stopped 7 abc\n");
        assert_eq!(
            stopped.judge(path, &found("abc", 5)).unwrap(),
            Verdict::Replaced { missing: 2 }
        );
    }
}
