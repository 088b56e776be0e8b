/// The running epoch in one line: a bar, the loss, the speed, the time left.
struct EpochLine {
    let epoch: Int
    let epochCount: Int
    let completed: Int
    let total: Int
    /// The mean loss so far; nil while validation images are judged.
    let loss: Double?
    let speed: Double?
    let secondsLeftOfEpoch: Double?
    let secondsLeft: Double?

    /// What the line is made of; what matters less has a higher rank, and goes first where there is no room.
    private var parts: [(text: String, rank: Int)] {
        let left = secondsLeftOfEpoch.map { "\(ProgressLine.duration($0)) left" }
        let leftOfRun =
            epoch < epochCount ? secondsLeft.map { "of the run \(ProgressLine.duration($0))" } : nil
        return [
            (loss.map { "loss \(Number.fixed($0, 3))" } ?? "validating", 1),
            ("\(completed)/\(total)", 4),
            (speed.map { "\(Number.fixed($0, 0)) images/s" } ?? "", 5),
            (left ?? "", 2),
            (leftOfRun ?? "", 3),
        ].filter { !$0.0.isEmpty }
    }

    private static let barWidths = 8...30

    /// The line, narrower than the terminal.
    func text(columns: Int, isUTF8: Bool) -> String {
        let room = columns - 1
        let head = "Epoch \(epoch)/\(epochCount)"
        for rank in stride(from: 5, through: 0, by: -1) {
            let rest = parts.filter { $0.rank <= rank }.map(\.text).joined(separator: ", ")
            let space = room - head.count - 2 - rest.count
            guard space >= Self.barWidths.lowerBound else { continue }
            let bar = ProgressLine.bar(
                share: Double(completed) / Double(max(total, 1)),
                width: min(space, Self.barWidths.upperBound), isUTF8: isUTF8)
            return head + " " + bar + (rest.isEmpty ? "" : " " + rest)
        }
        return String(head.prefix(max(room, 0)))
    }
}
