//! A desk on a store: commands are executed and committed together, as the engine does it.

use domain::{
    command::{Command, NewRequest},
    consequence::execute,
    decide::Moment,
    desk::Desk,
    event::{Actor, Event, Recorded},
    id::{DeskId, OfferId, RequestId},
    request::Kind,
    time::{Span, Timestamp},
};
use storage::{Commit, ReceiptRow, Store, StoreError};
use uuid::Uuid;

use crate::history;

pub struct Stage<'store> {
    pub store: &'store Store,
    pub id: DeskId,
    pub desk: Desk,
    pub now: Timestamp,
    minted: u128,
}

impl<'store> Stage<'store> {
    /// A desk with its teams and agents, where nothing has come in yet.
    pub async fn open(store: &'store Store, id: u128) -> Self {
        let mut stage = Self {
            store,
            id: DeskId(Uuid::from_u128(id)),
            desk: Desk::default(),
            now: Timestamp(1_000_000),
            minted: id << 64,
        };
        let mut commands = vec![Command::OpenDesk {
            name: "Acme".to_owned(),
            country: "ES".to_owned(),
        }];
        commands.extend(history::opening(Span::seconds(20)));
        stage.commit(&commands).await.expect("a desk opens");
        stage
    }

    /// Executes the commands as one batch; what the desk refuses is left out.
    pub async fn commit(&mut self, commands: &[Command]) -> Result<Vec<Recorded>, StoreError> {
        self.commit_with(commands, &[]).await
    }

    pub async fn commit_with(
        &mut self,
        commands: &[Command],
        receipts: &[ReceiptRow],
    ) -> Result<Vec<Recorded>, StoreError> {
        let mut recorded = Vec::new();
        for command in commands {
            recorded.extend(self.execute(command));
        }
        self.write(&recorded, receipts).await?;
        Ok(recorded)
    }

    /// Decides and applies, and leaves the writing for later.
    pub fn execute(&mut self, command: &Command) -> Vec<Recorded> {
        self.minted += 1 << 16;
        let mut moment = Moment::new(self.now, self.minted);
        execute(&mut self.desk, Actor::Operator, command, &mut moment).unwrap_or_default()
    }

    pub async fn write(
        &self,
        recorded: &[Recorded],
        receipts: &[ReceiptRow],
    ) -> Result<(), StoreError> {
        self.store
            .commit(&Commit {
                desk: self.id,
                recorded,
                after: &self.desk,
                receipts,
                presses: &[],
            })
            .await
    }

    /// Writes events that no desk would have decided.
    pub async fn force(&mut self, events: Vec<Event>) -> Result<(), StoreError> {
        let recorded: Vec<_> = events
            .into_iter()
            .map(|event| {
                let recorded = Recorded {
                    seq: self.desk.seq() + 1,
                    at: self.now,
                    actor: Actor::Desk,
                    event,
                };
                self.desk.apply(&recorded);
                recorded
            })
            .collect();
        self.write(&recorded, &[]).await
    }

    /// A customer of the sales team comes in.
    pub async fn receive(&mut self, customer: &str) -> RequestId {
        self.receive_as(Kind::NewRequest, customer).await
    }

    pub async fn receive_as(&mut self, kind: Kind, customer: &str) -> RequestId {
        let id = RequestId(self.fresh());
        let new = NewRequest {
            kind,
            ..history::new_request(id, customer)
        };
        self.commit(&[Command::ReceiveRequest(Box::new(new))])
            .await
            .expect("the database takes a request");
        id
    }

    /// The offer that is pending for a request.
    pub fn offer_of(&self, request: RequestId) -> OfferId {
        let pending = self
            .desk
            .offers()
            .find(|offer| offer.request == request && offer.rings_for(history::ANA));
        pending.expect("the request rings").id
    }

    pub fn fresh(&mut self) -> Uuid {
        self.minted += 1 << 16;
        Uuid::from_u128(self.minted)
    }

    pub async fn whole_journal(&self) -> Vec<Recorded> {
        self.store
            .journal(self.id, 0, u32::MAX)
            .await
            .expect("the journal can be read")
    }

    /// The state tables are those that the journal tells.
    pub async fn rebuild(&self) {
        let journal = self.whole_journal().await;
        let mut replayed = Desk::default();
        for recorded in &journal {
            replayed.apply(recorded);
        }
        self.store
            .rewrite_state(&Commit {
                desk: self.id,
                recorded: &journal,
                after: &replayed,
                receipts: &[],
                presses: &[],
            })
            .await
            .expect("the state tables can be written again");
    }
}

/// A desk without what is of no consequence any more: memory and database forget it at different times.
pub fn alive(mut desk: Desk) -> Desk {
    desk.forget_ended(Timestamp(i64::MAX));
    desk
}
