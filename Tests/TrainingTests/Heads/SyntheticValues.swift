import Tensors
import Training

/// Makes images with features between 3 and 5 and numbers that depend on them, with views that scatter around
/// the image.
///
/// - Parameter value: The numbers of an image, from its features and a number in `-1 ... 1` that is noise.
func syntheticValues(
    imageCount: Int, featureCount: Int = 6, views: Int = 1, outputCount: Int = 1, seed: UInt64 = 1,
    groups: ((Int) -> Int)? = nil, value: ([Float], Float) -> [Float]
) throws -> ValuedFeatures {
    var generator = SeededGenerator(seed: seed)
    var features: [Float] = []
    var values: [Float] = []
    var images: [Int] = []
    for image in 0..<imageCount {
        let plain = (0..<featureCount).map { _ in Float.random(in: 3...5, using: &generator) }
        let numbers = value(plain, Float.random(in: -1...1, using: &generator))
        for view in 0..<views {
            let jitter: Float = view == 0 ? 0 : 0.1
            features += plain.map { $0 + jitter * Float.random(in: -1...1, using: &generator) }
            values += numbers
            images.append(100 - image)
        }
    }
    return try ValuedFeatures(
        features: Tensor(shape: [images.count, featureCount], values: features), values: values,
        outputCount: outputCount, images: images,
        groups: groups.map { group in images.map { group(100 - $0) } })
}

/// Makes images of which each label is present where a feature of its own, with noise, is high.
func syntheticLabels(
    imageCount: Int, featureCount: Int = 6, labelCount: Int, noise: Float, views: Int = 1, seed: UInt64 = 1
) throws -> MultilabelFeatures {
    var generator = SeededGenerator(seed: seed)
    var features: [Float] = []
    var labels: [Bool] = []
    var images: [Int] = []
    for image in 0..<imageCount {
        let plain = (0..<featureCount).map { _ in Float.random(in: -1...1, using: &generator) }
        let present = (0..<labelCount).map { label in
            plain[label] + noise * Float.random(in: -1...1, using: &generator) > 0.2 * Float(label)
        }
        for view in 0..<views {
            let jitter: Float = view == 0 ? 0 : 0.1
            features += plain.map { $0 + jitter * Float.random(in: -1...1, using: &generator) }
            labels += present
            images.append(3 * image + 1)
        }
    }
    return try MultilabelFeatures(
        features: Tensor(shape: [images.count, featureCount], values: features), labels: labels,
        labelCount: labelCount, images: images)
}
