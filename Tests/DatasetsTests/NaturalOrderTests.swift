import Datasets
import Testing

@Suite struct NaturalOrderTests {
    /// Lists in increasing order.
    static let ordered: [[String]] = [
        ["1", "2", "10", "20", "100"],
        ["a", "a1", "a2", "a10", "a10b", "b"],
        ["01", "1", "2"],
        ["image1.png", "image9.png", "image10.png"],
        ["A", "B", "a", "b"],
        ["", "0", "00", "1"],
        ["v1.9", "v1.10", "v2.1"],
        ["9999999999999999999999999998", "9999999999999999999999999999", "10000000000000000000000000000"],
        ["z", "ä"],
    ]

    @Test(arguments: ordered) func `runs of digits compare by value, the rest by bytes`(_ names: [String]) {
        #expect(names.reversed().sorted(by: NaturalOrder.areInIncreasingOrder) == names)
    }

    @Test func `equal values with different zeros keep byte order`() {
        #expect(NaturalOrder.areInIncreasingOrder("01", "1"))
        #expect(!NaturalOrder.areInIncreasingOrder("1", "01"))
        #expect(!NaturalOrder.areInIncreasingOrder("a1", "a1"))
    }

    @Test func `the order is total over awkward names`() {
        let letters = ["0", "00", "1", "10", "9", "a", "-"]
        let names = letters + letters.flatMap { first in letters.flatMap { [first + $0, first + "a" + $0] } }
        let unique = Set(names)
        for left in unique {
            for right in unique where left != right {
                #expect(
                    NaturalOrder.areInIncreasingOrder(left, right)
                        != NaturalOrder.areInIncreasingOrder(right, left))
            }
        }
        // Sorting any order of a totally ordered set gives one result; a cycle would show here.
        let sorted = unique.sorted(by: NaturalOrder.areInIncreasingOrder)
        for (index, left) in sorted.enumerated() {
            for right in sorted[(index + 1)...] { #expect(NaturalOrder.areInIncreasingOrder(left, right)) }
        }
    }
}
