//! Findings for people: the place, the line itself, a caret that is right for Chinese, what to do.

use crate::diag::Diagnostic;
use crate::diag::Severity;
use crate::diag::SourceMap;
use crate::diag::Span;

use annotate_snippets::AnnotationKind;
use annotate_snippets::Group;
use annotate_snippets::Level;
use annotate_snippets::Renderer;
use annotate_snippets::Snippet;

/// Columns of the terminal that lines are cut to.
const WIDTH: usize = 110;

/// Whether messages carry terminal colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// ANSI escapes.
    Ansi,
    /// Plain text.
    Plain,
}

/// Renders findings for a terminal, each followed by an empty line.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], sources: &SourceMap, colour: Colour) -> String {
    let renderer = match colour {
        Colour::Ansi => Renderer::styled(),
        Colour::Plain => Renderer::plain(),
    }
    .term_width(WIDTH);
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&renderer.render(&report(diagnostic, sources)));
        out.push_str("\n\n");
    }
    out
}

fn report<'a>(diagnostic: &'a Diagnostic, sources: &'a SourceMap) -> Vec<Group<'a>> {
    let title = level(diagnostic.severity).primary_title(&diagnostic.message).id(diagnostic.code);
    let mut group = match diagnostic.primary {
        Some(span) => {
            title.element(snippet(span, &diagnostic.label, AnnotationKind::Primary, sources))
        }
        None => Group::with_title(title),
    };
    for (span, label) in &diagnostic.related {
        group = group.element(snippet(*span, label, AnnotationKind::Context, sources));
    }
    for hint in &diagnostic.hints {
        group = group.element(Level::HELP.with_name("hint").message(hint));
    }
    vec![group]
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

fn snippet<'a>(
    span: Span,
    label: &'a str,
    kind: AnnotationKind,
    sources: &'a SourceMap,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let (line_start, line) = sources.line(span.file, span.start as usize);
    let start = (span.start as usize - line_start).min(line.len());
    let end = (span.end as usize).saturating_sub(line_start).clamp(start, line.len());
    // Others than we make spans too, and theirs may end within a character.
    let annotation = kind.span(line.floor_char_boundary(start)..line.ceil_char_boundary(end));
    Snippet::source(line)
        .line_start(sources.locate(span.file, span.start as usize).line)
        .path(sources.path(span.file))
        .annotation(if label.is_empty() { annotation } else { annotation.label(label) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;

    #[test]
    fn the_caret_stands_under_a_han_character_two_columns_wide() {
        let mut sources = SourceMap::default();
        let text = "\"a\" = '''数字中国建设'''\n";
        let file = sources.add("content/a/zh.toml", text);
        let at = text.find("中国").unwrap();
        let finding = Diagnostic::error("broken-anchor", "「中囯」 is not in this reading")
            .at(Span::new(file, at..at + "中国".len()))
            .label("here")
            .hint("did you mean `中国`?");
        let expected = "\
error[broken-anchor]: 「中囯」 is not in this reading
 --> content/a/zh.toml:1:12
  |
1 | \"a\" = '''数字中国建设'''
  |              ^^^^ here
  |
  = hint: did you mean `中国`?

";
        assert_eq!(render(&[finding], &sources, Colour::Plain), expected);
    }

    #[test]
    fn a_span_within_a_character_is_shown_at_the_whole_of_it() {
        let mut sources = SourceMap::default();
        let file = sources.add("themes/a/templates/b.html", "{% 道 %}\n");
        let finding = Diagnostic::error("template-fault", "no such tag").at(Span::new(file, 4..4));
        let shown = render(&[finding], &sources, Colour::Plain);
        assert!(shown.contains("\n  |    ^^\n"), "{shown}");
    }
}
