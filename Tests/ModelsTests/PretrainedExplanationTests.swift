import FoundationEssentials
import Images
import Models
import Networks
import Tensors
import Testing

/// Heat maps of the committed EfficientNet-Lite0.
@Suite struct PretrainedExplanationTests {
    private static let file = "pretrained/efficientnet-lite0.safetensors"
    private static let photoFolder = "../shared/data/imagenet100"
    private static let hasPhotos = TestFiles.exists(photoFolder)

    private static let isOptimized: Bool = {
        #if DEBUG
        false
        #else
        true
        #endif
    }()

    private static func model() throws -> Model { try Model(contentsOfFile: TestFiles.path(file)) }

    // MARK: Against PyTorch

    private struct Golden: Decodable {
        let maps: [Map]

        struct Map: Decodable {
            let example: Int
            let classIndex: Int
            let width: Int
            let height: Int
            let values: [Double]
        }
    }

    @Test func `heat maps are those of PyTorch's automatic differentiation`() throws {
        let golden = try JSONDecoder().decode(
            Golden.self, from: try TestFiles.bytes("Tests/Golden/heat_maps.json"))
        #expect(golden.maps.count == 6)
        let model = try Self.model()
        let session = try Explainer(model).makeSession()
        for expected in golden.maps {
            let map = try session.heatMap(
                ofPrepared: model.golden[expected.example].pixels, output: expected.classIndex)
            #expect(map.width == expected.width && map.height == expected.height)
            let distance = zip(map.values, expected.values).map { (Double($0) - $1).magnitude }.max()
            #expect(distance ?? .infinity < 1e-3, "class \(expected.classIndex)")
        }
    }

    // MARK: Sanity

    /// Rectangles of random colours and places.
    private static func picture(seed: UInt64) -> Image {
        var generator = SeededGenerator(seed: seed)
        func sample() -> UInt8 { UInt8.random(in: 0...255, using: &generator) }
        func color() -> RGBColor { RGBColor(red: sample(), green: sample(), blue: sample()) }
        var canvas = Canvas(width: 224, height: 224, background: color())
        for _ in 0..<12 {
            canvas.fill(
                x: Int.random(in: -20..<200, using: &generator),
                y: Int.random(in: -20..<200, using: &generator),
                width: Int.random(in: 10..<120, using: &generator),
                height: Int.random(in: 10..<120, using: &generator), color: color())
        }
        return canvas.image
    }

    /// The mean rank correlation of two models' maps for the class that the first has on top, over some
    /// pictures.
    private static func similarity(of model: Model, and other: Model) throws -> Double {
        let classifier = try Classifier(model).makeSession()
        let (first, second) = (try Explainer(model).makeSession(), try Explainer(other).makeSession())
        var correlations: [Double] = []
        for seed in 0..<16 as Range<UInt64> {
            let pixels = picture(seed: seed)
            let logits = try classifier.logits(ofPrepared: pixels)
            let top = try #require(logits.indices.max { logits[$0] < logits[$1] })
            let maps = try [first, second].map { try $0.heatMap(ofPrepared: pixels, output: top) }
            // A map of zeros has no order to compare.
            guard maps.allSatisfy({ $0.values.max() == 1 }) else { continue }
            correlations.append(
                RankCorrelation.of(maps[0].values.map(Double.init), maps[1].values.map(Double.init)))
        }
        #expect(correlations.count >= 6, "too few maps to compare")
        return correlations.reduce(0, +) / Double(correlations.count)
    }

    /// Explanations must depend on what was learned: with random weights they must become others.
    /// Source: Adebayo et al. 2018, <https://arxiv.org/abs/1810.03292>.
    @Test(.enabled(if: isOptimized, "takes minutes in a debug build"), arguments: [1, 2, 3] as [UInt64])
    func `random weights destroy the map`(seed: UInt64) throws {
        let model = try Self.model()
        #expect(try Self.similarity(of: model, and: model) > 0.999)
        let random = try model.network.initialParameters(seed: seed)
        var headless = model
        let head = try model.network.head()
        for role in [ParameterRole.weight, .bias] {
            headless.parameters[head.parameterName(role)] = random[head.parameterName(role)]
        }
        let withoutHead = try Self.similarity(of: model, and: headless)
        var naive = model
        naive.parameters = random
        let withoutAll = try Self.similarity(of: model, and: naive)
        #expect(withoutHead < 0.5, "\(withoutHead)")
        #expect(withoutAll.magnitude < 0.3, "\(withoutAll)")
    }

    // MARK: Localisation

    @Test(
        .enabled(if: hasPhotos, "../shared/data/imagenet100 is absent"),
        .enabled(if: isOptimized, "takes minutes in a debug build"))
    func `the map of each of two photos lies on its half`() throws {
        // Large enough that each photo is seen at about the size that the network was trained at.
        let model = try Self.model().resized(toSide: 384)
        let session = try Explainer(model).makeSession()
        let single = try Classifier(try Self.model()).makeSession()
        var photos: [(image: Image, index: Int)] = []
        let text = String(decoding: try TestFiles.bytes("\(Self.photoFolder)/index.tsv"), as: UTF8.self)
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: "\t")
            guard let index = Int(fields[0]) else { continue }
            let bytes = [UInt8](try TestFiles.bytes("\(Self.photoFolder)/\(fields[2])"))
            let image = try Image.decode(bytes, options: model.preprocessing.decodingOptions)
            // Only where the network sees the object at all can it say where it is.
            let answers = try single.answers(of: image)
            if answers[index] > 0.5 { photos.append((try Self.model().preprocessing.prepared(image), index)) }
        }
        #expect(photos.count > 50)
        var masses: [Double] = []
        for (number, left) in photos.enumerated() {
            let right = photos[(number + photos.count / 2) % photos.count]
            var canvas = Canvas(
                width: 448, height: 448, background: RGBColor(red: 127, green: 127, blue: 127))
            canvas.draw(left.image, x: 0, y: 112)
            canvas.draw(right.image, x: 224, y: 112)
            let maps = try session.heatMaps(of: canvas.image, outputs: [left.index, right.index])
            masses += [maps[0].leftMass, 1 - maps[1].leftMass]
        }
        let mean = masses.reduce(0, +) / Double(masses.count)
        let share = Double(masses.count { $0 > 0.6 }) / Double(masses.count)
        #expect(mean > 0.8 && share > 0.9, "mean \(mean), above 0.6: \(share)")
    }
}
