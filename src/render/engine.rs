//! Templates: the engine with the functions and filters that themes may use, and faults that show
//! the template's line.

use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Span;
use crate::output::Fault;
use crate::output::Place;
use crate::render::fault::innermost;
use crate::render::markup;
use crate::render::pages::row::Row;
use crate::render::theme::Theme;
use crate::render::words;

use minijinja::AutoEscape;
use minijinja::Environment;
use minijinja::Error;
use minijinja::ErrorKind;
use minijinja::State;
use minijinja::UndefinedBehavior;
use minijinja::Value;
use minijinja::escape_formatter;
use minijinja::syntax::SyntaxConfig;

use std::collections::BTreeMap;
use std::sync::Arc;

/// Steps that one page may take: a template that never ends is stopped.
const FUEL: u64 = 2_000_000_000;

/// The templates of a theme, ready to render.
pub struct Engine {
    environment: Environment<'static>,
    /// Template name → where it lies.
    paths: BTreeMap<String, (String, FileId)>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("templates", &self.paths).finish_non_exhaustive()
    }
}

impl Engine {
    /// Compiles all templates. `assets` maps files of the theme to their paths in the site.
    ///
    /// # Errors
    /// Every template that has a fault of syntax.
    pub fn new(
        theme: &Theme,
        assets: Arc<BTreeMap<String, String>>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        environment.set_debug(true);
        environment.set_fuel(Some(FUEL));
        if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
            environment.set_syntax(syntax);
        }
        environment.set_auto_escape_callback(|name| {
            if name.ends_with(".html") { AutoEscape::Html } else { AutoEscape::None }
        });
        environment.set_formatter(|out, state, value| match value.as_str() {
            Some(text) if !value.is_safe() && matches!(state.auto_escape(), AutoEscape::Html) => {
                // The engine's own escaping makes five characters of every `/`.
                out.write_str(&markup::escape(text)).map_err(Error::from)
            }
            _ => match value.downcast_object_ref::<Row>() {
                Some(row) => out.write_str(&row.html()).map_err(Error::from),
                None => escape_formatter(out, state, value),
            },
        });
        words::add(&mut environment, &theme.strings);
        environment.add_function("asset", move |state: &State<'_, '_>, name: &str| {
            asset(state, &assets, name)
        });
        let mut engine = Self { environment, paths: BTreeMap::new() };
        engine.add_templates(theme)?;
        Ok(engine)
    }

    fn add_templates(&mut self, theme: &Theme) -> Result<(), Vec<Diagnostic>> {
        let mut faults = Vec::new();
        for (path, text) in &theme.texts {
            let name = path.strip_prefix("templates/").unwrap_or(path);
            if name == path && !path.ends_with(".jinja") {
                continue;
            }
            self.paths.insert(name.to_owned(), (text.path.clone(), text.file));
            let added = self.environment.add_template_owned(name.to_owned(), text.text.to_string());
            if let Err(error) = added {
                let range = error.range().unwrap_or(0..0);
                let finding = Diagnostic::error("template-syntax", detail(&error));
                faults.push(finding.at(Span::new(text.file, range)));
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// Renders a template for a page.
    ///
    /// # Errors
    /// A fault of the template, with its name, the line and the line itself.
    pub fn render(&self, template: &str, page: &str, context: Value) -> Result<String, Fault> {
        let rendered = self.environment.get_template(template).and_then(|t| t.render(context));
        rendered.map_err(|error| {
            let inner = innermost(&error);
            Fault { page: page.to_owned(), message: self.describe(inner), place: self.place(inner) }
        })
    }

    /// Where in a template a fault arose: the words, else the whole line.
    fn place(&self, error: &Error) -> Option<Place> {
        let (_, file) = self.paths.get(error.name()?)?;
        let range = error.range().or_else(|| {
            let text = error.template_source()?;
            let before = error.line()?.checked_sub(1)?;
            let start: usize = text.split_inclusive('\n').take(before).map(str::len).sum();
            Some(start..start + text.lines().nth(before)?.len())
        })?;
        let number = |at: usize| u32::try_from(at).ok();
        Some(Place { file: file.0, start: number(range.start)?, end: number(range.end)? })
    }

    /// What went wrong, with the template and its line.
    fn describe(&self, inner: &Error) -> String {
        let mut message = detail(inner);
        if let (Some(name), Some(line)) = (inner.name(), inner.line()) {
            let path = self.paths.get(name).map_or(name, |(path, _)| path.as_str());
            message = format!("{message}\n --> {path}:{line}");
            let text = inner.template_source().and_then(|text| text.lines().nth(line - 1));
            if let Some(text) = text {
                message = format!("{message}\n{line} | {text}");
            }
        }
        message
    }
}

fn detail(error: &Error) -> String {
    match error.detail() {
        Some(detail) => format!("{}: {detail}", error.kind()),
        None => error.kind().to_string(),
    }
}

fn asset(
    state: &State<'_, '_>,
    assets: &BTreeMap<String, String>,
    name: &str,
) -> Result<String, Error> {
    let Some(path) = assets.get(name) else {
        let message = format!("`theme.toml` does not list the file `{name}`");
        return Err(Error::new(ErrorKind::InvalidOperation, message));
    };
    let page = state.lookup("page").filter(|page| !page.is_undefined());
    let root = page.map(|page| page.get_attr("root")).transpose()?;
    Ok(format!("{}{path}", root.map(|root| root.to_string()).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;
    use crate::render::theme::Strings;
    use crate::render::theme::Text;
    use minijinja::context;

    fn engine(templates: &[(&str, &str)]) -> Result<Engine, Vec<Diagnostic>> {
        let mut theme = Theme::default();
        for (name, text) in templates {
            let path = format!("themes/default/templates/{name}");
            let text = Text { file: FileId(0), path, text: Arc::from(*text) };
            theme.texts.insert(format!("templates/{name}"), text);
        }
        for (lang, word) in [("en", "{n} rows & more"), ("zh-Hans", "{n}行")] {
            let words = Strings::from([("rows".to_owned(), word.to_owned())]);
            theme.strings.push((Lang::new(lang).unwrap(), words));
        }
        Engine::new(&theme, Arc::default())
    }

    fn render(template: &str) -> Result<String, String> {
        let engine = engine(&[("a.html", template)]).unwrap();
        let words = vec![
            context! { lang => "en", text => "a<b" },
            context! { lang => "zh-Hans", text => "甲" },
        ];
        engine.render("a.html", "p", context! { words }).map_err(|fault| fault.message)
    }

    #[test]
    fn words_come_in_all_languages_of_the_interface() {
        assert_eq!(
            render("{{ t('rows', n=2) }}").unwrap(),
            "<span class=\"ui\" lang=\"en\">2 rows &amp; more</span> \
             <span class=\"ui\" lang=\"zh-Hans\">2行</span>"
        );
        assert_eq!(render("{{ t_in('zh-Hans', 'rows', n=2) }}").unwrap(), "2行");
        assert_eq!(render("{{ t_all('rows', n=2) }}").unwrap(), "2 rows &amp; more · 2行");
        assert_eq!(render("{{ has_t('rows') }} {{ has_t('row') }}").unwrap(), "True False");
        assert!(render("{{ words | words }}").unwrap().contains("lang=\"en\">a&lt;b</span>"));
        assert_eq!(render("{{ words | words_in('zh-Hans') }}").unwrap(), "甲");
    }

    #[test]
    fn words_in_one_language_alone_are_shown_in_every_view() {
        assert_eq!(render("{{ words[:1] | words }}").unwrap(), "<span lang=\"en\">a&lt;b</span>");
    }

    #[test]
    fn filters_refuse_what_is_not_there() {
        for template in ["{{ x.titel | words }}", "{{ titel | prose }}", "{{ titel | words_all }}"]
        {
            let template = template.replace("x.", "words.");
            assert!(render(&template).unwrap_err().starts_with("undefined value"), "{template}");
        }
    }

    #[test]
    fn a_fault_names_the_template_and_shows_its_line() {
        assert_eq!(
            render("<p>\n{{ words.titel }}").unwrap_err(),
            "undefined value: `words.titel` is undefined\n \
             --> themes/default/templates/a.html:2\n2 | {{ words.titel }}"
        );
        let unknown = render("{{ t('row') }}").unwrap_err();
        assert!(unknown.starts_with(
            "invalid operation: there is no word of the user interface for `row`, did you mean `rows`?"
        ));
    }

    #[test]
    fn text_is_escaped_and_addresses_stay_short() {
        assert_eq!(
            render("{{ '../a/b?c&d' }} {{ \"<'>\" }} {{ 1 }}").unwrap(),
            "../a/b?c&amp;d &lt;&#39;&gt; 1"
        );
        assert_eq!(render("{{ '<b>' | safe }}").unwrap(), "<b>");
    }

    #[test]
    fn a_missing_field_may_be_asked_for() {
        assert_eq!(render("{% if words.titel %}x{% endif %}ok").unwrap(), "ok");
    }

    #[test]
    fn faults_of_syntax_are_all_reported_at_their_place() {
        let faults = engine(&[("a.html", "字{% if %}"), ("b.html", "{{ x"), ("c.html", "")]);
        let faults = faults.unwrap_err();
        assert_eq!(faults.len(), 2);
        assert!(faults[0].primary.unwrap().start >= 3, "{faults:?}");
    }
}
