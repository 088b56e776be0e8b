import Datasets
import TestSupport
import Testing

/// Bytes that nobody writes on purpose: what matters is an answer, in time that grows as the bytes do.
@Suite struct ManifestHostileTests {
    static let csv = Array(
        "path,label,split,hash,group\r\n\"a,\"\"1\"\"\",x,train,\(ManifestTests.digest),g\nb\u{301},ä|ö,VAL,,\n"
            .utf8)
    static let numbersCSV = Array("path,value:w,value:\u{E9}\na,1,-2.5e3\nb,.5,+0\n".utf8)
    static let numbersLines = Array(
        """
        {"path": "a", "values": {"w": 1, "\\u00e9": -2.5e3}}
        {"values": {"\u{E9}": 0, "w": 1e-3}, "path": "b"}
        """.utf8)
    static let jsonLines = Array(
        """
        {"path": "a\\u00e4\\ud83d\\ude00", "label": 12, "x": [{"y": -1.5e3}, null, true]}
        {"path": "b", "labels": ["ä", "ö"], "split": "val", "hash": "\(ManifestTests.digest)", "group": "g"}
        """.utf8)

    /// Reads bytes in every way and returns how many succeed.
    private static func readings(of bytes: [UInt8]) -> Int {
        var count = 0
        for labelling in Labelling.allCases {
            do throws(ManifestError) {
                let manifest = try Manifest(csv: bytes, labelling: labelling)
                count += labelling == .labels ? 0 : 1
                // What can be read can be written, and means the same.
                let text = try manifest.csvText
                #expect(try Manifest(csv: Array(text.utf8), labelling: labelling).csvText == text)
                survey(manifest)
            } catch {
                #expect(!error.description.isEmpty)
            }
            do throws(ManifestError) {
                let manifest = try Manifest(jsonLines: bytes, labelling: labelling)
                count += labelling == .labels ? 0 : 1
                survey(manifest)
            } catch {
                #expect(!error.description.isEmpty)
            }
        }
        do throws(FixListError) {
            _ = try FixList(csv: bytes)
            count += 1
        } catch {
            #expect(!error.description.isEmpty)
        }
        return count
    }

    /// Asks for the data set of a list, and for all that comes of it.
    private static func survey(_ manifest: Manifest) {
        guard let data = try? manifest.survey(root: "/r") else { return }
        let samples = data.training
        for sample in samples + data.validation + data.test {
            #expect(sample.labelIndices.allSatisfy((0..<data.classNames.count).contains))
            #expect(sample.classIndex < data.classNames.count)
            #expect(sample.values.count == (data.labelling == .values ? data.classNames.count : 0))
        }
        let digests = samples.map { ContentDigest(of: Array($0.relativePath.utf8)) }
        let summary = DatasetSummary(
            labelling: data.labelling, classNames: data.classNames, samples: samples, digests: digests)
        #expect(summary.sampleCount == samples.count)
        _ = ClassOverview(data)
        _ = StratifiedSplit(
            samples: samples, labelling: data.labelling, digests: digests, validationFraction: 0.5, seed: 0)
    }

    @Test(arguments: [csv, jsonLines, numbersCSV, numbersLines])
    func `every beginning of a manifest gives an answer`(_ bytes: [UInt8]) {
        let counts = bytes.indices.map { Self.readings(of: Array(bytes[..<$0])) }
        #expect(counts.contains(0))
        #expect(Self.readings(of: bytes) == 1)
    }

    @Test(arguments: [csv, jsonLines, numbersCSV, numbersLines])
    func `every changed manifest gives an answer`(_ bytes: [UInt8]) {
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
        ("path,value\na,", "1", ""), ("path,value\na,", "\u{301}\u{316}", ""), ("path", ",value:x", "\na"),
        ("path,value:", "\u{301}\u{316}", ""), ("path,value:a,value:", "\u{301}\u{316}", ",value:b"),
        ("{\"path\": \"a\", \"value\": ", "1", "}"), ("{\"values\": {\"a\": 1", ", \"a\": 1", "}}"),
        ("{\"values\": {\"", "\u{301}\u{316}", "\": 1}}"), ("{\"values\": ", "{\"a\":", "1}"),
        ("action,path\n", "\u{301}\u{316}", ",x"), ("action,path\ndrop,", "\u{301}\u{316}", ""),
        ("action,path,new_label\nrelabel,a,", "\u{301}\u{316}", ""),
    ]

    // Quadratic time in a megabyte takes minutes even in release; linear time takes milliseconds. It is this thread's time
    // that counts: other tests may keep the processors busy for minutes.
    @Test(.timeLimit(.minutes(10)), arguments: repetitions)
    func `long repetitions take linear time`(_ head: String, _ piece: String, _ tail: String) {
        #if DEBUG
        let byteCount = 1 << 15
        #else
        let byteCount = 1 << 20
        #endif
        let text = head + String(repeating: piece, count: byteCount / piece.utf8.count) + tail
        let begin = ThreadTime.seconds
        #expect(Self.readings(of: Array(text.utf8)) <= 1)
        #expect(ThreadTime.seconds - begin < 20)
    }
}
