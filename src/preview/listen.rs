//! Finds an address to listen on.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, ToSocketAddrs, UdpSocket};

use crate::diagnostic::{Code, Diagnostic};

/// The port that is tried first if none is given.
const FIRST_PORT: u16 = 3000;
/// How many ports are tried from there on before the system chooses one.
const PORTS_TRIED: u16 = 100;

/// A listening socket.
pub(super) struct Listening {
    /// The socket.
    pub(super) listener: TcpListener,
    /// Its address.
    pub(super) address: SocketAddr,
    host: String,
}

impl Listening {
    /// The host and port to type: the given name, or the loopback address if it listens on every address.
    pub(super) fn authority(&self) -> String {
        let port = self.address.port();
        if self.address.ip().is_unspecified() {
            format!("127.0.0.1:{port}")
        } else if self.host.contains(':') {
            format!("[{}]:{port}", self.host.trim_matches(['[', ']']))
        } else {
            format!("{}:{port}", self.host)
        }
    }

    /// The hosts and ports at which other machines may reach it, if it listens on every address.
    pub(super) fn reachable_at(&self) -> impl Iterator<Item = String> {
        let (here, port) = (self.address.ip(), self.address.port());
        own_addresses(here).map(move |address| SocketAddr::new(address, port).to_string())
    }
}

/// The addresses that this machine uses to connect to others, if `listening` means all addresses.
fn own_addresses(listening: IpAddr) -> impl Iterator<Item = IpAddr> {
    // To addresses for documentation (RFC 5737 and RFC 3849). Nothing is sent: the system only chooses its own address.
    let v4 = (IpAddr::from(Ipv4Addr::UNSPECIFIED), IpAddr::from(Ipv4Addr::new(192, 0, 2, 1)));
    let v6 = (IpAddr::from(Ipv6Addr::UNSPECIFIED), IpAddr::from(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1)));
    let asked = match listening {
        IpAddr::V4(address) if address.is_unspecified() => vec![v4],
        IpAddr::V6(address) if address.is_unspecified() => vec![v4, v6],
        IpAddr::V4(_) | IpAddr::V6(_) => Vec::new(),
    };
    let own = |(from, to): (IpAddr, IpAddr)| {
        let socket = UdpSocket::bind((from, 0)).ok()?;
        socket.connect((to, 9)).ok()?;
        Some(socket.local_addr().ok()?.ip())
    };
    asked.into_iter().filter_map(own).filter(|address| !address.is_loopback() && !address.is_unspecified())
}

/// Why listening failed.
#[derive(Debug)]
pub enum ListenError {
    /// Another program uses the requested port.
    Taken(String, u16),
    /// Only an administrator may listen on the port.
    Privileged(u16, io::Error),
    /// The name has no address.
    Unknown(String, io::Error),
    /// The system refuses the address.
    Refused(String, io::Error),
}

impl ListenError {
    /// The error as it is shown to people.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let help = match self {
            Self::Privileged(..) => "choose a `--port` from 1024 on, or leave it out to get the next free one",
            Self::Taken(..) => "name another port, or leave `--port` out to get the next free one",
            Self::Unknown(..) | Self::Refused(..) => "leave `--host` out to listen on this machine alone",
        };
        Diagnostic::new(Code::Io, self.to_string()).help(help)
    }
}

impl fmt::Display for ListenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Taken(host, port) => write!(f, "port {port} of `{host}` is taken by another program"),
            Self::Privileged(port, error) => write!(f, "port {port} cannot be listened on: {error}"),
            Self::Unknown(host, error) => write!(f, "the host `{host}` has no address: {error}"),
            Self::Refused(host, error) => write!(f, "the host `{host}` cannot be listened on: {error}"),
        }
    }
}

impl std::error::Error for ListenError {}

/// Listens on `host`, at `port` or, without one, at the first free port from 3000 on.
pub(super) fn listen(host: &str, port: Option<u16>) -> Result<Listening, ListenError> {
    let bare = host.trim_matches(['[', ']']);
    let refused = |error| ListenError::Refused(host.to_owned(), error);
    let addresses: Vec<SocketAddr> =
        (bare, 0).to_socket_addrs().map_err(|error| ListenError::Unknown(host.to_owned(), error))?.collect();
    let ports = match port {
        Some(port) => vec![port],
        None => (FIRST_PORT..FIRST_PORT + PORTS_TRIED).chain([0]).collect(),
    };
    for port in &ports {
        let wanted: Vec<SocketAddr> = addresses.iter().map(|address| SocketAddr::new(address.ip(), *port)).collect();
        match TcpListener::bind(&*wanted) {
            Ok(listener) => {
                let address = listener.local_addr().map_err(refused)?;
                return Ok(Listening { listener, address, host: host.to_owned() });
            }
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied && (1..1024).contains(port) => {
                return Err(ListenError::Privileged(*port, error));
            }
            Err(error) => return Err(refused(error)),
        }
    }
    Err(ListenError::Taken(host.to_owned(), port.unwrap_or(FIRST_PORT)))
}

#[cfg(test)]
mod tests {
    use super::{ListenError, listen};

    #[test]
    fn a_port_that_was_asked_for_is_never_exchanged() {
        let first = listen("127.0.0.1", Some(0)).expect("a port");
        let port = first.address.port();
        assert!(matches!(listen("127.0.0.1", Some(port)), Err(ListenError::Taken(_, taken)) if taken == port));
        let others = [listen("127.0.0.1", None).expect("a port"), listen("127.0.0.1", None).expect("a port")];
        assert_ne!(others[0].address.port(), others[1].address.port());
    }

    #[test]
    fn a_port_for_administrators_names_its_flag() {
        let error = ListenError::Privileged(80, std::io::ErrorKind::PermissionDenied.into());
        let problem = error.diagnostic();
        assert_eq!(problem.message, "port 80 cannot be listened on: permission denied");
        assert!(format!("{problem:?}").contains("`--port` from 1024 on"), "{problem:?}");
    }

    #[test]
    fn addresses_are_written_as_people_type_them() {
        let authority = |host| listen(host, Some(0)).map(|listening| listening.authority().replace(char::is_numeric, ""));
        assert_eq!(authority("localhost").ok().as_deref(), Some("localhost:"));
        assert_eq!(authority("127.0.0.1").ok().as_deref(), Some("...:"));
        assert_eq!(authority("0.0.0.0").ok().as_deref(), Some("...:"));
        assert!(matches!(listen("no such host", Some(0)), Err(ListenError::Unknown(..))));
        // The machine's other addresses are given if it listens on all of them.
        assert_eq!(listen("127.0.0.1", Some(0)).map(|listening| listening.reachable_at().count()).ok(), Some(0));
        let everywhere = listen("0.0.0.0", Some(0)).expect("a port");
        assert!(everywhere.reachable_at().all(|authority| !authority.starts_with("0.") && !authority.starts_with("127.")));
    }
}
