//! Somebody who listens: an agent signed in on one device, or a reader of the plain server's stream.

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

use crate::{
    BenchError,
    http::{Connection, request},
};

const PASSWORD: &str = "measured twice, cut once";

#[derive(Clone, Debug)]
pub struct Session {
    server: SocketAddr,
    pass: Pass,
}

/// What opens the stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pass {
    /// The cookies of an agent who has signed in.
    Cookies(String),
    /// The name of a stream of the plain server, which asks nobody who they are.
    Stream(String),
}

impl Session {
    pub fn new(server: SocketAddr, pass: Pass) -> Self {
        Self { server, pass }
    }

    /// Signs an agent in whose password is that of the driver.
    pub async fn begin(server: SocketAddr, email: &str) -> Result<Self, BenchError> {
        let mut connection = Connection::open(server).await?;
        let answer = connection.call(&sign_in_request(server, email)).await?;
        let cookies: Vec<&str> = answer
            .head
            .all("set-cookie")
            .filter_map(|cookie| cookie.split(';').next())
            .collect();
        if answer.head.status != 303 || cookies.is_empty() {
            return Err(BenchError::SignIn(answer.head.status));
        }
        Ok(Self::new(server, Pass::Cookies(cookies.join("; "))))
    }

    pub fn server(&self) -> SocketAddr {
        self.server
    }

    pub fn pass(&self) -> &Pass {
        &self.pass
    }

    /// Goes on after the event with this id, else begins anew.
    pub fn stream_request(&self, last_event: Option<&str>) -> Vec<u8> {
        let mut headers = vec!["Accept: text/event-stream".to_owned()];
        headers.extend(last_event.map(|id| format!("Last-Event-ID: {id}")));
        let path = match &self.pass {
            Pass::Cookies(cookies) => {
                headers.push(format!("Cookie: {cookies}"));
                "/events".to_owned()
            }
            Pass::Stream(stream) => format!("/events/{stream}"),
        };
        let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
        request("GET", &path, self.server, &headers, "")
    }

    /// Says that this device is alive: who doesn't say so is not rung.
    pub fn heartbeat_request(&self) -> Vec<u8> {
        self.page_request("/api/ui/heartbeat", "{}")
    }

    /// Says what became of offers on this device.
    pub fn report_request(&self, body: &str) -> Vec<u8> {
        self.page_request("/api/ui/report", body)
    }

    /// Asks for the desktop, as a browser does.
    pub fn desktop_request(&self) -> Vec<u8> {
        let mut headers = vec![
            "Accept: text/html".to_owned(),
            "Accept-Encoding: gzip, br".to_owned(),
        ];
        headers.extend(self.cookie());
        let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
        request("GET", "/", self.server, &headers, "")
    }

    /// A call as the page makes it.
    fn page_request(&self, path: &str, body: &str) -> Vec<u8> {
        let origin = format!("Origin: http://{}", self.server);
        let cookie = self.cookie();
        let mut headers = vec![
            "Content-Type: application/json",
            "Accept: application/json",
            &origin,
        ];
        headers.extend(cookie.as_deref());
        request("POST", path, self.server, &headers, body)
    }

    fn cookie(&self) -> Option<String> {
        match &self.pass {
            Pass::Cookies(cookies) => Some(format!("Cookie: {cookies}")),
            Pass::Stream(_) => None,
        }
    }
}

/// The password is on standard input.
pub fn add_agent_command<'name>(
    email: &'name str,
    name: &'name str,
    teams: &'name [String],
) -> (Vec<&'name str>, &'static str) {
    let mut arguments = vec!["agent", "add", "--email", email, "--name", name];
    arguments.extend(teams.iter().flat_map(|team| ["--team", team]));
    arguments.push("--password-stdin");
    (arguments, PASSWORD)
}

pub fn sign_in_request(server: SocketAddr, email: &str) -> Vec<u8> {
    let form = format!("email={}&password={}", encoded(email), encoded(PASSWORD));
    let origin = format!("Origin: http://{server}");
    let headers = ["Content-Type: application/x-www-form-urlencoded", &origin];
    request("POST", "/sign-in", server, &headers, &form)
}

/// As a form sends it. Only what these values contain needs care.
fn encoded(text: &str) -> String {
    text.replace('%', "%25")
        .replace('@', "%40")
        .replace(',', "%2C")
        .replace(' ', "+")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_goes_on_after_the_event_that_was_read_last() {
        let server = "127.0.0.1:1".parse().unwrap();
        let session = Session::new(server, Pass::Cookies("a=1".to_owned()));
        let text = |last| String::from_utf8(session.stream_request(last)).unwrap();
        assert!(!text(None).contains("Last-Event-ID"));
        assert!(text(Some("e.7")).contains("Last-Event-ID: e.7\r\nCookie: a=1\r\n"));
    }

    #[test]
    fn a_form_sends_what_was_typed() {
        assert_eq!(encoded("a@b, 1%"), "a%40b%2C+1%25");
    }
}
