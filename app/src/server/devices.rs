//! What a signed-in agent does about devices, and a supervisor about those of others.

use domain::{
    agent::{Agent, Presence, Reachability, Role},
    device::{Page, Permission, PushSubscription, TestResult},
    id::{AgentId, DeviceId, TestId},
    switch::Switch,
    text,
    time::Timestamp,
};
use engine::{DeviceNews, KnownDevice, SentTest, StoreError};
use leptos::prelude::use_context;
use push::Recipient;

use super::signed_in::SignedIn;
use crate::{
    desk::request_info::RequestInfo,
    wire::{
        devices::{
            AgentDevices, DeviceEntry, LONGEST_NAME, Place, PushService, PushTerms, TestSummary,
        },
        error::{AppError, answered},
        steps::DeviceChange,
    },
};

/// No zone is further from UTC: 14 hours ahead.
const FURTHEST_OFFSET: i32 = 14 * 60;

impl SignedIn {
    pub fn devices(&self) -> Vec<DeviceEntry> {
        let here = self.device;
        entries(self.desk.devices(self.agent), here, self.desk.now())
    }

    pub async fn change_device(
        &self,
        device: DeviceId,
        change: DeviceChange,
    ) -> Result<(), AppError> {
        match change {
            DeviceChange::Rename { name } => {
                let news = DeviceNews {
                    name: Some(checked_name(&name)?),
                    ..DeviceNews::default()
                };
                // Removed meanwhile: then its name is of no interest either.
                let renamed = self.desk.update_device(self.agent, device, news).await;
                renamed.map(drop).map_err(|error| unavailable(&error))
            }
            DeviceChange::Remove => self
                .desk
                .remove_device(self.agent, device)
                .await
                .map_err(|error| answered(error.into())),
            DeviceChange::Tested => {
                // Of itself alone a page knows what it showed.
                self.desk.note_shown(self.agent, self.device);
                Ok(())
            }
        }
    }

    /// What the page says of its browser. Answered with what Web Push needs to know there.
    pub async fn describe_device(
        &self,
        permission: Permission,
        utc_offset: i32,
        time_zone: Option<&str>,
    ) -> Result<PushTerms, AppError> {
        let request: RequestInfo = use_context().unwrap_or_default();
        let news = DeviceNews {
            page: Some(Page {
                user_agent: request.user_agent,
                language: request.language.code().to_owned(),
                utc_offset: Some(utc_offset.clamp(-FURTHEST_OFFSET, FURTHEST_OFFSET)),
                // Browsers know names that no list has (`Etc/Unknown`): then the offset has to do.
                zone: time_zone.and_then(|name| name.parse().ok()),
            }),
            permission: Some(permission),
            ..DeviceNews::default()
        };
        self.desk
            .update_device(self.agent, self.device, news)
            .await
            .map_err(|error| unavailable(&error))?;
        let known = self
            .desk
            .devices(self.agent)
            .into_iter()
            .find(|known| known.device.id == self.device);
        Ok(PushTerms {
            // A device that its agent removed is not kept up until they sign in again.
            wanted: known
                .as_ref()
                .map_or(Switch::Off, |known| known.device.web_push),
            key: self.push.public_key(),
            endpoint: known.and_then(|known| known.push).map(|push| push.endpoint),
        })
    }

    pub async fn set_push_wish(&self, web_push: Switch) -> Result<(), AppError> {
        let news = DeviceNews {
            web_push: Some(web_push),
            ..DeviceNews::default()
        };
        let set = self.desk.update_device(self.agent, self.device, news).await;
        set.map_err(|error| unavailable(&error))?;
        if web_push.is_on() {
            return Ok(());
        }
        self.subscribe_push(None).await
    }

    pub async fn subscribe_push(
        &self,
        subscription: Option<PushSubscription>,
    ) -> Result<(), AppError> {
        let Some(subscription) = subscription else {
            let ended = self.desk.unsubscribe_push(self.agent, self.device).await;
            return ended.map_err(|error| unavailable(&error));
        };
        let invalid = |field: &str, expected: String| {
            answered(AppError::Invalid {
                field: field.to_owned(),
                expected,
            })
        };
        Recipient::parse(&subscription.p256dh, &subscription.auth)
            .map_err(|error| invalid("keys", error.to_string()))?;
        self.push
            .check(&subscription.endpoint)
            .await
            .map_err(|error| invalid("endpoint", error.to_string()))?;
        self.desk
            .subscribe_push(self.agent, self.device, subscription)
            .await
            .map(drop)
            .map_err(|error| unavailable(&error))
    }

    pub fn agents_devices(&self) -> Result<Vec<AgentDevices>, AppError> {
        self.supervise()?;
        let now = self.desk.now();
        let mut agents: Vec<Agent> = self.desk.read(|desk| {
            let there = desk.agents().filter(|agent| !agent.is_disabled());
            there.cloned().collect()
        });
        agents.sort_by_key(|agent| (agent.name.to_lowercase(), agent.id));
        Ok(agents
            .iter()
            .map(|agent| AgentDevices {
                agent: agent.reference(),
                notifications: agent.preferences.desktop_notifications,
                reachability: (agent.presence != Presence::SignedOut).then(|| {
                    if agent.can_be_reached() {
                        Reachability::Reachable
                    } else {
                        Reachability::Unreachable
                    }
                }),
                devices: entries(self.desk.devices(agent.id), self.device, now),
                connected: self.desk.connected_devices(agent.id).len(),
                test: self.desk.last_test(agent.id).map(TestSummary::from),
            })
            .collect())
    }

    pub fn send_test(&self, agent: AgentId) -> Result<TestSummary, AppError> {
        let by = self.supervise()?;
        if self.desk.read(|desk| desk.agent(agent).is_none()) {
            return Err(answered(AppError::Invalid {
                field: "agent".to_owned(),
                expected: "the id of an agent of this desk".to_owned(),
            }));
        }
        Ok(self.desk.send_test(agent, &by).into())
    }

    pub fn test_outcome(&self, agent: AgentId) -> Result<Option<TestSummary>, AppError> {
        self.supervise()?;
        Ok(self.desk.last_test(agent).map(TestSummary::from))
    }

    pub fn report_test(&self, test: TestId, result: TestResult) {
        self.desk.note_test(self.agent, self.device, test, result);
    }

    /// Whether this agent may ask about others.
    pub fn supervises(&self) -> Result<(), AppError> {
        self.supervise().map(drop)
    }

    /// The name of who asks, if they may ask about others.
    fn supervise(&self) -> Result<String, AppError> {
        let who = self.desk.read(|desk| {
            let who = desk.agent(self.agent)?;
            Some((who.role, who.name.clone()))
        });
        match who {
            Some((Role::Supervisor | Role::Admin, name)) => Ok(name),
            Some((Role::Agent, _)) | None => Err(answered(AppError::Forbidden)),
        }
    }
}

impl From<SentTest> for TestSummary {
    fn from(test: SentTest) -> Self {
        Self {
            by: test.by,
            at: test.at,
            results: test.results.into_values().collect(),
        }
    }
}

fn entries(known: Vec<KnownDevice>, here: DeviceId, now: Timestamp) -> Vec<DeviceEntry> {
    known
        .into_iter()
        .map(|KnownDevice { device, push }| DeviceEntry {
            id: device.id,
            health: device.health(now),
            name: device.name,
            user_agent: device.page.user_agent,
            place: if device.id == here {
                Place::Here
            } else {
                Place::Elsewhere
            },
            created_at: device.created_at,
            seen_at: device.seen_at,
            shown_at: device.shown_at,
            web_push: device.web_push,
            push_service: if push.is_some() {
                PushService::Known
            } else {
                PushService::None
            },
        })
        .collect()
}

fn checked_name(name: &str) -> Result<Option<String>, AppError> {
    text::line(name.trim(), LONGEST_NAME).map_err(|_| {
        answered(AppError::Invalid {
            field: "name".to_owned(),
            expected: format!("one line of at most {LONGEST_NAME} characters"),
        })
    })
}

fn unavailable(error: &StoreError) -> AppError {
    tracing::error!(%error, "devices can't be written");
    answered(AppError::Unavailable)
}
