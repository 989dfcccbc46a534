//! A server that its system gives little: few files, short ones, no log.

use std::{
    fs::File,
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

/// `limit`: a command of the shell before it. `log`: where its log goes.
fn start(folder: &tempfile::TempDir, limit: &str, log: Stdio) -> Running {
    let mut child = Command::new("sh")
        .arg("-c")
        .arg(format!(r#"{limit} && exec "$0" serve --demo"#))
        .arg(env!("CARGO_BIN_EXE_deskbell"))
        .env("DESKBELL_DATA_DIR", folder.path())
        .env("DESKBELL_ADDR", "127.0.0.1:0")
        .stdout(Stdio::piped())
        .stderr(log)
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
    let mut running = start(&folder, "ulimit -n 128", Stdio::inherit());
    let site = running.site.clone();
    let site = site.trim_end_matches('/');
    let address = site.strip_prefix("http://").unwrap();
    let client = browser();
    let mut crowd = Vec::new();
    for _ in 0..3 {
        for _ in 0..200 {
            crowd.push(TcpStream::connect(address).unwrap());
        }
        let signed_in = tokio::time::timeout(Duration::from_secs(20), async {
            loop {
                match sign_in(&client, site, "ring-the-bell").await {
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

/// A full disk is mostly also that of the log.
#[tokio::test]
async fn a_log_that_takes_nothing_ends_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let full = File::options().write(true).open("/dev/full").unwrap();
    let mut running = start(&folder, "true", full.into());
    let site = running.site.clone();
    let site = site.trim_end_matches('/');
    let client = browser();
    // Both are told in the log.
    let refused = sign_in(&client, site, "wrong").await.unwrap();
    assert_eq!(refused, StatusCode::UNPROCESSABLE_ENTITY);
    let signed_in = sign_in(&client, site, "ring-the-bell").await.unwrap();
    assert_eq!(signed_in, StatusCode::SEE_OTHER);
    assert_eq!(running.child.try_wait().unwrap(), None);
}

/// The database's log can't have its full length then.
#[tokio::test]
async fn files_that_may_not_be_long_end_no_server() {
    let folder = tempfile::tempdir().unwrap();
    let running = start(&folder, "ulimit -f 8192", Stdio::null());
    let site = running.site.trim_end_matches('/');
    let signed_in = sign_in(&browser(), site, "ring-the-bell").await.unwrap();
    assert_eq!(signed_in, StatusCode::SEE_OTHER);
}

fn browser() -> Client {
    Client::builder()
        .cookie_store(true)
        .redirect(Policy::none())
        .build()
        .unwrap()
}

async fn sign_in(client: &Client, site: &str, password: &str) -> reqwest::Result<StatusCode> {
    let answer = client
        .post(format!("{site}/sign-in"))
        .header("origin", site)
        .form(&[("email", "ana@demo.example"), ("password", password)])
        .send()
        .await?;
    Ok(answer.status())
}
