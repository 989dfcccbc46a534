//! Writing the rows of the state tables.

use domain::id::DeskId;
use rusqlite::{Connection, params};

use super::{
    house::{write_agents, write_do_not_call, write_teams},
    key::{Key, number},
    notifications::{write_deliveries, write_notifications, write_offer_ends},
    requests::{write_offers, write_requests},
};
use crate::{error::StoreError, rows::Rows};

pub(crate) fn write_rows(
    connection: &Connection,
    desk: DeskId,
    rows: &Rows,
) -> Result<(), StoreError> {
    let desk = &Key::of(desk.0);
    connection
        .prepare_cached(
            "INSERT INTO desk (id, name, country, seq) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, country = excluded.country,
                 seq = excluded.seq",
        )?
        .execute(params![
            desk,
            rows.profile.name,
            rows.profile.country,
            number(rows.seq),
        ])?;
    write_teams(connection, desk, &rows.teams)?;
    write_agents(connection, desk, &rows.agents)?;
    write_requests(connection, desk, &rows.requests)?;
    write_offers(connection, desk, &rows.offers)?;
    write_notifications(connection, desk, &rows.notifications)?;
    write_deliveries(connection, desk, &rows.deliveries)?;
    write_offer_ends(connection, desk, &rows.offer_ends)?;
    write_do_not_call(connection, desk, &rows.do_not_call)
}
