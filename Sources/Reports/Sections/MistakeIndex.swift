/// The mistakes of a classifier, by true and predicted class.
struct MistakeIndex {
    /// The mistakes of one pair of classes.
    struct Group {
        let label: Int
        let prediction: Int
        /// Their places in the list of mistakes.
        let places: [Int]

        /// What links call the group.
        var id: String { "pair-\(label)-\(prediction)" }
    }

    /// More mistakes than this are too many to read one by one; only the worst are listed.
    static let limit = 2_000

    /// The pairs that have mistakes, in class order.
    let groups: [Group]
    private let ids: Set<String>

    /// Sorts mistakes by their first truth and their first guess; those with other names are left out.
    init(_ mistakes: [ReportExample], classNames: [String]) {
        let indices = Dictionary(
            zip(classNames, classNames.indices), uniquingKeysWith: { first, _ in first })
        var places: [[Int]: [Int]] = [:]
        for (place, mistake) in mistakes.prefix(Self.limit).enumerated() {
            guard let label = mistake.truths.first.flatMap({ indices[$0] }),
                let prediction = mistake.guesses.first.flatMap({ indices[$0.name] })
            else { continue }
            places[[label, prediction], default: []].append(place)
        }
        groups = places.map { Group(label: $0[0], prediction: $0[1], places: $1) }
            .sorted { ($0.label, $0.prediction) < ($1.label, $1.prediction) }
        ids = Set(groups.map(\.id))
    }

    var isEmpty: Bool { groups.isEmpty }

    /// What a link to the mistakes of a pair leads to; `nil` where none are listed.
    func target(label: Int, prediction: Int) -> String? {
        let id = "pair-\(label)-\(prediction)"
        return ids.contains(id) ? id : nil
    }
}
