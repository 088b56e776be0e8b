import Tensors
import Training

/// Makes features of images that scatter around the centre of their class, with views that scatter around the
/// image.
func syntheticFeatures(
    imagesPerClass: [Int], featureCount: Int = 6, views: Int = 1, noise: Float = 1, seed: UInt64 = 1
) throws -> LabelledFeatures {
    var centres = SeededGenerator(seed: 42)
    var generator = SeededGenerator(seed: seed)
    var values: [Float] = []
    var labels: [Int] = []
    var images: [Int] = []
    for (label, count) in imagesPerClass.enumerated() {
        let centre = (0..<featureCount).map { _ in Float.random(in: -2...2, using: &centres) }
        for _ in 0..<count {
            let image = centre.map { $0 + noise * Float.random(in: -1...1, using: &generator) }
            let identity = (images.last ?? 1000) - 7
            for view in 0..<views {
                let jitter: Float = view == 0 ? 0 : 0.3
                values += image.map { $0 + jitter * Float.random(in: -1...1, using: &generator) + 5 }
                labels.append(label)
                images.append(identity)
            }
        }
    }
    return try LabelledFeatures(
        features: Tensor(shape: [labels.count, featureCount], values: values), labels: labels,
        images: images, classCount: imagesPerClass.count)
}
