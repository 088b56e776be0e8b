/// The names that a pickle may mention: exactly those that tensors and their containers need.
///
/// A pickle is a program, and a name in it is a function of Python to be called. Nothing is called here; each
/// name stands for a piece of data that ``PickleMachine`` puts together itself, and any other is refused.
enum PickleGlobal: Hashable, Sendable {
    /// `collections.OrderedDict`.
    case orderedDictionary

    /// `torch._utils._rebuild_tensor_v2` and, with two arguments fewer, `_rebuild_tensor`.
    case rebuildTensor

    /// `torch._utils._rebuild_parameter`.
    case rebuildParameter

    /// `torch.Size`, a tuple.
    case size

    /// `torch.FloatStorage` and its relatives.
    case storage(TorchElementType)

    init?(module: String, name: String) {
        switch (module, name) {
        case ("collections", "OrderedDict"): self = .orderedDictionary
        case ("torch._utils", "_rebuild_tensor_v2"), ("torch._utils", "_rebuild_tensor"):
            self = .rebuildTensor
        case ("torch._utils", "_rebuild_parameter"): self = .rebuildParameter
        case ("torch", "Size"): self = .size
        case ("torch", let name):
            guard let elementType = TorchElementType(rawValue: name) else { return nil }
            self = .storage(elementType)
        default: return nil
        }
    }
}
