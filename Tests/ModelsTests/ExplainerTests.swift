import Images
import Models
import Networks
import Tensors
import TestSupport
import Testing

@Suite struct ExplainerTests {
    private static let withoutMaps: [NetworkZoo] = [.perceptron, .multilayerPerceptron]

    /// In debug, making the weights of the wide networks takes long.
    private static let architectures: [NetworkZoo] = {
        #if DEBUG
        [.vggStyle, .cnn3, .leNet5, .resNet8]
        #else
        NetworkZoo.allCases.filter { !withoutMaps.contains($0) }
        #endif
    }()

    /// The zoo for small pictures.
    private static func model(_ zoo: NetworkZoo) throws -> Model {
        let usual = zoo.usualInput
        let side = usual.height > 32 ? 64 : 28
        let network = try zoo.network(
            classCount: 3, input: InputShape(channels: usual.channels, height: side, width: side))
        return try Model(
            network: network, parameters: try Formula.trainingParameters(for: network),
            classNames: ["a", "b", "c"],
            preprocessing: .centered(width: side, height: side, channelCount: usual.channels),
            source: TinyModel.source)
    }

    private static func picture(_ width: Int, _ height: Int) -> Image {
        let pixels = (0..<width * height * 3).map { UInt8(truncatingIfNeeded: ($0 / 7) &* 41 ^ $0 / 90) }
        return Image(width: width, height: height, pixels: pixels)
    }

    // MARK: Every network

    @Test(arguments: architectures) func `every architecture with maps is explained`(zoo: NetworkZoo) throws {
        let model = try Self.model(zoo)
        let session = try Explainer(model).makeSession()
        let maps = try session.heatMaps(of: Self.picture(80, 40), outputs: [0, 1, 2])
        let node = try model.network.lastFeatureMap()
        let shape = try #require(try model.network.shapes()[node])
        for map in maps {
            #expect(map.height == shape[1] && map.width == shape[2])
            #expect(map.values.allSatisfy { (0...1).contains($0) })
            #expect(map.values.max() == 1 || map.values.allSatisfy { $0 == 0 })
            #expect(map.region == RelativeRegion(left: 0.25, top: 0, right: 0.75, bottom: 1))
        }
        #expect(maps.contains { $0.values.max() == 1 })
        #expect(Set(maps).count > 1, "the classes differ in their maps")
        #expect(try session.heatMap(of: Self.picture(80, 40), output: 1) == maps[1])
    }

    @Test(arguments: withoutMaps) func `a network without maps is refused`(zoo: NetworkZoo) throws {
        let model = try Self.model(zoo)
        #expect(throws: ModelError.network(.noFeatureMap(network: zoo.rawValue))) { try Explainer(model) }
    }

    @Test func `damaged weights give an error and no map`() throws {
        var model = try Self.model(.cnn3)
        model.parameters["fc.weight"]?[0] = .nan
        let explainer = try Explainer(model)
        #expect(throws: ModelError.outputNotFinite) {
            try explainer.heatMap(of: Self.picture(30, 30), output: 0)
        }
    }

    @Test func `an answer that the model does not have is a mistake of the program`() async {
        await #expect(processExitsWith: .failure) {
            _ = try Explainer(try StripeDetector.model()).heatMap(of: Self.picture(32, 32), output: 2)
        }
    }

    // MARK: Every kind of problem

    /// Settings of the last layer with which an answer has the map of a class of two.
    struct Equivalent: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let task: Model.Task
        let names: [String]
        let head: [[Float]]
        /// For each of the model's names the class whose map it has; nil for a map of zeros.
        let classes: [Int?]

        static let all = [
            Equivalent(
                testDescription: "one logit for two classes", task: .binary, names: ["across", "upright"],
                head: [[-1, 1]], classes: [0, 1]),
            Equivalent(
                testDescription: "labels", task: .multilabel(thresholds: [0.5, 0.5, 0.5]),
                names: ["u", "nothing", "a"], head: [[-1, 1], [0, 0], [1, -1]], classes: [1, nil, 0]),
            Equivalent(
                testDescription: "values", task: .regression(isBounded: false), names: ["height", "width"],
                head: [[-3, 3], [0.5, -0.5]], classes: [1, 0]),
            Equivalent(
                testDescription: "a bounded value", task: .regression(isBounded: true), names: ["value"],
                head: [[2, -2]], classes: [0]),
        ]
    }

    @Test(arguments: Equivalent.all) func `every kind of problem is explained`(_ example: Equivalent) throws {
        let picture = StripeDetector.picture(across: (8, 12), upright: (24, 20), radius: 6)
        let plain = try Explainer(try StripeDetector.model()).makeSession()
            .heatMaps(of: picture, outputs: [0, 1])
        let model = try StripeDetector.model(
            task: example.task, classNames: example.names, head: example.head)
        let maps = try Explainer(model).makeSession()
            .heatMaps(of: picture, outputs: Array(example.names.indices))
        for (map, index) in zip(maps, example.classes) {
            let expected = index.map { plain[$0].values } ?? plain[0].values.map { _ in 0 }
            for (value, wanted) in zip(map.values, expected) { #expect((value - wanted).magnitude < 1e-5) }
        }
    }

    // MARK: Places

    @Test func `each class's map lies on its object`() throws {
        let session = try Explainer(try StripeDetector.model()).makeSession()
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<20 {
            let left = (Int.random(in: 6...9, using: &generator), Int.random(in: 7...24, using: &generator))
            let right = (
                Int.random(in: 22...25, using: &generator), Int.random(in: 7...24, using: &generator)
            )
            let radius = Int.random(in: 4...6, using: &generator)
            let isSwapped = Bool.random(using: &generator)
            let picture = StripeDetector.picture(
                across: isSwapped ? right : left, upright: isSwapped ? left : right, radius: radius)
            let maps = try session.heatMaps(of: picture, outputs: [0, 1])
            #expect((isSwapped ? 1 - maps[0].leftMass : maps[0].leftMass) > 0.9)
            #expect((isSwapped ? maps[1].leftMass : 1 - maps[1].leftMass) > 0.9)
        }
    }

    @Test func `a map is 0 everywhere where all speaks against the answer`() throws {
        let model = try StripeDetector.model(
            task: .regression(isBounded: false), classNames: ["calm", "unrest"], head: [[-1, -1], [1, 1]])
        let picture = StripeDetector.picture(across: (8, 12), upright: (24, 20), radius: 6)
        let maps = try Explainer(model).makeSession().heatMaps(of: picture, outputs: [0, 1])
        #expect(maps[0].values.allSatisfy { $0 == 0 })
        #expect(maps[1].values.max() == 1)
    }

    @Test func `a file that is stored turned has its map where the upright picture shows the object`() throws
    {
        let model = try StripeDetector.model()
        let session = try Explainer(model).makeSession()
        let upright = StripeDetector.picture(
            width: 96, height: 64, across: (30, 20), upright: (66, 44), radius: 12, scale: 4)
        let expected = try session.heatMap(of: upright, output: 0)
        #expect(expected.region == RelativeRegion(left: 1.0 / 6, top: 0, right: 5.0 / 6, bottom: 1))
        #expect(expected.leftMass > 0.9)
        // Stored turned counterclockwise: orientation 6 says that it must be turned clockwise.
        let stored = try upright.oriented(.counterclockwise).encodedJPEG(quality: 95, subsampling: .none)
        let block: [UInt8] = [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0]
        let payload = Array("Exif".utf8) + [0, 0] + block + [0, 0, 0, 0]
        let file = stored[..<2] + [0xFF, 0xE1, 0, UInt8(payload.count + 2)] + payload + stored[2...]
        let decoded = try Image.decode(Array(file), options: model.preprocessing.decodingOptions)
        #expect(decoded.width == 96 && decoded.height == 64)
        let map = try session.heatMap(of: decoded, output: 0)
        #expect(map.region == expected.region)
        for (value, wanted) in zip(map.values, expected.values) { #expect((value - wanted).magnitude < 0.05) }
    }

    @Test func `the map for prepared pixels covers them wholly`() throws {
        let model = try StripeDetector.model()
        let session = try Explainer(model).makeSession()
        let picture = StripeDetector.picture(
            width: 50, height: 40, across: (15, 20), upright: (35, 20), radius: 8)
        let map = try session.heatMap(of: picture, output: 1)
        let prepared = try session.heatMap(ofPrepared: model.preprocessing.prepared(picture), output: 1)
        #expect(prepared.values == map.values && prepared.region == .whole)
    }
}
