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
        let list = #"""
            action,path,label,new_label,reason
            drop,cat/3.jpg,cat,,"exact copy of ""cat/1, old.jpg"""
            relabel,cat/7.jpg,cat,dog,probably mislabelled
            keep,dog/é.jpg,,,
            """#
        return [list, FixList([]).csvText].map { Array($0.utf8) }
    }
}
