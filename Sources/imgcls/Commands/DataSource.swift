internal import ArgumentParser
internal import Datasets
internal import Networks

/// Where labelled images come from: a folder, a manifest, or a manifest of the images in a folder.
struct DataSource: ParsableArguments {
    @Argument(help: "The folder with the images.", completion: .directory)
    var folder: String?

    @Option(
        help: ArgumentHelp(
            """
            A table of images in place of the folder's own layout: CSV with the columns path, label (or labels, \
            separated by |), and if you like split, hash and group, or JSON Lines with such keys. Paths start from \
            FOLDER if it is given, else from the manifest's own folder.
            """, valueName: "file"),
        completion: .file(extensions: ["csv", "tsv", "jsonl", "ndjson"]))
    var manifest: String?

    func validate() throws {
        guard folder != nil || manifest != nil else {
            throw ValidationError("name a folder of images or a --manifest")
        }
    }

    /// The path to name in messages about the data as a whole.
    var name: String { manifest ?? folder ?? "" }

    /// The arguments that name the source and a task again, for a command to suggest.
    func arguments(for task: ProblemKind) -> String {
        ShellWord.command(
            (folder.map { [$0] } ?? []) + (manifest.map { ["--manifest", $0] } ?? [])
                + (task == .multiclass ? [] : ["--task", task.rawValue]))
    }

    /// Lists the images, and says the path where the description of an error does not.
    ///
    /// - Parameters:
    ///   - labelling: What images are labelled with.
    ///   - minimumClassCount: The number of classes needed: 2 to train, 1 to evaluate.
    /// - Throws: `DatasetError` or `CommandError`.
    func load(_ labelling: Labelling = .classes, minimumClassCount: Int = 2) throws -> Dataset {
        if let manifest {
            let table = try Self.table(manifest, labelling)
            return try naming { () throws(DatasetError) in
                try table.dataset(
                    root: root, minimumClassCount: minimumClassCount, forTraining: minimumClassCount > 1)
            }
        }
        try refuseFolder(labelling)
        return try naming { () throws(DatasetError) in
            try ImageFolder.scan(folder ?? "", minimumClassCount: minimumClassCount)
                .relabelled(as: labelling)
        }
    }

    /// Lists the images and goes on past what would stop a training, which the data set then names.
    ///
    /// - Throws: `DatasetError` or `CommandError`.
    func survey(_ labelling: Labelling) throws -> Dataset {
        if let manifest {
            let table = try Self.table(manifest, labelling)
            return try naming { () throws(DatasetError) in try table.survey(root: root) }
        }
        try refuseFolder(labelling)
        return try naming { () throws(DatasetError) in
            try ImageFolder.survey(folder ?? "").relabelled(as: labelling)
        }
    }

    /// Refuses to look for values in a folder.
    private func refuseFolder(_ labelling: Labelling) throws {
        guard labelling == .values else { return }
        throw CommandError(
            .wrongUsage,
            "\(name): a folder says no values; a regression needs a --manifest with a column value")
    }

    /// Does something with the data, and says its path where the description of an error does not.
    ///
    /// - Throws: `DatasetError` or `CommandError`.
    func naming(_ body: () throws(DatasetError) -> Dataset) throws -> Dataset {
        try Self.naming(name, body)
    }

    /// Does something with a data set that the user named, and says its path where the description of an error does
    /// not.
    ///
    /// - Throws: `DatasetError` or `CommandError`.
    static func naming(_ name: String, _ body: () throws(DatasetError) -> Dataset) throws -> Dataset {
        do throws(DatasetError) {
            return try body()
        } catch {
            switch error {
            case .folderNotFound, .notAFolder, .unreadableFolder, .noClassFolders: throw error
            default: throw CommandError(.badData, "\(name): \(error)")
            }
        }
    }

    private var root: String {
        if let folder { return folder }
        let path = manifest ?? ""
        return path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    }

    /// Reads a manifest, and says its path in every error.
    ///
    /// - Throws: `CommandError`.
    static func table(_ path: String, _ labelling: Labelling = .classes) throws -> Manifest {
        do {
            return try Manifest(contentsOfFile: path, labelling: labelling)
        } catch {
            throw CommandError(
                error.category == .inputNotFound ? .inputNotFound : .badData, "\(path): \(error)")
        }
    }
}
