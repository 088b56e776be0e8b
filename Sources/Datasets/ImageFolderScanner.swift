/// One scan of a data set's folder: finds the layout, then lists class by class.
struct ImageFolderScanner {
    /// What becomes of a fault of a class.
    enum Strictness {
        /// The first one ends the scan.
        case scan
        /// The data set lists all of them.
        case survey
    }

    private struct ClassFolder {
        let name: String
        /// More than one where folders have names that are the same text in several Unicode forms; none where
        /// the folder is that of another class.
        var relativePaths: [String]
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
    private let strictness: Strictness
    private var report = ScanReport()
    private var faults: [DatasetError] = []

    // The root, the parts and the classes: folders that no link from inside a class may lead to.
    private var structure: Set<FileIdentity> = []
    private var classPaths: [FileIdentity: String] = [:]

    init(path: String, minimumClassCount: Int, strictness: Strictness) {
        givenPath = path
        rootPath = FolderPath.absolute(path)
        self.minimumClassCount = minimumClassCount
        self.strictness = strictness
    }

    mutating func run() throws(DatasetError) -> Dataset {
        let root = try listRoot()
        structure.insert(root.identity)
        report.add(root, relativePath: "")
        report.addFilesOutsideClasses(of: root, relativePath: "")
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
            guard let listing = try listing(ofPart: folder.name) else { continue }
            report.add(listing, relativePath: folder.name)
            report.addFilesOutsideClasses(of: listing, relativePath: folder.name)
            parts.append(try part(partition, listing: listing, folderName: folder.name))
        }
        // `FolderLayout` gives no parts without training, which `allCases` names first; but it may be gone.
        guard let training = parts.first, training.partition == .training else {
            throw faults.first ?? .noTrainingFolder(folderNames: parts.map(\.folderName))
        }
        let classNames = try classNames(ofTraining: training)
        var samples = [Partition.training: try trainingSamples(of: training)]
        for part in parts.dropFirst() {
            if part.classFolders.isEmpty, part.partition == .test {
                report.notes.append(.unlabelledTestFolder(name: part.folderName, fileCount: part.fileCount))
            } else {
                if part.classFolders.isEmpty { try record(noClassFolders(in: part)) }
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
            problems: report.problems, notes: report.notes, faults: faults)
    }

    private mutating func record(_ fault: DatasetError) throws(DatasetError) {
        switch strictness {
        case .scan: throw fault
        case .survey: faults.append(fault)
        }
    }
}

// MARK: Classes

extension ImageFolderScanner {
    /// The class folders of a part, registered so that none counts twice.
    private mutating func part(
        _ partition: Partition, listing: FolderListing, folderName: String
    ) throws(DatasetError) -> Part {
        let printableFolder = PrintableName.text(for: folderName)
        for name in listing.undecodableFolders {
            try record(.classNameIsNotUTF8(printablePath: FolderPath.join(printableFolder, name)))
        }
        var positions: [String: Int] = [:]
        var classFolders: [ClassFolder] = []
        for folder in listing.folders {
            let position = positions[folder.name] ?? classFolders.count
            if position < classFolders.count {
                try record(.equivalentClassNames(folder.name))
            } else {
                positions[folder.name] = position
                classFolders.append(ClassFolder(name: folder.name, relativePaths: []))
            }
            let path = FolderPath.join(folderName, folder.name)
            if let first = classPaths[folder.identity] {
                try record(.sharedClassFolder(firstRelativePath: first, secondRelativePath: path))
            } else {
                classPaths[folder.identity] = path
                structure.insert(folder.identity)
                classFolders[position].relativePaths.append(path)
            }
        }
        return Part(
            partition: partition, folderName: folderName, fileCount: listing.fileCount,
            classFolders: classFolders)
    }

    private mutating func classNames(ofTraining part: Part) throws(DatasetError) -> ClassNames {
        guard let first = part.classFolders.first else { throw faults.first ?? noClassFolders(in: part) }
        let names = part.classFolders.map(\.name)
        if names.count < minimumClassCount {
            try record(
                .tooFewClasses(
                    names: names, minimum: minimumClassCount,
                    innerFolderCount: names.count == 1 ? try innerFolderCount(of: first) : 0))
        }
        do throws(ClassNamesError) {
            return try ClassNames(names)
        } catch {
            // Folder names are neither empty nor, after `part`, equal: this states the only rule left to
            // break.
            throw .equivalentClassNames(first.name)
        }
    }

    private func innerFolderCount(of folder: ClassFolder) throws(DatasetError) -> Int {
        guard let path = folder.relativePaths.first else { return 0 }
        do throws(DatasetError) {
            return try list(relativePath: path).folders.count
        } catch {
            // A survey walks into the folder later and records the fault there.
            guard strictness == .survey else { throw error }
            return 0
        }
    }

    private mutating func trainingSamples(of part: Part) throws(DatasetError) -> [Sample] {
        var samples: [Sample] = []
        for (index, folder) in part.classFolders.enumerated() {
            let countBefore = samples.count
            let walked = try walk(folder, classIndex: index, into: &samples)
            // Where there is no report, another fault says why the class has no images.
            guard samples.count == countBefore, let walked, let path = folder.relativePaths.first else {
                continue
            }
            try record(
                .emptyClass(
                    name: folder.name, relativePath: path, ignoredCount: walked.ignored.total,
                    problemCount: walked.problems.count))
        }
        return samples
    }

    private mutating func heldOutSamples(
        of part: Part, classNames: ClassNames
    ) throws(DatasetError) -> [Sample] {
        var folders: [(classIndex: Int, folder: ClassFolder)] = []
        for folder in part.classFolders {
            if let index = classNames.index(of: folder.name) {
                folders.append((index, folder))
            } else {
                try record(.unknownClass(name: folder.name, partition: part.partition))
            }
        }
        // A name in another Unicode form may stand elsewhere than in the training part.
        folders.sort { $0.classIndex < $1.classIndex }
        var samples: [Sample] = []
        for (index, folder) in folders { _ = try walk(folder, classIndex: index, into: &samples) }
        let present = Set(samples.lazy.map(\.classIndex))
        for index in 0..<classNames.count where !present.contains(index) {
            report.notes.append(.classWithoutSamples(name: classNames[index], partition: part.partition))
        }
        return samples
    }

    /// Walks through the folders of a class.
    ///
    /// - Returns: What was found besides samples; nil where a folder could not be listed.
    private mutating func walk(
        _ folder: ClassFolder, classIndex: Int, into samples: inout [Sample]
    ) throws(DatasetError) -> ScanReport? {
        var walked = ScanReport()
        var isComplete = true
        for path in folder.relativePaths {
            var walk = ClassWalk(rootPath: rootPath, classIndex: classIndex, closedFolders: structure)
            do throws(SystemError) {
                try walk.run(relativePath: path, into: &samples)
            } catch {
                try record(.unreadableFolder(path: FolderPath.join(givenPath, path), error))
                isComplete = false
            }
            walked.add(walk.report)
        }
        report.add(walked)
        return isComplete ? walked : nil
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

    private mutating func listing(ofPart name: String) throws(DatasetError) -> FolderListing? {
        do throws(DatasetError) {
            return try list(relativePath: name)
        } catch {
            try record(error)
            return nil
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
