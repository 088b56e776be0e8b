internal import Networks
internal import Training

/// The table of a training run, a line an epoch.
struct EpochTable: Sendable {
    /// A column: its heading, which is as wide as its numbers or wider, and its number in a record.
    private struct Column: Sendable {
        let heading: String
        let text: @Sendable (EpochRecord) -> String
    }

    private let columns: [Column]

    /// The columns that fit, of those that a kind of problem has: speed goes first, then the learning rate, the
    /// training loss and the metric.
    ///
    /// - Parameter width: The columns of the terminal; nil for all.
    init(_ kind: ProblemKind, width: Int? = nil) {
        let all: [(column: Column, rank: Int)] = [
            (Column(heading: "epoch") { "\($0.epoch)" }, 0),
            (Column(heading: "train loss") { Number.fixed($0.trainLoss, 4) }, 3),
            (Column(heading: "valid loss") { Self.optional($0.validationLoss) }, 1),
            (Column(heading: kind.metricName ?? "") { Self.optional($0.metric) }, 2),
            (Column(heading: "     rate") { Self.rate($0.rate) }, 4),
            (Column(heading: "images/s") { Number.fixed($0.imagesPerSecond, 0) }, 5),
        ].filter { !$0.0.heading.isEmpty }
        var rank = 5
        func kept() -> [Column] { all.filter { $0.rank <= rank }.map(\.column) }
        if let width {
            while rank > 0, Self.width(of: kept()) > width - 1 { rank -= 1 }
        }
        columns = kept()
    }

    private static let mark = "  best"

    private static func width(of columns: [Column]) -> Int {
        columns.reduce(-2) { $0 + $1.heading.count + 2 } + mark.count
    }

    /// The headings.
    var header: String { columns.map(\.heading).joined(separator: "  ") }

    /// The line of an epoch; the best one so far is marked.
    func line(_ record: EpochRecord, isBest: Bool) -> String {
        columns.map { column in
            let text = column.text(record)
            return String(repeating: " ", count: max(column.heading.count - text.count, 0)) + text
        }.joined(separator: "  ") + (isBest ? Self.mark : "")
    }

    private static func optional(_ number: Double?) -> String {
        number.map { Number.fixed($0, 4) } ?? "-"
    }

    private static func rate(_ rate: Double) -> String {
        rate >= 0.001 || rate == 0 ? Number.fixed(rate, 5) : Number.small(rate)
    }
}
