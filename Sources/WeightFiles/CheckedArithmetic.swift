/// Arithmetic on numbers that a file announces: `nil` where the result does not fit, never a trap.
enum CheckedArithmetic {
    /// The number of elements of a shape, or `nil` where the product of its extents does not fit in `Int`.
    ///
    /// Extents of zero are left out of that check: a shape such as `[0, 2⁴⁰, 2⁴⁰]` has no elements, but the
    /// size of one of its rows would overflow later, far from here.
    static func elementCount(of extents: [Int]) -> Int? {
        var product = 1
        for extent in extents where extent != 0 {
            guard let next = multiply(product, extent) else { return nil }
            product = next
        }
        return extents.contains(0) ? 0 : product
    }

    /// The product, or `nil` where it does not fit.
    static func multiply(_ left: Int, _ right: Int) -> Int? {
        let (product, overflow) = left.multipliedReportingOverflow(by: right)
        return overflow ? nil : product
    }

    /// The sum, or `nil` where it does not fit.
    static func add(_ left: Int, _ right: Int) -> Int? {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? nil : sum
    }
}
