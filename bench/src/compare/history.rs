//! A desk that has a past: so many requests that came, rang, were read, and ended.

use super::{
    closed::{self, Until},
    side::Side,
    stage::Stage,
};
use crate::{BenchError, http::Reopened, process, process::Bytes, stream::EventStream};

/// Ended before memory is read for the first time.
const WARM_UP: u64 = 2_000;

#[derive(Debug)]
pub struct Lived {
    pub side: Side,
    pub ended: u64,
    pub before: Bytes,
    pub after: Bytes,
}

pub async fn live(stage: &Stage<'_>) -> Result<Lived, BenchError> {
    let options = &stage.options().compare;
    let side = stage.deskbell().await?;
    let solo = side.solo(options.solo);
    closed::run(
        side.door(),
        side.pid(),
        &solo,
        options.lanes,
        Until::Count(WARM_UP),
    )
    .await?;
    let before = process::memory(side.pid())?;
    let done = closed::run(
        side.door(),
        side.pid(),
        &solo,
        options.lanes,
        Until::Count(options.ended),
    )
    .await?;
    Ok(Lived {
        ended: done.requests,
        before,
        after: process::memory(side.pid())?,
        side,
    })
}

/// How many events the journal has: the number of the last one.
pub async fn events(side: &Side) -> Result<u64, BenchError> {
    let (_, session) = side.one(0)?;
    let stream = EventStream::open(&session, &Reopened::default()).await?;
    position(stream.last_event()).ok_or_else(|| {
        BenchError::Unexpected("the stream does not say where the journal is".to_owned())
    })
}

/// Of `EPOCH.NUMBER`.
fn position(id: Option<&str>) -> Option<u64> {
    id?.rsplit_once('.')?.1.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_tells_the_number_of_the_last_event() {
        assert_eq!(position(Some("0a1b.4711")), Some(4_711));
        assert_eq!(position(Some("4711")), None);
        assert_eq!(position(None), None);
    }
}
