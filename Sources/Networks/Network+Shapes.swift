public import Tensors

extension Network {
    /// The most values that a node may compute for one image: half a gibibyte of floats.
    public static let activationLimit = 1 << 27

    /// The most nodes of a network. Large classifiers have a thousand; placing the values of 400,000 in memory
    /// takes more than a minute.
    public static let nodeLimit = 10_000

    /// Infers the shape that every node computes for one image, and checks the network on the way.
    ///
    /// - Returns: `[C, H, W]` or `[D]` by node name, the input included.
    /// - Throws: `NetworkError` for the first node that does not fit.
    public func shapes() throws(NetworkError) -> [String: Shape] {
        guard nodes.count <= Self.nodeLimit else {
            throw .tooManyNodes(nodes.count, limit: Self.nodeLimit)
        }
        try check("channels", input.channels, in: 1...4096, of: Self.inputName)
        try check("height", input.height, in: 1...16384, of: Self.inputName)
        try check("width", input.width, in: 1...16384, of: Self.inputName)
        guard input.shape.elementCount <= Self.activationLimit else {
            throw .activationTooLarge(
                node: Self.inputName, elementCount: input.shape.elementCount, limit: Self.activationLimit)
        }
        var shapes = [Self.inputName: input.shape]
        for node in nodes {
            guard shapes[node.name] == nil else { throw .duplicateName(node.name) }
            var inputs: [Shape] = []
            for name in node.inputs {
                guard let shape = shapes[name] else { throw .unknownInput(node: node.name, input: name) }
                inputs.append(shape)
            }
            shapes[node.name] = try outputShape(of: node, inputs: inputs)
        }
        guard output != Self.inputName, shapes[output] != nil else { throw .unknownOutput(output) }
        return shapes
    }

    private func check(
        _ setting: String, _ value: Int, in allowed: ClosedRange<Int>, of node: String
    ) throws(NetworkError) {
        guard allowed.contains(value) else {
            throw .settingOutOfRange(node: node, setting: setting, value: value, allowed: allowed)
        }
    }

    private func outputShape(of node: Node, inputs: [Shape]) throws(NetworkError) -> Shape {
        let shape: Shape
        if case .concatenate = node.operation {
            shape = try concatenated(inputs, of: node)
        } else {
            let expected = node.operation.inputCount
            guard inputs.count == expected else {
                throw .wrongInputCount(node: node.name, expected: expected, got: inputs.count)
            }
            shape = try outputShape(of: node, first: inputs[0], second: inputs.last ?? inputs[0])
        }
        // Extents are bounded one by one, so the product of three cannot overflow.
        guard shape.elementCount <= Self.activationLimit else {
            throw .activationTooLarge(
                node: node.name, elementCount: shape.elementCount, limit: Self.activationLimit)
        }
        return shape
    }

    private func outputShape(of node: Node, first: Shape, second: Shape) throws(NetworkError) -> Shape {
        switch node.operation {
        case .convolution(let convolution):
            return try outputShape(of: node, convolution, input: first, residual: second)
        case .maxPooling(let window), .averagePooling(let window, _):
            let extent = try outputExtent(of: node, window, input: try image(first, of: node))
            return [first[0], extent.height, extent.width]
        case .globalAveragePooling:
            _ = try image(first, of: node)
            return [first[0]]
        case .flatten:
            return [first.elementCount]
        case .linear(let linear):
            guard first.rank == 1 else {
                throw .wrongInputShape(node: node.name, expected: "a vector", got: first)
            }
            try check("features", linear.features, in: 1...(1 << 20), of: node.name)
            return [linear.features]
        case .add:
            guard first == second else { throw .unequalShapes(node: node.name, first, second) }
            return first
        case .dropout(let rate):
            guard rate >= 0, rate < 1 else {
                let percent = Int(exactly: (rate * 100).rounded()) ?? Int.max
                throw .settingOutOfRange(
                    node: node.name, setting: "dropout rate in percent", value: percent, allowed: 0...99)
            }
            return first
        case .batchNormalization(let normalization):
            guard normalization.momentum >= 0, normalization.momentum <= 1 else {
                let percent = Int(exactly: (normalization.momentum * 100).rounded()) ?? Int.max
                throw .settingOutOfRange(
                    node: node.name, setting: "momentum in percent", value: percent, allowed: 0...100)
            }
            return first
        case .activation, .layerNormalization, .softmax, .concatenate:
            return first
        }
    }

    private func concatenated(_ inputs: [Shape], of node: Node) throws(NetworkError) -> Shape {
        guard inputs.count >= node.operation.inputCount else {
            throw .tooFewInputs(
                node: node.name, expectedAtLeast: node.operation.inputCount, got: inputs.count)
        }
        let place = inputs[0].dimensions.dropFirst()
        for shape in inputs where shape.dimensions.dropFirst() != place {
            throw .cannotConcatenate(node: node.name, inputs[0], shape)
        }
        let channels = inputs.reduce(0) { $0 + $1[0] }
        if !place.isEmpty { try check("channels", channels, in: 1...(1 << 20), of: node.name) }
        return Shape([channels] + place)
    }

    private func outputShape(
        of node: Node, _ convolution: Convolution, input: Shape, residual: Shape
    ) throws(NetworkError) -> Shape {
        let extent = try image(input, of: node)
        try check("filters", convolution.filters, in: 1...(1 << 20), of: node.name)
        try check("groups", convolution.groups, in: 1...(1 << 20), of: node.name)
        guard input[0] % convolution.groups == 0, convolution.filters % convolution.groups == 0 else {
            throw .indivisibleGroups(
                node: node.name, channels: input[0], filters: convolution.filters,
                groups: convolution.groups)
        }
        let output = try outputExtent(of: node, convolution.window, input: extent)
        let shape: Shape = [convolution.filters, output.height, output.width]
        if convolution.addsResidual, residual != shape {
            throw .unequalShapes(node: node.name, shape, residual)
        }
        return shape
    }

    private func image(_ shape: Shape, of node: Node) throws(NetworkError) -> Extent {
        guard shape.rank == 3 else {
            throw .wrongInputShape(node: node.name, expected: "channels × height × width", got: shape)
        }
        return Extent(height: shape[1], width: shape[2])
    }

    private func outputExtent(
        of node: Node, _ window: SlidingWindow, input: Extent
    ) throws(NetworkError) -> Extent {
        for (setting, extent) in [
            ("kernel", window.kernel), ("stride", window.stride), ("dilation", window.dilation),
        ] {
            try check("\(setting) height", extent.height, in: 1...1024, of: node.name)
            try check("\(setting) width", extent.width, in: 1...1024, of: node.name)
        }
        if case .symmetric(let padding) = window.padding {
            // A window that lies wholly in the padding would see nothing.
            try check("padding rows", padding.height, in: 0...window.reach.height - 1, of: node.name)
            try check("padding columns", padding.width, in: 0...window.reach.width - 1, of: node.name)
        }
        let output = window.output(for: input)
        guard output.height > 0, output.width > 0 else {
            throw .windowTooLarge(node: node.name, window: window.reach, input: input)
        }
        return output
    }
}

extension Operation {
    /// The number of values that the operation reads; for `concatenate`, the least.
    public var inputCount: Int {
        switch self {
        case .add, .concatenate: 2
        case .convolution(let convolution): convolution.addsResidual ? 2 : 1
        default: 1
        }
    }
}
