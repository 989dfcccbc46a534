//! A disk with a power switch, under processes of these tests: it drops what was not synced, and fails
//! when it is told to. The disk itself is `disk/faulty_disk.c`.

use std::{
    collections::hash_map::DefaultHasher,
    env,
    fs::{self, File},
    hash::{Hash, Hasher},
    io::ErrorKind,
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};

use crate::stage::block_on;

const SOURCE: &str = include_str!("disk/faulty_disk.c");
/// Read by the library, too.
const FOLDER: &str = "FAULTY_DISK";
const KEEPS: &str = "FAULTY_DISK_KEEPS";
/// `EINPROGRESS`: the library understood. Without it, the file would just not be there.
const UNDERSTOOD: i32 = 115;

/// What is left of what was not synced when the power goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsynced {
    Gone,
    /// Some of it has reached the disk, in any order and torn. The seed says what.
    InPart(u64),
}

/// The disk on which this process runs.
#[derive(Clone, Debug)]
pub struct Disk {
    folder: PathBuf,
}

/// What goes wrong at which calls.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    pub what: Failure,
    /// So many of these calls are spared.
    pub after: u32,
    pub lasts: Lasts,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// `fsync` says `EIO`.
    Sync,
    /// `write` says `EIO`.
    Write,
    /// `write` says `ENOSPC`.
    Full,
    /// `write` writes a half.
    ShortWrite,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasts {
    /// For so many calls.
    Calls(u32),
    UntilHealed,
}

impl Failure {
    pub const ALL: [Self; 4] = [Self::Sync, Self::Write, Self::Full, Self::ShortWrite];

    fn order(self) -> &'static str {
        match self {
            Self::Sync => "sync:EIO",
            Self::Write => "write:EIO",
            Self::Full => "write:ENOSPC",
            Self::ShortWrite => "write:short",
        }
    }
}

impl Disk {
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What was not synced is gone, and so is this process.
    pub fn cut_power(&self) -> ! {
        self.order("cut");
        unreachable!("without power nothing goes on");
    }

    /// The power goes at this change or sync, counted from here.
    pub fn cut_power_at(&self, call: u32) {
        self.order(&format!("cut:{call}"));
    }

    pub fn fail(&self, fault: Fault) {
        let times = match fault.lasts {
            Lasts::Calls(times) => i64::from(times),
            Lasts::UntilHealed => -1,
        };
        let (what, after) = (fault.what.order(), fault.after);
        self.order(&format!("{what}:{after}:{times}"));
    }

    pub fn heal(&self) {
        self.order("heal");
    }

    /// Whether all the calls that were to fail have failed.
    pub fn has_struck(&self) -> bool {
        self.obeys("struck")
    }

    fn order(&self, order: &str) {
        assert!(self.obeys(order), "the disk does not understand {order}");
    }

    fn obeys(&self, order: &str) -> bool {
        let answer = File::open(self.folder.join(format!("!{order}")));
        answer.is_err_and(|error| error.raw_os_error() == Some(UNDERSTOOD))
    }
}

/// The disk of a process that was put on one.
pub fn of_this_process() -> Option<Disk> {
    let folder = PathBuf::from(env::var_os(FOLDER)?);
    Some(Disk { folder })
}

/// Puts the process that will be started on a disk that holds this folder.
pub fn under(command: &mut Command, folder: &Path, unsynced: Unsynced) {
    // Zero is no seed.
    let keeps = match unsynced {
        Unsynced::Gone => 0,
        Unsynced::InPart(seed) => seed.max(1),
    };
    command
        .env("LD_PRELOAD", &*LIBRARY)
        .env(FOLDER, real(folder))
        .env(KEEPS, keeps.to_string());
}

/// Runs the body of a test, named with its module, in a process of its own on such a disk.
pub fn on_a_faulty_disk(test: &str, body: impl AsyncFnOnce(Disk)) {
    if let Some(disk) = of_this_process() {
        block_on(body(disk));
        return;
    }
    let folder = tempfile::tempdir().expect("the system has room for temporary files");
    let mut command = Command::new(env::current_exe().unwrap());
    command.args([test, "--exact", "--nocapture"]);
    under(&mut command, folder.path(), Unsynced::Gone);
    let done = command.output().unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(
        done.status.success() && said.contains("1 passed"),
        "{}\n{said}\n{}",
        done.status,
        String::from_utf8_lossy(&done.stderr)
    );
}

/// SQLite resolves links in a path, so the library is told where they lead.
fn real(folder: &Path) -> PathBuf {
    fs::canonicalize(folder).expect("the folder is there")
}

/// Made from its source with the C compiler that SQLite is made with, once for all test processes.
static LIBRARY: LazyLock<PathBuf> = LazyLock::new(|| {
    let mut version = DefaultHasher::new();
    SOURCE.hash(&mut version);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let library = folder.join(format!("faulty_disk-{:016x}.so", version.finish()));
    if library.exists() {
        return library;
    }
    fs::create_dir_all(folder).expect("cargo's folder for tests can be made");
    let draft = tempfile::tempdir_in(folder).expect("the system has room for temporary files");
    let source = draft.path().join("faulty_disk.c");
    let made = draft.path().join("faulty_disk.so");
    fs::write(&source, SOURCE).unwrap();
    let compiled = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-pthread", "-o"])
        .args([&made, &source])
        .arg("-ldl")
        .output();
    match compiled {
        Ok(output) => assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        ),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            panic!("the C compiler `cc` is missing: `make setup` installs it")
        }
        Err(error) => panic!("{error}"),
    }
    // Whole or not at all: other test processes may be looking for it.
    fs::rename(&made, &library).unwrap();
    library
});
