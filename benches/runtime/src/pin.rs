//! Keeps the process on one core, so that no peer pays for waking an idle one.

/// Pins this thread, and with it all threads that it starts, to the last core it may use; says whether that worked.
#[cfg(target_os = "linux")]
pub fn to_one_core() -> bool {
    use std::mem::{size_of, zeroed};

    // SAFETY: a set of zeros is an empty set; both calls get its true size and touch nothing else.
    unsafe {
        let mut allowed: libc::cpu_set_t = zeroed();
        if libc::sched_getaffinity(0, size_of::<libc::cpu_set_t>(), &mut allowed) != 0 {
            return false;
        }
        let Some(last) =
            (0..libc::CPU_SETSIZE as usize).rfind(|&core| libc::CPU_ISSET(core, &allowed))
        else {
            return false;
        };
        let mut one: libc::cpu_set_t = zeroed();
        libc::CPU_SET(last, &mut one);
        libc::sched_setaffinity(0, size_of::<libc::cpu_set_t>(), &one) == 0
    }
}

/// Other systems have no such call.
#[cfg(not(target_os = "linux"))]
pub fn to_one_core() -> bool {
    false
}
