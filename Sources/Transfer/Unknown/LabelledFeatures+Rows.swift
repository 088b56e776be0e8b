internal import Tensors
internal import Training

extension LabelledFeatures {
    /// Some of the rows, in the order of their numbers.
    ///
    /// - Throws: `TrainingError` never, as rows that fit still do.
    func chosen(_ rows: [Int]) throws(TrainingError) -> LabelledFeatures {
        guard rows != Array(0..<rowCount) else { return self }
        return try LabelledFeatures(
            features: Self.rows(rows, of: features), labels: rows.map { labels[$0] },
            images: rows.map { images[$0] }, groups: groups.map { groups in rows.map { groups[$0] } },
            classCount: classCount)
    }

    /// Some rows of a matrix `[N, D]`.
    static func rows(_ rows: [Int], of matrix: Tensor<Float>) -> Tensor<Float> {
        let width = matrix.shape[1]
        var values: [Float] = []
        values.reserveCapacity(rows.count * width)
        for row in rows { values += matrix.values[row * width..<(row + 1) * width] }
        return Tensor(shape: [rows.count, width], values: values)
    }
}
