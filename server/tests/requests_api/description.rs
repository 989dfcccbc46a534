//! The description of the interface is that of the code.

use server::api::description::openapi;

use crate::{bodies::json_of, interface::Interface};

#[tokio::test]
async fn the_description_is_served_to_everybody() {
    let interface = Interface::start().await;
    let answer = interface
        .http
        .get(format!("{}/openapi.json", interface.address))
        .send()
        .await
        .unwrap();
    let description = json_of(answer).await;
    assert_eq!(description, serde_json::to_value(openapi()).unwrap());
}

#[test]
fn the_description_in_the_docs_is_the_one_of_the_code() {
    let path = "../docs/openapi.json";
    let documented = std::fs::read_to_string(path).unwrap_or_default();
    let actual = openapi().to_pretty_json().unwrap();
    assert!(
        documented.trim_end() == actual,
        "the REST interface has changed: `cargo run -p server -- openapi > docs/openapi.json`, read the \
         difference, and write it into CHANGELOG.md"
    );
}
