/// The line of a manifest that something was read from. It tells a person where to look and makes no difference
/// to what was read, so that all lines are equal.
struct ManifestLine: Hashable, Sendable {
    // Manifests have at most 1 GiB, and so fewer lines than this can count.
    private let storedNumber: UInt32

    /// The line's number, from 1; 0 for none.
    var number: Int { Int(storedNumber) }

    init(_ number: Int) {
        storedNumber = UInt32(clamping: number)
    }

    static func == (left: ManifestLine, right: ManifestLine) -> Bool { true }

    func hash(into hasher: inout Hasher) {}
}
