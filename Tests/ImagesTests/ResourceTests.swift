import FoundationEssentials
import Images
import Testing

/// Files that ask for much: what they get in time and memory.
///
/// Memory is measured in a process of its own, for other tests run beside this one.
@Suite struct ResourceTests {
    #if !DEBUG
    @Test func `95 bytes that claim 800 billion pixels cost nothing`() async {
        await #expect(processExitsWith: .success) {
            let bytes = HostileFiles.hugePNG
            try #require(bytes.count == 95)
            let cost = ResourceCost.measured {
                #expect(
                    throws: ImageError.tooManyPixels(width: 935_820, height: 854_554, limit: 200_000_000)
                ) {
                    try Image.decode(bytes)
                }
            }
            try #require(cost.time < .milliseconds(10) && cost.kibibytes < 5 << 10, "\(cost)")
        }
    }

    @Test func `pixels within the limit cost nothing where there is no data for them`() async {
        await #expect(processExitsWith: .success) {
            for (bytes, error) in try HostileFiles.emptyButLarge() {
                let cost = ResourceCost.measured {
                    #expect(throws: error) {
                        try Image.decode(bytes, options: DecodingOptions(minimumCompleteShare: 0.5))
                    }
                }
                try #require(cost.time < .milliseconds(100) && cost.kibibytes < 20 << 10, "\(error) \(cost)")
            }
        }
    }

    @Test func `compressed profiles and texts are never inflated`() async {
        await #expect(processExitsWith: .success) {
            let bytes = try HostileFiles.metadataBombs()
            let plain = try Image.decode(Fixture.bytes("rgb-8.png"))
            let cost = ResourceCost.measured {
                #expect(throws: Never.self) { try #expect(Image.decode(bytes) == plain) }
            }
            // Inflated, they have 3 × 206 MB, which takes half a second.
            try #require(cost.time < .milliseconds(100) && cost.kibibytes < 5 << 10, "\(cost)")
        }
    }
    #endif

    @Test func `thousands of scans are refused at the limit`() throws {
        let bytes = try HostileFiles.repeatingFirstScan(of: "progressive.jpg", count: 5000)
        #expect(throws: ImageError.tooManyScans(limit: 500)) { try Image.decode(bytes) }
        let generous = DecodingOptions(limits: DecodingLimits(scanCount: 6000))
        #expect(try Image.decode(bytes, options: generous).width == 21)
    }

    @Test(arguments: [(273, 20), (546, 40), (2730, 200), (200_000_000, 500)])
    func `the larger a picture is for the limits, the fewer scans it may have`(
        _ pixelLimit: Int, _ scanLimit: Int
    ) throws {
        let bytes = try HostileFiles.repeatingFirstScan(of: "progressive.jpg", count: 1000)
        #expect(throws: ImageError.tooManyScans(limit: scanLimit)) {
            try Image.decode(
                bytes, options: DecodingOptions(limits: DecodingLimits(pixelCount: pixelLimit)))
        }
    }
}
