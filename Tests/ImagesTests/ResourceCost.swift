import FoundationEssentials
import Glibc

/// What a piece of work cost.
struct ResourceCost {
    /// The processor time of the thread, which does not depend on what else the machine does.
    let time: Duration
    /// How far the largest resident memory rose above that at the start.
    let kibibytes: Int

    /// Measures a piece of work in this process, which should do nothing else meanwhile.
    static func measured(_ work: () throws -> Void) rethrows -> ResourceCost {
        // Makes the kernel forget the largest memory so far. Source: proc(5), clear_refs.
        try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
        let memory = peakKibibytes
        let start = processorTime
        try work()
        return ResourceCost(time: processorTime - start, kibibytes: peakKibibytes - memory)
    }

    private static var processorTime: Duration {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    /// The largest resident memory so far; 0 where the kernel does not say.
    private static var peakKibibytes: Int {
        let status = (try? Data(contentsOf: URL(filePath: "/proc/self/status"))) ?? Data()
        let line = String(decoding: status, as: UTF8.self).split(separator: "\n")
            .first { $0.hasPrefix("VmHWM:") }
        return line?.split(separator: " ").compactMap { Int($0) }.first ?? 0
    }
}
