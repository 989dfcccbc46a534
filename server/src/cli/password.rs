//! A password that somebody chooses: never an argument, which others on the machine could read.

use std::io::{self, BufRead, IsTerminal};

use super::error::CliError;
use crate::auth::password::Password;

/// Where the password comes from.
#[derive(Clone, Copy)]
pub enum Source {
    Terminal,
    StandardInput,
}

impl Source {
    /// `from_stdin`: whether `--password-stdin` was given.
    pub fn of(from_stdin: bool) -> Self {
        if from_stdin {
            Self::StandardInput
        } else {
            Self::Terminal
        }
    }
}

/// Reads it.
///
/// # Errors
/// There is none, or nobody may choose that one.
pub fn read(source: Source) -> Result<Password, CliError> {
    match source {
        Source::StandardInput => piped(),
        Source::Terminal => asked(),
    }
}

fn piped() -> Result<Password, CliError> {
    let mut line = String::new();
    io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(CliError::Terminal)?;
    let password = line.trim_end_matches(['\r', '\n']);
    Ok(Password::chosen(password)?)
}

fn asked() -> Result<Password, CliError> {
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
