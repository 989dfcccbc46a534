//! The command line: what can be typed, and which function does it.

use std::{
    env,
    ffi::{OsStr, OsString},
    io::{self, BufRead, IsTerminal},
    num::NonZeroU8,
};

use clap::{
    Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum,
    builder::{BoolishValueParser, TypedValueParser},
};
use domain::{
    agent::Role,
    pauses::{NotPauses, Pauses},
    team::ChatCapacity,
    time::Span,
};
use rustix::{fs::Mode, process::umask};
use thiserror::Error;

use crate::{
    admin::{
        KeyChoice, Patience, RuleChoice, Scope, Task, Timing,
        hours::{self, HoursProblem},
    },
    api::{description::openapi, rate::Rate},
    auth::password::{Password, PasswordProblem},
    config::{error::ConfigError, settings::Settings, unknown::refuse_unknown},
    control::{self, ControlError},
    observe,
    say::{self, say},
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
    /// Sets a new password and signs the agent out everywhere; asks for it.
    Password {
        #[arg(long)]
        email: String,
        /// Reads the password from standard input instead of asking for it.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Signs an agent out everywhere and lets them in no more; their customers go to others.
    Disable {
        #[arg(long)]
        email: String,
    },
    /// Lets an agent in again who was disabled.
    Enable {
        #[arg(long)]
        email: String,
    },
    /// Tells who there is.
    List {
        #[command(flatten)]
        desk: DeskChoice,
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
        /// The team also takes requests that name no team; `--catch-all=no`: it does no longer.
        #[arg(
            long,
            num_args = 0..=1,
            require_equals = true,
            default_missing_value = "yes",
            value_parser = BoolishValueParser::new(),
            value_name = "yes|no"
        )]
        catch_all: Option<bool>,
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
        #[arg(long, required_unless_present_any = ["always", "on"])]
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
    /// When what nobody took rings for the team again: one to four pauses, of which the last is kept for
    /// every further ring. In minutes, or in seconds with an s: "2,5,15,30" (as at first), "30s,5".
    #[arg(long, value_parser = pauses)]
    ring_again: Option<Pauses>,
    /// How many offers in a row an agent lets pass before they count as not responding (3 at first).
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=20), conflicts_with = "not_responding")]
    not_responding_after: Option<u8>,
    /// off: agents of this team never count as not responding.
    #[arg(long, value_parser = ["off"])]
    not_responding: Option<String>,
}

/// # Errors
/// What is allowed.
fn pauses(text: &str) -> Result<Pauses, String> {
    let allowed = || format!("{NotPauses}, in minutes or with an s, such as \"2,5,15,30\"");
    let span = |part: &str| {
        let part = part.trim();
        let (number, in_seconds) = match part.strip_suffix('s') {
            Some(number) => (number, true),
            None => (part.strip_suffix('m').unwrap_or(part), false),
        };
        let number = i64::from(number.trim().parse::<u32>().map_err(|_| allowed())?);
        Ok(if in_seconds {
            Span::seconds(number)
        } else {
            Span::minutes(number)
        })
    };
    let spans = text
        .split(',')
        .map(span)
        .collect::<Result<Vec<_>, String>>()?;
    Pauses::try_from(spans).map_err(|_| allowed())
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
            ring_again: choice.ring_again,
            patience: match (choice.not_responding_after, choice.not_responding) {
                (Some(offers), _) => NonZeroU8::new(offers).map(Patience::Offers),
                (None, Some(_)) => Some(Patience::Endless),
                (None, None) => None,
            },
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
    /// Tells which keys there are, never the keys themselves.
    List {
        #[command(flatten)]
        desk: DeskChoice,
    },
    /// Takes a key away: the next call with it is refused.
    Revoke {
        #[arg(long, required_unless_present = "id", conflicts_with = "id")]
        name: Option<String>,
        /// As `deskbell key list` tells it, where several keys have one name.
        #[arg(long)]
        id: Option<String>,
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
    Terminal(io::Error),
    #[error("what this command says can't be written: {0}")]
    Output(#[from] io::Error),
    #[error("the OpenAPI description can't be written: {0}")]
    OpenApi(#[from] serde_json::Error),
}

/// Reads the command line and does what it says.
pub async fn run() -> Result<(), CliError> {
    // Whatever this program makes is for its user's eyes only.
    umask(Mode::RWXG | Mode::RWXO);
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
        Command::Desk(DeskCommand::Add { name, country }) => Task::AddDesk { name, country },
        Command::Agent(command) => command.task()?,
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
            scope: catch_all.map(Scope::from_flag),
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
        Command::Key(command) => command.task(),
        Command::Push(PushCommand::RotateKeys) => Task::RotatePushKeys,
    };
    Ok(say(control::perform(&config, task).await?)?)
}

impl AgentCommand {
    fn task(self) -> Result<Task, CliError> {
        Ok(match self {
            Self::Add {
                email,
                name,
                role,
                team,
                desk,
                password_stdin,
            } => Task::AddAgent {
                desk: desk.desk,
                name,
                email,
                role: role.into(),
                teams: team,
                password: password(password_stdin.into())?,
            },
            Self::Password {
                email,
                password_stdin,
            } => Task::SetPassword {
                email,
                password: password(password_stdin.into())?,
            },
            Self::Disable { email } => Task::DisableAgent { email },
            Self::Enable { email } => Task::EnableAgent { email },
            Self::List { desk } => Task::ListAgents { desk: desk.desk },
        })
    }
}

impl KeyCommand {
    fn task(self) -> Task {
        match self {
            Self::Add { name, rate, desk } => Task::AddKey {
                desk: desk.desk,
                name,
                rate: rate.map(|rate| rate.to_string()),
            },
            Self::List { desk } => Task::ListKeys { desk: desk.desk },
            Self::Revoke { name, id, desk } => Task::RevokeKey {
                desk: desk.desk,
                key: match id {
                    Some(id) => KeyChoice::Id(id),
                    None => KeyChoice::Name(name.unwrap_or_default()),
                },
            },
        }
    }
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

/// Where the password comes from.
#[derive(Clone, Copy)]
enum Source {
    Terminal,
    StandardInput,
}

impl From<bool> for Source {
    fn from(from_stdin: bool) -> Self {
        if from_stdin {
            Self::StandardInput
        } else {
            Self::Terminal
        }
    }
}

fn password(source: Source) -> Result<Password, CliError> {
    match source {
        Source::StandardInput => piped_password(),
        Source::Terminal => asked_password(),
    }
}

fn piped_password() -> Result<Password, CliError> {
    let mut line = String::new();
    io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(CliError::Terminal)?;
    let password = line.trim_end_matches(['\r', '\n']);
    Ok(Password::chosen(password)?)
}

fn asked_password() -> Result<Password, CliError> {
    if !io::stdin().is_terminal() {
        return Err(CliError::NoTerminal);
    }
    let ask = |prompt| rpassword::prompt_password(prompt).map_err(CliError::Terminal);
    let password = Password::chosen(&ask(
        "Password (at least 8 characters; 15 or more are better): ",
    )?)?;
    let again = ask("Once more: ")?;
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
    fn pauses_are_read_in_minutes_and_seconds() {
        let read = |spans: &[Span]| Ok(Pauses::try_from(spans.to_vec()).unwrap());
        assert_eq!(pauses("2,5,15,30"), Ok(Pauses::default()));
        assert_eq!(
            pauses(" 30s, 5m "),
            read(&[Span::seconds(30), Span::minutes(5)])
        );
        for refused in ["", "0", "2;5", "1,2,3,4,5", "-1", "25h", "1441"] {
            let why = pauses(refused).unwrap_err();
            assert!(why.contains("one to four"), "{refused}: {why}");
        }
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
