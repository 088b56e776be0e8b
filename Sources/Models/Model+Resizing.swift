public import Images
internal import Networks

extension Model {
    /// The same network for pictures of another size, of which it sees the whole short side.
    ///
    /// Convolutions do not mind the size. A network that was trained on random crops sees objects larger than they
    /// are in whole pictures, so that its features are better at about 9/7 of the size it was trained at.
    /// Source: Touvron et al. 2019, <https://arxiv.org/abs/1906.06423>; the README has our own figures.
    ///
    /// - Parameter side: The side of the square input, in pixels.
    /// - Throws: `ModelError.network` where the network fits one size only, or not this one.
    public func resized(toSide side: Int) throws(ModelError) -> Model {
        guard Self.sides.contains(side) else {
            throw .network(
                .settingOutOfRange(
                    node: Network.inputName, setting: "side", value: side, allowed: Self.sides))
        }
        var network = network
        network.input.height = side
        network.input.width = side
        return try Model(
            network: network, parameters: parameters, classNames: classNames,
            classIdentifiers: classIdentifiers, preprocessing: preprocessing.seeingAll(side: side),
            task: task, temperature: temperature, training: training, source: source)
    }

    private static let sides = 1...8192

    /// The model as transfer learning uses it: at 9/7 of its input, in steps of 32 pixels, if it is a pretrained
    /// network that takes any size; as it is if it does not, or is fine-tuned.
    public var sizedForTransfer: Model {
        guard training == nil, let side = network.sideForTransfer else { return self }
        return (try? resized(toSide: side)) ?? self
    }
}

extension ModelFile {
    /// How pictures are prepared for transfer learning with a model: the preprocessing of `Model.sizedForTransfer`,
    /// without reading the weights.
    ///
    /// - Throws: `ModelError` for what is no model file, though not for weights that do not fit their network.
    public static func preprocessingForTransfer(atPath path: String) throws(ModelError) -> Preprocessing {
        let header = try ModelHeader(contentsOfFile: path)
        guard !header.isTrained, let side = header.network.sideForTransfer else {
            return header.preprocessing
        }
        var network = header.network
        network.input.height = side
        network.input.width = side
        guard (try? network.shapes()) != nil else { return header.preprocessing }
        return header.preprocessing.seeingAll(side: side)
    }
}

extension Network {
    /// The side of the input that transfer learning tries, in pixels; nil where the input is not square.
    fileprivate var sideForTransfer: Int? {
        guard input.height == input.width else { return nil }
        return Int((Double(input.width) * 9 / 7 / 32).rounded()) * 32
    }
}

extension Preprocessing {
    /// The same preparation, with the short side resized to the crop's own size.
    package func seeingAll(side: Int) -> Preprocessing {
        Preprocessing(
            resizeShortSide: side, cropWidth: side, cropHeight: side, interpolation: interpolation,
            mean: mean,
            standardDeviation: standardDeviation, appliesOrientation: appliesOrientation,
            alphaBackground: alphaBackground, allowsScaledDecoding: allowsScaledDecoding)
    }
}
