internal import Glibc

/// The time of the calling thread, for tests that work grows no faster than its input.
public enum ThreadTime {
    /// How many seconds the thread has been on a processor: what other tests keep processors busy with does not count.
    public static var seconds: Double {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
