/// One stored file in a zip archive, as the central directory describes it.
struct ZipEntry: Hashable, Sendable {
    let name: String
    let checksum: UInt32
    let headerOffset: Int

    /// Where the bytes lie in the file.
    let dataRange: Range<Int>
}
