//! Who may ask: only a browser that was sent to this preview by its own address, never a page of another site.
//!
//! A page anywhere on the web can send requests to this machine, and by a name of its own that points here (DNS rebinding)
//! could read the answers. So the name must be one of ours, and a request that another site caused is refused.

use hyper::Request;
use hyper::header::{HOST, HeaderMap, HeaderName, ORIGIN};
use std::net::IpAddr;

/// The names under which the preview answers.
#[derive(Debug, Clone)]
pub(super) struct Gate {
    /// The name given by `--host`, if any.
    pub(super) host: Option<String>,
    /// Whether the preview is open to other machines: then it answers under any address of this one.
    pub(super) is_open: bool,
    pub(super) port: u16,
}

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// It was meant for another name.
    Host,
    /// A page of another site sent it.
    Origin,
}

const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
const DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");

impl Gate {
    /// Judges the head of `request`.
    ///
    /// # Errors
    /// Gives the reason if it is refused.
    pub(super) fn admit<B>(&self, request: &Request<B>) -> Result<(), Refused> {
        let headers = request.headers();
        let mut hosts = headers.get_all(HOST).iter();
        let host = hosts.next().and_then(|host| host.to_str().ok()).ok_or(Refused::Host)?;
        let authority = request.uri().authority().map_or(host, |authority| authority.as_str());
        if hosts.next().is_some() || !self.is_ours(host) || !self.is_ours(authority) {
            return Err(Refused::Host);
        }
        for origin in headers.get_all(ORIGIN) {
            let host = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://"));
            if !host.is_some_and(|host| self.is_ours(host)) {
                return Err(Refused::Origin);
            }
        }
        if is_sent_by_another_site(headers) { Err(Refused::Origin) } else { Ok(()) }
    }

    /// Whether `authority`, a name with or without a port, is the preview's.
    fn is_ours(&self, authority: &str) -> bool {
        let (name, port) = match authority.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()),
            _ => (authority, Some(80)),
        };
        port == Some(self.port) && self.is_our_name(&name.to_ascii_lowercase())
    }

    fn is_our_name(&self, name: &str) -> bool {
        let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        matches!(name, "localhost" | "127.0.0.1" | "[::1]")
            || self.host.as_deref().is_some_and(|host| host.eq_ignore_ascii_case(bare))
            // An address cannot be made to point elsewhere, as a name can.
            || (self.is_open && bare.parse::<IpAddr>().is_ok())
    }
}

/// Whether a page of another site caused the request. Following a link from there to here is no harm: that page does not see
/// what is answered.
fn is_sent_by_another_site(headers: &HeaderMap) -> bool {
    let says = |name: &HeaderName, value: &str| headers.get(name).is_some_and(|header| header == value);
    let is_foreign = headers.contains_key(&SITE) && !says(&SITE, "same-origin") && !says(&SITE, "none");
    is_foreign && !(says(&MODE, "navigate") && says(&DEST, "document"))
}

#[cfg(test)]
mod tests {
    use super::{Gate, Refused};
    use hyper::Request;

    fn admit(gate: &Gate, headers: &[(&str, &str)]) -> Result<(), Refused> {
        let mut request = Request::builder().uri("/");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        gate.admit(&request.body(()).unwrap())
    }

    #[test]
    fn only_this_machine_s_names_with_the_right_port_are_admitted() {
        let gate = Gate { host: None, is_open: false, port: 8000 };
        for host in ["localhost:8000", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]:8000"] {
            assert_eq!(admit(&gate, &[("host", host)]), Ok(()), "{host}");
        }
        for host in [
            "example.org:8000",
            "localhost",
            "localhost:80",
            "127.0.0.1:8001",
            "192.168.1.2:8000",
            "localhost.evil.org:8000",
            "evil.org@localhost:8000",
            "[::1]",
            "",
            ":8000",
            "localhost:8000:8000",
        ] {
            assert_eq!(admit(&gate, &[("host", host)]), Err(Refused::Host), "{host}");
        }
        assert_eq!(admit(&gate, &[]), Err(Refused::Host));
        assert_eq!(
            admit(&gate, &[("host", "localhost:8000"), ("host", "localhost:8000")]),
            Err(Refused::Host)
        );
    }

    #[test]
    fn an_open_preview_answers_under_its_name_and_any_address_but_no_other_name() {
        let gate = Gate { host: Some("office-pc.lan".to_owned()), is_open: true, port: 80 };
        for host in ["office-pc.lan", "192.168.1.2", "192.168.1.2:80", "[fe80::1]"] {
            assert_eq!(admit(&gate, &[("host", host)]), Ok(()), "{host}");
        }
        assert_eq!(admit(&gate, &[("host", "evil.org")]), Err(Refused::Host));
    }

    #[test]
    fn what_another_site_sends_is_refused_and_a_link_from_there_followed() {
        let gate = Gate { host: None, is_open: false, port: 8000 };
        let host = ("host", "127.0.0.1:8000");
        for origin in [
            "https://evil.org",
            "null",
            "https://127.0.0.1:8000",
            "http://127.0.0.1:8001",
            "http://evil.org:8000",
        ] {
            assert_eq!(admit(&gate, &[host, ("origin", origin)]), Err(Refused::Origin), "{origin}");
        }
        assert_eq!(admit(&gate, &[host, ("origin", "http://127.0.0.1:8000")]), Ok(()));
        for site in ["cross-site", "same-site", "nonsense"] {
            assert_eq!(admit(&gate, &[host, ("sec-fetch-site", site)]), Err(Refused::Origin), "{site}");
            let frame = [
                host,
                ("sec-fetch-site", site),
                ("sec-fetch-mode", "navigate"),
                ("sec-fetch-dest", "iframe"),
            ];
            assert_eq!(admit(&gate, &frame), Err(Refused::Origin), "{site}");
            let link = [
                host,
                ("sec-fetch-site", site),
                ("sec-fetch-mode", "navigate"),
                ("sec-fetch-dest", "document"),
            ];
            assert_eq!(admit(&gate, &link), Ok(()), "{site}");
        }
        for site in ["same-origin", "none"] {
            assert_eq!(admit(&gate, &[host, ("sec-fetch-site", site)]), Ok(()), "{site}");
        }
    }
}
