//! What time is: that on the clock, or that which this process had a core for.

use std::time::{Duration, Instant};

/// How time is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The time that passes.
    Wall,
    /// The time in which this process ran, on all its threads. What other processes take from it does not count, nor
    /// would waiting.
    Cpu,
}

impl Clock {
    /// How long some work takes.
    pub fn time(self, work: impl FnOnce()) -> Duration {
        match self {
            Clock::Wall => {
                let start = Instant::now();
                work();
                start.elapsed()
            }
            Clock::Cpu => {
                let start = cpu();
                work();
                cpu().saturating_sub(start)
            }
        }
    }
}

#[cfg(unix)]
fn cpu() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the pointer is to a live value of the type that the call fills.
    let code = unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    assert_eq!(code, 0, "the system has a clock for each process");
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// Other systems have no such call.
#[cfg(not(unix))]
fn cpu() -> Duration {
    panic!("`--cpu-time` needs a Unix system");
}
