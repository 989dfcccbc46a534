//! Nine o'clock: everybody signs in at once, and offers go on.

use std::{collections::BTreeMap, num::NonZeroU32, time::Duration};

use tokio::{task::JoinSet, time::sleep};

use super::{
    latency::{Heard, hear},
    prepared::crowd_email,
    row::{Row, Verdict, both},
    side::Side,
    stage::Stage,
};
use crate::{
    BenchError, clock, figures::readable, http::Connection, load::Plan, session::sign_in_request,
};

/// Requests a second meanwhile.
const RATE: NonZeroU32 = NonZeroU32::new(200).expect("it is not zero");
/// The slowest offer may be so much later than without.
const LATER: Duration = Duration::from_millis(5);
/// Of passwords that one core checks at least; requests go on until all have had their turn.
const A_SECOND: usize = 40;

/// What became of the sign-ins.
#[derive(Debug)]
struct SignedIn {
    answers: BTreeMap<String, u32>,
    took: Duration,
}

pub async fn measure(stage: &Stage<'_>) -> Result<Vec<Row>, BenchError> {
    let people = stage.options().compare.sign_ins;
    let seconds = u32::try_from(people / A_SECOND + 5).unwrap_or(u32::MAX);
    let plan = Plan {
        rate: RATE,
        seconds: NonZeroU32::MIN.saturating_add(seconds - 1),
        ..Plan::from(stage.options())
    };
    let side = stage.deskbell().await?;
    let without = hear(&side, 0, plan).await?;
    let (with, signed_in) = tokio::join!(hear(&side, 1, plan), async {
        sleep(Duration::from_secs(u64::from(plan.warm_up) + 1)).await;
        sign_in_at_once(&side, people).await
    });
    Ok(vec![row(people, &without, &with?, &signed_in?)])
}

async fn sign_in_at_once(side: &Side, people: usize) -> Result<SignedIn, BenchError> {
    let server = side.door().server();
    let begun = clock::now();
    let mut all = JoinSet::new();
    for number in 0..people {
        let call = sign_in_request(server, &crowd_email(number));
        all.spawn(async move {
            let mut connection = Connection::open(server).await?;
            connection.call(&call).await
        });
    }
    let mut answers: BTreeMap<String, u32> = BTreeMap::new();
    while let Some(answer) = all.join_next().await {
        let answer = match answer? {
            Ok(answer) => format!("answered {}", answer.head.status),
            Err(error) => error.to_string(),
        };
        *answers.entry(answer).or_default() += 1;
    }
    Ok(SignedIn {
        answers,
        took: clock::now() - begun,
    })
}

fn row(people: usize, without: &Heard, with: &Heard, signed_in: &SignedIn) -> Row {
    let (before, after) = (without.to_event, with.to_event);
    let later = after.max.saturating_sub(before.max);
    let answers: Vec<_> = signed_in
        .answers
        .iter()
        .map(|(answer, times)| format!("{times} {answer}"))
        .collect();
    let told = |name: &'static str, heard: &Heard| {
        let named = move |doubt: &String| format!("{name}: {doubt}");
        heard.doubts.iter().map(named).collect::<Vec<_>>()
    };
    Row::new(
        format!("{people} sign-ins at once, {RATE} requests/s: POST → event read, p99 / max"),
        format!(
            "{}; without {}",
            both(after.p99, after.max),
            both(before.p99, before.max)
        ),
    )
    .goal(
        format!("max ≤ {} more than without", readable(LATER)),
        Verdict::at_most(later.as_secs_f64(), LATER.as_secs_f64()),
    )
    .note(format!(
        "sign-ins: {}, after {}",
        answers.join(", "),
        readable(signed_in.took)
    ))
    .notes(told("without", without))
    .notes(told("with", with))
    .time("with_p99_us", after.p99)
    .time("with_max_us", after.max)
    .time("without_p99_us", before.p99)
    .time("without_max_us", before.max)
    .time("sign_ins_us", signed_in.took)
}
