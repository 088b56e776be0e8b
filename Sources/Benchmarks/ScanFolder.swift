internal import ArgumentParser
internal import Datasets
internal import FoundationEssentials

/// Time and memory of listing a data set with many files.
struct ScanFolder: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Measure the time and the memory that listing a folder of many images takes.",
        discussion: """
            Makes the files, all empty, in a temporary folder and removes them in the end. Memory is resident memory \
            as Linux counts it: at the peak of the first scan, and for each further result that is kept.
            """)

    @Option(help: "The number of files.")
    var files = 200_000

    @Option(help: "The number of class folders, which share the files evenly.")
    var classes = 2

    func validate() throws {
        guard files > 0, classes > 0, files >= classes else {
            throw ValidationError("each of at least one class needs a file")
        }
    }

    func run() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/imgcls-scan-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try makeFiles(in: folder)

        let before = try ProcessStatus()
        let clock = ContinuousClock()
        let start = clock.now
        var results = [try ImageFolder.scan(folder, minimumClassCount: 1)]
        let seconds = (clock.now - start) / .seconds(1)
        let after = try ProcessStatus()
        // What one scan frees the next one takes again, so that the growth is that of the results.
        let further = 3
        for _ in 0..<further { results.append(try ImageFolder.scan(folder, minimumClassCount: 1)) }
        let end = try ProcessStatus()
        let count = results[0].training.count
        func perImage(_ bytes: Int) -> Int { bytes / count }
        print(
            """
            {"files": \(count), "classes": \(classes), "seconds": \(Int(seconds * 1000).description)e-3, \
            "images_per_second": \(Int(Double(count) / seconds)), \
            "path_bytes_per_image": \(perImage(results[0].training.reduce(0) { $0 + $1.relativePath.utf8.count })), \
            "resident_bytes_before": \(before.residentBytes), \
            "peak_bytes_per_image": \(perImage(after.peakBytes - before.residentBytes)), \
            "after_bytes_per_image": \(perImage(after.residentBytes - before.residentBytes)), \
            "result_bytes_per_image": \(perImage((end.residentBytes - after.residentBytes) / further))}
            """)
    }

    private func makeFiles(in folder: String) throws {
        for index in 0..<classes {
            let path = "\(folder)/class-\(index)"
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            for file in files * index / classes..<files * (index + 1) / classes {
                guard
                    FileManager.default.createFile(
                        atPath: "\(path)/IMG_\(1_000_000 + file).jpg", contents: nil)
                else { throw ValidationError("the temporary folder takes no more than \(file) files") }
            }
        }
    }
}

/// The resident memory of this process, from `/proc/self/status`.
struct ProcessStatus {
    /// The resident memory now, in bytes.
    let residentBytes: Int

    /// The most there has been since the process began, in bytes.
    let peakBytes: Int

    /// Reads the numbers.
    init() throws {
        let text = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        func bytes(_ field: String) throws -> Int {
            for line in text.split(separator: "\n") where line.hasPrefix(field + ":") {
                if let kibibytes = Int(line.split(whereSeparator: { " \t:".contains($0) })[1]) {
                    return kibibytes * 1024
                }
            }
            throw ValidationError("/proc/self/status has no \(field)")
        }
        residentBytes = try bytes("VmRSS")
        peakBytes = try bytes("VmHWM")
    }
}
