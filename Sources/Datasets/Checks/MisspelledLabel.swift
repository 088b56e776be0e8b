internal import Spelling

/// A label of a few rows of a manifest that is spelled much like a frequent one: perhaps a slip of whoever
/// typed it.
public struct MisspelledLabel: Hashable, Sendable {
    /// A label with more images than this is none that was mistyped now and then.
    public static let largestCount = 3

    /// The frequent label has at least this many times the images of the rare one.
    public static let smallestRatio = 10

    /// The rare label.
    public let name: String

    /// The frequent label that is spelled most alike.
    public let nearest: String

    /// The images with the rare label, training images first.
    public let samples: [Sample]
}

extension Dataset {
    /// The labels that may be misspelled, in the order of the class names; none for numbers, and none that a
    /// folder is named after.
    ///
    /// A label counts in all parts together. Two labels are spelled alike if one change makes one of the
    /// other, or two changes in names of six letters and more (a change is a letter more, less or another, or
    /// the swap of two neighbours), and if both have the same digits: `a1` and `a2` differ on purpose. Names
    /// that differ by case or blanks alone are another matter, see ``ClassOverview/lookAlikeNames``.
    ///
    /// Complexity: O(*n* + *rf*) for *r* rare and *f* frequent labels; no more than 200,000 of these pairs
    /// are compared.
    public var misspelledLabels: [MisspelledLabel] {
        guard labelling != .values else { return [] }
        let holders = labelHolders()
        let least = MisspelledLabel.smallestRatio
        let frequent = classNames.names.indices.filter { holders[$0].count >= least }.map { index in
            let name = classNames.names[index]
            return FrequentLabel(
                name: name, count: holders[index].count, digits: name.filter(\.isNumber),
                key: LookAlikeNames.key(of: name))
        }
        var pairsLeft = 200_000
        return zip(classNames.names, holders).compactMap { name, holders in
            guard let samples = holders.samples, !samples.isEmpty, pairsLeft >= frequent.count else {
                return nil
            }
            pairsLeft -= frequent.count
            let (digits, key) = (name.filter(\.isNumber), LookAlikeNames.key(of: name))
            let candidates = frequent.filter {
                $0.count >= holders.count * least && $0.digits == digits && $0.key != key
            }
            return NearestName.find(
                name, among: candidates.lazy.map(\.name), maximumDistance: Self.largestDistance(from: name)
            ).map { MisspelledLabel(name: name, nearest: $0, samples: samples) }
        }
    }

    private struct FrequentLabel {
        let name: String
        let count: Int
        let digits: String
        let key: String
    }

    /// How many images have a label, and which, where these are few rows of a manifest.
    private struct LabelHolders {
        var count = 0
        var samples: [Sample]? = []

        mutating func add(_ sample: Sample) {
            count += 1
            if count > MisspelledLabel.largestCount || sample.line == 0 {
                samples = nil
            } else {
                samples?.append(sample)
            }
        }
    }

    private func labelHolders() -> [LabelHolders] {
        var holders = [LabelHolders](repeating: LabelHolders(), count: classNames.count)
        for partition in Partition.allCases {
            for sample in samples(in: partition) {
                for index in sample.labelIndices { holders[index].add(sample) }
            }
        }
        return holders
    }

    /// Changes are counted in bytes, of which a letter beyond ASCII has several.
    private static func largestDistance(from name: String) -> Int {
        let letterCount = name.unicodeScalars.count
        if letterCount >= 6 { return 2 }
        return letterCount >= 4 && letterCount < name.utf8.count ? 2 : 1
    }
}
