import FoundationEssentials
import OneDNN
import Testing

@Suite struct MatricesTests {
    private func product(_ left: [Float], _ right: [Float], rows: Int, columns: Int, inner: Int) -> [Float] {
        (0..<rows * columns).map { index in
            (0..<inner).reduce(0) {
                $0 + left[index / columns * inner + $1] * right[$1 * columns + index % columns]
            }
        }
    }

    private func transposed(_ matrix: [Float], rows: Int, columns: Int) -> [Float] {
        (0..<rows * columns).map { matrix[$0 % rows * columns + $0 / rows] }
    }

    @Test(arguments: [Matrices.Storage.plain, .transposed], [Matrices.Storage.plain, .transposed])
    func `a product is right however its factors are stored`(
        leftStorage: Matrices.Storage, rightStorage: Matrices.Storage
    ) throws {
        let (rows, columns, inner) = (5, 3, 7)
        let left = (0..<rows * inner).map { Float($0 % 11 - 5) }
        let right = (0..<inner * columns).map { Float($0 % 7 - 3) }
        let storedLeft = leftStorage == .plain ? left : transposed(left, rows: rows, columns: inner)
        let storedRight = rightStorage == .plain ? right : transposed(right, rows: inner, columns: columns)
        var output = [Float](repeating: 1, count: rows * columns)
        var span = output.mutableSpan
        try Matrices.multiply(
            storedLeft.span, leftStorage, by: storedRight.span, rightStorage, rows: rows, columns: columns,
            inner: inner, addingToOutputScaledBy: 2, into: &span)
        let expected = product(left, right, rows: rows, columns: columns, inner: inner).map { $0 + 2 }
        #expect(output == expected)
    }

    @Test func `the version is the one that was asked for`() throws {
        let major = try #require(Int(Runtime.version.prefix { $0 != "." }))
        if let expected = ProcessInfo.processInfo.environment["IMGCLS_EXPECT_ONEDNN"] {
            #expect(String(major) == expected)
        } else {
            #expect(major == 2 || major == 3)
        }
    }
}
