/// What the network should say for each image of a batch or shard, in the form that the kind of problem has.
///
/// Images that were blended (mixup, cutmix) have two targets and the share of the first.
public struct Targets: Hashable, Sendable {
    /// One target for each row.
    public enum Values: Hashable, Sendable {
        /// A class for each row, `[N]`: in `0 ..< K` for multiclass problems, 0 or 1 for binary ones.
        case classes([Int])
        /// Which of K labels each row has, `[N, K]` in row-major order.
        case labels([Bool], labelCount: Int)
        /// Real values, `[N, D]` in row-major order.
        case numbers([Float], columnCount: Int)

        /// The number of rows, N.
        public var rowCount: Int {
            switch self {
            case .classes(let classes): classes.count
            case .labels(let bits, let labelCount): bits.count / labelCount
            case .numbers(let numbers, let columnCount): numbers.count / columnCount
            }
        }
    }

    /// The second targets of blended images.
    public struct Mixture: Hashable, Sendable {
        /// The target of each row's partner.
        public let partners: Values
        /// How much the row's own target counts, in `0 ... 1`; the partner's counts the rest.
        public let shares: [Float]
    }

    /// The target of each row.
    public let values: Values

    /// The second targets, or nil where no image is blended.
    public let mixture: Mixture?

    /// Makes the targets of images that are not blended.
    ///
    /// - Precondition: Rows are whole.
    public init(_ values: Values) {
        self.init(values, mixture: nil)
    }

    init(_ values: Values, mixture: Mixture?) {
        switch values {
        case .classes: break
        case .labels(let bits, let labelCount):
            precondition(
                labelCount > 0 && bits.count.isMultiple(of: labelCount),
                "\(bits.count) labels are no whole rows of \(labelCount)")
        case .numbers(let numbers, let columnCount):
            precondition(
                columnCount > 0 && numbers.count.isMultiple(of: columnCount),
                "\(numbers.count) numbers are no whole rows of \(columnCount)")
        }
        self.values = values
        self.mixture = mixture
    }

    /// The number of rows, N.
    public var rowCount: Int { values.rowCount }

    /// The targets of neighbouring rows: those of a shard.
    ///
    /// - Precondition: The rows exist.
    public func rows(_ range: Range<Int>) -> Targets {
        precondition(
            range.lowerBound >= 0 && range.upperBound <= rowCount, "no rows \(range) in \(rowCount) targets")
        return Targets(
            values.rows(Array(range)),
            mixture: mixture.map { mixture in
                Mixture(partners: mixture.partners.rows(Array(range)), shares: Array(mixture.shares[range]))
            })
    }

    /// The targets after every row was blended with another row of the same batch.
    ///
    /// Source: Zhang et al. 2018, "mixup", <https://arxiv.org/abs/1710.09412>.
    /// - Parameters:
    ///   - partners: The row that each row is blended with; a row may be its own partner.
    ///   - shares: How much each row's own target counts, in `0 ... 1`.
    /// - Precondition: The counts agree, partners exist, and no row is blended already.
    public func mixed(partners: [Int], shares: [Float]) -> Targets {
        precondition(mixture == nil, "targets cannot be mixed twice")
        precondition(
            partners.count == rowCount && shares.count == rowCount,
            "\(partners.count) partners and \(shares.count) shares for \(rowCount) rows")
        precondition(
            partners.allSatisfy { (0..<rowCount).contains($0) }, "no partner \(partners) in \(rowCount) rows")
        precondition(shares.allSatisfy { $0 >= 0 && $0 <= 1 }, "shares \(shares) are not in 0 ... 1")
        return Targets(values, mixture: Mixture(partners: values.rows(partners), shares: shares))
    }
}

extension Targets.Values {
    /// The targets of some rows, in the order given.
    func rows(_ rows: [Int]) -> Self {
        switch self {
        case .classes(let classes): .classes(rows.map { classes[$0] })
        case .labels(let bits, let count):
            .labels(rows.flatMap { bits[$0 * count..<($0 + 1) * count] }, labelCount: count)
        case .numbers(let numbers, let count):
            .numbers(rows.flatMap { numbers[$0 * count..<($0 + 1) * count] }, columnCount: count)
        }
    }

    /// The class of one row.
    ///
    /// - Precondition: These are classes.
    func classIndex(row: Int) -> Int {
        guard case .classes(let classes) = self else { preconditionFailure("the targets are no classes") }
        return classes[row]
    }

    /// Adds `share` times one row to numbers; a label counts as 1 where it is set.
    ///
    /// - Precondition: These are labels or numbers, as many in a row as there are sums.
    func add(row: Int, share: Double, to sums: inout MutableSpan<Double>) {
        let count = sums.count
        switch self {
        case .classes: preconditionFailure("the targets are classes, not \(count) values a row")
        case .labels(let bits, let labelCount):
            precondition(labelCount == count, "targets of \(labelCount) labels for \(count) logits")
            for column in 0..<count where bits[row * count + column] { sums[column] += share }
        case .numbers(let numbers, let columnCount):
            precondition(columnCount == count, "targets of \(columnCount) numbers for \(count) outputs")
            for column in 0..<count { sums[column] += share * Double(numbers[row * count + column]) }
        }
    }
}

extension Targets {
    /// How much the first target of a row counts; 1 where the row is not blended.
    func share(row: Int) -> Double { mixture.map { Double($0.shares[row]) } ?? 1 }

    /// The two classes of a row, and how much the first one counts.
    func classes(row: Int) -> (first: Int, second: Int, share: Double) {
        let first = values.classIndex(row: row)
        return (first, mixture?.partners.classIndex(row: row) ?? first, share(row: row))
    }

    /// Writes the blended labels or numbers of a row.
    func write(row: Int, to target: inout MutableSpan<Double>) {
        for index in target.indices { target[index] = 0 }
        let share = share(row: row)
        values.add(row: row, share: share, to: &target)
        mixture?.partners.add(row: row, share: 1 - share, to: &target)
    }
}
