/// CRC-32C: the checksum with the Castagnoli polynomial 0x1EDC6F41, bits reflected.
///
/// Source: RFC 3720, appendix B.4, <https://www.rfc-editor.org/rfc/rfc3720>.
package enum CyclicRedundancyCode {
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { code, _ in code & 1 == 1 ? (code >> 1) ^ 0x82F6_3B78 : code >> 1 }
    }

    /// The checksum of bytes.
    package static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
        ~bytes.reduce(~0) { code, byte in table[Int(UInt8(truncatingIfNeeded: code) ^ byte)] ^ (code >> 8) }
    }

    /// The checksum as TFRecord files hold it: turned by 15 bits and moved by a constant, so that checksums
    /// of data that contain checksums stay meaningful.
    package static func masked(_ bytes: some Sequence<UInt8>) -> UInt32 {
        let code = checksum(bytes)
        return ((code >> 15) | (code << 17)) &+ 0xA282_EAD8
    }
}
