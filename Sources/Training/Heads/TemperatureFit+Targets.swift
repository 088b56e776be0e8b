extension TemperatureFit {
    /// The temperature that suits logits of any kind of problem; 1 for values.
    ///
    /// A sigmoid of one logit z is the softmax of 0 and z, so that each label of an image counts as a row of two.
    package static func temperature(logits: [[Float]], _ targets: Targets.Values) -> Double {
        let labels: [Int]
        switch targets {
        case .classes(let classes) where logits.first?.count != 1:
            return temperature(
                logits: logits.flatMap { $0.map(Double.init) }, labels: classes,
                classCount: logits.first?.count ?? 2)
        case .classes(let classes): labels = classes
        case .labels(let bits, _): labels = bits.map { $0 ? 1 : 0 }
        case .numbers: return 1
        }
        let pairs = logits.flatMap { row in row.flatMap { logit -> [Double] in [0, Double(logit)] } }
        return temperature(logits: pairs, labels: labels, classCount: 2)
    }

    /// The same from evenly spread rows where there are more than tell it well and soon.
    ///
    /// - Parameter largestLogitCount: The largest number of logits to look at.
    package static func temperature(
        ofManyLogits logits: [[Float]], _ targets: Targets.Values, largestLogitCount: Int = 1 << 20
    ) -> Double {
        let columnCount = max(logits.first?.count ?? 1, 1)
        let rowCount = max(min(logits.count, largestLogitCount / columnCount), 1)
        guard rowCount < logits.count else { return temperature(logits: logits, targets) }
        let rows = (0..<rowCount).map { $0 * logits.count / rowCount }
        return temperature(logits: rows.map { logits[$0] }, targets.chosen(rows))
    }
}

extension Targets.Values {
    /// The targets of some rows, in the order of their numbers.
    fileprivate func chosen(_ rows: [Int]) -> Targets.Values {
        func entries<Entry>(_ values: [Entry], _ width: Int) -> [Entry] {
            rows.flatMap { values[$0 * width..<($0 + 1) * width] }
        }
        return switch self {
        case .classes(let classes): .classes(entries(classes, 1))
        case .labels(let bits, let count): .labels(entries(bits, count), labelCount: count)
        case .numbers(let numbers, let count): .numbers(entries(numbers, count), columnCount: count)
        }
    }
}
