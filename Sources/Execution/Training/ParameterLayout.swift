public import Networks
public import Tensors

/// Where the numbers of a network lie in flat buffers while it trains: learned parameters in one, the statistics of
/// batch normalisation in another, each in the order of the nodes, as stored (`[O, I / groups, kh, kw]`).
public struct ParameterLayout: Hashable, Sendable {
    /// One parameter's place.
    public struct Entry: Hashable, Sendable {
        /// The full name, such as `conv_stem.weight`.
        public let name: String
        /// What it is to its node.
        public let role: ParameterRole
        /// Its shape.
        public let shape: Shape
        /// The position of its first number in the buffer, in floats.
        public let offset: Int

        /// The positions of its numbers.
        public var range: Range<Int> { offset..<offset + shape.elementCount }
    }

    /// The learned parameters.
    public let learned: [Entry]
    /// The running means and variances.
    public let statistics: [Entry]
    /// The length of the buffer of learned parameters, in floats.
    public let learnedCount: Int
    /// The length of the buffer of statistics, in floats.
    public let statisticsCount: Int

    /// Every parameter begins on a cache line of its own.
    private static let alignment = 16

    /// Lays out the parameters that a network needs.
    init(_ descriptions: [ParameterDescription]) {
        var (learned, statistics): ([Entry], [Entry]) = ([], [])
        var (learnedCount, statisticsCount) = (0, 0)
        func place(_ description: ParameterDescription, at count: inout Int) -> Entry {
            let entry = Entry(
                name: description.name, role: description.role, shape: description.shape, offset: count)
            let length = description.shape.elementCount
            count += (length + Self.alignment - 1) / Self.alignment * Self.alignment
            return entry
        }
        for description in descriptions {
            switch description.role {
            case .weight, .bias: learned.append(place(description, at: &learnedCount))
            case .runningMean, .runningVariance: statistics.append(place(description, at: &statisticsCount))
            }
        }
        self.learned = learned
        self.statistics = statistics
        self.learnedCount = learnedCount
        self.statisticsCount = statisticsCount
    }

    /// The positions of the parameters by name.
    func offsets() -> [String: Int] {
        Dictionary(uniqueKeysWithValues: (learned + statistics).map { ($0.name, $0.offset) })
    }
}
