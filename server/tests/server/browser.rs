//! A browser that visits a server: with cookies, without scripts.

use reqwest::{Client, Response, StatusCode};
use serde_json::{Value, json};

use crate::{
    app::{ANA, PASSWORD},
    stream::Stream,
};

/// Keeps cookies and follows no redirect.
pub struct Browser {
    pub client: Client,
    pub site: String,
}

impl Browser {
    pub async fn get(&self, path: &str) -> Response {
        let address = format!("{}{path}", self.site);
        self.client.get(address).send().await.unwrap()
    }

    pub async fn text(&self, path: &str) -> String {
        self.get(path).await.text().await.unwrap()
    }

    /// Posts a form like a page of this site does.
    pub async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        self.client
            .post(format!("{}{path}", self.site))
            .header("origin", &self.site)
            .form(fields)
            .send()
            .await
            .unwrap()
    }

    /// Calls a server function like a page of this site does.
    pub async fn call(&self, function: &str, arguments: Value) -> Response {
        self.client
            .post(format!("{}/api/ui/{function}", self.site))
            .header("sec-fetch-site", "same-origin")
            .json(&arguments)
            .send()
            .await
            .unwrap()
    }

    /// Calls one that is expected to answer.
    pub async fn ask(&self, function: &str, arguments: Value) -> Value {
        let response = self.call(function, arguments).await;
        let status = response.status();
        let text = response.text().await.unwrap();
        assert_eq!(status, StatusCode::OK, "{function}: {text}");
        serde_json::from_str(&text).unwrap()
    }

    /// The desk, as its agent sees it.
    pub async fn view(&self) -> Value {
        self.ask("snapshot", json!({})).await
    }

    pub async fn sign_in_as(&self, email: &str, password: &str) -> Response {
        self.submit("/sign-in", &[("email", email), ("password", password)])
            .await
    }

    pub async fn sign_out(&self) -> Response {
        self.submit("/sign-out", &[]).await
    }

    /// What this browser sends to prove whose it is.
    pub async fn cookie(&self) -> String {
        let response = self.sign_in_as(ANA, PASSWORD).await;
        let cookie = response.headers().get_all("set-cookie").iter();
        let session = cookie
            .filter_map(|value| value.to_str().ok())
            .find(|cookie| {
                cookie.starts_with("deskbell-") && !cookie.starts_with("deskbell-device-")
            })
            .expect("a session cookie");
        session.split(';').next().unwrap().to_owned()
    }

    /// Whether pages take this browser for somebody's.
    pub async fn is_signed_in(&self) -> bool {
        self.get("/profile/notifications").await.status() == StatusCode::OK
    }

    pub async fn open_stream(&self) -> Stream {
        let response = self.get("/events").await;
        assert_eq!(response.status(), StatusCode::OK);
        Stream { response }
    }
}
