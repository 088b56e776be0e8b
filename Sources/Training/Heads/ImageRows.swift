package import Tensors

/// Which rows of a feature matrix are views of the same image, and which images belong together.
package struct ImageRows: Hashable, Sendable {
    /// The identity of the image behind each row: any number, the same for all views of an image.
    package let images: [Int]

    /// The group of each row: any number, the same for all views of an image; nil where no images belong
    /// together.
    package let groups: [Int]?

    /// The rows of each image, in the order in which images first appear; the plain view comes first.
    package let rowsOfImage: [[Int]]

    /// Checks features and groups their rows.
    ///
    /// - Parameters:
    ///   - features: `[N, D]`; every entry is finite.
    ///   - targetCount: The number of rows that there are labels or values for.
    ///   - images: The identity of the image behind each row, or nil where every row is an image of its own.
    ///   - groups: The group of each row, or nil where every image is a group of its own.
    /// - Throws: `TrainingError.notAMatrix`, `.countMismatch`, `.groupCountMismatch`, `.nonFiniteFeature` or
    ///   `.conflictingGroups`.
    package init(
        features: Tensor<Float>, targetCount: Int, images: [Int]?, groups: [Int]?
    ) throws(TrainingError) {
        guard features.shape.rank == 2 else { throw .notAMatrix(shape: features.shape.dimensions) }
        let images = images ?? Array(0..<targetCount)
        guard targetCount == features.shape[0], images.count == targetCount else {
            throw .countMismatch(rows: features.shape[0], labels: targetCount, images: images.count)
        }
        if let groups, groups.count != targetCount {
            throw .groupCountMismatch(rows: targetCount, groups: groups.count)
        }
        let values = features.values.span
        for index in values.indices where !values[index].isFinite {
            let columnCount = features.shape[1]
            throw .nonFiniteFeature(row: index / columnCount, column: index % columnCount)
        }
        var position: [Int: Int] = [:]
        var rowsOfImage: [[Int]] = []
        for (row, image) in images.enumerated() {
            if let known = position[image] {
                rowsOfImage[known].append(row)
            } else {
                position[image] = rowsOfImage.count
                rowsOfImage.append([row])
            }
        }
        self.images = images
        self.groups = groups
        self.rowsOfImage = rowsOfImage
        if let groups, let (first, second) = firstConflict(where: { groups[$0] != groups[$1] }) {
            throw .conflictingGroups(image: images[first], first: groups[first], second: groups[second])
        }
    }

    /// The number of different images.
    package var imageCount: Int { rowsOfImage.count }

    /// The row of each image's plain view, in the order in which images first appear.
    package var plainRows: [Int] { rowsOfImage.map { $0[0] } }

    /// Looks for a view that contradicts the plain view of its image.
    ///
    /// - Parameter disagree: Whether two rows contradict each other.
    /// - Returns: The plain row and the other row of the first image with a contradiction; nil if there is none.
    func firstConflict(where disagree: (Int, Int) -> Bool) -> (plain: Int, other: Int)? {
        guard imageCount < images.count else { return nil }
        for rows in rowsOfImage {
            for row in rows.dropFirst() where disagree(rows[0], row) { return (rows[0], row) }
        }
        return nil
    }
}
