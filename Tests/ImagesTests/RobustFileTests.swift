import FoundationEssentials
import Images
import Testing

/// A line of `Fixtures/robust.tsv`: what must become of a file of the shared data, and why; written by
/// `Golden/images_robust.py`.
struct RobustExpectation: Sendable, CustomTestStringConvertible {
    enum Outcome: Hashable {
        /// The size of the upright picture, and the Adler-32 sum of its samples in hexadecimal.
        case decoded(width: Int, height: Int, checksum: String)
        /// The description of the error.
        case refused(String)
    }

    let file: String
    let outcome: Outcome
    let why: String

    var testDescription: String { "\(file): \(why)" }

    /// Nil where the line does not have what its outcome needs.
    init?(line: Substring) {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 7, !fields[6].isEmpty else { return nil }
        switch fields[1] {
        case "decoded":
            guard let width = Int(fields[2]), let height = Int(fields[3]) else { return nil }
            outcome = .decoded(width: width, height: height, checksum: fields[4])
        case "refused":
            outcome = .refused(fields[5])
        default:
            return nil
        }
        file = fields[0]
        why = fields[6]
    }
}

@Suite(.enabled(if: Fixture.hasSharedData, "../shared/data is absent"))
struct RobustFileTests {
    private static let lines: [Substring] = {
        let bytes = (try? Fixture.bytes("robust.tsv")) ?? []
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst().map { $0 }
    }()
    private static let expectations = lines.compactMap(RobustExpectation.init)

    @Test func `the table names every file of the folder once, and only those`() throws {
        let folder = Fixture.sharedData.appending(path: "robust").path()
        let manager = FileManager.default
        let files = try manager.subpathsOfDirectory(atPath: folder).filter { path in
            var isFolder = false
            return manager.fileExists(atPath: folder + "/" + path, isDirectory: &isFolder) && !isFolder
                && !path.contains("LICENSE")
        }
        #expect(Self.expectations.map(\.file) == files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        #expect(Self.expectations.count == Self.lines.count)
    }

    @Test(arguments: expectations)
    func `every file is decoded or refused as the table says`(_ expectation: RobustExpectation) throws {
        let bytes = try Fixture.sharedBytes("robust/" + expectation.file)
        let start = ContinuousClock.now
        let outcome = outcome(of: bytes)
        #expect(start.duration(to: .now) < .seconds(2))
        switch (outcome, expectation.outcome) {
        case (.decoded(let width, let height, ""), .decoded(let expectedWidth, let expectedHeight, _)):
            #expect([width, height] == [expectedWidth, expectedHeight])
        default:
            #expect(outcome == expectation.outcome)
        }
    }

    #if !DEBUG
    @Test(arguments: 0..<9)
    func `a photo stored in any orientation is the same picture`(_ orientation: Int) throws {
        func reduced(_ number: Int) throws -> Image {
            let bytes = try Fixture.sharedBytes("robust/exif-orientation/Landscape_\(number).jpg")
            return try Image.decode(bytes).resized(toWidth: 90, height: 60, filter: .bilinear)
        }
        // In grey levels. Its number is painted on each; the picture mirrored differs by 67.
        let difference = try reduced(orientation).meanDifference(from: reduced(1))
        #expect(difference ?? 255 <= 1)
    }
    #endif

    /// What becomes of a file. In debug the pixels are not touched, which would take minutes, and their sum
    /// stays empty.
    private func outcome(of bytes: [UInt8]) -> RobustExpectation.Outcome {
        do {
            #if DEBUG
            let decoded = try DecodedImage(
                decoding: bytes, options: DecodingOptions(appliesOrientation: false))
            return .decoded(
                width: decoded.info.uprightWidth, height: decoded.info.uprightHeight, checksum: "")
            #else
            let image = try Image.decode(bytes)
            return .decoded(width: image.width, height: image.height, checksum: image.checksum.hexadecimal)
            #endif
        } catch {
            return .refused(error.description)
        }
    }
}

extension UInt32 {
    /// Eight digits.
    fileprivate var hexadecimal: String {
        let digits = String(self, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
