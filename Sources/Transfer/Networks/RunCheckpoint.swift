internal import Glibc
public import Training

/// What is wrong with the file in which an unfinished run is kept.
public struct CheckpointFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file.
    public let path: String
    /// What is wrong with it.
    public let reason: CheckpointError

    /// One sentence that begins with the path.
    public var description: String { "\(path): \(reason)" }
}

/// The file in which an unfinished run is kept.
struct RunCheckpoint: Sendable {
    /// Where it is; nil keeps nothing.
    let path: String?
    let identity: RunIdentity

    /// Where the run stood, and what is adjusted since, in words.
    ///
    /// - Throws: `CheckpointFileError` for what is no checkpoint, `TrainingLoopError.otherRun` for that of another run.
    func resumed() throws -> (state: TrainingState, adjustments: [String])? {
        guard let path else { return nil }
        let checkpoint = try Self.naming(path) { () throws(CheckpointError) in
            try TrainingCheckpoint(contentsOfFile: path)
        }
        return (try checkpoint.state(resuming: identity), identity.adjustments(from: checkpoint.identity))
    }

    /// The same, or nil where there is no file, or that of another run.
    ///
    /// - Throws: `CheckpointFileError` for what is no checkpoint.
    func resumedIfOfThisRun() throws -> (state: TrainingState, adjustments: [String])? {
        guard let path, unsafe access(path, F_OK) == 0 else { return nil }
        do {
            return try resumed()
        } catch TrainingLoopError.otherRun {
            return nil
        }
    }

    /// Keeps what an earlier run left under other names, with the refit that it may have come to, so that a run that
    /// begins takes nothing from it.
    func setAside() {
        guard let path else { return }
        for path in [path, Refit.checkpointPath(besides: path)] { Self.setAside(path) }
    }

    private static func setAside(_ path: String) {
        _ = unsafe rename(path, NetworkTuner.pathSetAside(path))
    }

    /// Replaces the file.
    ///
    /// - Throws: `CheckpointFileError` where it cannot be written.
    func save(_ state: TrainingState) throws(CheckpointFileError) {
        guard let path else { return }
        try Self.naming(path) { () throws(CheckpointError) in
            try TrainingCheckpoint(state, of: identity).write(toPath: path)
        }
    }

    /// Removes the file of a run that is finished; what is left of a refit that it was to come to is kept under another
    /// name.
    func remove() {
        guard let path else { return }
        _ = unsafe unlink(path)
        Self.setAside(Refit.checkpointPath(besides: path))
    }

    private static func naming<Result>(
        _ path: String, _ body: () throws(CheckpointError) -> Result
    ) throws(CheckpointFileError) -> Result {
        do {
            return try body()
        } catch {
            throw CheckpointFileError(path: path, reason: error)
        }
    }
}
