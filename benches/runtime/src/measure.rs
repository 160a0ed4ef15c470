//! The measuring: batches long enough for the clock, all peers in turn within a round, ratios within a round.

use std::time::Duration;

use crate::allocations;
use crate::case::Case;
use crate::clock::Clock;
use crate::peers::{BASE, Entry, Peer};

/// How much is measured.
pub struct Effort {
    pub rounds: usize,
    pub batch: Duration,
    pub clock: Clock,
}

/// What was measured of one case.
pub struct Measured {
    pub case: Case,
    /// Median time of one operation of the raw driver, in seconds.
    pub raw: f64,
    /// Half the interquartile range of the raw driver's times, as a share of their median.
    pub noise: f64,
    /// Per peer (in the order given) what it reached, or `None` where it has no such case.
    pub peers: Vec<Option<Reached>>,
}

/// What one peer reached in one case.
pub struct Reached {
    /// Median over rounds of: this peer's time divided by raw's time in the same round.
    pub ratio: f64,
    /// Rust heap allocations of one operation.
    pub allocations: f64,
}

struct Runner {
    peer: Box<dyn Peer>,
    times: u64,
    seconds: Vec<f64>,
    allocations: f64,
}

/// Measures one case. `entries` holds the raw driver first.
pub fn measure(case: Case, entries: &[&Entry], effort: &Effort) -> Measured {
    let mut runners: Vec<Option<Runner>> =
        entries.iter().map(|entry| start(case, entry, effort)).collect();
    let seen: Vec<u64> =
        runners.iter_mut().flatten().map(|runner| warm_up(runner.peer.as_mut())).collect();
    assert!(
        seen.iter().all(|rows| *rows == seen[0]),
        "{case}: the peers saw different numbers of rows: {seen:?}"
    );

    for round in 0..effort.rounds {
        // Whoever comes first finds the caches as the last one left them, so everybody is first in turn.
        for offset in 0..runners.len() {
            let index = (round + offset) % runners.len();
            if let Some(runner) = &mut runners[index] {
                runner.seconds.push(
                    batch(runner.peer.as_mut(), runner.times, effort.clock).as_secs_f64()
                        / runner.times as f64,
                );
            }
        }
    }

    let base =
        runners[0].as_ref().unwrap_or_else(|| panic!("{BASE} has every case")).seconds.clone();
    let peers = runners.iter().map(|runner| {
        runner.as_ref().map(|runner| {
            let ratios = runner.seconds.iter().zip(&base).map(|(peer, raw)| peer / raw).collect();
            Reached { ratio: quantile(ratios, 0.5), allocations: runner.allocations }
        })
    });
    let raw = quantile(base.clone(), 0.5);
    let noise = (quantile(base.clone(), 0.75) - quantile(base.clone(), 0.25)) / 2.0 / raw;
    Measured { case, raw, noise, peers: peers.collect() }
}

/// Opens a peer, finds how often it can repeat the operation in a batch, and counts its allocations.
fn start(case: Case, entry: &Entry, effort: &Effort) -> Option<Runner> {
    let mut peer = (entry.open)(case)?;
    warm_up(peer.as_mut());
    let mut times = 1;
    let times = loop {
        // What is opened and prepared by the first is there for the second.
        batch(peer.as_mut(), times, effort.clock);
        let took = batch(peer.as_mut(), times, effort.clock);
        if took * 4 >= effort.batch {
            break (times as f64 * effort.batch.as_secs_f64() / took.as_secs_f64()).ceil() as u64;
        }
        times *= 4;
    };
    peer.reset();
    let counted = allocations::count(|| {
        peer.run(times);
    });
    Some(Runner {
        peer,
        times,
        seconds: Vec::with_capacity(effort.rounds),
        allocations: counted as f64 / times as f64,
    })
}

/// Three operations, as many for every peer, so that the numbers of rows can be compared.
fn warm_up(peer: &mut dyn Peer) -> u64 {
    peer.reset();
    peer.run(3)
}

fn batch(peer: &mut dyn Peer, times: u64, clock: Clock) -> Duration {
    peer.reset();
    clock.time(|| {
        peer.run(times);
    })
}

fn quantile(mut values: Vec<f64>, share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let position = share * (values.len() - 1) as f64;
    let (low, high) = (values[position.floor() as usize], values[position.ceil() as usize]);
    low + (high - low) * position.fract()
}

#[cfg(test)]
mod tests {
    use super::quantile;

    #[test]
    fn quantiles_lie_between_the_nearest_values() {
        assert_eq!(quantile(vec![3.0, 1.0, 2.0], 0.5), 2.0);
        assert_eq!(quantile(vec![4.0, 1.0, 2.0, 3.0], 0.5), 2.5);
        assert_eq!(quantile(vec![5.0], 0.75), 5.0);
    }
}
