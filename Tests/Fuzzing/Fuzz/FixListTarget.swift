import Datasets

/// Lists of what to do about doubtful images, which a check writes and a person edits.
enum FixListTarget: FuzzTarget {
    static let name = "fix-list"

    static func check(_ bytes: [UInt8]) {
        do throws(FixListError) {
            let list = try FixList(csv: bytes)
            let text = list.csvText
            let again = try FixList(csv: Array(text.utf8))
            Promise.hold(again.fixes.count == list.fixes.count, "the number of rows changes")
            Promise.hold(again.csvText == text, "writing twice differs")
        } catch {
            Promise.refused(error)
        }
    }

    static func seeds() throws -> [[UInt8]] {
        let list = FixList([
            Fix(.drop, path: "cat/3.jpg", label: "cat", reason: "exact copy of \"cat/1, old.jpg\""),
            Fix(.relabel(to: "dog"), path: "cat/7.jpg", label: "cat", reason: "probably mislabelled"),
            Fix(.keep, path: "dog/é.jpg", label: "", reason: ""),
        ])
        return [list, FixList([])].map { Array($0.csvText.utf8) }
    }
}
