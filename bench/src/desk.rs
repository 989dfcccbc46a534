//! The desk that is measured, and who signs in to it.
//!
//! Two teams: one that every request rings, and one that nothing is sent to, for the idle streams.

use std::net::SocketAddr;

use crate::{
    BenchError,
    http::{Connection, request},
    server::Server,
};

/// The server's own limit.
pub const STREAMS_PER_SESSION: usize = 8;
/// Below the server's own limit. More sessions an agent means fewer agents to create.
const SESSIONS_PER_AGENT: usize = 16;

pub const TEAM: &str = "Ringing";
const IDLE_TEAM: &str = "Idle";
const PASSWORD: &str = "measured twice, cut once";

#[derive(Debug)]
pub struct Desk {
    pub api_key: String,
    pub agents: Vec<Session>,
    pub idle: Vec<Session>,
}

/// An agent signed in on one device.
#[derive(Clone, Debug)]
pub struct Session {
    server: SocketAddr,
    cookies: String,
}

impl Desk {
    /// Creates everything with the server's own commands, and signs everybody in.
    pub async fn set_up(
        server: &Server,
        agents: usize,
        streams: usize,
    ) -> Result<Self, BenchError> {
        server.tell(&["desk", "add", "--name", "bench"], "")?;
        server.tell(&["team", "add", "--name", TEAM], "")?;
        server.tell(&["team", "add", "--name", IDLE_TEAM, "--rule", "none"], "")?;
        let rate = "1000000/1000000";
        let api_key = server.tell(&["key", "add", "--name", "bench", "--rate", rate], "")?;

        let mut rung = Vec::with_capacity(agents);
        for number in 0..agents {
            let email = add_agent(server, TEAM, number)?;
            rung.push(Session::begin(server.address(), &email).await?);
        }
        let sessions = streams.div_ceil(STREAMS_PER_SESSION);
        let mut idle = Vec::with_capacity(sessions);
        for number in 0..sessions.div_ceil(SESSIONS_PER_AGENT) {
            let email = add_agent(server, IDLE_TEAM, number)?;
            for _ in 0..SESSIONS_PER_AGENT.min(sessions - idle.len()) {
                idle.push(Session::begin(server.address(), &email).await?);
            }
        }
        Ok(Self {
            api_key,
            agents: rung,
            idle,
        })
    }
}

impl Session {
    async fn begin(server: SocketAddr, email: &str) -> Result<Self, BenchError> {
        let form = format!("email={}&password={}", encoded(email), encoded(PASSWORD));
        let origin = format!("Origin: http://{server}");
        let headers = ["Content-Type: application/x-www-form-urlencoded", &origin];
        let mut connection = Connection::open(server).await?;
        let answer = connection
            .call(&request("POST", "/sign-in", server, &headers, &form))
            .await?;
        let cookies: Vec<&str> = answer
            .head
            .all("set-cookie")
            .filter_map(|cookie| cookie.split(';').next())
            .collect();
        if answer.head.status != 303 || cookies.is_empty() {
            return Err(BenchError::SignIn(answer.head.status));
        }
        Ok(Self {
            server,
            cookies: cookies.join("; "),
        })
    }

    pub fn server(&self) -> SocketAddr {
        self.server
    }

    pub fn stream_request(&self) -> Vec<u8> {
        let cookie = format!("Cookie: {}", self.cookies);
        request(
            "GET",
            "/events",
            self.server,
            &["Accept: text/event-stream", &cookie],
            "",
        )
    }

    /// Says that this device is alive: who doesn't say so is not rung.
    pub fn heartbeat_request(&self) -> Vec<u8> {
        self.page_request("/api/ui/heartbeat", "{}")
    }

    /// Says what became of offers on this device.
    pub fn report_request(&self, body: &str) -> Vec<u8> {
        self.page_request("/api/ui/report", body)
    }

    /// A call as the page makes it.
    fn page_request(&self, path: &str, body: &str) -> Vec<u8> {
        let cookie = format!("Cookie: {}", self.cookies);
        let origin = format!("Origin: http://{}", self.server);
        let headers = [
            "Content-Type: application/json",
            "Accept: application/json",
            &origin,
            &cookie,
        ];
        request("POST", path, self.server, &headers, body)
    }
}

fn add_agent(server: &Server, team: &str, number: usize) -> Result<String, BenchError> {
    let email = format!("{}-{number}@bench.example", team.to_lowercase());
    let name = format!("{team} {number}");
    let arguments = [
        "agent",
        "add",
        "--email",
        &email,
        "--name",
        &name,
        "--team",
        team,
        "--password-stdin",
    ];
    server.tell(&arguments, PASSWORD)?;
    Ok(email)
}

/// As a form sends it. Only what these values contain needs care.
fn encoded(text: &str) -> String {
    text.replace('%', "%25")
        .replace('@', "%40")
        .replace(',', "%2C")
        .replace(' ', "+")
}
