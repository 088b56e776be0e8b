import FoundationEssentials

/// The pickle of a PyTorch file, run, and the bytes of its storages: what both file formats come down to.
struct TorchContainer {
    /// The machine that ran the pickle, for its tables.
    let machine: PickleMachine

    /// What the pickle left on the stack.
    let root: PickleValue

    /// The bytes of every storage that the pickle refers to, by key.
    let storages: [String: Data]

    /// Reads a file of either format; the first bytes tell which.
    init(file: Data) throws(TorchCheckpointError) {
        if file.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            self = try TorchArchive.container(file: file)
        } else if file.first == PickleOpcode.protocol.rawValue {
            self = try TorchLegacyFile.container(file: file)
        } else {
            throw .unrecognized(firstBytes: Array(file.prefix(4)))
        }
    }

    init(machine: PickleMachine, root: PickleValue, storages: [String: Data]) {
        self.machine = machine
        self.root = root
        self.storages = storages
    }

    /// The size of a storage in bytes, if that many bytes can be there at all.
    static func byteCount(of storage: TorchStorageReference, bytesLeft: Int) throws(TorchCheckpointError)
        -> Int
    {
        guard
            let byteCount = CheckedArithmetic.multiply(storage.elementCount, storage.elementType.byteCount),
            byteCount <= bytesLeft
        else {
            throw .storageOutOfBounds(
                key: storage.key, elementCount: storage.elementCount, bytesLeft: bytesLeft)
        }
        return byteCount
    }

    /// Runs a pickle and names what is wrong with it.
    static func run(_ machine: inout PickleMachine) throws(TorchCheckpointError) -> PickleValue {
        do throws(PickleError) {
            return try machine.run()
        } catch {
            throw .pickle(error)
        }
    }
}
