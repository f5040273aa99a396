//! What other programs wrote, taken over; and what goes out to them and comes back.

use crate::commands::begun;
use crate::commands::fine;
use crate::commands::refused;
use crate::commands::text;
use crate::sites::put;
use crate::sites::snapshot;

#[test]
fn a_sheet_goes_out_and_comes_back_with_the_edited_cells() {
    let home = begun();
    let edition = home.path().join("edition");
    let before = snapshot(&edition);
    for form in ["tsv", "csv"] {
        let sheet = format!("../analects.{form}");
        let (_, err) = fine(&edition, &["export", form, "analects", "--out", &sheet]);
        assert!(err.contains(&format!("duizhao import {form} {sheet} --update analects")), "{err}");
        let update = ["import", form, &sheet, "--update", "analects"];
        let (_, err) = fine(&edition, &update);
        assert!(err.contains("0 edited cells in 5 lines"), "{err}");
        assert_eq!(snapshot(&edition), before, "an unedited sheet changes no byte");
        let edited = text(home.path(), &format!("analects.{form}"))
            .replace("The Master said:", "Confucius said:");
        put(home.path(), &format!("analects.{form}"), &edited);
        let dry: Vec<&str> = update.iter().copied().chain(["--dry-run"]).collect();
        let (_, err) = fine(&edition, &dry);
        assert!(err.contains("would change content/analects/english.toml"), "{err}");
        assert_eq!(snapshot(&edition), before);
        fine(&edition, &update);
        let path = "content/analects/english.toml";
        let now = text(&edition, path);
        assert!(now.contains("'''Confucius said:'''"), "{now}");
        put(&edition, path, &now.replace("Confucius said:", "The Master said:"));
        assert_eq!(snapshot(&edition), before, "every other byte is as it was");
    }
    let again = ["export", "tsv", "analects", "--out", "../analects.tsv"];
    refused(&edition, &again, 1, "`./../analects.tsv` exists already");
}

#[test]
fn a_sheet_that_breaks_an_anchor_or_meets_another_edit_is_refused() {
    let home = begun();
    let edition = home.path().join("edition");
    let (sheet, _) = fine(&edition, &["export", "tsv", "analects"]);
    let update = ["import", "tsv", "sheet.tsv", "--update", "analects"];
    put(&edition, "sheet.tsv", &sheet.replace("and to practise", "and practise"));
    fine(&edition, &update);
    put(&edition, "sheet.tsv", &sheet.replace("and to practise", "practising"));
    refused(&edition, &update, 1, "the sheet has 「");
    let notes = text(&edition, "content/analects/notes.toml");
    let quote = notes.split("quote = \"").nth(1).unwrap().split('"').next().unwrap();
    put(&edition, "sheet.tsv", &sheet.replace(quote, "…"));
    refused(&edition, &update, 1, "the edition would have errors that it does not have now");
    refused(
        &edition,
        &["import", "tsv", "none.tsv", "--update", "analects"],
        1,
        "`none.tsv` cannot",
    );
    refused(&edition, &["export", "tsv", "analect"], 1, "did you mean `analects`?");
    refused(&edition, &["export", "pdf", "analects"], 2, "possible values");
}
