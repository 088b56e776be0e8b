/// The keys of a network in JSON.
enum NetworkKey: String, CodingKey, CaseIterable {
    case name, input, nodes, output, initializer
}

/// The keys of a node in JSON; settings that have their usual value are left out.
enum NodeKey: String, CodingKey, CaseIterable {
    case name
    case kind = "op"
    case inputs, parameters
    case filters, features, kernel, stride, dilation, padding, groups, bias, residual, activation
    case countsPadding = "counts_padding"
    case epsilon, momentum, rate, initializer

    /// The keys that a node may have.
    static func keys(of kind: Operation.Kind) -> [NodeKey] {
        [.name, .kind, .inputs, .parameters] + settings(of: kind)
    }

    private static func settings(of kind: Operation.Kind) -> [NodeKey] {
        let window = [kernel, .stride, .dilation, .padding]
        return switch kind {
        case .convolution: [.filters] + window + [.groups, .bias, .residual, .activation, .initializer]
        case .batchNormalization: [.epsilon, .momentum]
        case .activation, .add: [.activation]
        case .maxPooling: window
        case .averagePooling: window + [.countsPadding]
        case .linear: [.features, .bias, .activation, .initializer]
        case .dropout: [.rate]
        case .layerNormalization: [.epsilon]
        case .globalAveragePooling, .flatten, .concatenate, .softmax: []
        }
    }
}

/// Any key of an object in JSON.
struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) {
        self.stringValue = stringValue
    }

    init?(intValue: Int) { nil }
}
