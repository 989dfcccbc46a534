//! A server that may open few files, and a crowd that wants more connections than those.

use std::{
    io::{BufRead, BufReader, Lines},
    net::TcpStream,
    process::{Child, ChildStdout, Command, Stdio},
    time::Duration,
};

use reqwest::{Client, StatusCode, redirect::Policy};

/// Ended with the test, however it ends.
struct Running {
    child: Child,
    /// Held, so that it can say what it likes.
    _said: Lines<BufReader<ChildStdout>>,
    site: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.child.kill().expect("it runs until now");
        self.child.wait().expect("it was started here");
    }
}

fn start(folder: &tempfile::TempDir, descriptors: u32) -> Running {
    let mut child = Command::new("sh")
        .arg("-c")
        .arg(format!(
            r#"ulimit -n {descriptors} && exec "$0" serve --demo"#
        ))
        .arg(env!("CARGO_BIN_EXE_deskbell"))
        .env("DESKBELL_DATA_DIR", folder.path())
        .env("DESKBELL_ADDR", "127.0.0.1:0")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
    let site = said
        .by_ref()
        .map_while(Result::ok)
        .find_map(|line| {
            let at = line.find("http://127.0.0.1:")?;
            line[at..].split_whitespace().next().map(str::to_owned)
        })
        .expect("it says where it is");
    Running {
        child,
        _said: said,
        site,
    }
}

#[tokio::test]
async fn more_connections_than_descriptors_keep_no_agent_out() {
    let folder = tempfile::tempdir().unwrap();
    let mut running = start(&folder, 128);
    let site = running.site.clone();
    let site = site.trim_end_matches('/');
    let address = site.strip_prefix("http://").unwrap();
    let client = Client::builder()
        .cookie_store(true)
        .redirect(Policy::none())
        .build()
        .unwrap();
    let mut crowd = Vec::new();
    for _ in 0..3 {
        for _ in 0..200 {
            crowd.push(TcpStream::connect(address).unwrap());
        }
        let signed_in = tokio::time::timeout(Duration::from_secs(20), async {
            loop {
                let fields = [("email", "ana@demo.example"), ("password", "ring-the-bell")];
                let answer = client
                    .post(format!("{site}/sign-in"))
                    .header("origin", site)
                    .form(&fields)
                    .send()
                    .await;
                match answer.map(|answer| answer.status()) {
                    Ok(StatusCode::SEE_OTHER) => return,
                    // While the crowd comes in, an agent may be told to come back.
                    Ok(StatusCode::SERVICE_UNAVAILABLE) | Err(_) => {
                        assert_eq!(running.child.try_wait().unwrap(), None, "it has ended");
                    }
                    other => panic!("{other:?}"),
                }
            }
        });
        signed_in.await.expect("nobody gets in");
        let stream = client.get(format!("{site}/events")).send().await.unwrap();
        assert_eq!(stream.status(), StatusCode::OK);
        let ready = client.get(format!("{site}/readyz")).send().await.unwrap();
        assert_eq!(ready.status(), StatusCode::OK);
    }
}
