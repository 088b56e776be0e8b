internal import Datasets
internal import Execution
internal import Glibc
internal import ImageClassifier
internal import Models
internal import Training
internal import Transfer

/// What stops a training run, said so that a person knows which file to look at.
enum TrainingFailure {
    /// Runs a training, and gives its errors the names of what it was run on.
    ///
    /// - Parameters:
    ///   - source: The name of the data.
    ///   - network: The name or path of the network.
    ///   - checkpoint: The path of the checkpoint.
    ///   - display: Where images that could not be read are named.
    static func explaining<Result>(
        _ source: String, _ network: String, _ checkpoint: String, _ display: ProgressDisplay,
        _ body: () async throws -> Result
    ) async throws -> Result {
        let refit = Refit.checkpointPath(besides: checkpoint)
        let before = [checkpoint: modification(of: checkpoint), refit: modification(of: refit)]
        // The file that this run wrote last, if any.
        func written() -> String? {
            [refit, checkpoint].first { path in
                modification(of: path).map { $0 != before[path] ?? nil } ?? false
            }
        }
        do {
            return try await body()
        } catch is CancellationError {
            // The run may have ended before there was anything to save.
            guard written() != nil else { throw CancellationError() }
            throw ResumableInterruption()
        } catch let error as TransferError {
            FindingLines.warn(of: error.failures, display)
            throw CommandError(.badData, "\(source): \(error)")
        } catch let error as TaskError {
            throw CommandError(.badData, "\(source): \(error)")
        } catch let error as UnreadableExampleError {
            throw CommandError(.badData, "\(error)")
        } catch let error as TrainingLoopError {
            if case .otherRun = error { throw CommandError(.badData, "\(checkpoint): \(error)") }
            throw CommandError(.badData, "\(source): \(error)\(lastGoodState(error, checkpoint))")
        } catch let error as RefitError {
            let state = lastGoodState(error.reason, refit)
            throw CommandError(
                .badData,
                "\(source): \(error)\(state.isEmpty ? stateBefore(error.reason, checkpoint) : state)")
        } catch let error as CheckpointFileError {
            let status: ExitStatus =
                switch error.reason {
                case .notWritable, .content, .write: .cannotWrite
                default: .badData
                }
            throw CommandError(status, "\(error)")
        } catch let error as TrainingError {
            throw CommandError(.badData, "\(source): \(error), computed with \(network)")
        } catch let error as ModelError {
            throw ImageClassifierError.model(path: network, error)
        } catch let error as ExecutionError {
            throw ImageClassifierError.model(path: network, .execution(error))
        }
    }

    /// Where a run that diverged can go on; empty where it cannot.
    private static func lastGoodState(_ error: TrainingLoopError, _ checkpoint: String) -> String {
        guard case .diverged(_, let epoch, _, _) = error, epoch > 1, modification(of: checkpoint) != nil
        else { return "" }
        return "; \(checkpoint) holds the end of epoch \(epoch - 1), where \(wayOn)"
    }

    /// Where a refit that diverged at once can begin again; empty where it cannot.
    private static func stateBefore(_ error: TrainingLoopError, _ checkpoint: String) -> String {
        guard case .diverged = error, modification(of: checkpoint) != nil else { return "" }
        return "; \(checkpoint) holds the run before, behind which \(wayOn)"
    }

    private static let wayOn = "--resume goes on with a lower --learning-rate or with --clip"

    /// When a file was last written, in nanoseconds; nil where there is none.
    private static func modification(of path: String) -> Int? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        return status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
    }
}

/// A run that a signal has ended, and whose checkpoint is there.
struct ResumableInterruption: Error {}
