//! What the browser tests need on a machine: looked for first, installed only where missing.

use crate::steps::root;
use crate::steps::run;

use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

/// Names under which Chromium is found.
const CHROMIUM: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Names under which Firefox is found.
const FIREFOX: [&str; 2] = ["firefox-esr", "firefox"];

/// A browser: the one that the environment names, or one of the known names.
fn find_browser(names: &[&str], variable: &str) -> Option<PathBuf> {
    let named = std::env::var_os(variable).map(PathBuf::from);
    named.or_else(|| names.iter().find_map(|name| find_program(name)))
}

fn some_browser(names: &[&str], variable: &str) -> Result<(), String> {
    if find_browser(names, variable).is_none() {
        install(names[0])?;
    }
    match find_browser(names, variable) {
        Some(path) => {
            println!("browser: {}", path.display());
            Ok(())
        }
        None => Err(format!("no `{}` was found: install it, or name it in {variable}", names[0])),
    }
}

/// Chromium, if it is there.
pub(crate) fn find_chromium() -> Option<PathBuf> {
    find_browser(&CHROMIUM, "DUIZHAO_CHROMIUM")
}

/// Installs Chromium unless it is there.
pub(crate) fn browser() -> Result<(), String> {
    some_browser(&CHROMIUM, "DUIZHAO_CHROMIUM")
}

/// Installs Firefox unless it is there.
pub(crate) fn firefox() -> Result<(), String> {
    some_browser(&FIREFOX, "DUIZHAO_FIREFOX")
}

/// Installs a Java runtime unless there is one.
pub(crate) fn java() -> Result<(), String> {
    if find_program("java").is_none() {
        install("default-jre-headless")?;
    }
    match find_program("java") {
        Some(path) => {
            println!("Java: {}", path.display());
            Ok(())
        }
        None => Err("no Java runtime was found: the HTML checker needs one".to_owned()),
    }
}

/// Installs the checkers of XML schemas unless they are there.
pub(crate) fn checkers() -> Result<(), String> {
    for (program, package) in [("xmllint", "libxml2-utils"), ("jing", "jing")] {
        if find_program(program).is_none() {
            install(package)?;
        }
        println!("{program}: {}", find_program(program).unwrap_or_default().display());
    }
    Ok(())
}

/// Installs Chinese fonts unless there are some.
pub(crate) fn fonts() -> Result<(), String> {
    if !chinese_fonts().is_empty() {
        println!("Chinese fonts: {}", chinese_fonts());
        return Ok(());
    }
    install("fonts-noto-cjk")
}

/// Installs the packages of the browser tests by their lock file, unless they are as it says.
pub(crate) fn packages() -> Result<(), String> {
    let folder = root().join("tests/web");
    let changed = |name: &str| folder.join(name).metadata().and_then(|m| m.modified()).ok();
    let installed = changed("node_modules/.package-lock.json");
    if installed.is_some() && installed >= changed("package-lock.json") {
        println!("packages: as package-lock.json says");
        return Ok(());
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    run(Command::new(npm).args(["ci", "--ignore-scripts"]).current_dir(folder))
}

/// Where the Python packages stand that read the exports.
pub(crate) fn readers_folder() -> PathBuf {
    root().join("target/readers")
}

/// Where the packages stand whose catalogues are imported.
pub(crate) fn catalogues_folder() -> PathBuf {
    root().join("target/catalogues")
}

/// Installs the Python packages that read the exports, and those whose catalogues are imported,
/// without what these need to run. What cannot be installed is told, and so is what is not checked
/// then.
pub(crate) fn readers() -> Result<(), String> {
    let lost = "the exports are not read by other programs in this run";
    python("requirements.txt", &readers_folder(), &[], lost)?;
    let lost = "no catalogues of packages are imported in this run";
    python("catalogues.txt", &catalogues_folder(), &["--no-deps"], lost)
}

/// The package that brings the schema of SARIF.
const SARIF: &str = "@microsoft/jest-sarif@1.0.0-beta.0";

/// Fetches the schema of SARIF unless it is there; where that cannot be done it is told.
pub(crate) fn schema() -> Result<(), String> {
    let folder = root().join("target/sarif");
    if folder.join("node_modules").is_dir() {
        println!("schema of SARIF: in target/sarif");
        return Ok(());
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut install = Command::new(npm);
    install.args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save"]);
    if let Err(reason) = run(install.arg("--prefix").arg(&folder).arg(SARIF)) {
        println!("{reason}: the log of findings is not checked in this run");
    }
    Ok(())
}

/// Installs the Python packages of a list into a folder, unless they are as it says.
fn python(list: &str, folder: &Path, more: &[&str], lost: &str) -> Result<(), String> {
    let file = root().join("tests/validate").join(list);
    let installed = folder.join(list);
    let text = |path| std::fs::read_to_string(path).ok();
    if text(&installed).is_some() && text(&installed) == text(&file) {
        println!("packages: as {list} says");
        return Ok(());
    }
    if !Command::new("python3")
        .args(["-m", "pip", "--version"])
        .output()
        .is_ok_and(|o| o.status.success())
        && let Err(reason) = install("python3-pip")
    {
        println!("{reason}");
    }
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade"]);
    pip.args(more).arg("--target").arg(folder).arg("--requirement").arg(&file);
    match run(&mut pip) {
        Ok(()) => std::fs::copy(&file, &installed)
            .map(|_| ())
            .map_err(|error| format!("{}: {error}", installed.display())),
        Err(reason) => {
            println!("{reason}: {lost}");
            Ok(())
        }
    }
}

/// Names of fonts with Chinese characters, as fontconfig knows them.
fn chinese_fonts() -> String {
    let output = Command::new("fc-list").args([":lang=zh-cn", "family"]).output();
    let text = output.map(|o| String::from_utf8_lossy(&o.stdout).into_owned()).unwrap_or_default();
    text.lines().next().unwrap_or_default().to_owned()
}

/// Installs a package of the system with apt-get, as root or through sudo.
fn install(package: &str) -> Result<(), String> {
    if find_program("apt-get").is_none() {
        return Err(format!("`{package}` is missing, and there is no apt-get: please install it"));
    }
    println!("`{package}` is missing: it is installed from the system's packages");
    run(apt_get(&["update"]).env("DEBIAN_FRONTEND", "noninteractive"))?;
    let arguments = ["install", "--yes", "--no-install-recommends", package];
    run(apt_get(&arguments).env("DEBIAN_FRONTEND", "noninteractive"))
}

fn apt_get(arguments: &[&str]) -> Command {
    let mut command = if is_root() {
        Command::new("apt-get")
    } else {
        let mut sudo = Command::new("sudo");
        sudo.args(["--preserve-env=DEBIAN_FRONTEND", "apt-get"]);
        sudo
    };
    command.args(arguments);
    command
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn find_program(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file())
}
