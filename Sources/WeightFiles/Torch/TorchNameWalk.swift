/// Collects the tensors of a checkpoint under dotted names, in the order of the file.
///
/// Containers of a pickle may be shared and may hold each other, so a small file can describe a tree without
/// end. The walk is held to a number of levels, and its visits and the names it makes to the size of the
/// file.
struct TorchNameWalk {
    /// The largest number of containers around a tensor.
    static let depthLimit = 64

    private(set) var names: [String] = []
    private(set) var views: [String: TorchTensorView] = [:]

    private let machine: PickleMachine
    private let budget: Int
    private var spent = 0

    init(of container: TorchContainer, fileByteCount: Int) throws(TorchCheckpointError) {
        machine = container.machine
        budget = fileByteCount
        try visit(container.root, path: "", depth: 0)
    }

    private mutating func visit(_ value: PickleValue, path: String, depth: Int) throws(TorchCheckpointError) {
        switch value {
        case .tensor(let index):
            try spend(path.utf8.count)
            guard views.updateValue(machine.tensors[index], forKey: path) == nil else {
                throw .duplicateName(path)
            }
            names.append(path)
        case .dictionary(let index):
            try enter(path, depth: depth)
            for entry in machine.dictionaries[index] {
                try visit(entry.value, key: Self.text(of: entry.key), path: path, depth: depth)
            }
        case .tuple, .list:
            try enter(path, depth: depth)
            for (index, element) in (machine.elements(of: value) ?? []).enumerated() {
                try visit(element, key: String(index), path: path, depth: depth)
            }
        default:
            try spend(1)
        }
    }

    /// Visits a member. A key that is neither text nor number cannot be part of a name; what lies under it is
    /// left out.
    private mutating func visit(
        _ value: PickleValue, key: String?, path: String, depth: Int
    ) throws(TorchCheckpointError) {
        switch value {
        case .tensor, .dictionary, .tuple, .list:
            guard let key else { return try spend(1) }
            try spend(key.utf8.count)
            try visit(value, path: path.isEmpty ? key : "\(path).\(key)", depth: depth + 1)
        default:
            try spend(1)
        }
    }

    private mutating func enter(_ path: String, depth: Int) throws(TorchCheckpointError) {
        guard depth < Self.depthLimit else { throw .nestingTooDeep(limit: Self.depthLimit) }
        try spend(1 + path.utf8.count)
    }

    private mutating func spend(_ amount: Int) throws(TorchCheckpointError) {
        spent += amount
        guard spent <= budget else { throw .tooManyNames(limit: budget) }
    }

    private static func text(of key: PickleValue) -> String? {
        switch key {
        case .string(let text): text
        case .int(let number): String(number)
        default: nil
        }
    }

    /// What stands before the names of the model's own weights: nothing where the outermost dictionary holds
    /// tensors itself, otherwise the first customary key under which there are any.
    static func stateDictionaryPrefix(of container: TorchContainer) -> String {
        let machine = container.machine
        guard case .dictionary(let root) = container.root else { return "" }
        let holdsTensors = { (entries: [PickleMachine.Entry]) in
            entries.contains { if case (.string, .tensor) = ($0.key, $0.value) { true } else { false } }
        }
        guard !holdsTensors(machine.dictionaries[root]) else { return "" }
        for key in ["state_dict", "model_state_dict", "model", "net", "weights"] {
            for entry in machine.dictionaries[root] where entry.key == .string(key) {
                if case .dictionary(let index) = entry.value, holdsTensors(machine.dictionaries[index]) {
                    return key + "."
                }
            }
        }
        return ""
    }
}
