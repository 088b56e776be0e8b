import Datasets

/// Lists of labelled images as JSON Lines.
enum ManifestJSONTarget: FuzzTarget {
    static let name = "manifest-json"

    static func check(_ bytes: [UInt8]) {
        ManifestChecks.check { () throws(ManifestError) in try Manifest(jsonLines: bytes) }
    }

    static func seeds() throws -> [[UInt8]] {
        let texts = [
            #"""
            {"path": "cat/1.jpg", "label": "cat", "split": "train", "group": 7, "size": {"w": [1, 2.5e3]}}
            {"path": "both.jpg", "labels": ["cat", "dog"], "hash": null, "odd": true}
            """#,
            #"{"path": "\u00e9\ud83d\udc1d\n.jpg", "label": 3}"#,
        ]
        return texts.map { Array($0.utf8) }
    }
}
