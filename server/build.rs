//! Has cargo compile the server again when the site that it embeds was built anew. A debug build
//! reads the site when it runs and need not be told.

fn main() {
    let release = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    println!(
        "cargo::rerun-if-changed={}",
        if release {
            "../target/site"
        } else {
            "build.rs"
        }
    );
}
