/// What an earlier split says about the components of a new one.
struct SplitRecord {
    /// What is known of the samples of one component; a byte, because there may be a million components.
    private struct Content: OptionSet {
        let rawValue: UInt8

        static let training = Content(rawValue: 1)
        static let validation = Content(rawValue: 2)
        static let test = Content(rawValue: 4)
        /// Some sample is not recorded.
        static let new = Content(rawValue: 8)

        static let recorded: Content = [.training, .validation, .test]

        init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        init(_ partition: Partition?) {
            switch partition {
            case .training: self = .training
            case .validation: self = .validation
            case .test: self = .test
            case nil: self = .new
            }
        }

        /// Whether the recorded samples keep the component from being on one side.
        var isContested: Bool {
            switch intersection(.recorded) {
            case [], .training, .validation: false
            case .test: contains(.new)
            default: true
            }
        }
    }

    private let contents: [Content]

    /// The components whose recorded samples cannot all be together, in the order of first samples.
    let conflicts: [SplitConflict]

    /// Looks the samples up.
    init(components: SplitComponents, digests: [ContentDigest], keeping: [ContentDigest: Partition]) {
        var contents = [Content](repeating: [], count: components.names.count)
        for (component, digest) in zip(components.ofSample, digests) {
            contents[component].formUnion(Content(keeping[digest]))
        }
        self.contents = contents

        var members: [Int: [Int]] = [:]
        for (index, component) in components.ofSample.enumerated() where contents[component].isContested {
            members[component, default: []].append(index)
        }
        // Components are numbered by their first samples.
        conflicts = members.sorted { $0.key < $1.key }.map { component, indices in
            SplitConflict(
                sampleIndices: indices, newSampleIndices: indices.filter { keeping[digests[$0]] == nil },
                recordedPartitions: Partition.allCases.filter { contents[component].contains(Content($0)) })
        }
    }

    /// Whether any sample of a component is recorded.
    func isRecorded(_ component: Int) -> Bool { !contents[component].isDisjoint(with: .recorded) }

    /// Puts the new samples of recorded components on the side of the recorded ones, if that is one side;
    /// else they train.
    func settle(_ sides: inout [Partition]) {
        for component in sides.indices where isRecorded(component) {
            let isValidation = contents[component].intersection(.recorded) == .validation
            sides[component] = isValidation ? .validation : .training
        }
    }
}
