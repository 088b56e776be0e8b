import Tensors
import Testing
import Training

@Suite struct LinearAlgebraTests {
    struct Size: Sendable {
        let rows: Int
        let features: Int
        let classes: Int
    }

    /// Sizes on both sides of every tile and block.
    static let sizes = [
        Size(rows: 1, features: 1, classes: 2), Size(rows: 3, features: 7, classes: 3),
        Size(rows: 4, features: 8, classes: 1), Size(rows: 65, features: 9, classes: 9),
        Size(rows: 67, features: 17, classes: 10), Size(rows: 0, features: 4, classes: 2),
    ]

    @Test(arguments: sizes) func `both products equal sums of products`(_ size: Size) {
        var generator = SeededGenerator(seed: 5)
        func random(_ rows: Int, _ columns: Int) -> Tensor<Float> {
            let values = (0..<rows * columns).map { _ in Float.random(in: -1...1, using: &generator) }
            return Tensor(shape: [rows, columns], values: values)
        }
        let features = random(size.rows + 5, size.features)
        let weights = random(size.classes, size.features)
        let residuals = random(size.rows, size.classes)
        // Rows in another order than stored, and one of them twice.
        var rows = Array((0..<size.rows).map { $0 + 3 }.reversed())
        if rows.count > 2 { rows[1] = rows[0] }
        let packed = PackedMatrix(features)

        let logits = LinearAlgebra.logits(packed, rows: rows, weights: PackedMatrix(weights))
        let gradient = LinearAlgebra.gradient(
            residuals: residuals.values, features: packed, rows: rows, classCount: size.classes)
        #expect(logits.count == size.rows * size.classes)
        for label in 0..<size.classes {
            for (index, row) in rows.enumerated() {
                var expected = 0.0
                for column in 0..<size.features {
                    expected +=
                        Double(features[row * size.features + column])
                        * Double(weights[label * size.features + column])
                }
                #expect(abs(Double(logits[index * size.classes + label]) - expected) < 1e-5)
            }
            for column in 0..<size.features {
                var expected = 0.0
                for (index, row) in rows.enumerated() {
                    expected +=
                        Double(features[row * size.features + column])
                        * Double(residuals[index * size.classes + label])
                }
                #expect(abs(Double(gradient[label, column]) - expected) < 1e-5)
            }
        }
    }
}
