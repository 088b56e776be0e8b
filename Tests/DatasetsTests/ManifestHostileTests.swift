import Datasets
import Testing

/// Bytes that nobody writes on purpose: what matters is an answer, in time that grows as the bytes do.
@Suite struct ManifestHostileTests {
    static let csv = Array(
        "path,label,split,hash,group\r\n\"a,\"\"1\"\"\",x,train,\(ManifestTests.digest),g\nb\u{301},ä|ö,VAL,,\n"
            .utf8)
    static let jsonLines = Array(
        """
        {"path": "a\\u00e4\\ud83d\\ude00", "label": 12, "x": [{"y": -1.5e3}, null, true]}
        {"path": "b", "labels": ["ä", "ö"], "split": "val", "hash": "\(ManifestTests.digest)", "group": "g"}
        """.utf8)

    /// Reads bytes in every way and returns how many succeed.
    private static func readings(of bytes: [UInt8]) -> Int {
        var count = 0
        do throws(ManifestError) {
            let manifest = try Manifest(csv: bytes)
            count += 1
            // What can be read can be written, and means the same.
            let text = try manifest.csvText
            #expect(try Manifest(csv: Array(text.utf8)).csvText == text)
            _ = try? manifest.survey(root: "/r")
        } catch {
            #expect(!error.description.isEmpty)
        }
        do throws(ManifestError) {
            _ = try Manifest(jsonLines: bytes)
            count += 1
        } catch {
            #expect(!error.description.isEmpty)
        }
        do throws(FixListError) {
            _ = try FixList(csv: bytes)
            count += 1
        } catch {
            #expect(!error.description.isEmpty)
        }
        return count
    }

    @Test(arguments: [csv, jsonLines]) func `every beginning of a manifest gives an answer`(_ bytes: [UInt8])
    {
        let counts = bytes.indices.map { Self.readings(of: Array(bytes[..<$0])) }
        #expect(counts.contains(0))
        #expect(Self.readings(of: bytes) == 1)
    }

    @Test(arguments: [csv, jsonLines]) func `every changed manifest gives an answer`(_ bytes: [UInt8]) {
        let marks = Array("\",|{}[]:\\\n\r\t; u0-e".utf8) + [0, 0x80, 0xC3, 0xFF]
        var generator = CountingGenerator(state: 7)
        var counts: Set<Int> = []
        for _ in 0..<2000 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let position = Int.random(in: 0..<changed.count, using: &generator)
                let mark = marks.randomElement(using: &generator) ?? 0
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: changed[position] = mark
                case 1: changed.insert(mark, at: position)
                default: changed.remove(at: position)
                }
            }
            counts.insert(Self.readings(of: changed))
        }
        #expect(counts.isSuperset(of: [0, 1]))
    }

    static let repetitions: [(head: String, piece: String, tail: String)] = [
        ("", ",", ""), ("", "\"", ""), ("", "\n", ""), ("", "\r", ""), ("", "{", ""), ("", "[", ""),
        ("path,label\n", ",", ""), ("path,label\n", "\"", ""), ("path,label\n\"", "\"\"", "\",x"),
        ("path,label\n", "\r", ""), ("path,label\n", "a\n", ""), ("path,label\na,", "\u{301}\u{316}", ""),
        ("path,label\n", "\u{301}\u{316}", ",x"), ("path,labels\na,", "x|", ""),
        ("path,", "\u{301}\u{316}", ""),
        ("path,label,", "lable,", ""), ("{\"x\": [", "[],", "1]}"), ("{\"x\": \"", "\\u0301", "\"}"),
        ("", "{\"x\":", ""), ("{", "\"x\":1,", "\"x\":1}"), ("{\"labels\": [", "1,", "1]}"), ("", "{}\n", ""),
        ("{\"path\": \"", "\u{301}\u{316}", "\", \"label\": \"x\"}"), ("{\"x\": ", "1", "}"),
        ("{\"", "\u{301}\u{316}", "\": 1}"), ("path,label,split\na,x,", "\u{301}\u{316}", ""),
        ("path,label,hash\na,x,", "\u{301}\u{316}", ""), ("path,label,group\na,x,", "\u{301}\u{316}", ""),
        ("action,path\n", "\u{301}\u{316}", ",x"), ("action,path\ndrop,", "\u{301}\u{316}", ""),
        ("action,path,new_label\nrelabel,a,", "\u{301}\u{316}", ""),
    ]

    // Quadratic time in a megabyte takes minutes even in release; linear time takes milliseconds.
    @Test(.timeLimit(.minutes(1)), arguments: repetitions)
    func `long repetitions take linear time`(_ head: String, _ piece: String, _ tail: String) {
        #if DEBUG
        let byteCount = 1 << 15
        #else
        let byteCount = 1 << 20
        #endif
        let text = head + String(repeating: piece, count: byteCount / piece.utf8.count) + tail
        #expect(Self.readings(of: Array(text.utf8)) <= 1)
    }
}
