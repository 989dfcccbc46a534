//! `deskbell team ...`.

use clap::{Subcommand, builder::BoolishValueParser};

use super::{desk::DeskChoice, timing::TimingChoice};
use crate::admin::{
    hours::{self, problem::HoursProblem},
    rule::{RuleChoice, Scope},
    task::Task,
};

#[derive(Subcommand)]
pub enum TeamCommand {
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

impl TeamCommand {
    /// What is to be done.
    ///
    /// # Errors
    /// The opening hours are not understood.
    pub fn task(self) -> Result<Task, HoursProblem> {
        Ok(match self {
            Self::Add {
                name,
                rule,
                catch_all,
                desk,
            } => Task::AddTeam {
                desk: desk.desk,
                name,
                rule,
                scope: Scope::from_flag(catch_all),
            },
            Self::Rule {
                team,
                rule,
                catch_all,
                timing,
                desk,
            } => Task::SetRule {
                desk: desk.desk,
                team,
                rule,
                scope: catch_all.map(Scope::from_flag),
                timing: timing.into(),
            },
            Self::Hours {
                team,
                zone,
                open,
                on,
                always: _,
                desk,
            } => Task::SetHours {
                desk: desk.desk,
                team,
                hours: zone
                    .map(|zone| hours::read(&zone, &open, &on))
                    .transpose()?,
            },
        })
    }
}
