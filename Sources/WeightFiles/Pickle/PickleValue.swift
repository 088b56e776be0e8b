/// A value on the stack of ``PickleMachine``.
///
/// Containers are kept in tables of the machine and named by their index. That gives Python's meaning of a
/// shared container, allows circles, and keeps a pickle of a million nested tuples from taking the program's
/// own stack when it is released.
enum PickleValue: Hashable, Sendable {
    case none
    case bool(Bool)
    case int(Int)

    /// An integer of more than 64 bits: its bytes in two's complement, little-endian.
    case longInt([UInt8])
    case float(Double)
    case string(String)
    case tuple(Int)
    case list(Int)
    case dictionary(Int)
    case global(PickleGlobal)
    case storage(TorchStorageReference)
    case tensor(Int)
}
