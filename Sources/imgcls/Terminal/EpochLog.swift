internal import FoundationEssentials
internal import Glibc
internal import Networks
internal import Synchronization
internal import Training

/// The files that a training run writes epoch by epoch: CSV, and events for TensorBoard.
///
/// One that cannot be written does not stop training, and is told once.
final class EpochLog: Sendable {
    private struct State {
        var records: [EpochRecord] = []
        var complained: Set<String> = []
    }

    private let csvPath: String?
    private let eventPath: String?
    private let metric: String?
    private let display: ProgressDisplay
    private let state = Mutex(State())

    /// Prepares the files; CSV is written when the first epoch is done.
    ///
    /// - Parameter kind: The kind of problem, which decides what the metric is called.
    /// - Throws: `CommandError` where the folder for events, or the file in it, cannot be made.
    init(_ kind: ProblemKind, csvPath: String?, eventFolder: String?, _ display: ProgressDisplay) throws {
        self.csvPath = csvPath
        metric = kind.metricKey
        self.display = display
        guard let eventFolder else {
            eventPath = nil
            return
        }
        let process = ProcessInfo.processInfo
        do {
            try FileManager.default.createDirectory(atPath: eventFolder, withIntermediateDirectories: true)
            eventPath = try TensorBoardEventFile(
                creatingIn: eventFolder, wallTime: Date().timeIntervalSince1970, host: process.hostName,
                processID: Int(process.processIdentifier)
            ).path
        } catch {
            throw CommandError(.cannotWrite, "\(eventFolder): no event file can be written in it")
        }
    }

    /// Adds an epoch to the files.
    func add(_ record: EpochRecord) {
        state.withLock { state in
            state.records.append(record)
            if let csvPath {
                let text = EpochRecord.csv(state.records, metric: metric)
                attempt(csvPath, &state) { try TextFile.write(text, to: csvPath) }
            }
            if let eventPath {
                let now = Date().timeIntervalSince1970
                let event = TensorBoardEvents.epoch(record, metric: metric, wallTime: now)
                attempt(eventPath, &state) { try Self.append(event, to: eventPath) }
            }
        }
    }

    private func attempt(_ path: String, _ state: inout State, _ body: () throws -> Void) {
        do {
            try body()
        } catch {
            guard state.complained.insert(path).inserted else { return }
            display.warn("warning: \(path) cannot be written; training goes on without it")
        }
    }

    /// Appends in place, for readers that hold the file open.
    private static func append(_ bytes: [UInt8], to path: String) throws {
        guard let file = unsafe fopen(path, "ab") else { throw CocoaError(.fileWriteUnknown) }
        let count = unsafe fwrite(bytes, 1, bytes.count, file)
        guard unsafe fclose(file) == 0, count == bytes.count else { throw CocoaError(.fileWriteUnknown) }
    }
}
