//! What a stream costs that is open and has nothing to say: memory, CPU, and whether either grows with their number.

use std::time::Duration;

use tokio::time::sleep;

use super::{
    chart::{Level, level},
    row::{Row, Verdict, ratio, size},
    side::Side,
    stage::{Stage, Which},
};
use crate::{BenchError, idle::IdleStreams, process};

const SETTLED: Duration = Duration::from_secs(1);
/// Opened before anything is measured: what the first streams need once is not counted for each.
const FIRST: usize = 16;
const KIB: f64 = 2.0;
const CPU_US: f64 = 0.65;
/// Each level may be so much above the first one of a thousand streams or more.
const FLAT: f64 = 1.25;
/// Below this, a page of memory more or less makes a difference.
const TELLING: usize = 1_000;

/// Of one server, what each stream adds at one level.
#[derive(Clone, Copy, Debug)]
struct Each {
    streams: usize,
    kib: f64,
    /// A second.
    cpu_us: f64,
    ended: usize,
}

pub async fn measure(stage: &Stage<'_>, levels: &mut Vec<Level>) -> Result<Vec<Row>, BenchError> {
    let mut found = Vec::new();
    for which in [Which::Deskbell, Which::Plain] {
        let side = stage.side(which).await?;
        let mut each = Vec::new();
        let mut idle = IdleStreams::default();
        open(&side, &mut idle, FIRST).await?;
        let (memory, cpu) = watch(stage, &side).await?;
        for streams in stage.levels().iter().filter(|streams| **streams > FIRST) {
            open(&side, &mut idle, *streams).await?;
            let (with, cpu_with) = watch(stage, &side).await?;
            let at = level(levels, *streams);
            match which {
                Which::Deskbell => at.deskbell.memory_mib = Some(with / 1_024.0),
                Which::Plain => at.plain.memory_mib = Some(with / 1_024.0),
            }
            let added = size(idle.len() - FIRST);
            each.push(Each {
                streams: *streams,
                kib: (with - memory) / added,
                cpu_us: (cpu_with - cpu) / added,
                ended: idle.renew().await?,
            });
        }
        found.push(each);
    }
    let [ours, plain] = &found[..] else {
        return Ok(Vec::new());
    };
    Ok(rows(ours, plain, stage.table_level()))
}

async fn open(side: &Side, idle: &mut IdleStreams, streams: usize) -> Result<(), BenchError> {
    let (sessions, each) = side.idle(streams);
    idle.open_until(&sessions, each, streams).await?;
    sleep(SETTLED).await;
    Ok(())
}

/// Memory in KiB, and microseconds of CPU a second.
async fn watch(stage: &Stage<'_>, side: &Side) -> Result<(f64, f64), BenchError> {
    let seconds = Duration::from_secs(stage.options().idle_seconds.get().into());
    let before = process::cpu_time(side.pid())?;
    sleep(seconds).await;
    let cpu = process::cpu_time(side.pid())?.saturating_sub(before);
    let memory = super::row::number(process::memory(side.pid())?.0) / 1_024.0;
    Ok((memory, cpu.as_secs_f64() * 1e6 / seconds.as_secs_f64()))
}

fn rows(ours: &[Each], plain: &[Each], table_level: usize) -> Vec<Row> {
    let Some(at) = ours.iter().find(|each| each.streams == table_level) else {
        return Vec::new();
    };
    let beside = plain.iter().find(|each| each.streams == table_level);
    let told = |each: &Each| format!("{:.1} KiB, {:.2} µs", each.kib, each.cpu_us);
    let mut rows = vec![
        Row::new(
            format!("idle stream: resident, and CPU a second, of {table_level}"),
            told(at),
        )
        .beside(beside.map_or("-".to_owned(), told))
        .goal(
            format!("≤ {KIB} KiB, ≤ {CPU_US} µs"),
            Verdict::at_most(at.kib, KIB).and(Verdict::at_most(at.cpu_us, CPU_US)),
        )
        .notes(ours.iter().filter(|each| each.ended > 0).map(|each| {
            format!(
                "the server ended {} of {} idle streams, which were opened again",
                each.ended, each.streams
            )
        }))
        .value("deskbell_kib", at.kib)
        .value("deskbell_cpu_us", at.cpu_us)
        .value("plain_kib", beside.map_or(f64::NAN, |each| each.kib))
        .value("plain_cpu_us", beside.map_or(f64::NAN, |each| each.cpu_us)),
    ];
    if let (Some(first), Some(last)) = (ours.first(), ours.last())
        && ours.len() > 1
    {
        let all = |each: &[Each]| each.iter().map(told).collect::<Vec<_>>().join("; ");
        let (memory, cpu) = (
            growth(ours, |each| each.kib),
            growth(ours, |each| each.cpu_us),
        );
        let flat = |growth: Option<f64>| {
            growth.map_or(Verdict::NoGoal, |growth| Verdict::at_most(growth, FLAT))
        };
        let levels: Vec<_> = ours.iter().map(|each| each.streams.to_string()).collect();
        rows.push(
            Row::new(
                format!(
                    "the same from {} to {} streams",
                    first.streams, last.streams
                ),
                all(ours),
            )
            .beside(all(plain))
            .goal(
                format!("flat: all ≤ {FLAT} × the first from {TELLING} on"),
                flat(memory).and(flat(cpu)),
            )
            .note(format!("at {} streams", levels.join("; ")))
            .value("memory_growth", memory.unwrap_or(f64::NAN))
            .value("cpu_growth", cpu.unwrap_or(f64::NAN)),
        );
    }
    rows
}

/// The dearest level to the first, of those that tell something; `None` if there is nothing to compare.
fn growth(each: &[Each], cost: impl Fn(&Each) -> f64) -> Option<f64> {
    let mut telling = each.iter().filter(|each| each.streams >= TELLING).map(cost);
    let first = telling.next()?;
    let dearest = telling.reduce(f64::max)?;
    Some(ratio(dearest.max(first), first))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn each(streams: usize, kib: f64, cpu_us: f64) -> Each {
        Each {
            streams,
            kib,
            cpu_us,
            ended: 0,
        }
    }

    #[test]
    fn a_cost_that_grows_with_the_number_of_streams_is_not_flat() {
        let flat = [
            each(100, 9.0, 3.0),
            each(1_000, 1.8, 0.5),
            each(10_000, 1.9, 0.6),
        ];
        let rows = rows(&flat, &[], 10_000);
        assert_eq!(rows[0].verdict, Verdict::Reached);
        assert_eq!(rows[1].verdict, Verdict::Reached);

        let falls = [each(1_000, 1.9, 0.6), each(10_000, 1.0, 0.3)];
        assert_eq!(
            super::rows(&falls, &[], 10_000)[1].verdict,
            Verdict::Reached
        );
        let few = [each(10, 1.9, 0.6), each(100, 1.0, 0.3)];
        assert_eq!(super::rows(&few, &[], 100)[1].verdict, Verdict::NoGoal);

        let grows = [each(1_000, 1.0, 0.3), each(10_000, 1.9, 0.6)];
        assert_eq!(super::rows(&grows, &[], 10_000)[1].verdict, Verdict::Missed);
    }
}
