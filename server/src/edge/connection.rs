//! One connection: answers its requests and watches how long the client keeps the server waiting.

use std::{
    convert::Infallible,
    future::{Future, poll_fn},
    io,
    net::SocketAddr,
    pin::{Pin, pin},
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::{Router, body::Body};
use http::Version;
use hyper::{
    body::Incoming,
    server::conn::http1::{self, Parts},
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use tokio::{
    net::TcpStream,
    sync::watch,
    time::{Sleep, sleep},
};
use tower::Service;

use super::{
    crowd::{Member, Verdict, Worth},
    departure::{Departure, Leaving},
    limits::Limits,
    line::Line,
    pulse::{Pulse, Wait},
    reactor::Reactor,
    traffic::{Inbound, Outbound},
};
use crate::client::address::Peer;

const LARGEST_HEAD: usize = 16 * 1024;
/// A wait that is shorter is nobody's fault: others are asked to make room first.
const GRACE: Duration = Duration::from_millis(250);

/// Answers requests until the client leaves, has to leave, or the server stops, which `farewell` says. An event
/// stream that is silent leaves to the reactor.
pub async fn answer(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    member: Member,
    limits: Limits,
    reactor: Option<Arc<Reactor>>,
    mut farewell: watch::Receiver<()>,
) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection was gone at once");
        return;
    }
    let pulse = Arc::new(Pulse::default());
    let departure = Departure::new(Arc::clone(&pulse));
    let may_depart = reactor.is_some().then(|| departure.clone());
    let seat = member.seat().clone();
    let heart = Arc::clone(&pulse);
    let service = service_fn(move |request: http::Request<Incoming>| {
        heart.asked();
        let mut router = router.clone();
        let mut request = request.map(|body| Body::new(Inbound::new(body, Arc::clone(&heart))));
        request.extensions_mut().insert(Peer(peer.ip()));
        request.extensions_mut().insert(seat.clone());
        // The reactor writes chunks, and there are none before this version.
        if let Some(departure) = &may_depart
            && request.version() == Version::HTTP_11
        {
            request.extensions_mut().insert(departure.clone());
        }
        let heart = Arc::clone(&heart);
        async move {
            let response = router
                .call(request)
                .await
                .unwrap_or_else(|never| match never {});
            Ok::<_, Infallible>(response.map(|body| Outbound::new(body, heart)))
        }
    });
    // No timer of hyper's: it counts the time between two requests as that of the next one's head.
    let mut connection = http1::Builder::new()
        .max_buf_size(LARGEST_HEAD)
        .serve_connection(TokioIo::new(Line::new(stream, Arc::clone(&pulse))), service);
    let mut watch = Watch::new(pulse, member, limits);
    let mut parting = Some(pin!(farewell.changed()));
    let end = poll_fn(|context| {
        if let Some(said) = &mut parting
            && said.as_mut().poll(context).is_ready()
        {
            Pin::new(&mut connection).graceful_shutdown();
            parting = None;
        }
        match Pin::new(&mut connection).poll(context) {
            Poll::Ready(ended) => Poll::Ready(End::Ended(ended)),
            Poll::Pending => match departure.take() {
                Some(leaving) => Poll::Ready(End::Leaves(Box::new(leaving))),
                None => watch.poll(context).map(End::Cut),
            },
        }
    })
    .await;
    let Parts { io, read_buf, .. } = connection.into_parts();
    let line = io.into_inner();
    match end {
        End::Ended(Ok(())) => line.hang_up(),
        End::Ended(Err(error)) => {
            tracing::debug!(%error, "a connection ended badly");
            line.hang_up();
        }
        End::Cut(cut) => {
            let reason = cut.reason();
            tracing::debug!(peer = %peer.ip(), reason, "a connection was cut");
            metrics::counter!("deskbell_http_connections_cut_total", "reason" => reason)
                .increment(1);
            line.hang_up();
        }
        End::Leaves(leaving) => {
            let socket = line.into_stream().into_std();
            let taken = reactor.map_or(Err(io::Error::other("nobody takes it")), |reactor| {
                reactor.take_over(socket?, watch.member.stay(), *leaving, read_buf.len())
            });
            if let Err(error) = taken {
                tracing::debug!(%error, "a stream ended as it began");
            }
        }
    }
}

/// What became of a connection.
enum End {
    Ended(hyper::Result<()>),
    Cut(Cut),
    Leaves(Box<Leaving>),
}

/// Why the server ended a connection.
#[derive(Clone, Copy, Debug)]
enum Cut {
    Late(Wait),
    MadeRoom,
}

impl Cut {
    fn reason(self) -> &'static str {
        match self {
            Self::Late(Wait::FirstByte | Wait::Head(_)) => "slow head",
            Self::Late(Wait::Body(_)) => "slow body",
            Self::Late(Wait::Reader(_)) => "slow reader",
            Self::Late(Wait::NextRequest(_)) => "idle",
            Self::MadeRoom => "made room",
        }
    }
}

struct Watch {
    pulse: Arc<Pulse>,
    member: Member,
    limits: Limits,
    wait: Option<Wait>,
    stage: Stage,
    timer: Pin<Box<Sleep>>,
    summons: Summons,
}

/// Whether this connection was asked to make room.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Summons {
    NotYet,
    Came,
    /// It is an agent's.
    Never,
}

/// How far a wait has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Not longer than [`GRACE`].
    Young,
    Counted,
}

impl Watch {
    fn new(pulse: Arc<Pulse>, member: Member, limits: Limits) -> Self {
        Self {
            pulse,
            member,
            limits,
            wait: None,
            stage: Stage::Young,
            timer: Box::pin(sleep(Duration::ZERO)),
            summons: Summons::NotYet,
        }
    }

    /// To be called whenever the connection has nothing more to do. Ready when it must end.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Cut> {
        if self.summons == Summons::NotYet
            && let Poll::Ready(came) = Pin::new(&mut self.member.leave).poll(context)
        {
            self.summons = came.map_or(Summons::Never, |()| Summons::Came);
        }
        if self.look() == Verdict::Leave {
            return Poll::Ready(Cut::MadeRoom);
        }
        let Some(wait) = self.wait else {
            return Poll::Pending;
        };
        // A request that came meanwhile is answered first.
        if self.summons == Summons::Came && self.member.is_sent_away() {
            return Poll::Ready(Cut::MadeRoom);
        }
        if self.stage == Stage::Young {
            ready!(self.timer.as_mut().poll(context));
            if self.member.waits(worth(wait)) == Verdict::Leave {
                return Poll::Ready(Cut::MadeRoom);
            }
            self.stage = Stage::Counted;
            if let Some(limit) = self.limit(wait) {
                self.timer.set(sleep(limit.saturating_sub(GRACE)));
            }
        }
        if self.limit(wait).is_none() {
            return Poll::Pending;
        }
        ready!(self.timer.as_mut().poll(context));
        Poll::Ready(Cut::Late(wait))
    }

    /// Begins to count anew when it is something else that is waited for.
    fn look(&mut self) -> Verdict {
        let wait = self.pulse.wait();
        if wait == self.wait {
            return Verdict::Stay;
        }
        self.wait = wait;
        self.stage = Stage::Young;
        let Some(wait) = wait else {
            self.member.goes_on();
            return Verdict::Stay;
        };
        let grace = self.limit(wait).map_or(GRACE, |limit| limit.min(GRACE));
        self.timer.set(sleep(grace));
        self.member.waits(Worth::Young)
    }

    /// How long the client may take. A body has a deadline of its own, which is answered (`edge::body`).
    fn limit(&self, wait: Wait) -> Option<Duration> {
        match wait {
            Wait::FirstByte | Wait::Head(_) => Some(self.limits.header_time),
            Wait::Body(_) => None,
            Wait::Reader(_) => Some(self.limits.write_time),
            Wait::NextRequest(_) => Some(self.limits.keep_alive),
        }
    }
}

fn worth(wait: Wait) -> Worth {
    match wait {
        Wait::NextRequest(_) => Worth::Idle,
        Wait::FirstByte | Wait::Head(_) | Wait::Body(_) | Wait::Reader(_) => Worth::Owing,
    }
}
