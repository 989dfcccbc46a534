//! The command line: what can be typed, and which function does it.

use std::{
    env,
    io::{self, BufRead, IsTerminal},
};

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum, builder::TypedValueParser};
use domain::{agent::Role, team::ChatCapacity, time::Span};
use storage::Store;
use thiserror::Error;

use crate::{
    admin::{
        RuleChoice, Scope, Task, Timing,
        hours::{self, HoursProblem},
    },
    api::{self, Rate},
    auth::{Password, PasswordProblem},
    config::{self, ConfigError, Settings},
    control::{self, ControlError},
    observe,
    serve::{self, StartError},
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

#[derive(Subcommand)]
enum DeskCommand {
    /// Adds a desk.
    Add {
        #[arg(long)]
        name: String,
        /// Whose national phone numbers are understood: two letters of ISO 3166.
        #[arg(long, default_value = "US")]
        country: String,
    },
}

#[derive(Subcommand)]
enum AgentCommand {
    /// Adds an agent; asks for the password.
    Add {
        #[arg(long)]
        email: String,
        #[arg(long)]
        name: String,
        #[arg(long, value_enum, default_value_t = RoleChoice::Agent)]
        role: RoleChoice,
        /// By name or id; may be repeated.
        #[arg(long)]
        team: Vec<String>,
        #[command(flatten)]
        desk: DeskChoice,
        /// Reads the password from standard input instead of asking for it.
        #[arg(long)]
        password_stdin: bool,
    },
}

#[derive(Subcommand)]
enum TeamCommand {
    /// Adds a team.
    Add {
        #[arg(long)]
        name: String,
        #[arg(long, value_enum, default_value_t = RuleChoice::Broadcast)]
        rule: RuleChoice,
        /// The team also takes requests that name no team.
        #[arg(long)]
        catch_all: bool,
        #[command(flatten)]
        desk: DeskChoice,
    },
    /// Sets the distribution rule: without one, requests are listed but ring for nobody.
    Rule {
        #[arg(long)]
        team: String,
        #[arg(value_enum)]
        rule: RuleChoice,
        /// The team also takes requests that name no team.
        #[arg(long)]
        catch_all: bool,
        #[command(flatten)]
        timing: TimingChoice,
        #[command(flatten)]
        desk: DeskChoice,
    },
    /// Sets when the team serves customers. Outside, nothing rings but what was promised for an hour.
    Hours {
        #[arg(long)]
        team: String,
        /// IANA time zone of the hours, such as Europe/Madrid.
        #[arg(long, required_unless_present = "always")]
        zone: Option<String>,
        /// Such as "mon-fri 09:00-13:00,15:00-18:00", "sun-thu 9-17" or, over midnight, "fri 22:00-02:00"; may be
        /// repeated. Days not named are closed.
        #[arg(long)]
        open: Vec<String>,
        /// A day that differs, such as "2026-12-24 09:00-11:00" or "2026-12-25 closed"; may be repeated.
        #[arg(long)]
        on: Vec<String>,
        /// Open round the clock, as a new team is.
        #[arg(long, conflicts_with_all = ["zone", "open", "on"])]
        always: bool,
        #[command(flatten)]
        desk: DeskChoice,
    },
}

/// What is not given stays as it is.
#[derive(Args)]
struct TimingChoice {
    /// How long an offer rings, in seconds (20 at first).
    #[arg(long, value_parser = clap::value_parser!(u32).range(5..=600))]
    ring_time: Option<u32>,
    /// How long a scheduled call that is due is its owner's alone, in seconds (120 at first).
    #[arg(long, value_parser = clap::value_parser!(u32).range(0..=3_600))]
    owner_grace: Option<u32>,
    /// How often a customer who can't be reached is called back (3 at first); 0: never.
    #[arg(long, value_parser = clap::value_parser!(u8).range(0..=10))]
    call_backs: Option<u8>,
    /// Minutes to the call-back after the first call without an answer (15 at first).
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1_440))]
    first_delay: Option<u32>,
    /// Minutes to the call-back after the second (120 at first); after the third it is the next opening.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1_440))]
    second_delay: Option<u32>,
    /// How many chats, open or in wrap-up, an agent serves at once: from 1 (as at first) to 10.
    #[arg(long, value_parser = chat_capacity())]
    chat_capacity: Option<ChatCapacity>,
}

fn chat_capacity() -> impl TypedValueParser<Value = ChatCapacity> {
    let range = i64::from(ChatCapacity::LEAST)..=i64::from(ChatCapacity::MOST);
    clap::value_parser!(u8)
        .range(range)
        .try_map(ChatCapacity::try_from)
}

impl From<TimingChoice> for Timing {
    fn from(choice: TimingChoice) -> Self {
        let minutes = |count: u32| Span::minutes(count.into());
        let seconds = |count: u32| Span::seconds(count.into());
        Self {
            ring_time: choice.ring_time.map(seconds),
            owner_grace: choice.owner_grace.map(seconds),
            call_backs: choice.call_backs,
            chat_capacity: choice.chat_capacity,
            first_delay: choice.first_delay.map(minutes),
            second_delay: choice.second_delay.map(minutes),
        }
    }
}

#[derive(Subcommand)]
enum KeyCommand {
    /// Adds a key and prints it, once.
    Add {
        #[arg(long)]
        name: String,
        /// Calls a second and burst, such as 50/100.
        #[arg(long)]
        rate: Option<Rate>,
        #[command(flatten)]
        desk: DeskChoice,
    },
}

#[derive(Subcommand)]
enum PushCommand {
    /// Makes new keys. Devices are reached again after the desktop was opened there once.
    RotateKeys,
}

#[derive(Args)]
struct DeskChoice {
    /// By name or id; needed once there are two desks.
    #[arg(long = "desk", id = "desk")]
    desk: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum RoleChoice {
    Agent,
    Supervisor,
    Admin,
}

impl From<RoleChoice> for Role {
    fn from(choice: RoleChoice) -> Self {
        match choice {
            RoleChoice::Agent => Self::Agent,
            RoleChoice::Supervisor => Self::Supervisor,
            RoleChoice::Admin => Self::Admin,
        }
    }
}

/// Why a command did not do what it was asked. The text is for the person at the terminal.
#[derive(Debug, Error)]
pub enum CliError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Start(#[from] StartError),
    #[error(transparent)]
    Control(#[from] ControlError),
    #[error(transparent)]
    Open(#[from] storage::OpenError),
    #[error(transparent)]
    Hours(#[from] HoursProblem),
    #[error("{0}")]
    Password(#[from] PasswordProblem),
    #[error("the passwords differ")]
    PasswordsDiffer,
    #[error("there is no terminal to ask for the password: give it with --password-stdin")]
    NoTerminal,
    #[error("the password can't be read: {0}")]
    Terminal(#[from] io::Error),
    #[error("the OpenAPI description can't be written: {0}")]
    OpenApi(#[from] serde_json::Error),
}

/// Reads the command line and does what it says.
pub async fn run() -> Result<(), CliError> {
    config::refuse_unknown(
        env::vars_os().filter_map(|(name, _)| name.into_string().ok()),
        &known_variables(),
    )?;
    let Cli { command, settings } = Cli::parse();
    if let Command::Openapi = command {
        println!("{}", serde_json::to_string_pretty(&api::openapi())?);
        return Ok(());
    }
    let log = settings.log.clone();
    let config = settings.resolve()?;
    let task = match command {
        Command::Serve { demo } => {
            observe::start_logging(&log);
            return Ok(serve::run(&config, demo.into()).await?);
        }
        Command::Migrate => {
            let epoch = engine::ids::entropy().to_string();
            Store::open(&config.database, &epoch).await?.close().await;
            println!("{} is up to date.", config.database.display());
            return Ok(());
        }
        // Answered above: it needs no settings.
        Command::Openapi => return Ok(()),
        Command::Desk(DeskCommand::Add { name, country }) => Task::AddDesk { name, country },
        Command::Agent(AgentCommand::Add {
            email,
            name,
            role,
            team,
            desk,
            password_stdin,
        }) => Task::AddAgent {
            desk: desk.desk,
            name,
            email,
            role: role.into(),
            teams: team,
            password: if password_stdin {
                piped_password()?
            } else {
                asked_password()?
            },
        },
        Command::Team(TeamCommand::Add {
            name,
            rule,
            catch_all,
            desk,
        }) => Task::AddTeam {
            desk: desk.desk,
            name,
            rule,
            scope: Scope::from_flag(catch_all),
        },
        Command::Team(TeamCommand::Rule {
            team,
            rule,
            catch_all,
            timing,
            desk,
        }) => Task::SetRule {
            desk: desk.desk,
            team,
            rule,
            scope: Scope::from_flag(catch_all),
            timing: timing.into(),
        },
        Command::Team(TeamCommand::Hours {
            team,
            zone,
            open,
            on,
            always: _,
            desk,
        }) => Task::SetHours {
            desk: desk.desk,
            team,
            hours: zone
                .map(|zone| hours::read(&zone, &open, &on))
                .transpose()?,
        },
        Command::Key(KeyCommand::Add { name, rate, desk }) => Task::AddKey {
            desk: desk.desk,
            name,
            rate: rate.map(|rate| rate.to_string()),
        },
        Command::Push(PushCommand::RotateKeys) => Task::RotatePushKeys,
    };
    println!("{}", control::perform(&config, task).await?);
    Ok(())
}

/// The names of all settings, as the command line knows them.
fn known_variables() -> Vec<String> {
    Cli::command()
        .get_arguments()
        .filter_map(|argument| argument.get_env()?.to_str().map(str::to_owned))
        .collect()
}

fn piped_password() -> Result<Password, CliError> {
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    let password = line.trim_end_matches(['\r', '\n']);
    Ok(Password::chosen(password)?)
}

fn asked_password() -> Result<Password, CliError> {
    if !io::stdin().is_terminal() {
        return Err(CliError::NoTerminal);
    }
    let password = Password::chosen(&rpassword::prompt_password(
        "Password (at least 8 characters; 15 or more are better): ",
    )?)?;
    let again = rpassword::prompt_password("Once more: ")?;
    if password.reveal() == again {
        Ok(password)
    } else {
        Err(CliError::PasswordsDiffer)
    }
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
    fn every_setting_of_the_contract_is_known() {
        let known = known_variables();
        for name in [
            "ADDR",
            "DATABASE_URL",
            "DATABASE_URL_FILE",
            "DATA_DIR",
            "PUBLIC_URL",
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
