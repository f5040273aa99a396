//! Makes a page a page of the preview: its script and style in the head, allowed by its policy.

use std::ops::Range;

/// What comes before the policy that a page sets itself.
const POLICY: &str = "http-equiv=\"Content-Security-Policy\" content=\"";

/// Adds tags to the head of a page. What is not UTF-8 is left as it is.
#[must_use]
pub fn into(page: Vec<u8>, tags: &str) -> Vec<u8> {
    let text = match String::from_utf8(page) {
        Ok(text) => text,
        Err(error) => return error.into_bytes(),
    };
    let at = text.find("</head>").unwrap_or(text.len());
    let mut out = String::with_capacity(text.len() + tags.len() + 64);
    match policy(&text[..at]) {
        Some(range) => {
            out.push_str(&text[..range.start]);
            out.push_str(&allowing(&text[range.clone()]));
            out.push_str(&text[range.end..at]);
        }
        None => out.push_str(&text[..at]),
    }
    out.push_str(tags);
    out.push('\n');
    out.push_str(&text[at..]);
    out.into_bytes()
}

fn policy(head: &str) -> Option<Range<usize>> {
    let start = head.find(POLICY)? + POLICY.len();
    let length = head[start..].find('"')?;
    Some(start..start + length)
}

/// A policy that allows the preview's own files besides what it allows already.
fn allowing(policy: &str) -> String {
    let quote = ["&#39;", "&apos;"].into_iter().find(|q| policy.contains(q)).unwrap_or("'");
    let (own, none) = (format!("{quote}self{quote}"), format!("{quote}none{quote}"));
    // An escaped quote holds a semicolon, which is not the end of a directive.
    let plain = policy.replace(quote, "'");
    let mut directives: Vec<String> = plain.split(';').map(|part| part.trim().to_owned()).collect();
    directives.retain(|part| !part.is_empty());
    for name in ["script-src", "style-src", "connect-src"] {
        let found = directives.iter_mut().find(|part| part.split(' ').next() == Some(name));
        match found {
            Some(part) if part.split(' ').any(|word| word == "'self'") => {}
            Some(part) => *part = format!("{} 'self'", part.replace(" 'none'", "")),
            None => directives.push(format!("{name} 'self'")),
        }
    }
    let plain = directives.join("; ");
    plain.replace("'self'", &own).replace("'none'", &none).replace('\'', quote)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn injected(page: &str) -> String {
        String::from_utf8(into(page.into(), "<x>")).unwrap()
    }

    #[test]
    fn tags_stand_at_the_end_of_the_head_or_of_the_page() {
        assert_eq!(injected("<head>a</head>b"), "<head>a<x>\n</head>b");
        assert_eq!(injected("text"), "text<x>\n");
        assert_eq!(into(vec![0xff], "<x>"), [0xff]);
    }

    #[test]
    fn the_policy_allows_the_preview_s_files_and_nothing_more() {
        let page = |csp: &str| format!("<meta {POLICY}{csp}\"></head>");
        let own = "default-src 'none'; script-src 'self' 'sha256-a'; style-src 'self'; connect-src 'self'";
        assert!(injected(&page(own)).contains(own));
        let strict =
            "default-src &#39;none&#39;; script-src &#39;none&#39;; style-src &#39;sha256-a&#39;";
        let allowed = "default-src &#39;none&#39;; script-src &#39;self&#39;; style-src &#39;sha256-a&#39; &#39;self&#39;; connect-src &#39;self&#39;\"";
        assert!(injected(&page(strict)).contains(allowed), "{}", injected(&page(strict)));
    }
}
