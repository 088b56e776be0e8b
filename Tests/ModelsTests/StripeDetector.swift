import Images
import Models
import Networks
import Tensors

/// A network that tells stripes across from upright ones, with weights made by hand: edges of both
/// directions, their means over cells of 4 × 4 pixels, the surplus of each direction over the other, and the
/// mean of that.
enum StripeDetector {
    static let side = 32
    static let classNames = ["across", "upright"]

    /// - Parameter head: The weights of the last layer, one row an output, of "across" and "upright" in the
    ///   picture.
    static func model(
        task: Model.Task = .multiclass, classNames: [String] = classNames,
        head: [[Float]] = [[1, -1], [-1, 1]]
    ) throws -> Model {
        let network = Network(
            name: "stripes", input: InputShape(channels: 3, height: side, width: side)
        ) {
            ConvBlock(
                "edges", filters: 4, kernelSize: 3, padding: .symmetric(Extent(1)), normalization: nil,
                activation: .relu)
            Layer("cells", .averagePooling(.tiles(4), countsPadding: false))
            ConvBlock(
                "directions", filters: 2, kernelSize: 1, padding: .none, normalization: nil,
                activation: .relu)
            Layer("pool", .globalAveragePooling)
            Layer("dropout", .dropout())
            Layer("head", .linear(Linear(features: head.count)))
        }
        // Rows of a kernel for edges between above and below; turned for those between left and right.
        let across: [Float] = [1, 2, 1, 0, 0, 0, -1, -2, -1]
        let upright: [Float] = [1, 0, -1, 2, 0, -2, 1, 0, -1]
        let kernels = [across, across.map { -$0 }, upright, upright.map { -$0 }]
        let parameters: Parameters = [
            "edges.weight": Tensor(
                shape: [4, 3, 3, 3], values: kernels.flatMap { kernel in (0..<3).flatMap { _ in kernel } }),
            "edges.bias": Tensor(shape: [4], repeating: 0),
            "directions.weight": Tensor(shape: [2, 4, 1, 1], values: [1, 1, -1, -1, -1, -1, 1, 1]),
            "directions.bias": Tensor(shape: [2], repeating: 0),
            "head.weight": Tensor(shape: [head.count, 2], values: head.flatMap { $0 }),
            "head.bias": Tensor(shape: [head.count], repeating: 0),
        ]
        return try Model(
            network: network, parameters: parameters, classNames: classNames,
            preprocessing: .centered(width: side, height: side, channelCount: 3), task: task,
            source: WeightSource(name: "stripes", origin: "by hand", license: "CC0-1.0", sha256: ""))
    }

    /// A grey picture with a disc of stripes of each direction.
    ///
    /// - Parameters:
    ///   - across: The centre of the disc with stripes across, in pixels.
    ///   - upright: The centre of the other.
    ///   - radius: That of both, in pixels.
    ///   - scale: How many pixels a stripe is wide.
    static func picture(
        width: Int = side, height: Int = side, across: (x: Int, y: Int), upright: (x: Int, y: Int),
        radius: Int,
        scale: Int = 2
    ) -> Image {
        func isInside(_ x: Int, _ y: Int, _ center: (x: Int, y: Int)) -> Bool {
            (x - center.x) * (x - center.x) + (y - center.y) * (y - center.y) <= radius * radius
        }
        var pixels: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                var level: UInt8 = 128
                if isInside(x, y, across) { level = y / scale % 2 == 0 ? 30 : 225 }
                if isInside(x, y, upright) { level = x / scale % 2 == 0 ? 30 : 225 }
                pixels += [level, level, level]
            }
        }
        return Image(width: width, height: height, pixels: pixels)
    }
}

extension HeatMap {
    /// The share of the map's sum in the left half of its grid; a column in the middle counts half.
    var leftMass: Double {
        var (left, total) = (0.0, 0.0)
        for (index, value) in values.enumerated() {
            let column = 2 * (index % width) + 1
            total += Double(value)
            left += Double(value) * (column < width ? 1 : column == width ? 0.5 : 0)
        }
        return total > 0 ? left / total : 0
    }
}
