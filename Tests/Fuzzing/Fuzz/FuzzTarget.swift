/// One parser under test: what it reads, what must hold whatever the bytes are, and files to start from.
protocol FuzzTarget: SendableMetatype {
    /// The name by which the environment variable `IMGCLS_FUZZ_TARGET` chooses it.
    static var name: String { get }

    /// Reads bytes that may be anything; ends the process where a promise is broken.
    static func check(_ bytes: [UInt8])

    /// Small sound files that our own encoders write; the committed fixtures are added by the script.
    static func seeds() throws -> [[UInt8]]

    /// The bytes with lengths and sums put right where that is possible without moving any.
    static func mended(_ bytes: [UInt8]) -> [UInt8]
}

extension FuzzTarget {
    /// Formats without lengths and sums have nothing to mend.
    static func mended(_ bytes: [UInt8]) -> [UInt8] { bytes }
}
