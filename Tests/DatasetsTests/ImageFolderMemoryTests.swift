import Datasets
import FoundationEssentials
import Testing

#if !DEBUG
// Debug builds keep more alive, and making the files takes as long as all other tests together.
@Suite struct ImageFolderMemoryTests {
    /// The most bytes of resident memory that a scan may take for each image, at its peak: about 140 are
    /// usual with paths of 24 bytes, 48 of them for the sample, 64 for its path and the rest for the names in
    /// the folder.
    static let maximumBytesPerImage = 300

    @Test(arguments: [1, 200]) func `a scan takes a bounded number of bytes for each image`(
        _ classCount: Int
    ) async throws {
        let imageCount = 20_000
        let folder = try TemporaryFolder()
        for index in 0..<classCount {
            try folder.makeFolder("class-\(index)")
            for image in 0..<imageCount / classCount {
                try folder.write([], toName: Array("class-\(index)/IMG_\(100_000 + image).jpg".utf8))
            }
        }
        // In a process of its own, because tests beside this one take memory, too.
        await #expect(processExitsWith: .success) { [path = folder.path as String] in
            let before = try residentBytes("VmRSS")
            let scanned = try ImageFolder.scan(path, minimumClassCount: 1)
            let growth = try residentBytes("VmHWM") - before
            let count = scanned.training.count
            #expect(count == 20_000)
            #expect(growth <= count * ImageFolderMemoryTests.maximumBytesPerImage)
        }
    }
}

/// A number of `/proc/self/status`, which counts in units of 1024 bytes.
private func residentBytes(_ field: String) throws -> Int {
    let text = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(field + ":") })
    return try #require(Int(line.filter(\.isNumber))) * 1024
}
#endif
