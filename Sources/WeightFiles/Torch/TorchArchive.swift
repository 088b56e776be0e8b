import FoundationEssentials

/// The usual file format of PyTorch since version 1.6: a zip archive with one folder that holds `data.pkl`,
/// `byteorder` and, under `data`, a file for each storage.
enum TorchArchive {
    /// Reads a whole file.
    static func container(file: Data) throws(TorchCheckpointError) -> TorchContainer {
        let archive: ZipArchive
        do throws(ZipError) {
            archive = try ZipArchive(file: file)
        } catch {
            throw .archive(error)
        }
        let folder = try folder(of: archive)
        // Files written before PyTorch 2.1 do not say; machines with the other order were not supported then.
        let order = "\(folder)/byteorder"
        if archive.entries[order] != nil, try contents(of: order, in: archive) != Data("little".utf8) {
            throw .bigEndian
        }
        let pickle = try contents(of: "\(folder)/data.pkl", in: archive)
        var machine = PickleMachine(bytes: pickle)
        let root = try TorchContainer.run(&machine)
        guard machine.offset == pickle.count else {
            throw .pickle(.trailingBytes(count: pickle.count - machine.offset, offset: machine.offset))
        }
        var storages: [String: Data] = [:]
        for (key, storage) in machine.storages {
            let name = "\(folder)/data/\(key)"
            guard archive.entries[name] != nil else { throw .missingStorage(key: key) }
            let bytes = try contents(of: name, in: archive)
            let byteCount = try TorchContainer.byteCount(of: storage, bytesLeft: bytes.count)
            guard byteCount == bytes.count else {
                throw .storageSizeMismatch(key: key, byteCount: bytes.count, expected: byteCount)
            }
            storages[key] = bytes
        }
        return TorchContainer(machine: machine, root: root, storages: storages)
    }

    /// The one folder with a `data.pkl` directly in it.
    private static func folder(of archive: ZipArchive) throws(TorchCheckpointError) -> String {
        let suffix = "/data.pkl"
        let folders = archive.entries.keys.filter { $0.hasSuffix(suffix) }.map { $0.dropLast(suffix.count) }
            .filter { !$0.isEmpty && !$0.contains("/") }
        guard folders.count == 1, let folder = folders.first else { throw .noPickleInArchive }
        return String(folder)
    }

    private static func contents(of name: String, in archive: ZipArchive) throws(TorchCheckpointError) -> Data
    {
        do throws(ZipError) {
            return try archive.contents(of: name)
        } catch {
            throw .archive(error)
        }
    }
}
