//! Pictures that links to the edition are shown with elsewhere: one for it, one per document.
//!
//! Chromium draws them from `card.html`; they are committed, so that a build needs no browser.

use crate::setup;
use crate::steps::root;

use std::path::Path;
use std::process::Command;
use std::process::ExitCode;

use toml::Table;
use toml::Value;

/// The page of a card, with `{{places}}` for words.
const PAGE: &str = include_str!("card.html");

/// Width and height that most sites show whole, in pixels.
const SIZE: [u32; 2] = [1200, 630];

/// Width of the column for a title, in pixels.
const COLUMN: usize = 472;

/// Draws all cards.
pub(crate) fn run() -> ExitCode {
    match draw_all() {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("error: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn draw_all() -> Result<(), String> {
    let browser = setup::find_chromium().ok_or("no Chromium was found")?;
    let site = table(&root().join("site.toml"))?;
    let content = root().join("content");
    let folders = std::fs::read_dir(&content).map_err(|error| error.to_string())?;
    let mut folders: Vec<_> = folders.flatten().map(|entry| entry.path()).collect();
    folders.sort();
    folders.retain(|folder| folder.join("document.toml").is_file());
    let documents = folders.iter().map(|folder| table(&folder.join("document.toml")));
    let documents = documents.collect::<Result<Vec<_>, _>>()?;
    for (folder, document) in folders.iter().zip(&documents) {
        let facts =
            |lang: &str| format!("{}\n{}", word(document, "issuer", lang), issued(document, lang));
        draw(&browser, &page(&site, document, facts), folder)?;
    }
    let all = |lang: &str| {
        let names = documents.iter().map(|document| word(document, "short", lang));
        names.collect::<Vec<_>>().join("\n")
    };
    draw(&browser, &page(&site, &site, all), &content)
}

fn table(path: &Path) -> Result<Table, String> {
    let text = std::fs::read_to_string(path);
    let text = text.map_err(|error| format!("{}: {error}", path.display()))?;
    text.parse().map_err(|error| format!("{}: {error}", path.display()))
}

fn word(table: &Table, key: &str, lang: &str) -> String {
    let text = table.get(key).and_then(|words| words.get(lang)).and_then(Value::as_str);
    text.unwrap_or_default().to_owned()
}

/// The page of a card of the edition itself or of a document, with what is told below its title.
fn page(site: &Table, of: &Table, facts: impl Fn(&str) -> String) -> String {
    let [zh, en] = ["zh", "en"].map(|lang| word(of, "title", lang));
    let broken = zh.replace('”', "”\n");
    let sizes = [chinese_size(&broken), size(en.chars().count(), 48, 52)];
    let places = [
        ("zh-size", sizes[0].to_string()),
        ("en-size", sizes[1].to_string()),
        ("title.zh", broken),
        ("title.en", en),
        ("title", zh),
        ("facts.zh", facts("zh")),
        ("facts.en", facts("en")),
        ("site.zh", word(site, "title", "zh")),
        ("site.en", word(site, "title", "en")),
    ];
    places.iter().fold(PAGE.to_owned(), |page, (name, text)| {
        page.replace(&format!("{{{{{name}}}}}"), &escaped(text))
    })
}

/// The size of Chinese characters, in pixels: lines that are broken by hand fit into the column.
fn chinese_size(title: &str) -> usize {
    let longest = title.lines().map(|line| line.chars().count()).max().unwrap_or(0).max(1);
    if title.contains('\n') { (COLUMN / longest).min(66) } else { size(longest, 11, 66) }
}

/// The size of letters, in pixels: smaller for a title of more characters than fit.
fn size(characters: usize, fitting: usize, most: usize) -> usize {
    most * 10 / 10.max(characters * 10 / fitting).min(15)
}

fn issued(document: &Table, lang: &str) -> String {
    let date = document.get("issued").and_then(Value::as_datetime).and_then(|d| d.date);
    let Some(date) = date else { return String::new() };
    match lang {
        "zh" => format!("{}年{}月{}日", date.year, date.month, date.day),
        _ => format!("{:04}-{:02}-{:02}", date.year, date.month, date.day),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Draws a page into `card.png` of a folder.
fn draw(browser: &Path, page: &str, folder: &Path) -> Result<(), String> {
    let work = root().join("target").join("cards");
    std::fs::create_dir_all(&work).map_err(|error| error.to_string())?;
    let source = work.join("card.html");
    std::fs::write(&source, page).map_err(|error| error.to_string())?;
    let target = folder.join("card.png");
    let mut command = Command::new(browser);
    command.args(["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]);
    command.args(["--force-device-scale-factor=1", "--virtual-time-budget=2000"]);
    command.arg(format!("--window-size={},{}", SIZE[0], SIZE[1]));
    command.arg(format!("--screenshot={}", target.display()));
    command.arg(format!("--user-data-dir={}", work.join("profile").display()));
    command.arg(format!("file://{}", source.display()));
    let done = command.output().map_err(|error| format!("Chromium cannot be run: {error}"))?;
    if !done.status.success() {
        return Err(String::from_utf8_lossy(&done.stderr).into_owned());
    }
    println!("{}", target.display());
    Ok(())
}
