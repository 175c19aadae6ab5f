//! How a run ends: all done, some inputs unusable, or stopped; and what is said of it on standard error.

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};

/// A run that went through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Done {
    /// With every input.
    All,
    /// Some input could not be used; the reason was said.
    Part,
}

impl Done {
    /// [`Done::All`] where no problem was met.
    pub(crate) fn with_problems(problems: usize) -> Self {
        if problems == 0 { Done::All } else { Done::Part }
    }
}

/// Why a run stopped.
#[derive(Debug)]
pub(crate) enum Stop {
    /// For a reason that the user has to know.
    Because(String),
    /// The arguments do not go together.
    Arguments(String),
    /// Nobody reads the output any more.
    NoReader,
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Stop::NoReader
        } else {
            Stop::Because(format!("standard output: writing failed: {error}"))
        }
    }
}

/// Stops with a reason that names a file.
pub(crate) fn stop(file: impl Display, reason: impl Display) -> Stop {
    Stop::Because(format!("{file}: {reason}"))
}

/// Foreign text as a terminal may show it: on one line, without the control characters by which it could pass for something else.
pub(crate) fn printable(text: &str) -> String {
    let hidden = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if hidden(c) { ' ' } else { c }).collect()
}

const ERROR: Style = AnsiColor::Red.on_default().bold();
const NOTE: Style = AnsiColor::Yellow.on_default();

/// Says on standard error what could not be used.
pub(crate) fn say_problem(message: impl Display) {
    say(ERROR, "error:", &message);
}

/// Says on standard error what is worth knowing.
pub(crate) fn say_note(message: impl Display) {
    say(NOTE, "note:", &message);
}

/// Where it cannot be said, the work goes on: the exit code tells.
fn say(style: Style, label: &str, message: &dyn Display) {
    let _ = writeln!(anstream::stderr().lock(), "{style}{label}{style:#} {}", printable(&message.to_string()));
}

/// 0 done, 1 an input could not be used, 2 wrong arguments, most of which end in clap.
pub(crate) fn exit_code(result: Result<Done, Stop>) -> ExitCode {
    match result {
        Ok(Done::All) | Err(Stop::NoReader) => ExitCode::SUCCESS,
        Ok(Done::Part) => ExitCode::from(1),
        Err(Stop::Because(reason)) => {
            say_problem(reason);
            ExitCode::from(1)
        }
        Err(Stop::Arguments(reason)) => {
            say_problem(reason);
            ExitCode::from(2)
        }
    }
}
