//! Editors' Markdown as HTML: emphasis that works in Chinese, raw HTML escaped, addresses that
//! are not known to be harmless dropped, code with classes for colours.

use crate::render::markup::escape;
use crate::text::emphasis;
use crate::text::emphasis::Spanned;
use crate::text::is_han;

use pulldown_cmark::CodeBlockKind;
use pulldown_cmark::CowStr;
use pulldown_cmark::Event;
use pulldown_cmark::HeadingLevel;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;
use syntect::html::ClassStyle;
use syntect::html::ClassedHTMLGenerator;
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Loaded at the first code block.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// What surrounds a piece of Markdown.
pub struct Surroundings<'a> {
    /// Starts every heading's id, so that two languages on a page do not share ids.
    pub prefix: &'a str,
    /// The address for a written destination; `None` leaves the words without a link.
    pub resolve: &'a dyn Fn(&str) -> Option<String>,
}

/// A heading, for a list of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// Unique in the piece.
    pub id: String,
    /// Without markup.
    pub text: String,
}

/// A piece of Markdown as HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rendered {
    /// Safe to print as it is.
    pub html: String,
    /// Its headings in order.
    pub headings: Vec<Heading>,
}

/// Renders a piece of Markdown (CommonMark and tables; no smart punctuation).
#[must_use]
pub fn render(text: &str, around: &Surroundings<'_>) -> Rendered {
    let events = emphasis::events(text);
    let mut out = Vec::with_capacity(events.len());
    let mut state = State { around, headings: Vec::new(), taken: BTreeSet::new(), links: vec![] };
    let mut at = 0;
    while at < events.len() {
        at = state.step(&events, at, &mut out);
    }
    let mut html = String::with_capacity(text.len() * 3 / 2);
    pulldown_cmark::html::push_html(&mut html, out.into_iter());
    Rendered { html, headings: state.headings }
}

struct State<'a> {
    around: &'a Surroundings<'a>,
    headings: Vec<Heading>,
    taken: BTreeSet<String>,
    /// For each open link, whether it is printed.
    links: Vec<bool>,
}

impl State<'_> {
    /// Takes one event, or a whole heading, code block or image; returns where to go on.
    fn step<'t>(&mut self, events: &[Spanned<'t>], at: usize, out: &mut Vec<Event<'t>>) -> usize {
        match &events[at].0 {
            Event::Start(Tag::Heading { level, id, .. }) => {
                out.push(self.heading(*level, id.as_deref(), events, at));
            }
            Event::Start(Tag::CodeBlock(kind)) => return code(kind, events, at, out),
            Event::Start(Tag::Image { .. }) => return image(events, at, out),
            Event::Start(Tag::Link { dest_url, title, id, link_type }) => {
                let address = (self.around.resolve)(dest_url);
                self.links.push(address.is_some());
                if let Some(address) = address {
                    out.push(Event::Start(Tag::Link {
                        link_type: *link_type,
                        dest_url: address.into(),
                        title: title.clone(),
                        id: id.clone(),
                    }));
                }
            }
            Event::End(TagEnd::Link) => {
                if self.links.pop() == Some(true) {
                    out.push(Event::End(TagEnd::Link));
                }
            }
            Event::Start(Tag::HtmlBlock) => out.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => out.push(Event::End(TagEnd::Paragraph)),
            Event::Html(html) | Event::InlineHtml(html) => out.push(Event::Text(html.clone())),
            other => out.push(soft_break_in_chinese(other, events, at)),
        }
        at + 1
    }

    fn heading<'t>(
        &mut self,
        level: HeadingLevel,
        id: Option<&str>,
        events: &[Spanned<'t>],
        at: usize,
    ) -> Event<'t> {
        let (text, _) = plain(events, at);
        let level = level.max(HeadingLevel::H2);
        let name = id.map_or_else(|| slug(&text, self.headings.len() + 1), str::to_owned);
        let wanted = format!("{}-{name}", self.around.prefix);
        let mut unique = wanted.clone();
        let mut n = 2;
        while !self.taken.insert(unique.clone()) {
            unique = format!("{wanted}-{n}");
            n += 1;
        }
        self.headings.push(Heading { level: level as u8, id: unique.clone(), text });
        let id = Some(CowStr::from(unique));
        Event::Start(Tag::Heading { level, id, classes: Vec::new(), attrs: Vec::new() })
    }
}

/// A line end between two Han characters is no space.
fn soft_break_in_chinese<'t>(event: &Event<'t>, events: &[Spanned<'t>], at: usize) -> Event<'t> {
    let edge = |event: Option<&Spanned<'_>>, last: bool| match event {
        Some((Event::Text(text), _)) if last => text.chars().next_back(),
        Some((Event::Text(text), _)) => text.chars().next(),
        _ => None,
    };
    let wide = |c: Option<char>| {
        c.is_some_and(|c| {
            is_han(c) || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF01}'..='\u{FF65}')
        })
    };
    let previous = at.checked_sub(1).and_then(|before| events.get(before));
    let joined = matches!(event, Event::SoftBreak)
        && wide(edge(previous, true))
        && wide(edge(events.get(at + 1), false));
    if joined { Event::Text(CowStr::Borrowed("")) } else { event.clone() }
}

/// The words of the element that starts at `at`, and the place of its end.
fn plain(events: &[Spanned<'_>], at: usize) -> (String, usize) {
    let mut text = String::new();
    let mut depth = 0;
    for (n, (event, _)) in events.iter().enumerate().skip(at) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Text(words) | Event::Code(words) => text.push_str(words),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
        if depth == 0 {
            return (text, n);
        }
    }
    (text, events.len().saturating_sub(1))
}

/// Pictures come from nowhere but the theme: what stands for them is their description.
fn image<'t>(events: &[Spanned<'t>], at: usize, out: &mut Vec<Event<'t>>) -> usize {
    let (text, end) = plain(events, at);
    out.push(Event::Text(text.into()));
    end + 1
}

fn code<'t>(
    kind: &CodeBlockKind<'_>,
    events: &[Spanned<'t>],
    at: usize,
    out: &mut Vec<Event<'t>>,
) -> usize {
    let (text, end) = plain(events, at);
    let language = match kind {
        CodeBlockKind::Fenced(info) => info.split([' ', ',']).next().unwrap_or(""),
        CodeBlockKind::Indented => "",
    };
    let body = highlighted(&text, language).unwrap_or_else(|| escape(&text).into_owned());
    let class = match language {
        "" => String::new(),
        language => format!(" class=\"language-{}\"", escape(language)),
    };
    out.push(Event::Html(format!("<pre class=\"code\"><code{class}>{body}</code></pre>\n").into()));
    end + 1
}

fn highlighted(text: &str, language: &str) -> Option<String> {
    if language.is_empty() {
        return None;
    }
    let syntax = SYNTAXES.find_syntax_by_token(language)?;
    let style = ClassStyle::SpacedPrefixed { prefix: "hl-" };
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, &SYNTAXES, style);
    for line in LinesWithEndings::from(text) {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(generator.finalize())
}

/// ASCII letters and digits of a heading, joined by `-`; its number where there are none.
fn slug(text: &str, number: usize) -> String {
    let words: Vec<String> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    if words.is_empty() { number.to_string() } else { words.join("-") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> String {
        let resolve = |dest: &str| match dest.split_once(':') {
            Some(("term", id)) => Some(format!("../terms/{id}/index.html")),
            Some(_) => crate::render::url::external(dest),
            None => Some(dest.to_owned()),
        };
        render(text, &Surroundings { prefix: "en", resolve: &resolve }).html.trim_end().to_owned()
    }

    #[test]
    fn emphasis_works_beside_chinese_punctuation() {
        for (markdown, expected) in [
            ("**《规划》**提出", "<p><strong>《规划》</strong>提出</p>"),
            ("**注意：**这里", "<p><strong>注意：</strong>这里</p>"),
            ("提出**“2522”**框架", "<p>提出<strong>“2522”</strong>框架</p>"),
            ("*（一）*总则", "<p><em>（一）</em>总则</p>"),
            (
                "这是**重点。**然后**《甲》**和",
                "<p>这是<strong>重点。</strong>然后<strong>《甲》</strong>和</p>",
            ),
            (
                "- **甲：**乙\n- **丙：**丁",
                "<ul>\n<li><strong>甲：</strong>乙</li>\n<li><strong>丙：</strong>丁</li>\n</ul>",
            ),
            (
                "**plain** and **粗体**字",
                "<p><strong>plain</strong> and <strong>粗体</strong>字</p>",
            ),
        ] {
            assert_eq!(html(markdown), expected, "{markdown}");
            assert!(emphasis::stray(markdown).is_empty(), "{markdown}");
        }
    }

    #[test]
    fn asterisks_that_mean_nothing_stay() {
        assert_eq!(html("2 ** 3 ** 4"), "<p>2 ** 3 ** 4</p>");
        assert_eq!(html("**《甲》 **乙"), "<p>**《甲》 **乙</p>");
        assert_eq!(html(r"\*\*《规划》\*\*提出"), "<p>**《规划》**提出</p>");
        assert_eq!(html("`**《规划》**提出`"), "<p><code>**《规划》**提出</code></p>");
        assert_eq!(emphasis::stray("只有**《一个》"), vec![6..8]);
    }

    #[test]
    fn raw_html_is_text_and_scripts_have_no_address() {
        assert_eq!(html("a <b onclick=x>b</b>"), "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>");
        assert!(!html("<script>\nalert(1)\n</script>").contains("<script"));
        assert_eq!(html("[x](javascript:alert(1))"), "<p>x</p>");
        assert_eq!(html("[x](JavaScript&#58;alert(1))"), "<p>x</p>");
        assert_eq!(html("![《图》](data:image/png;base64,x)"), "<p>《图》</p>");
        assert_eq!(
            html("[2522](term:2522)"),
            "<p><a href=\"../terms/2522/index.html\">2522</a></p>"
        );
    }

    #[test]
    fn quotation_marks_stay_as_written() {
        assert_eq!(html("\"a\" -- 'b'..."), "<p>\"a\" -- 'b'...</p>");
    }

    #[test]
    fn headings_have_ids_that_differ() {
        let around = Surroundings { prefix: "zh", resolve: &|_| None };
        let rendered = render("# 一\n\n## 一\n\n## The *end*\n\n## The end", &around);
        let ids: Vec<_> = rendered.headings.iter().map(|h| (h.level, h.id.as_str())).collect();
        assert_eq!(ids, [(2, "zh-1"), (2, "zh-2"), (2, "zh-the-end"), (2, "zh-the-end-2")]);
        assert!(rendered.html.contains("<h2 id=\"zh-the-end\">The <em>end</em></h2>"));
    }

    #[test]
    fn code_has_classes_and_unknown_languages_are_plain() {
        assert!(html("```rust\nfn a() {}\n```").contains("<span class=\"hl-"));
        assert_eq!(
            html("```nothing\n<a>\n```"),
            "<pre class=\"code\"><code class=\"language-nothing\">&lt;a&gt;\n</code></pre>"
        );
    }

    #[test]
    fn a_line_end_between_han_characters_is_no_space() {
        assert_eq!(html("数字\n中国"), "<p>数字中国</p>");
        assert_eq!(html("数字\nChina"), "<p>数字\nChina</p>");
    }
}
