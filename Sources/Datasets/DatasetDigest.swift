internal import Crypto

/// Digests of what images show and how they are labelled; ``DatasetSummary/digest`` says what goes into them.
struct DatasetDigest {
    let classNames: [String]
    let samples: [Sample]
    /// The digest of each sample's bytes.
    let digests: [ContentDigest]

    /// The digest where each image has a class.
    var classes: ContentDigest {
        var contents = [[ContentDigest]](repeating: [], count: classNames.count)
        for (sample, digest) in zip(samples, digests) { contents[sample.classIndex].append(digest) }
        let labels = classNames.map { Array($0.utf8) }
        var hash = SHA256()
        hash.update(data: Array("imgcls dataset 1\n".utf8))
        for (label, contents) in zip(labels, contents).sorted(by: { $0.0.lexicographicallyPrecedes($1.0) }) {
            let prefix = Self.bytes(of: label.count) + label
            for content in contents.sorted() { hash.update(data: prefix + content.bytes) }
        }
        return ContentDigest(finishing: hash.finalize())
    }

    /// The digest where each image has any number of labels.
    var labels: ContentDigest {
        let names = classNames.map { Array($0.utf8) }
        return Self.digest(
            "imgcls dataset labels 1\n",
            zip(samples, digests).map { sample, digest in
                let labels = Set(sample.labelIndices).map { names[$0] }
                return digest.bytes + Self.bytes(of: labels)
            })
    }

    /// The digest where each image has numbers.
    var values: ContentDigest {
        let names = classNames.map { Array($0.utf8) }
        let order = names.indices.sorted { names[$0].lexicographicallyPrecedes(names[$1]) }
        var parts: [[UInt8]] = []
        for (sample, digest) in zip(samples, digests) {
            let values = sample.values
            parts.append(digest.bytes + order.flatMap { Self.bytes(of: values[$0]) })
        }
        return Self.digest("imgcls dataset values 1\n", parts, header: Self.bytes(of: names))
    }

    private static func digest(_ line: String, _ parts: [[UInt8]], header: [UInt8] = []) -> ContentDigest {
        var hash = SHA256()
        hash.update(data: Array(line.utf8) + header)
        for part in parts.sorted(by: { $0.lexicographicallyPrecedes($1) }) { hash.update(data: part) }
        return ContentDigest(finishing: hash.finalize())
    }

    private static func bytes(of count: Int) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) }
    }

    private static func bytes(of value: Float) -> [UInt8] {
        let bits = (value == 0 ? 0 : value).bitPattern
        return (0..<4).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
    }

    private static func bytes(of texts: [[UInt8]]) -> [UInt8] {
        let sorted = texts.sorted { $0.lexicographicallyPrecedes($1) }
        return bytes(of: texts.count) + sorted.flatMap { bytes(of: $0.count) + $0 }
    }
}
