//! What the program says on its standard output and error. Whoever reads it may be gone, as `head` is
//! after a line or two: that ends no server and is no fault of a command.

use std::{
    fmt,
    io::{self, Write},
};

/// One line, or several, for whoever started the program.
///
/// # Errors
/// Somebody wants it and can't have it: the disk that it is written to is full.
pub fn say(text: impl fmt::Display) -> io::Result<()> {
    unless_gone(writeln!(io::stdout().lock(), "{text}"))
}

/// What went wrong. There is nobody to tell if it can't be told.
pub fn complain(text: impl fmt::Display) {
    let _ = writeln!(io::stderr().lock(), "deskbell: {text}");
}

fn unless_gone(said: io::Result<()>) -> io::Result<()> {
    match said {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        said => said,
    }
}
