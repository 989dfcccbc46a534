//! The chart: how the slowest percent and the memory go with the number of idle streams. Plain SVG, which a page in
//! light or dark shows as it is.

use std::fmt::Write;

use serde::Serialize;

use super::row::size;

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 320.0;
const TOP: f64 = 44.0;
const BOTTOM: f64 = 264.0;
/// Left and right of each of the two plots.
const PLOTS: [(f64, f64); 2] = [(70.0, 360.0), (450.0, 740.0)];
const STYLE: &str = "text{font:12px system-ui,sans-serif;fill:#333}.title{font-weight:600}\
    .axis{stroke:#888}.grid{stroke:#ddd}.a,.b{fill:none;stroke-width:2}.a{stroke:#0b6bcb}.b{stroke:#c2410c}\
    .ad{fill:#0b6bcb}.bd{fill:#c2410c}\
    @media(prefers-color-scheme:dark){text{fill:#ddd}.axis{stroke:#999}.grid{stroke:#444}\
    .a{stroke:#6cb6ff}.b{stroke:#f4a261}.ad{fill:#6cb6ff}.bd{fill:#f4a261}}";

/// What was measured with so many idle streams.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Level {
    pub streams: usize,
    pub deskbell: Found,
    pub plain: Found,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Found {
    /// From POST to the event read.
    pub p99_us: Option<f64>,
    pub memory_mib: Option<f64>,
}

/// The level with so many streams, made if it is new.
pub fn level(levels: &mut Vec<Level>, streams: usize) -> &mut Level {
    let at = levels.partition_point(|level| level.streams < streams);
    if levels.get(at).is_none_or(|level| level.streams != streams) {
        let new = Level {
            streams,
            ..Level::default()
        };
        levels.insert(at, new);
    }
    &mut levels[at]
}

/// `None` unless there are lines to draw.
pub fn svg(levels: &[Level]) -> Option<String> {
    let points = |figure: fn(&Found) -> Option<f64>, which: fn(&Level) -> &Found| {
        levels
            .iter()
            .filter_map(|level| Some((size(level.streams), figure(which(level))?)))
            .collect::<Vec<_>>()
    };
    let ours: fn(&Level) -> &Found = |level| &level.deskbell;
    let plain: fn(&Level) -> &Found = |level| &level.plain;
    let p99: fn(&Found) -> Option<f64> = |found| found.p99_us.map(|us| us / 1e3);
    let memory: fn(&Found) -> Option<f64> = |found| found.memory_mib;
    let lines = [
        [points(p99, ours), points(p99, plain)],
        [points(memory, ours), points(memory, plain)],
    ];
    if lines.iter().flatten().any(|points| points.len() < 2) {
        return None;
    }
    let mut text = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="t"><title id="t">Latency and memory against the number of idle streams: Deskbell beside a plain axum server</title><style>{STYLE}</style>"#
    );
    let titles = ["POST → event read, p99 (ms)", "resident memory (MiB)"];
    for ((plot, title), [ours, plain]) in PLOTS.into_iter().zip(titles).zip(&lines) {
        draw(&mut text, plot, title, ours, plain);
    }
    text.push_str("</svg>\n");
    Some(text)
}

/// Writing into a text can't fail.
macro_rules! put {
    ($to:expr, $($what:tt)*) => {
        let _ = writeln!($to, $($what)*);
    };
}

fn draw(
    to: &mut String,
    (left, right): (f64, f64),
    title: &str,
    ours: &[(f64, f64)],
    plain: &[(f64, f64)],
) {
    let all = || ours.iter().chain(plain);
    let highest = all().map(|(_, y)| *y).fold(0.0, f64::max);
    let step = step(highest);
    let top = (highest / step).ceil().max(1.0) * step;
    let (first, last) = (
        all().map(|(x, _)| x.log10()).fold(f64::INFINITY, f64::min),
        all()
            .map(|(x, _)| x.log10())
            .fold(f64::NEG_INFINITY, f64::max),
    );
    let x = |streams: f64| left + (streams.log10() - first) / (last - first) * (right - left);
    let y = |value: f64| BOTTOM - value / top * (BOTTOM - TOP);

    put!(
        to,
        r#"<text class="title" x="{left}" y="20">{title}</text>"#
    );
    let mut value = 0.0;
    while value <= top + step / 2.0 {
        let (at, label) = (y(value), tick(value));
        let class = if value == 0.0 { "axis" } else { "grid" };
        put!(to, r#"<path class="{class}" d="M{left} {at:.1}H{right}"/>"#);
        put!(
            to,
            r#"<text x="{:.1}" y="{:.1}" text-anchor="end">{label}</text>"#,
            left - 8.0,
            at + 4.0
        );
        value += step;
    }
    for (streams, _) in ours {
        let at = x(*streams);
        put!(to, r#"<path class="axis" d="M{at:.1} {BOTTOM}v5"/>"#);
        // The last two may stand close together: the last one goes a line lower.
        let lower = if *streams < 10f64.powf(last) && last - streams.log10() < 0.4 {
            16.0
        } else {
            0.0
        };
        put!(
            to,
            r#"<text x="{at:.1}" y="{:.1}" text-anchor="middle">{}</text>"#,
            BOTTOM + 18.0 + lower,
            tick(*streams)
        );
    }
    put!(
        to,
        r#"<text x="{:.1}" y="312" text-anchor="middle">idle streams, logarithmic</text>"#,
        f64::midpoint(left, right)
    );
    // Costs grow to the right, so there is room for names at the left.
    for (class, name, points, below) in [
        ("a", "Deskbell", ours, 16.0),
        ("b", "plain axum", plain, 32.0),
    ] {
        let path: Vec<_> = points
            .iter()
            .map(|(streams, value)| format!("{:.1} {:.1}", x(*streams), y(*value)))
            .collect();
        put!(to, r#"<path class="{class}" d="M{}"/>"#, path.join("L"));
        for (streams, value) in points {
            put!(
                to,
                r#"<circle class="{class}d" cx="{:.1}" cy="{:.1}" r="3"/>"#,
                x(*streams),
                y(*value)
            );
        }
        put!(
            to,
            r#"<text class="{class}d" x="{:.1}" y="{:.1}">{name}</text>"#,
            left + 8.0,
            TOP + below
        );
    }
}

/// Between lines: 1, 2 or 5 of a power of ten, so that there are four to eight of them.
fn step(highest: f64) -> f64 {
    let rough = (highest / 5.0).max(1e-6);
    let power = 10f64.powf(rough.log10().floor());
    [1.0, 2.0, 5.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= rough * 0.999)
        .unwrap_or(10.0 * power)
}

fn tick(value: f64) -> String {
    if value >= 1_000.0 {
        super::row::grouped(value)
    } else {
        let text = format!("{value:.2}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels() -> Vec<Level> {
        let mut levels = Vec::new();
        for (streams, p99, memory) in [
            (1_000, 4_596.0, 75.0),
            (100, 4_000.0, 56.0),
            (19_000, 7_000.0, 390.0),
        ] {
            let at = level(&mut levels, streams);
            at.deskbell = Found {
                p99_us: Some(p99),
                memory_mib: Some(memory),
            };
            at.plain = Found {
                p99_us: Some(110.0),
                memory_mib: Some(memory * 1.1),
            };
        }
        levels
    }

    #[test]
    fn levels_stand_in_their_order_and_once() {
        let mut levels = levels();
        level(&mut levels, 100).plain.p99_us = Some(1.0);
        let streams: Vec<_> = levels.iter().map(|level| level.streams).collect();
        assert_eq!(streams, [100, 1_000, 19_000]);
    }

    #[test]
    fn the_chart_has_its_lines_and_says_what_they_are() {
        let svg = svg(&levels()).unwrap();
        for text in [
            "p99 (ms)",
            "memory (MiB)",
            ">Deskbell<",
            ">plain axum<",
            ">19 000<",
            "prefers-color-scheme:dark",
        ] {
            assert!(svg.contains(text), "{text}");
        }
        assert_eq!(svg.matches(r#"class="a" d="#).count(), 2);
        assert_eq!(svg.matches("<circle").count(), 12);
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
    }

    #[test]
    fn one_figure_alone_makes_no_chart() {
        let mut levels = levels();
        for level in &mut levels {
            level.plain.memory_mib = None;
        }
        assert_eq!(svg(&levels), None);
        assert_eq!(svg(&[]), None);
    }

    #[test]
    fn lines_stand_at_numbers_that_one_can_read() {
        for (highest, expected) in [(6.7, 2.0), (390.0, 100.0), (5.0, 1.0), (0.11, 0.05)] {
            assert!(
                (step(highest) - expected).abs() < 1e-9,
                "{highest}: {}",
                step(highest)
            );
        }
        assert_eq!(
            (tick(0.05), tick(19_000.0), tick(2.0)),
            ("0.05".into(), "19 000".into(), "2".into())
        );
    }
}
