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

    /// The line with a bar, no wider than the terminal.
    func bar(columns: Int) -> String {
        let numbers = " \(completed)/\(total) " + (timing.isEmpty ? "" : "(\(timing))")
        let room = columns - 1 - title.count - 1 - numbers.count
        guard room >= 10 else { return String(text.prefix(max(0, columns - 1))) }
        let width = min(room, 40)
        let filled = completed * width / total
        return title + " " + String(repeating: "█", count: filled)
            + String(repeating: "░", count: width - filled) + numbers
    }

    /// A duration as people say it: `0.4 s`, `12 s`, `3 min 20 s`.
    static func duration(_ seconds: Double) -> String {
        if seconds < 9.95 { return "\(Double(Int((seconds * 10).rounded())) / 10) s" }
        let whole = Int(seconds.rounded())
        return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
    }
}
