import Tensors
import Testing
import Transfer

@Suite struct SymmetricEigenvectorsTests {
    @Test func `two by two by hand`() {
        let axes = SymmetricEigenvectors(of: [2, 1, 1, 2], count: 2)
        let half = 0.5.squareRoot()
        #expect(axes.values.sorted().elementsEqual([1, 3]) { abs($0 - $1) < 1e-15 })
        #expect(axes.vectors.allSatisfy { abs(abs($0) - half) < 1e-15 })
    }

    @Test(arguments: [1, 3, 8, 33])
    func `the matrix scales its orthonormal vectors by their values`(_ count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        var matrix = [Double](repeating: 0, count: count * count)
        for row in 0..<count {
            for column in 0...row {
                let value = Double.random(in: -1...1, using: &generator)
                matrix[row * count + column] = value
                matrix[column * count + row] = value
            }
        }
        let axes = SymmetricEigenvectors(of: matrix, count: count)
        for first in 0..<count {
            let vector = axes.vectors[first * count..<(first + 1) * count].map(\.self)
            for row in 0..<count {
                let product = (0..<count).reduce(0) { $0 + matrix[row * count + $1] * vector[$1] }
                #expect(abs(product - axes.values[first] * vector[row]) < 1e-12)
            }
            for second in 0..<count {
                let product = (0..<count).reduce(0) { $0 + vector[$1] * axes.vectors[second * count + $1] }
                #expect(abs(product - (first == second ? 1 : 0)) < 1e-12)
            }
        }
    }

    @Test func `a diagonal matrix and zeros stay as they are`() {
        let axes = SymmetricEigenvectors(of: [3, 0, 0, 0, 0, 0, 0, 0, -1], count: 3)
        #expect(axes.values == [3, 0, -1])
        #expect(axes.vectors == [1, 0, 0, 0, 1, 0, 0, 0, 1])
    }
}
