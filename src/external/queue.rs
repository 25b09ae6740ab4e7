//! Requests many addresses at a time, but few from one host, and none from a host that asks us to wait.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::client::agent;
use super::request::{Try, ask};
use super::{Answer, Answers, Patience, Wanted};

/// How often the waiting thread checks for an interruption.
const GLANCE: Duration = Duration::from_millis(50);

/// Requests every address and returns the answers; when `is_interrupted` becomes true, those known by then.
///
/// An address without a definite answer is requested again after a pause, up to [`Patience::tries`] times. A host that answers 429
/// with `Retry-After` is left alone for that long, with all its addresses. `told` is called now and then with the number of
/// answers.
#[must_use]
pub fn look(
    addresses: impl IntoIterator<Item = impl Into<Wanted>>,
    patience: Patience,
    is_interrupted: &AtomicBool,
    told: impl Fn(usize),
) -> Answers {
    let shared = Arc::new(Shared { state: Mutex::new(State::new(addresses)), changed: Condvar::new(), patience });
    let agent = agent(patience.timeout);
    let open = shared.lock().open;
    for _ in 0..patience.at_once.min(open) {
        let (shared, agent) = (Arc::clone(&shared), agent.clone());
        // If a thread cannot be started, the others do its work; if none can, this one does it.
        let _ = thread::Builder::new().name("external".to_owned()).spawn(move || shared.work(&agent));
    }
    if Arc::strong_count(&shared) == 1 {
        shared.work(&agent);
    }
    let mut state = shared.lock();
    // If all threads have died, their remaining work is not waited for.
    while state.open > 0 && Arc::strong_count(&shared) > 1 && !is_interrupted.load(Ordering::Relaxed) {
        state = shared.changed.wait_timeout(state, GLANCE).unwrap_or_else(PoisonError::into_inner).0;
        told(state.answers.len());
    }
    state.is_over = true;
    std::mem::take(&mut state.answers)
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    patience: Patience,
}

struct State {
    hosts: BTreeMap<String, Host>,
    /// How many addresses have no answer yet.
    open: usize,
    answers: Answers,
    is_over: bool,
}

#[derive(Default)]
struct Host {
    waiting: VecDeque<Job>,
    under_way: usize,
    /// Not to be asked before.
    rests_until: Option<Instant>,
}

struct Job {
    wanted: Wanted,
    tries: u32,
    not_before: Option<Instant>,
}

/// What a worker is to do next.
enum Next {
    Ask(String, Job),
    /// Wait until then, unless something changes.
    Wait(Duration),
    Stop,
}

impl State {
    fn new(addresses: impl IntoIterator<Item = impl Into<Wanted>>) -> Self {
        let mut hosts: BTreeMap<String, Host> = BTreeMap::new();
        let mut open = 0;
        for wanted in addresses.into_iter().map(Into::into) {
            let name = host(&wanted.address);
            hosts.entry(name).or_default().waiting.push_back(Job { wanted, tries: 0, not_before: None });
            open += 1;
        }
        Self { hosts, open, answers: Answers::new(), is_over: false }
    }

    fn next(&mut self, patience: &Patience) -> Next {
        if self.is_over || self.open == 0 {
            return Next::Stop;
        }
        let now = Instant::now();
        let is_due = |at: Option<Instant>| at.is_none_or(|at| at <= now);
        for (name, host) in &mut self.hosts {
            if host.under_way >= patience.at_once_per_host || !is_due(host.rests_until) {
                continue;
            }
            if let Some(position) = host.waiting.iter().position(|job| is_due(job.not_before)) {
                let Some(job) = host.waiting.remove(position) else { continue };
                host.under_way += 1;
                return Next::Ask(name.clone(), job);
            }
        }
        Next::Wait(GLANCE)
    }

    /// Records the outcome of a try.
    fn take(&mut self, name: &str, mut job: Job, outcome: Try, patience: &Patience) {
        let Some(host) = self.hosts.get_mut(name) else { return };
        host.under_way = host.under_way.saturating_sub(1);
        job.tries += 1;
        let answer = match outcome {
            Try::Final(answer) => answer,
            Try::Later { reason, wait, is_for_robots } => {
                let is_too_long = wait.is_some_and(|wait| wait > patience.longest_pause);
                if job.tries < patience.tries && !is_too_long {
                    let now = Instant::now();
                    if let Some(wait) = wait {
                        host.rests_until = Some(host.rests_until.map_or(now + wait, |until| until.max(now + wait)));
                    } else {
                        job.not_before = Some(now + patience.pause * 2_u32.saturating_pow(job.tries - 1));
                    }
                    host.waiting.push_back(job);
                    return;
                }
                let tries = if job.tries > 1 { format!(", {} times", job.tries) } else { String::new() };
                let reason = format!("{reason}{tries}");
                if is_for_robots { Answer::Unknown(reason) } else { Answer::Bad(reason) }
            }
        };
        self.answers.insert(job.wanted.address, answer);
        self.open -= 1;
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        // Each change of the state is complete before the lock is released.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self, agent: &ureq::Agent) {
        loop {
            let mut state = self.lock();
            match state.next(&self.patience) {
                Next::Stop => return,
                Next::Wait(time) => {
                    drop(self.changed.wait_timeout(state, time).unwrap_or_else(PoisonError::into_inner));
                }
                Next::Ask(host, job) => {
                    drop(state);
                    let outcome = ask(agent, &job.wanted, job.tries == 0);
                    self.lock().take(&host, job, outcome, &self.patience);
                    self.changed.notify_all();
                }
            }
        }
    }
}

/// The host of an address with its port, in lower case, to which the limits apply.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    authority.rsplit_once('@').map_or(authority, |(_, host)| host).to_lowercase()
}
