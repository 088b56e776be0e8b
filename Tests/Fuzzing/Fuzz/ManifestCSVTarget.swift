import Datasets

/// Lists of labelled images as CSV.
enum ManifestCSVTarget: FuzzTarget {
    static let name = "manifest-csv"

    static func check(_ bytes: [UInt8]) {
        ManifestChecks.check { () throws(ManifestError) in try Manifest(csv: bytes) }
    }

    static func seeds() throws -> [[UInt8]] {
        let quoted = ManifestChecks.rows.map { row in
            row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",")
        }
        let plain = ["path\tlabel\tsplit", "a.jpg\tcat\ttraining", "b.jpg\tdog\tvalid"]
        let header = ManifestChecks.names.joined(separator: ",")
        return [([header] + quoted).joined(separator: "\r\n"), plain.joined(separator: "\n")].map {
            Array($0.utf8)
        }
    }
}
