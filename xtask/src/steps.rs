//! Steps: named pieces of work with what they need, run in order, with progress and an honest closing summary.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::stamp::{Key, Stamp};
use crate::{build, test, tools};

/// One named piece of work.
pub(crate) struct Step {
    /// By which it is chosen on the command line and named in the summary.
    pub(crate) name: &'static str,
    /// Names of the steps that must have succeeded before.
    pub(crate) needs: &'static [&'static str],
    /// What it reads and makes; a step without a key looks itself at what there is to do.
    pub(crate) key: Option<Key>,
    /// Does the work.
    pub(crate) run: fn(&Project) -> Result<()>,
}

/// How a step ended.
enum Outcome {
    Passed,
    Unchanged,
    Failed,
    Blocked,
}

/// All steps there are, in the order in which they run.
fn all() -> impl Iterator<Item = &'static Step> {
    tools::STEPS.iter().chain(build::STEPS).chain(test::STEPS)
}

/// Runs the steps with the given names and all they need. A step that fails stops only those that need it; what was not
/// done is named at the end, and is an error.
pub(crate) fn run(project: &Project, names: &[&str], fresh: bool) -> Result<()> {
    let plan = plan(names)?;
    let mut ended: BTreeMap<&str, (Outcome, Duration)> = BTreeMap::new();
    let began = Instant::now();
    for (at, step) in plan.iter().enumerate() {
        let heading = format!("[{:2}/{}] {}", at + 1, plan.len(), step.name);
        let start = Instant::now();
        let missing = step.needs.iter().find(|need| matches!(ended.get(*need), Some((Outcome::Failed | Outcome::Blocked, _))));
        let outcome = match missing {
            Some(need) => {
                say(&heading, Paint::Red, &format!("not run, it needs {need}"));
                Outcome::Blocked
            }
            None => perform(project, step, fresh, &heading),
        };
        ended.insert(step.name, (outcome, start.elapsed()));
    }
    summarise(&plan, &ended, began.elapsed())
}

fn perform(project: &Project, step: &Step, fresh: bool, heading: &str) -> Outcome {
    let result = stamped(project, step, fresh, heading);
    match &result {
        Ok(Outcome::Unchanged) => say(heading, Paint::Green, "unchanged since it passed"),
        Ok(_) => say(heading, Paint::Green, "passed"),
        Err(error) => say(heading, Paint::Red, &format!("failed: {error:#}")),
    }
    result.unwrap_or(Outcome::Failed)
}

fn stamped(project: &Project, step: &Step, fresh: bool, heading: &str) -> Result<Outcome> {
    let Some(key) = step.key else {
        say(heading, Paint::Bold, "…");
        (step.run)(project)?;
        return Ok(Outcome::Passed);
    };
    let versions = tools::versions(project, step.needs)?;
    let stamp = Stamp::new(project, step.name, key, &versions)?;
    if !fresh && stamp.holds(project, key)? {
        return Ok(Outcome::Unchanged);
    }
    say(heading, Paint::Bold, "…");
    stamp.remove();
    (step.run)(project)?;
    stamp.write(project, key)?;
    Ok(Outcome::Passed)
}

/// The named steps and, transitively, what they need, in the order of [`all`].
fn plan(names: &[&str]) -> Result<Vec<&'static Step>> {
    let mut wanted: Vec<&str> = names.to_vec();
    let mut at = 0;
    while let Some(&name) = wanted.get(at) {
        let step = all().find(|step| step.name == name).with_context(|| {
            format!("there is no step {name}; there are: {}", all().map(|step| step.name).collect::<Vec<_>>().join(", "))
        })?;
        wanted.extend(step.needs);
        at += 1;
    }
    Ok(all().filter(|step| wanted.contains(&step.name)).collect())
}

fn summarise(plan: &[&Step], ended: &BTreeMap<&str, (Outcome, Duration)>, total: Duration) -> Result<()> {
    println!();
    let mut failed = Vec::new();
    for step in plan {
        let Some((outcome, time)) = ended.get(step.name) else { continue };
        let (paint, word) = match outcome {
            Outcome::Passed => (Paint::Green, "passed"),
            Outcome::Unchanged => (Paint::Green, "unchanged"),
            Outcome::Failed => (Paint::Red, "FAILED"),
            Outcome::Blocked => (Paint::Red, "NOT RUN"),
        };
        println!("  {:18} {} {:>9}", step.name, paint.over(&format!("{word:9}")), seconds(*time));
        if matches!(outcome, Outcome::Failed | Outcome::Blocked) {
            failed.push(step.name);
        }
    }
    println!("  {} steps in {}, {} failed", plan.len(), seconds(total), failed.len());
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    Ok(())
}

fn seconds(time: Duration) -> String {
    match time.as_secs() {
        s @ 60.. => format!("{} min {:02} s", s / 60, s % 60),
        _ => format!("{:.1} s", time.as_secs_f32()),
    }
}

/// One line of progress, printed at once.
fn say(heading: &str, paint: Paint, text: &str) {
    println!("{}", paint.over(&format!("{heading}: {text}")));
    // Progress that cannot be shown is no reason to stop.
    let _ = io::stdout().flush();
}

/// Colours, on terminals only.
#[derive(Clone, Copy)]
enum Paint {
    Bold,
    Green,
    Red,
}

impl Paint {
    fn over(self, text: &str) -> String {
        let code = match self {
            Paint::Bold => 1,
            Paint::Green => 32,
            Paint::Red => 31,
        };
        if io::stdout().is_terminal() { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_step_needs_runs_before_it() {
        for (at, step) in all().enumerate() {
            for need in step.needs {
                assert!(all().take(at).any(|earlier| earlier.name == *need), "{} needs {need}", step.name);
            }
        }
    }

    #[test]
    fn a_plan_holds_all_that_is_needed_and_no_more() {
        let names = |plan: Vec<&Step>| plan.iter().map(|step| step.name).collect::<Vec<_>>();
        assert_eq!(names(plan(&["data", "data"]).unwrap()), ["command", "data"]);
        assert_eq!(names(plan(&["importer", "format"]).unwrap()), ["wasm-target", "npm", "wasm-bindgen", "importer", "format"]);
        assert!(plan(&["no-such-step"]).is_err());
    }
}
