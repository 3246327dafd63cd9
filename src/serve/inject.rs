//! Turns a page as it would be published into one that follows its file: adds the preview's script and lets it ask.
//!
//! The only difference between the preview's pages and the published ones is made here.

/// Where the preview's own files are; no page of a hall can be there, because no page name begins with an underscore.
pub(super) const OWN: &str = "/__zhanguan/";

const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";

/// `html` with the script that keeps it up to date; `hash` tells the script which state of the page it has before it.
pub(super) fn followed(html: &[u8], hash: &str) -> Vec<u8> {
    let Ok(html) = std::str::from_utf8(html) else { return html.to_vec() };
    let head_end = html.find("</head>").unwrap_or(0);
    let (head, rest) = html.split_at(head_end);
    let head = allow_questions(head);
    format!("{head}<script src=\"{OWN}live.js\" data-page=\"{hash}\" defer></script>\n{rest}").into_bytes()
}

/// Links of a page made for the root of the site, written so that they hold at any depth: the page for what is not there is
/// shown at every address.
pub(super) fn rooted(html: &[u8]) -> Vec<u8> {
    let Ok(html) = std::str::from_utf8(html) else { return html.to_vec() };
    let mut out = String::with_capacity(html.len() + 256);
    let mut rest = html;
    while let Some(at) =
        [" href=\"", " src=\""].iter().filter_map(|name| Some(rest.find(name)? + name.len())).min()
    {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let target = rest.split('"').next().unwrap_or_default();
        let is_relative = !target.starts_with(['/', '#']) && !target.contains(':');
        if is_relative {
            out.push('/');
        }
    }
    out.push_str(rest);
    out.into_bytes()
}

/// `head` with a policy that lets the page ask the preview for news, and nobody else. A page without a policy stays as it is.
fn allow_questions(head: &str) -> String {
    let Some(start) = head.find(POLICY).map(|at| at + POLICY.len()) else { return head.to_owned() };
    let Some(length) = head[start..].find('"') else { return head.to_owned() };
    let (before, rest) = head.split_at(start);
    let (policy, after) = rest.split_at(length);
    let mut rules: Vec<String> = policy.split(';').map(|rule| rule.trim().to_owned()).collect();
    rules.retain(|rule| !rule.is_empty());
    let may_connect = |rule: &&mut String| rule.split_whitespace().next() == Some("connect-src");
    match rules.iter_mut().find(may_connect) {
        Some(rule) if rule.split_whitespace().any(|source| source == "'self'") => {}
        Some(rule) if rule.ends_with("'none'") => *rule = "connect-src 'self'".to_owned(),
        Some(rule) => rule.push_str(" 'self'"),
        None => rules.push("connect-src 'self'".to_owned()),
    }
    format!("{before}{}{after}", rules.join("; "))
}

#[cfg(test)]
mod tests {
    use super::{allow_questions, followed, rooted};

    fn policy(rules: &str) -> String {
        allow_questions(&format!(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"{rules}\"><meta name=\"x\" content=\"y\">"
        ))
    }

    #[test]
    fn the_policy_lets_the_page_ask_its_own_host_and_is_otherwise_as_it_was() {
        for (rules, expected) in [
            (
                "default-src 'none'; script-src 'self'",
                "default-src 'none'; script-src 'self'; connect-src 'self'",
            ),
            (
                "default-src 'none'; connect-src 'self'; img-src 'self'",
                "default-src 'none'; connect-src 'self'; img-src 'self'",
            ),
            ("connect-src 'none'", "connect-src 'self'"),
            ("connect-src https://example.org;", "connect-src https://example.org 'self'"),
        ] {
            assert!(
                policy(rules).contains(&format!("content=\"{expected}\"><meta name=\"x\" content=\"y\">")),
                "{}",
                policy(rules)
            );
        }
        assert_eq!(
            allow_questions("<head><title>Content-Security-Policy"),
            "<head><title>Content-Security-Policy"
        );
    }

    #[test]
    fn the_script_stands_once_at_the_end_of_the_head() {
        let page = followed("<head><title>茶</title></head><body></head></body>".as_bytes(), "ab12");
        let page = String::from_utf8(page).unwrap();
        assert_eq!(page.matches("live.js").count(), 1);
        assert!(page.contains(
            "</title><script src=\"/__zhanguan/live.js\" data-page=\"ab12\" defer></script>\n</head><body>"
        ));
    }

    #[test]
    fn relative_links_are_written_from_the_root_and_others_left() {
        let page = "<a href=\"cases/a.html\"><a href=\"#main\"><a href=\"https://example.org/\"><img src=\"media/a.png\"><a href=\"/x\">";
        let expected = "<a href=\"/cases/a.html\"><a href=\"#main\"><a href=\"https://example.org/\"><img src=\"/media/a.png\"><a href=\"/x\">";
        assert_eq!(String::from_utf8(rooted(page.as_bytes())).unwrap(), expected);
    }
}
