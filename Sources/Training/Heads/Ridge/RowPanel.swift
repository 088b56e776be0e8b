/// Vectors of one length side by side, four to a block: what products of pairs of vectors are taken of.
///
/// The four vectors of a block lie behind each other entry by entry, so that a loop over the entries reads
/// memory in order.
struct RowPanel: Sendable {
    /// One entry of four neighbouring vectors.
    typealias Block = SIMD4<Double>

    /// The length of the vectors.
    let depth: Int
    /// Entry `r` of the vectors `4·b ..< 4·b + 4` at `b · depth + r`; vectors that fill up the last block are
    /// 0.
    var blocks: [Block]

    /// Makes vectors of zeros.
    init(vectorCount: Int, depth: Int) {
        self.depth = depth
        blocks = [Block](repeating: .zero, count: (vectorCount + 3) / 4 * depth)
    }
}
