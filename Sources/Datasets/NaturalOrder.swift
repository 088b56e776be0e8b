/// The order in which people count: `image2` comes before `image10`.
///
/// Names are compared from the left. Where both have a run of ASCII digits, the runs compare by their value;
/// elsewhere bytes compare. Names that are equal in this sense (`1` and `01`) compare byte by byte. The order
/// is total, knows no language and no locale, and so is the same on every machine.
package enum NaturalOrder {
    /// Whether one name comes before another. Complexity: O(*n*).
    package static func areInIncreasingOrder(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        var leftIndex = 0
        var rightIndex = 0
        while leftIndex < left.count, rightIndex < right.count {
            if isDigit(left[leftIndex]), isDigit(right[rightIndex]) {
                let leftRun = digitRun(in: left, at: &leftIndex)
                let rightRun = digitRun(in: right, at: &rightIndex)
                // Without leading zeros the longer number is the greater one, so any length of run compares.
                if leftRun.count != rightRun.count { return leftRun.count < rightRun.count }
                if leftRun != rightRun { return leftRun.lexicographicallyPrecedes(rightRun) }
            } else {
                if left[leftIndex] != right[rightIndex] { return left[leftIndex] < right[rightIndex] }
                leftIndex += 1
                rightIndex += 1
            }
        }
        let leftEnds = leftIndex == left.count
        let rightEnds = rightIndex == right.count
        return leftEnds && rightEnds ? left.lexicographicallyPrecedes(right) : leftEnds
    }

    /// Whether one text comes before another, compared as UTF-8.
    package static func areInIncreasingOrder(_ left: String, _ right: String) -> Bool {
        areInIncreasingOrder(Array(left.utf8), Array(right.utf8))
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// The digits from an index on without their leading zeros; moves the index behind them.
    private static func digitRun(in name: [UInt8], at index: inout Int) -> ArraySlice<UInt8> {
        let run = name[index...].prefix(while: isDigit)
        index = run.endIndex
        return run.drop { $0 == UInt8(ascii: "0") }
    }
}
