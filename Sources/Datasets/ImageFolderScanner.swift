/// One scan of a data set's folder: finds the layout, then lists class by class.
struct ImageFolderScanner {
    private struct ClassFolder {
        let name: String
        let relativePath: String
    }

    private struct Part {
        let partition: Partition
        let folderName: String
        let fileCount: Int
        let classFolders: [ClassFolder]
    }

    private let givenPath: String
    private let rootPath: String
    private let minimumClassCount: Int
    private var report = ScanReport()

    // The root, the parts and the classes: folders that no link from inside a class may lead to.
    private var structure: Set<FileIdentity> = []
    private var classPaths: [FileIdentity: String] = [:]

    init(path: String, minimumClassCount: Int) {
        givenPath = path
        rootPath = FolderPath.absolute(path)
        self.minimumClassCount = minimumClassCount
    }

    mutating func scan() throws(DatasetError) -> Dataset {
        let root = try listRoot()
        structure.insert(root.identity)
        report.add(root, relativePath: "")
        report.ignored.outsideClasses += root.fileCount
        let layout = try FolderLayout(of: root, list: list)
        if let folders = layout.parts { return try scanParts(folders, root: root) }
        let part = try part(.training, listing: root, folderName: "")
        let classNames = try classNames(ofTraining: part)
        // First the samples, then the data set: `dataset` reads the report that finding samples fills.
        let samples = try trainingSamples(of: part)
        return dataset(.unsplit, classNames, [.training: samples])
    }

    private mutating func scanParts(
        _ folders: [Partition: FolderListing.Folder], root: FolderListing
    ) throws(DatasetError) -> Dataset {
        let partNames = Set(folders.values.map(\.name))
        for folder in root.folders where !partNames.contains(folder.name) {
            report.notes.append(.folderOutsideParts(name: folder.name))
        }
        for name in root.undecodableFolders {
            report.problems.append(FolderProblem(printablePath: name, reason: .nameIsNotUTF8))
        }
        // All class folders are known before the first one is walked, so that no link can lead into another
        // one.
        var parts: [Part] = []
        for partition in Partition.allCases {
            guard let folder = folders[partition] else { continue }
            structure.insert(folder.identity)
            let listing = try list(relativePath: folder.name)
            report.add(listing, relativePath: folder.name)
            report.ignored.outsideClasses += listing.fileCount
            parts.append(try part(partition, listing: listing, folderName: folder.name))
        }
        // `FolderLayout` gives no parts without training, which `allCases` names first.
        guard let training = parts.first, training.partition == .training else {
            throw .noTrainingFolder(folderNames: parts.map(\.folderName))
        }
        let classNames = try classNames(ofTraining: training)
        var samples = [Partition.training: try trainingSamples(of: training)]
        for part in parts.dropFirst() {
            if part.classFolders.isEmpty {
                guard part.partition == .test else { throw noClassFolders(in: part) }
                report.notes.append(.unlabelledTestFolder(name: part.folderName, fileCount: part.fileCount))
            } else {
                samples[part.partition] = try heldOutSamples(of: part, classNames: classNames)
            }
        }
        return dataset(.split(Set(samples.keys)), classNames, samples)
    }

    private func dataset(
        _ layout: Dataset.Layout, _ classNames: ClassNames, _ samples: [Partition: [Sample]]
    ) -> Dataset {
        Dataset(
            path: rootPath, layout: layout, classNames: classNames, samples: samples, ignored: report.ignored,
            problems: report.problems, notes: report.notes)
    }
}

// MARK: Classes

extension ImageFolderScanner {
    /// The class folders of a part, registered so that none counts twice.
    private mutating func part(
        _ partition: Partition, listing: FolderListing, folderName: String
    ) throws(DatasetError) -> Part {
        if let name = listing.undecodableFolders.first {
            let folder = PrintableName.text(for: folderName)
            throw .classNameIsNotUTF8(printablePath: FolderPath.join(folder, name))
        }
        var names: Set<String> = []
        var classFolders: [ClassFolder] = []
        for folder in listing.folders {
            guard names.insert(folder.name).inserted else { throw .equivalentClassNames(folder.name) }
            let path = FolderPath.join(folderName, folder.name)
            if let first = classPaths.updateValue(path, forKey: folder.identity) {
                throw .sharedClassFolder(firstRelativePath: first, secondRelativePath: path)
            }
            structure.insert(folder.identity)
            classFolders.append(ClassFolder(name: folder.name, relativePath: path))
        }
        return Part(
            partition: partition, folderName: folderName, fileCount: listing.fileCount,
            classFolders: classFolders)
    }

    private func classNames(ofTraining part: Part) throws(DatasetError) -> ClassNames {
        guard let first = part.classFolders.first else { throw noClassFolders(in: part) }
        let names = part.classFolders.map(\.name)
        guard names.count >= minimumClassCount else {
            let isOnlyOne = names.count == 1
            let innerFolderCount = isOnlyOne ? try list(relativePath: first.relativePath).folders.count : 0
            throw .tooFewClasses(
                names: names, minimum: minimumClassCount, innerFolderCount: innerFolderCount)
        }
        do throws(ClassNamesError) {
            return try ClassNames(names)
        } catch {
            // Folder names are neither empty nor, after `part`, equal: this states the only rule left to
            // break.
            throw .equivalentClassNames(first.name)
        }
    }

    private mutating func trainingSamples(of part: Part) throws(DatasetError) -> [Sample] {
        var samples: [Sample] = []
        for (index, folder) in part.classFolders.enumerated() {
            let walk = try walk(folder, classIndex: index)
            guard !walk.samples.isEmpty else {
                throw .emptyClass(
                    name: folder.name, relativePath: folder.relativePath,
                    ignoredCount: walk.report.ignored.total, problemCount: walk.report.problems.count)
            }
            samples += walk.samples
        }
        return samples
    }

    private mutating func heldOutSamples(
        of part: Part, classNames: ClassNames
    ) throws(DatasetError) -> [Sample] {
        var byClass = [[Sample]](repeating: [], count: classNames.count)
        for folder in part.classFolders {
            guard let index = classNames.index(of: folder.name) else {
                throw .unknownClass(name: folder.name, partition: part.partition)
            }
            byClass[index] = try walk(folder, classIndex: index).samples
        }
        for (index, samples) in byClass.enumerated() where samples.isEmpty {
            report.notes.append(.classWithoutSamples(name: classNames[index], partition: part.partition))
        }
        return byClass.flatMap { $0 }
    }

    private mutating func walk(
        _ folder: ClassFolder, classIndex: Int
    ) throws(DatasetError) -> ClassWalk {
        var walk = ClassWalk(rootPath: rootPath, classIndex: classIndex, closedFolders: structure)
        do throws(SystemError) {
            try walk.run(relativePath: folder.relativePath)
        } catch {
            throw .unreadableFolder(path: FolderPath.join(givenPath, folder.relativePath), error)
        }
        report.add(walk.report)
        return walk
    }

    private func noClassFolders(in part: Part) -> DatasetError {
        .noClassFolders(path: FolderPath.join(givenPath, part.folderName), fileCount: part.fileCount)
    }
}

// MARK: Listing

extension ImageFolderScanner {
    private func listRoot() throws(DatasetError) -> FolderListing {
        guard !givenPath.isEmpty, !givenPath.utf8.contains(0) else { throw .folderNotFound(path: givenPath) }
        do throws(SystemError) {
            return try FolderListing(path: rootPath)
        } catch {
            // The system says "not a directory" both for a file and for a file on the way; the file's kind
            // tells.
            if let kind = DirectoryReader.kind(atPath: rootPath), kind != .folder {
                throw .notAFolder(path: givenPath, kind: kind)
            }
            if SystemError.isAbsence(error.number) { throw .folderNotFound(path: givenPath) }
            throw .unreadableFolder(path: givenPath, error)
        }
    }

    private func list(relativePath: String) throws(DatasetError) -> FolderListing {
        do throws(SystemError) {
            return try FolderListing(path: FolderPath.join(rootPath, relativePath))
        } catch {
            throw .unreadableFolder(path: FolderPath.join(givenPath, relativePath), error)
        }
    }
}
