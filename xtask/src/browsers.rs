//! Browsers and their drivers: found where they usually lie, or installed by apt on Debian as root.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::project::{self, Project};

/// A browser or the driver of one.
#[derive(Clone, Copy)]
pub(crate) struct Browser {
    /// For people.
    name: &'static str,
    /// Environment variable that names it, for us and for the tests.
    pub(crate) variable: &'static str,
    /// Names on PATH.
    names: &'static [&'static str],
    /// Where it lies on systems that do not put programs on PATH.
    places: &'static [&'static str],
    /// Package of Debian.
    package: &'static str,
}

/// Chromium or one of its kin.
pub(crate) const CHROME: Browser = Browser {
    name: "Chrome, Chromium or Edge",
    variable: "CHROME",
    names: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"],
    places: &[
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ],
    package: "chromium",
};

/// Its WebDriver, of the same version.
pub(crate) const CHROMEDRIVER: Browser =
    Browser { name: "chromedriver", variable: "CHROMEDRIVER", names: &["chromedriver"], places: &[], package: "chromium-driver" };

/// Firefox.
pub(crate) const FIREFOX: Browser = Browser {
    name: "Firefox",
    variable: "FIREFOX",
    names: &["firefox-esr", "firefox"],
    places: &["/Applications/Firefox.app/Contents/MacOS/firefox", r"C:\Program Files\Mozilla Firefox\firefox.exe"],
    package: "firefox-esr",
};

impl Browser {
    /// Where it lies: as its variable says, else on PATH, else at a usual place.
    pub(crate) fn find(&self) -> Option<PathBuf> {
        let named = env::var_os(self.variable).map(PathBuf::from).filter(|path| path.is_file());
        let usual = || self.places.iter().map(PathBuf::from).find(|path| path.is_file());
        named.or_else(|| self.names.iter().find_map(|name| project::on_path(name))).or_else(usual)
    }

    /// What to tell a user who has none.
    pub(crate) fn missing(&self) -> String {
        format!("{} is missing: install it, or name its file in {}", self.name, self.variable)
    }
}

/// Makes sure that all of them are there.
pub(crate) fn install(project: &Project, browsers: &[Browser]) -> Result<()> {
    let missing = || browsers.iter().filter(|browser| browser.find().is_none());
    if missing().next().is_some() && apt_can_install(project) {
        let packages: Vec<_> = missing().map(|browser| browser.package).collect();
        let mut update = project.program("apt-get");
        let mut install = project.program("apt-get");
        install.args(["install", "--yes", "--no-install-recommends"]).args(packages).env("DEBIAN_FRONTEND", "noninteractive");
        project::run(update.args(["update", "--quiet"])).and_then(|()| project::run(&mut install))?;
    }
    match missing().next() {
        Some(browser) => bail!(browser.missing()),
        None => Ok(()),
    }
}

/// What the browser calls itself; nothing where it does not say.
pub(crate) fn version(path: &Path) -> String {
    project::output(Command::new(path).arg("--version")).unwrap_or_default()
}

fn apt_can_install(project: &Project) -> bool {
    let root = || project::output(project.program("id").arg("-u")).is_ok_and(|id| id == "0");
    Path::new("/etc/debian_version").exists() && project::on_path("apt-get").is_some() && root()
}
