//! The program as it is started: its environment, its mask, its exit codes.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, Read, Write},
    net::TcpStream,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Output, Stdio},
};

/// With nothing of ours in the environment but what is given.
fn deskbell(folder: &Path, variables: &[(&str, &str)], arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_deskbell"))
        .env_clear()
        .env("DESKBELL_DATA_DIR", folder)
        .envs(variables.iter().copied())
        .args(arguments)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    let parts = [&output.stdout, &output.stderr].map(|part| String::from_utf8_lossy(part));
    parts.concat()
}

#[test]
fn a_service_of_our_name_in_kubernetes_stops_no_command() {
    let folder = tempfile::tempdir().unwrap();
    let variables = [
        ("DESKBELL_SERVICE_HOST", "10.96.0.7"),
        ("DESKBELL_SERVICE_PORT", "3000"),
        ("DESKBELL_PORT", "tcp://10.96.0.7:3000"),
        ("DESKBELL_PORT_3000_TCP_PROTO", "tcp"),
    ];
    let done = deskbell(folder.path(), &variables, &["migrate"]);
    assert!(done.status.success(), "{}", said(&done));
    let told = String::from_utf8_lossy(&done.stderr);
    assert_eq!(told.matches("service discovery").count(), 1, "{told}");
    assert!(told.contains("DESKBELL_SERVICE_HOST"), "{told}");

    let unknown = [("DESKBELL_ADR", "127.0.0.1:1")];
    let refused = deskbell(folder.path(), &unknown, &["migrate"]);
    assert!(!refused.status.success());
    assert!(
        said(&refused).contains("DESKBELL_ADR"),
        "{}",
        said(&refused)
    );
}

#[test]
fn empty_variables_are_as_good_as_none() {
    let folder = tempfile::tempdir().unwrap();
    let names = [
        "DESKBELL_ADDR",
        "DESKBELL_METRICS_ADDR",
        "DESKBELL_API_RATE",
        "DESKBELL_SESSION_LIFETIME",
        "DESKBELL_TRACE_DAYS",
        "DESKBELL_LOG",
        "DESKBELL_PUBLIC_URL",
        "DESKBELL_TRUSTED_PROXIES",
        "DESKBELL_DATABASE_URL",
        "DESKBELL_DATABASE_URL_FILE",
        "DESKBELL_DEMO_API_KEY",
        "DESKBELL_DEMO_API_KEY_FILE",
        "DESKBELL_TEST_PUSH_TO_LOOPBACK",
    ];
    let variables = names.map(|name| (name, ""));
    let done = deskbell(folder.path(), &variables, &["migrate"]);
    assert!(done.status.success(), "{}", said(&done));
    assert!(folder.path().join("deskbell.sqlite").exists());
}

#[test]
fn what_is_wrong_is_named_with_what_is_allowed() {
    let folder = tempfile::tempdir().unwrap();
    for (name, value, expected) in [
        ("DESKBELL_ADDR", "localhost", "localhost:3000"),
        ("DESKBELL_TRUSTED_PROXIES", "proxy.example", "10.0.0.0/8"),
        ("DESKBELL_LOG", "warning", "warn"),
        ("DESKBELL_LOG", "info,server=loud", "debug"),
    ] {
        let refused = deskbell(folder.path(), &[(name, value)], &["migrate"]);
        assert!(!refused.status.success());
        let text = said(&refused);
        assert!(text.contains(value) && text.contains(expected), "{text}");
    }
}

/// A zone alone would close the team on every day.
#[test]
fn hours_without_any_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let zone = [
        "team",
        "hours",
        "--team",
        "Sales",
        "--zone",
        "Europe/Madrid",
    ];
    let refused = deskbell(folder.path(), &[], &zone);
    assert!(!refused.status.success());
    assert!(said(&refused).contains("--open"), "{}", said(&refused));
}

#[test]
fn whatever_it_makes_is_for_its_user_alone() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("made/by/it");
    let done = deskbell(&data, &[], &["migrate"]);
    assert!(done.status.success(), "{}", said(&done));
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder.path().join("made")), 0o700);
    for entry in fs::read_dir(&data).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path) & 0o077, 0, "{}", path.display());
    }
}

#[test]
fn an_emptied_database_is_said_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("deskbell.sqlite");
    fs::write(&database, "").unwrap();
    let refused = deskbell(folder.path(), &[], &["migrate"]);
    assert!(!refused.status.success());
    assert!(said(&refused).contains("is empty"), "{}", said(&refused));
    assert_eq!(fs::metadata(&database).unwrap().len(), 0);
}

/// As under `deskbell openapi | head -1`.
#[test]
fn a_reader_that_has_left_is_no_fault_of_a_command() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [["openapi"], ["migrate"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_deskbell"))
            .env_clear()
            .env("DESKBELL_DATA_DIR", folder.path())
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let done = child.wait_with_output().unwrap();
        assert!(done.status.success(), "{}", said(&done));
        assert_eq!(said(&done), "");
    }
}

#[test]
fn what_cannot_be_written_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_deskbell"))
        .env_clear()
        .env("DESKBELL_DATA_DIR", folder.path())
        .arg("openapi")
        .stdout(File::options().write(true).open("/dev/full").unwrap())
        .output()
        .unwrap();
    assert!(!done.status.success());
    assert!(said(&done).contains("can't be written"), "{}", said(&done));
}

#[test]
fn readers_that_have_left_end_no_server() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_deskbell"))
        .env_clear()
        .env("DESKBELL_DATA_DIR", folder.path())
        .env("DESKBELL_ADDR", "127.0.0.1:0")
        .args(["serve", "--demo"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let log = BufReader::new(child.stderr.take().unwrap());
    let address = log
        .lines()
        .map_while(Result::ok)
        .find_map(|line| Some(line.split_once("addr=")?.1.to_owned()));
    // From here on its log goes nowhere either.
    let answers = address.is_some_and(|address| (0..2).all(|_| is_ready(&address)));
    let alive = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(answers && alive);
}

fn is_ready(address: &str) -> bool {
    let asked = || -> io::Result<String> {
        let mut connection = TcpStream::connect(address)?;
        write!(
            connection,
            "GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
        )?;
        let mut answer = String::new();
        connection.read_to_string(&mut answer)?;
        Ok(answer)
    };
    asked().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200 "))
}
