/// What is near to one row.
struct Neighbourhood: Sendable {
    /// Another row that is near enough.
    struct Partner: Sendable {
        /// Its number among the rows that are compared.
        let index: Int
        let cosine: Float
    }

    /// The number of largest cosines that are kept: with a partner among them, the third largest of the
    /// others is the last.
    static let largestCount = 4

    /// The partners behind the row, in order.
    var partners: [Partner] = []
    /// The largest cosines with any other row, descending; -1 where there are no more or they do not matter.
    private(set) var largest = SIMD4<Float>(repeating: -1)
    /// Whether there are more partners.
    var isCutShort = false

    /// The smallest of the largest cosines: what is not larger changes nothing.
    var threshold: Float { largest.w }

    /// Takes the cosine with another row into account.
    mutating func insert(_ cosine: Float) {
        guard cosine > largest.w else { return }
        largest.w = cosine
        for place in stride(from: Self.largestCount - 1, to: 0, by: -1)
        where largest[place] > largest[place - 1] {
            (largest[place], largest[place - 1]) = (largest[place - 1], largest[place])
        }
    }

    /// The third largest of the cosines with other rows, one of which, that of the partner in question, does
    /// not count.
    func rival(besides cosine: Float) -> Float { cosine >= largest.z ? largest.w : largest.z }
}
