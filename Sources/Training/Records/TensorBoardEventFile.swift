internal import FoundationEssentials

/// A new event file, which no other writer has.
public struct TensorBoardEventFile: Hashable, Sendable {
    /// The file's path.
    public let path: String

    /// More files than one process begins in one second.
    private static let numberLimit = 1000

    /// Makes a file with the first frame in a folder.
    ///
    /// - Parameters:
    ///   - folder: The folder, which has to be there.
    ///   - wallTime: Now, in seconds since 1970.
    ///   - host: The name of the machine.
    ///   - processID: The writing process.
    /// - Throws: `CocoaError` where the file cannot be made. A file that is there stays as it is: the next
    ///   number is taken.
    public init(creatingIn folder: String, wallTime: Double, host: String, processID: Int) throws {
        let header = Data(TensorBoardEvents.header(wallTime: wallTime))
        for number in 0..<Self.numberLimit {
            let path =
                folder + "/"
                + Self.name(wallTime: wallTime, host: host, processID: processID, number: number)
            do {
                try header.write(to: URL(filePath: path), options: .withoutOverwriting)
                self.path = path
                return
            } catch let error as CocoaError where error.code == .fileWriteFileExists {
                continue
            }
        }
        throw CocoaError(.fileWriteFileExists)
    }

    /// The name of an event file: `events.out.tfevents.SECONDS.HOST.PROCESS.NUMBER`. TensorBoard recognises it
    /// by its beginning, and orders files by the time.
    ///
    /// - Parameters:
    ///   - wallTime: When it was begun, in seconds since 1970.
    ///   - host: The name of the machine; what is no ASCII letter, digit, point, hyphen or underscore becomes
    ///     a hyphen.
    ///   - processID: The writing process.
    ///   - number: Counts the files of one process and second, from 0.
    /// - Precondition: The time is in `0 ..< 1e12`.
    public static func name(wallTime: Double, host: String, processID: Int, number: Int) -> String {
        precondition(wallTime >= 0 && wallTime < 1e12, "a file begun at \(wallTime)")
        let seconds = String(Int64(wallTime))
        let digits = String(repeating: "0", count: max(0, 10 - seconds.count)) + seconds
        let plainHost = host.isEmpty ? "localhost" : String(host.prefix(64).map { isPlain($0) ? $0 : "-" })
        return
            "events.out.tfevents.\(digits).\(plainHost).\(processID).\(number)"
    }

    private static func isPlain(_ letter: Character) -> Bool {
        letter.isASCII
            && (letter.isLetter || letter.isNumber || letter == "." || letter == "-" || letter == "_")
    }
}
