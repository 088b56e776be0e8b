internal import Datasets
internal import Execution
internal import Images

/// Files that are no longer what a manifest recorded.
enum RecordedHashes {
    /// The images whose files have other hashes than the manifest states, in their order.
    ///
    /// A file that cannot be read is none of them: whoever reads its picture says why.
    ///
    /// - Throws: `CancellationError`.
    static func changes(
        among samples: [Sample], _ reading: ReadingOptions, workerCount: Int
    ) async throws -> [SampleFailure] {
        let stated = samples.filter { $0.recordedDigest != nil }
        let limit = reading.limits.byteCount
        let changes = try await WorkerPool.map(
            count: stated.count, workerCount: workerCount, makeState: {}
        ) { _, index -> SampleFailure? in
            let sample = stated[index]
            guard let bytes = try? FileReader.bytes(atPath: sample.path, maximumByteCount: limit),
                ContentDigest(of: bytes) != sample.recordedDigest
            else { return nil }
            return SampleFailure(sample: sample, reason: .changedSinceManifest)
        }
        return changes.compactMap { $0 }
    }
}
