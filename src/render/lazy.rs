//! Lists that are made when a template asks for them: many pages have more to tell of a thing than
//! their template shows.

use minijinja::Value;
use minijinja::value::Enumerator;
use minijinja::value::Object;
use minijinja::value::ObjectRepr;

use std::fmt;
use std::sync::Arc;
use std::sync::OnceLock;

/// A list that is made once, when it is first looked at.
struct Lazy {
    make: Box<dyn Fn() -> Value + Send + Sync>,
    made: OnceLock<Value>,
}

impl fmt::Debug for Lazy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lazy").field("made", &self.made).finish_non_exhaustive()
    }
}

/// A list as a value for templates; `make` gives a list.
pub fn list(make: impl Fn() -> Value + Send + Sync + 'static) -> Value {
    Value::from_object(Lazy { make: Box::new(make), made: OnceLock::new() })
}

impl Lazy {
    fn made(&self) -> &Value {
        self.made.get_or_init(|| (self.make)())
    }
}

impl Object for Lazy {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.made().get_item(key).ok().filter(|value| !value.is_undefined())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Seq(self.made().len().unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use minijinja::Environment;
    use minijinja::context;

    use std::sync::atomic::AtomicUsize;
    use std::sync::atomic::Ordering;

    #[test]
    fn a_list_is_made_once_and_only_if_it_is_looked_at() {
        let count = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&count);
        let make = move || {
            counted.fetch_add(1, Ordering::Relaxed);
            Value::from(vec![1, 2])
        };
        let environment = Environment::new();
        let render = |template: &str, list: &Value| {
            environment.render_str(template, context! { list }).unwrap()
        };
        let value = list(make);
        assert_eq!(render("nothing", &value), "nothing");
        assert_eq!(count.load(Ordering::Relaxed), 0);
        let template = "{% if list %}{{ list | length }}: {% for x in list %}{{ x }}{% endfor %}{{ list[0] }}{% endif %}";
        assert_eq!(render(template, &value), "2: 121");
        assert_eq!(count.load(Ordering::Relaxed), 1);
        assert_eq!(
            render("{% if not list %}empty{% endif %}", &list(|| Value::from(Vec::<i32>::new()))),
            "empty"
        );
    }
}
