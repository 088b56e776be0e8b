internal import FoundationEssentials
internal import Synchronization
internal import Training

/// The files that a training run writes line by line: CSV, and events for TensorBoard.
final class EpochLog: Sendable {
    private let csvPath: String?
    private let eventPath: String?
    private let records = Mutex<[EpochRecord]>([])
    private let events: Mutex<[UInt8]>

    /// Prepares the files; nothing is written before the first epoch is done.
    ///
    /// - Throws: `CommandError` where the folder for events cannot be made.
    init(csvPath: String?, eventFolder: String?) throws {
        self.csvPath = csvPath
        let now = Date().timeIntervalSince1970
        events = Mutex(TensorBoardEvents.header(wallTime: now))
        guard let eventFolder else {
            eventPath = nil
            return
        }
        do {
            try FileManager.default.createDirectory(atPath: eventFolder, withIntermediateDirectories: true)
        } catch {
            throw CommandError(.cannotWrite, "\(eventFolder): cannot make this folder")
        }
        eventPath = "\(eventFolder)/\(TensorBoardEvents.fileName(wallTime: now))"
    }

    /// Adds an epoch to the files. A file that cannot be written does not stop training.
    func add(_ record: EpochRecord) {
        let all = records.withLock { records in
            records.append(record)
            return records
        }
        if let csvPath { try? TextFile.write(EpochRecord.csv(all, metric: "accuracy"), to: csvPath) }
        guard let eventPath else { return }
        let bytes = events.withLock { events in
            events += TensorBoardEvents.epoch(record, wallTime: Date().timeIntervalSince1970)
            return events
        }
        try? Data(bytes).write(to: URL(filePath: eventPath), options: .atomic)
    }
}
