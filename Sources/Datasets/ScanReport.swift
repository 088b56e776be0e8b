/// What a scan found besides samples, collected as it goes.
struct ScanReport {
    var ignored = IgnoredEntries()
    var problems: [FolderProblem] = []
    var notes: [FolderNote] = []

    /// Adds what the listing of one folder passed over and could not use.
    mutating func add(_ listing: FolderListing, relativePath: String) {
        let folder = PrintableName.text(for: relativePath)
        ignored.add(listing.ignored, below: folder)
        for problem in listing.problems {
            let path = FolderPath.join(folder, problem.printablePath)
            problems.append(FolderProblem(printablePath: path, reason: problem.reason))
        }
    }

    /// Adds the files of a folder whose folders are the classes.
    mutating func addFilesOutsideClasses(of listing: FolderListing, relativePath: String) {
        for index in listing.indices where listing.identity(ofFolderAt: index) == nil {
            ignored.add(
                .outsideClasses,
                printablePath: PrintableName.text(for: listing.path(at: index, below: relativePath)))
        }
    }

    /// Adds the report of a part of the scan.
    mutating func add(_ other: ScanReport) {
        ignored.add(other.ignored)
        problems += other.problems
        notes += other.notes
    }
}
