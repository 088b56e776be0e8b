public import Tensors

/// What can be wrong with a network that came from a file or a person.
public enum NetworkError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The network has more nodes than any image classifier.
    case tooManyNodes(Int, limit: Int)
    /// Two nodes share a name, or one is named like the input.
    case duplicateName(String)
    /// A node reads something that no node before it computes.
    case unknownInput(node: String, input: String)
    /// The result names no node.
    case unknownOutput(String)
    /// A node reads another number of inputs than its operation takes.
    case wrongInputCount(node: String, expected: Int, got: Int)
    /// A node that takes any number of inputs from a least one reads fewer.
    case tooFewInputs(node: String, expectedAtLeast: Int, got: Int)
    /// A node's input has a shape that its operation cannot read.
    case wrongInputShape(node: String, expected: String, got: Shape)
    /// The two inputs of an addition differ in shape.
    case unequalShapes(node: String, Shape, Shape)
    /// Two inputs of a concatenation differ in more than their channels.
    case cannotConcatenate(node: String, Shape, Shape)
    /// The channels of an input cannot be divided into groups.
    case indivisibleGroups(node: String, channels: Int, filters: Int, groups: Int)
    /// A window is larger than its padded input.
    case windowTooLarge(node: String, window: Extent, input: Extent)
    /// A setting is outside the range that makes sense.
    case settingOutOfRange(node: String, setting: String, value: Int, allowed: ClosedRange<Int>)
    /// A value would take more memory than any image classifier needs.
    case activationTooLarge(node: String, elementCount: Int, limit: Int)
    /// Two nodes would share a parameter.
    case sharedParameter(String)
    /// The network needs a parameter that is not there.
    case missingParameter(String, expected: Shape)
    /// A parameter has another shape than the network needs.
    case wrongParameterShape(String, expected: Shape, got: Shape)
    /// The network does not end in a linear layer that could be replaced.
    case noHead(output: String)
    /// Nothing in the network has rows and columns to draw a heat map from.
    case noFeatureMap(network: String)
    /// The images are smaller than the network's windows, one behind the other, can take.
    case inputTooSmall(network: String, minimum: Extent, got: Extent)
    /// There is no network of a name; `nearest` is one that is spelled alike.
    case unknownNetwork(String, nearest: String?, known: [String])
    /// A description is no object in JSON: that of the network, or of a node by its number from 1.
    case noObject(node: Int?)
    /// The description of a node, by its number from 1, has no name.
    case namelessNode(Int)
    /// There is no operation of a name; `nearest` is one that is spelled alike.
    case unknownOperation(node: String, name: String, nearest: String?, known: [String])
    /// There is no function of a name; `nearest` is one that is spelled alike.
    case unknownActivation(node: String, name: String, nearest: String?, known: [String])
    /// A node, or without one the network, is to begin training with values that nobody knows.
    case initializer(node: String?, InitializerError)
    /// The description of a node, or without one of the network, has a key that means nothing there.
    case unknownSetting(node: String?, setting: String, nearest: String?, known: [String])
    /// The description of a node, or without one of the network, lacks a key.
    case missingSetting(node: String?, setting: String)
    /// What stands under a key of a node, or without one of the network, is of another kind.
    case wrongSetting(node: String?, setting: String, expected: String)

    /// One sentence with the node's name and the numbers.
    public var description: String {
        switch self {
        case .tooManyNodes(let count, let limit):
            "the network has \(count) nodes; the limit is \(limit)"
        case .duplicateName(let name):
            "the network has two nodes named \"\(name)\""
        case .unknownInput(let node, let input):
            "node \"\(node)\" reads \"\(input)\", which no node before it computes"
        case .unknownOutput(let output):
            "the network's output \"\(output)\" is not one of its nodes"
        case .wrongInputCount(let node, let expected, let got):
            "node \"\(node)\" takes \(expected) inputs, not \(got)"
        case .tooFewInputs(let node, let expected, let got):
            "node \"\(node)\" takes at least \(expected) inputs, not \(got)"
        case .wrongInputShape(let node, let expected, let got):
            "node \"\(node)\" takes \(expected), not \(got)"
        case .unequalShapes(let node, let first, let second):
            "node \"\(node)\" cannot add \(first) and \(second)"
        case .cannotConcatenate(let node, let first, let second):
            "node \"\(node)\" cannot concatenate \(first) and \(second)"
        case .indivisibleGroups(let node, let channels, let filters, let groups):
            "node \"\(node)\" cannot divide \(channels) channels and \(filters) filters into \(groups) groups"
        case .windowTooLarge(let node, let window, let input):
            "the \(window) window of node \"\(node)\" does not fit into its \(input) input"
        case .settingOutOfRange(let node, let setting, let value, let allowed):
            "\(setting) of node \"\(node)\" is \(value); it must be \(allowed.lowerBound) to \(allowed.upperBound)"
        case .activationTooLarge(let node, let elementCount, let limit):
            "node \"\(node)\" computes \(elementCount) values for one image; the limit is \(limit)"
        case .sharedParameter(let name):
            "parameter \"\(name)\" belongs to two nodes"
        case .missingParameter(let name, let expected):
            "parameter \"\(name)\" (\(expected)) is missing"
        case .wrongParameterShape(let name, let expected, let got):
            "parameter \"\(name)\" is \(got), the network needs \(expected)"
        case .noHead(let output):
            "the network ends in \"\(output)\", which is no linear layer to replace"
        case .noFeatureMap(let network):
            "\(network) computes no maps with rows and columns, so no heat map can be drawn from it"
        case .inputTooSmall(let network, let minimum, let got):
            "\(network) takes images of at least \(minimum) (height × width), not \(got)"
        case .unknownNetwork(let name, let nearest, let known):
            "there is no network \"\(name)\"; \(Self.meant(nearest, "known are", known))"
        case .noObject(let node):
            "\(node.map { "node \($0)" } ?? "the network") is no object in JSON"
        case .namelessNode(let number):
            "node \(number) has no text as its \"name\""
        case .unknownOperation(let node, let name, let nearest, let known):
            "node \"\(node)\": there is no operation \"\(name)\"; \(Self.meant(nearest, "known are", known))"
        case .unknownActivation(let node, let name, let nearest, let known):
            "node \"\(node)\": there is no activation \"\(name)\"; \(Self.meant(nearest, "known are", known))"
        case .initializer(let node, let error):
            "\(Self.owner(node)): \(error)"
        case .unknownSetting(let node, let setting, let nearest, let known):
            "\(Self.owner(node)) has no setting \"\(setting)\"; \(Self.meant(nearest, "it has", known))"
        case .missingSetting(let node, let setting):
            "\(Self.owner(node)) lacks \"\(setting)\""
        case .wrongSetting(let node, let setting, let expected):
            "\"\(setting)\" of \(Self.owner(node)) must be \(expected)"
        }
    }

    private static func owner(_ node: String?) -> String { node.map { "node \"\($0)\"" } ?? "the network" }

    /// The name that was probably meant, else all that there are.
    private static func meant(_ nearest: String?, _ introduction: String, _ known: [String]) -> String {
        nearest.map { "is \"\($0)\" meant?" } ?? "\(introduction) \(known.joined(separator: ", "))"
    }
}
