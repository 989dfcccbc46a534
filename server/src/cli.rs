//! The command line: what can be typed, and which function does it. Each group of commands has a file of its
//! own, and is read into the [`Task`](crate::admin::task::Task) that it means.

mod agent;
mod desk;
pub mod error;
mod key;
mod password;
mod push;
mod team;
mod timing;

use std::{
    env,
    ffi::{OsStr, OsString},
};

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use rustix::{
    fs::Mode,
    process::{Signal, umask},
};
use tokio::signal::unix::{SignalKind, signal};

use self::{
    agent::AgentCommand, desk::DeskCommand, error::CliError, key::KeyCommand, push::PushCommand,
    team::TeamCommand,
};
use crate::{
    api::description::openapi,
    config::{settings::Settings, unknown::refuse_unknown},
    control, observe,
    say::{self, say},
    serve,
};

/// An agent desktop that rings you.
#[derive(Parser)]
#[command(name = "deskbell", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the server.
    Serve {
        /// Fills an empty database with a desk to try out; listens on this machine only.
        #[arg(long)]
        demo: bool,
    },
    /// Brings the database up to date and stops.
    Migrate,
    /// Prints the OpenAPI description of the REST interface.
    Openapi,
    /// Desks of this installation.
    #[command(subcommand)]
    Desk(DeskCommand),
    /// Agents of a desk.
    #[command(subcommand)]
    Agent(AgentCommand),
    /// Teams of a desk and their distribution rules.
    #[command(subcommand)]
    Team(TeamCommand),
    /// Keys of the REST interface.
    #[command(subcommand)]
    Key(KeyCommand),
    /// Web Push, which reaches agents whose pages are closed.
    #[command(subcommand)]
    Push(PushCommand),
}

/// Reads the command line and does what it says.
pub async fn run() -> Result<(), CliError> {
    // Whatever this program makes is for its user's eyes only.
    umask(Mode::RWXG | Mode::RWXO);
    // A file that may grow no more is like a full disk, nothing to end the process for.
    let _heard = signal(SignalKind::from_raw(Signal::XFSZ.as_raw()));
    let ignored = refuse_unknown(
        env::vars_os().filter_map(|(name, _)| name.into_string().ok()),
        &known_variables(),
    )?;
    if !ignored.is_empty() {
        say::complain(format_args!(
            "ignored, because service discovery sets them and they are no settings: {}",
            ignored.join(", ")
        ));
    }
    let typed = without_empty_variables(Cli::command(), |name| env::var_os(name)).get_matches();
    let Cli { command, settings } =
        Cli::from_arg_matches(&typed).unwrap_or_else(|error| error.exit());
    if let Command::Openapi = command {
        return Ok(say(serde_json::to_string_pretty(&openapi())?)?);
    }
    let log = settings.log.clone();
    let config = settings.resolve()?;
    let task = match command {
        Command::Serve { demo } => {
            observe::start_logging(&log);
            return Ok(serve::run(&config, demo.into()).await?);
        }
        Command::Migrate => {
            config.open_store().await?.close().await;
            return Ok(say(format_args!(
                "{} is up to date.",
                config.database.display()
            ))?);
        }
        // Answered above: it needs no settings.
        Command::Openapi => return Ok(()),
        Command::Desk(command) => command.task(),
        Command::Agent(command) => command.task()?,
        Command::Team(command) => command.task()?,
        Command::Key(command) => command.task(),
        Command::Push(command) => command.task(),
    };
    Ok(say(control::perform(&config, task).await?)?)
}

/// An empty variable is as good as none, also where nothing would be no valid value.
fn without_empty_variables(
    command: clap::Command,
    value_of: impl Fn(&OsStr) -> Option<OsString>,
) -> clap::Command {
    command.mut_args(|argument| {
        let variable = argument.get_env().and_then(&value_of);
        if variable.is_some_and(|value| value.to_string_lossy().trim().is_empty()) {
            argument.env(None::<&'static str>)
        } else {
            argument
        }
    })
}

/// The names of all settings, as the command line knows them.
fn known_variables() -> Vec<String> {
    Cli::command()
        .get_arguments()
        .filter_map(|argument| argument.get_env()?.to_str().map(str::to_owned))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_trace_is_kept_for_1_to_400_days() {
        let read = |days| {
            let setting = format!("--trace-days={days}");
            Cli::try_parse_from(["deskbell", "serve", &setting])
        };
        for days in ["1", "30", "400"] {
            assert!(read(days).is_ok(), "{days}");
        }
        for days in ["0", "401", "-1", "many", ""] {
            let refusal = read(days).err().expect(days).to_string();
            assert!(refusal.contains("--trace-days"), "{refusal}");
        }
    }

    #[test]
    fn an_empty_variable_counts_as_not_set() {
        let read = |value: &'static str| {
            let command = without_empty_variables(Cli::command(), |_| Some(value.into()));
            let reads = |argument: &clap::Arg| argument.get_env().is_some();
            command.get_arguments().filter(|it| reads(it)).count()
        };
        assert_eq!(read(""), 0);
        assert_eq!(read(" \t"), 0);
        assert_eq!(read("x"), known_variables().len());
    }

    #[test]
    fn a_key_is_revoked_by_name_or_by_id() {
        let read = |choice: &[&str]| {
            let begin = ["deskbell", "key", "revoke"];
            Cli::try_parse_from(begin.iter().chain(choice)).is_ok()
        };
        assert!(read(&["--name", "Web shop"]));
        assert!(read(&["--id", "x"]));
        assert!(!read(&[]));
        assert!(!read(&["--name", "Web shop", "--id", "x"]));
    }

    #[test]
    fn every_setting_of_the_contract_is_known() {
        let known = known_variables();
        for name in [
            "ADDR",
            "DATABASE_URL",
            "DATABASE_URL_FILE",
            "DATA_DIR",
            "PUBLIC_URL",
            "TRUSTED_PROXIES",
            "NATS_URL",
            "METRICS_ADDR",
            "LOG",
            "API_RATE",
            "TRACE_DAYS",
            "DEMO_API_KEY",
            "DEMO_API_KEY_FILE",
        ] {
            assert!(known.contains(&format!("DESKBELL_{name}")), "{name}");
        }
    }
}
