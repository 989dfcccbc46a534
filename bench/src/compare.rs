//! Deskbell beside a plain axum server of event streams and the disk's own sync, in one run on one machine: what
//! differs between machines differs for all three.
//!
//! A desk is prepared once (`prepared`); each row starts the servers that it needs with a copy of it (`stage`,
//! `side`), so that no row sees what another has left behind. Rows are a file each; `table`, `chart` and `record`
//! write down what they found.

mod answers;
mod broadcast;
mod carries;
mod chart;
mod closed;
mod crowd;
mod full_speed;
mod history;
mod idle_row;
mod latency;
mod machine;
mod memory;
mod options;
mod page;
mod prepared;
mod record;
mod row;
mod side;
mod sign_ins;
mod stage;
mod start;
mod table;
mod team;

pub use self::options::CompareOptions;
use self::{
    carries::Carries, chart::Level, machine::Machine, options::RowName, row::Row, stage::Stage,
};
use crate::{BenchError, Options, launched::pin_driver, process};

/// What a run found.
#[derive(Debug, serde::Serialize)]
pub struct Comparison {
    pub server: String,
    pub machine: Machine,
    pub rows: Vec<Row>,
    /// Empty unless both rows were measured that grow with streams.
    pub levels: Vec<Level>,
    /// Absent unless all rows were measured that it follows from.
    pub carries: Option<Carries>,
}

/// Measures, prints, and writes down where that was asked for.
pub async fn compare(options: &Options) -> Result<(), BenchError> {
    let load_average = process::load_average()?;
    pin_driver()?;
    let stage = Stage::set_up(options).await?;
    let comparison = measure(&stage, load_average).await?;
    print!("\n{}", table::markdown(&comparison));
    if let Some(path) = &options.json {
        let json = serde_json::to_string_pretty(&comparison).map_err(BenchError::Json)?;
        std::fs::write(path, json + "\n")?;
    }
    if let Some(folder) = &options.compare.record {
        record::record(&comparison, folder)?;
    }
    Ok(())
}

async fn measure(stage: &Stage<'_>, load_average: f64) -> Result<Comparison, BenchError> {
    let options = &stage.options().compare;
    let mut rows = Vec::new();
    let mut levels = Vec::new();
    for name in options.rows() {
        eprintln!("bench: {name}");
        match name {
            RowName::Latency => rows.extend(latency::measure(stage, &mut levels).await?),
            RowName::FullSpeed => rows.extend(full_speed::measure(stage).await?),
            RowName::Idle => rows.extend(idle_row::measure(stage, &mut levels).await?),
            RowName::Answers => rows.extend(answers::measure(stage).await?),
            RowName::Broadcast => rows.extend(broadcast::measure(stage).await?),
            RowName::Team => rows.extend(team::measure(stage).await?),
            RowName::Memory => rows.extend(memory::measure(stage).await?),
            RowName::Start => rows.extend(start::measure(stage).await?),
            RowName::SignIns => rows.extend(sign_ins::measure(stage).await?),
            RowName::Page => rows.extend(page::measure(stage).await?),
        }
    }
    Ok(Comparison {
        server: stage.version().to_owned(),
        machine: Machine::here(stage.sync(), load_average)?,
        carries: Carries::of(&rows),
        rows,
        levels,
    })
}
