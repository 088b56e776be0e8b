/// The order in which people count: `image2` comes before `image10`.
///
/// Names are compared from the left. Where both have a run of ASCII digits, the runs compare by their value;
/// elsewhere bytes compare. Names that are equal in this sense (`1` and `01`) compare byte by byte. The order
/// is total, knows no language and no locale, and so is the same on every machine.
package enum NaturalOrder {
    /// Whether one name comes before another. Complexity: O(*n*), without allocation.
    package static func areInIncreasingOrder(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        var leftIndex = 0
        var rightIndex = 0
        while leftIndex < left.count, rightIndex < right.count {
            if isDigit(left[leftIndex]), isDigit(right[rightIndex]) {
                let leftRun = digitRun(in: left, at: &leftIndex)
                let rightRun = digitRun(in: right, at: &rightIndex)
                // Without leading zeros the longer number is the greater one, so any length of run compares.
                if leftRun.count != rightRun.count { return leftRun.count < rightRun.count }
                for (leftDigit, rightDigit) in zip(leftRun, rightRun)
                where left[leftDigit] != right[rightDigit] {
                    return left[leftDigit] < right[rightDigit]
                }
            } else {
                if left[leftIndex] != right[rightIndex] { return left[leftIndex] < right[rightIndex] }
                leftIndex += 1
                rightIndex += 1
            }
        }
        let leftEnds = leftIndex == left.count
        let rightEnds = rightIndex == right.count
        return leftEnds && rightEnds ? lexicographicallyPrecedes(left, right) : leftEnds
    }

    /// Whether one text comes before another, compared as UTF-8.
    package static func areInIncreasingOrder(_ left: String, _ right: String) -> Bool {
        areInIncreasingOrder(Array(left.utf8).span, Array(right.utf8).span)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// The positions of the digits from an index on without their leading zeros; moves the index behind them.
    private static func digitRun(in name: Span<UInt8>, at index: inout Int) -> Range<Int> {
        while index < name.count, name[index] == UInt8(ascii: "0") { index += 1 }
        let start = index
        while index < name.count, isDigit(name[index]) { index += 1 }
        return start..<index
    }

    private static func lexicographicallyPrecedes(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        for index in 0..<min(left.count, right.count) where left[index] != right[index] {
            return left[index] < right[index]
        }
        return left.count < right.count
    }
}
