extension NearDuplicates.Pair {
    /// What makes the images alike, in words.
    var explanation: String {
        let hash = hashDistance.map { "hashes differ in \($0) of 64 bits" }
        let features = cosine.map { "features agree to \((Double($0) * 1000).rounded() / 1000)" }
        return ([isMirrored ? "mirrored" : nil, hash, features] as [String?]).compactMap { $0 }.joined(
            separator: ", ")
    }
}
