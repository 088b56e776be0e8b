internal import Glibc
internal import Training

/// The file in which an unfinished run is kept.
struct RunCheckpoint: Sendable {
    /// Where it is; nil keeps nothing.
    let path: String?
    let identity: RunIdentity

    /// Where the run stood, and what is adjusted since, in words.
    ///
    /// - Throws: `CheckpointError` for what is no checkpoint, `TrainingLoopError.otherRun` for that of another run.
    func resumed() throws -> (state: TrainingState, adjustments: [String])? {
        guard let path else { return nil }
        let checkpoint = try TrainingCheckpoint(contentsOfFile: path)
        return (try checkpoint.state(resuming: identity), identity.adjustments(from: checkpoint.identity))
    }

    /// The same, or nil where there is no file, none that can be read, or that of another run.
    func resumedIfOfThisRun() -> (state: TrainingState, adjustments: [String])? {
        do {
            return try resumed()
        } catch {
            return nil
        }
    }

    /// Keeps what an earlier run left under another name, so that a run that begins takes nothing from it.
    func setAside() {
        guard let path else { return }
        _ = unsafe rename(path, NetworkTuner.pathSetAside(path))
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
