//! Accepts connections.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpSocket, TcpStream},
    sync::{Semaphore, oneshot, watch},
    task::yield_now,
    time::{sleep, timeout},
};

use super::{
    caps::Caps,
    connection,
    crowd::{Crowd, Full},
    limits::Limits,
    reactor::Reactor,
};
use crate::client::{address::network, proxies::TrustedProxies};

const BACKLOG: u32 = 4_096;
/// For each connection, in the system's memory; twice as much is used. A page fits in, and a reader who
/// doesn't read is noticed soon.
const SEND_BUFFER: u32 = 128 * 1024;
/// What is being answered when the server stops gets this long.
const FAREWELL: Duration = Duration::from_millis(800);
/// When more than so many are on their way out, they go first.
const LEAVING: usize = 16;
/// Connections that are accepted before those that are open have their turn: when a thousand people come at once, an offer does
/// not wait for all of them.
const IN_A_ROW: u32 = 8;
/// Between two tries to accept when the system is out of something.
const BREATHER: Duration = Duration::from_millis(100);

const REFUSED_WITHIN: Duration = Duration::from_secs(2);
const REFUSAL: &str = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\n\
    Cache-Control: no-store\r\nContent-Type: text/plain; charset=utf-8\r\n";

/// A listening socket, and who may come in.
pub struct Door {
    listener: TcpListener,
    limits: Limits,
    caps: Caps,
    /// Behind each of these are many clients.
    proxies: TrustedProxies,
    reactor: Option<Arc<Reactor>>,
}

impl Door {
    /// # Errors
    /// The address is in use, or not this machine's.
    pub fn listen(
        addr: SocketAddr,
        limits: Limits,
        caps: Caps,
        proxies: TrustedProxies,
    ) -> io::Result<Self> {
        let socket = if addr.is_ipv4() {
            TcpSocket::new_v4()?
        } else {
            TcpSocket::new_v6()?
        };
        // A restart must not wait for the old connections to be forgotten.
        socket.set_reuseaddr(true)?;
        // Connections that are accepted have it from here.
        socket.set_send_buffer_size(SEND_BUFFER)?;
        socket.bind(addr)?;
        Ok(Self {
            listener: socket.listen(BACKLOG)?,
            limits,
            caps,
            proxies,
            reactor: None,
        })
    }

    /// Has event streams leave to a reactor.
    #[must_use]
    pub fn with_reactor(self, reactor: Option<Arc<Reactor>>) -> Self {
        Self { reactor, ..self }
    }

    /// Where it listens.
    ///
    /// # Errors
    /// The system does not say.
    pub fn addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Lets connections in until it is stopped, then lets what is being answered finish.
    pub async fn open(self, router: Router, mut stopped: oneshot::Receiver<()>) {
        let (farewell, _) = watch::channel(());
        let crowd = Crowd::new(self.caps);
        let refusals = Arc::new(Semaphore::new(self.caps.refusals));
        let mut in_a_row = 0;
        loop {
            let accepted = tokio::select! {
                accepted = self.listener.accept() => accepted,
                _ = &mut stopped => break,
            };
            let (stream, peer) = match accepted {
                Ok(accepted) => accepted,
                Err(error) if is_over_already(&error) => continue,
                Err(error) => {
                    tracing::warn!(%error, "a connection can't be accepted");
                    crowd.make_room();
                    sleep(BREATHER).await;
                    continue;
                }
            };
            let address = (!self.proxies.trusts(peer.ip())).then(|| network(peer.ip()));
            match crowd.admit(address) {
                Ok(member) => {
                    tokio::spawn(connection::answer(
                        stream,
                        peer,
                        router.clone(),
                        member,
                        self.limits,
                        self.reactor.clone(),
                        farewell.subscribe(),
                    ));
                }
                Err(full) => refuse(stream, full, &refusals),
            }
            in_a_row += 1;
            if in_a_row == IN_A_ROW || crowd.leaving() > LEAVING {
                in_a_row = 0;
                yield_now().await;
            }
        }
        drop(self.listener);
        // Nobody may be there to hear it.
        let _ = farewell.send(());
        if timeout(FAREWELL, farewell.closed()).await.is_err() {
            tracing::warn!("some connections were cut");
        }
    }
}

/// The client gave up before it was accepted; there may be others behind it.
fn is_over_already(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::Interrupted
    )
}

/// Overload is said, never met with silence. Once the request has come: clients don't expect an answer to
/// what they have not sent.
fn refuse(mut stream: TcpStream, full: Full, refusals: &Arc<Semaphore>) {
    metrics::counter!("deskbell_http_connections_refused_total").increment(1);
    let text = full.to_string();
    let answer = format!("{REFUSAL}Content-Length: {}\r\n\r\n{text}", text.len());
    let Ok(permit) = Arc::clone(refusals).try_acquire_owned() else {
        // As well as it can be said without waiting for anything.
        if let Err(error) = stream.try_write(answer.as_bytes()) {
            tracing::debug!(%error, "a refusal was not heard");
        }
        return;
    };
    tokio::spawn(async move {
        let said = async {
            let mut request = [0; 1024];
            if stream.read(&mut request).await? == 0 {
                return Ok(());
            }
            stream.write_all(answer.as_bytes()).await?;
            stream.shutdown().await?;
            // Closing before all of the request has come would take the answer back.
            while stream.read(&mut request).await? > 0 {}
            Ok::<_, io::Error>(())
        };
        if let Ok(Err(error)) = timeout(REFUSED_WITHIN, said).await {
            tracing::debug!(%error, "a refusal was not heard");
        }
        drop(permit);
    });
}
