/// One state of a step in words: counts, rate, time left.
struct ProgressLine {
    let title: String
    let completed: Int
    let total: Int
    let unit: String
    let seconds: Double

    private var rate: Double { seconds > 0 ? Double(completed) / seconds : 0 }

    private var timing: String {
        guard rate > 0 else { return "" }
        let speed = "\(Int(rate.rounded())) \(unit)/s"
        let left = Double(total - completed) / rate
        return completed < total
            ? "\(speed), \(Self.duration(left)) left" : "\(speed), \(Self.duration(seconds))"
    }

    /// The line without a bar.
    var text: String { "\(title): \(completed)/\(total) \(unit)" + (timing.isEmpty ? "" : " (\(timing))") }

    /// The line with a bar, narrower than the terminal.
    func bar(columns: Int, isUTF8: Bool) -> String {
        let numbers = " \(completed)/\(total) " + (timing.isEmpty ? "" : "(\(timing))")
        let room = columns - 1 - title.count - 1 - numbers.count
        guard room >= 10 else { return String(text.prefix(max(0, columns - 1))) }
        let share = Double(completed) / Double(total)
        return title + " " + Self.bar(share: share, width: min(room, 40), isUTF8: isUTF8) + numbers
    }

    /// A bar of which a share, from 0 to 1, is filled.
    static func bar(share: Double, width: Int, isUTF8: Bool) -> String {
        let filled = min(max(Int(share * Double(width)), 0), width)
        return String(repeating: isUTF8 ? "█" : "#", count: filled)
            + String(repeating: isUTF8 ? "░" : ".", count: width - filled)
    }

    /// A duration as people say it: `0.4 s`, `12 s`, `3 min 20 s`, `2 h 5 min`.
    static func duration(_ seconds: Double) -> String {
        guard seconds.magnitude < 1e9 else { return "\(seconds) s" }
        if seconds < 9.95 { return "\(Double(Int((seconds * 10).rounded())) / 10) s" }
        let whole = Int(seconds.rounded())
        if whole >= 3600 { return "\(whole / 3600) h \(whole % 3600 / 60) min" }
        return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
    }
}
