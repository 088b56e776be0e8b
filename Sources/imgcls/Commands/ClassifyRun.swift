internal import Datasets
internal import ImageClassifier
internal import Images

/// Classifies batches of files and writes the answers in their order.
struct ClassifyRun {
    let classifier: ImageClassifier
    let writer: PredictionWriter
    let top: Int
    let workerCount: Int

    private var missingCount = 0
    private var unreadableCount = 0

    /// Enough images to keep all cores busy, and few enough that answers appear as they come.
    private static let batchSize = 64

    init(classifier: ImageClassifier, writer: PredictionWriter, top: Int, workerCount: Int) {
        self.classifier = classifier
        self.writer = writer
        self.top = top
        self.workerCount = workerCount
    }

    /// Cuts files into batches.
    static func batches(of entries: [PathLines.Entry]) -> [[PathLines.Entry]] {
        stride(from: 0, to: entries.count, by: batchSize).map { start in
            Array(entries[start..<min(start + batchSize, entries.count)])
        }
    }

    /// Classifies a batch by all cores; an unreadable file fails alone.
    ///
    /// - Throws: `ModelError.execution` or `CancellationError`.
    func answers(for batch: [PathLines.Entry]) async throws -> [Result<Answer, ImageReadError>] {
        try await classifier.answers(
            imagesAtPaths: batch.compactMap(\.path), top: top, workerCount: workerCount)
    }

    /// Writes the answers of a batch, or why there is none, in the order of the files.
    ///
    /// - Throws: `OutputError`.
    @inline(never)  // Swift 6.3.1 crashes when it optimises this into an asynchronous caller.
    mutating func write(_ answers: [Result<Answer, ImageReadError>], for batch: [PathLines.Entry])
        throws
    {
        var remaining = answers[...]
        for entry in batch {
            switch entry {
            case .path(let path): try write(remaining.popFirst(), for: path)
            case .unusable(let shown, let reason): try writeError(reason, for: shown, isMissing: false)
            }
        }
    }

    private mutating func write(_ result: Result<Answer, ImageReadError>?, for path: String) throws {
        switch result {
        case .success(let answer): try writer.write(answer, for: path)
        case .failure(let error): try writeError("\(error)", for: path, isMissing: error == .file(.notFound))
        case nil: preconditionFailure("no result for \(path)")
        }
    }

    private mutating func writeError(_ reason: String, for path: String, isMissing: Bool) throws {
        if isMissing { missingCount += 1 } else { unreadableCount += 1 }
        try writer.writeError(reason, for: path)
    }

    /// Ends the run, with the exit code that says whether every image was read.
    ///
    /// - Throws: `CommandError` where images could not be read.
    @inline(never)
    func finish() throws {
        let count = missingCount + unreadableCount
        guard count > 0 else { return }
        let images = count == 1 ? "1 image" : "\(count) images"
        throw CommandError(
            unreadableCount > 0 ? .badData : .inputNotFound, "\(images) could not be read (see above)")
    }
}
