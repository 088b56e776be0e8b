internal import Glibc
internal import Training

/// The file in which an unfinished run is kept.
struct RunCheckpoint: Sendable {
    /// Where it is; nil keeps nothing.
    let path: String?
    let identity: RunIdentity

    /// Where the run stood.
    ///
    /// - Throws: `CheckpointError` for what is no checkpoint, `TrainingLoopError.otherRun` for that of another run.
    func state() throws -> TrainingState? {
        guard let path else { return nil }
        return try TrainingCheckpoint(contentsOfFile: path).state(resuming: identity)
    }

    /// Replaces the file.
    ///
    /// - Throws: `CheckpointError` where it cannot be written.
    func save(_ state: TrainingState) throws {
        guard let path else { return }
        try TrainingCheckpoint(state, of: identity).write(toPath: path)
    }

    /// Removes the file of a run that is finished.
    func remove() {
        guard let path else { return }
        _ = unsafe unlink(path)
    }
}
