import FoundationEssentials

/// What a piece of work cost.
struct ResourceCost {
    let time: Duration
    /// How far the largest resident memory rose above that at the start.
    let kibibytes: Int

    /// Measures a piece of work in this process, which should do nothing else meanwhile.
    static func measured(_ work: () throws -> Void) rethrows -> ResourceCost {
        // Makes the kernel forget the largest memory so far. Source: proc(5), clear_refs.
        try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
        let memory = peakKibibytes
        let start = ContinuousClock.now
        try work()
        return ResourceCost(time: start.duration(to: .now), kibibytes: peakKibibytes - memory)
    }

    /// The largest resident memory so far; 0 where the kernel does not say.
    private static var peakKibibytes: Int {
        let status = (try? Data(contentsOf: URL(filePath: "/proc/self/status"))) ?? Data()
        let line = String(decoding: status, as: UTF8.self).split(separator: "\n")
            .first { $0.hasPrefix("VmHWM:") }
        return line?.split(separator: " ").compactMap { Int($0) }.first ?? 0
    }
}
