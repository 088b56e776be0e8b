/// The walk through everything below one class folder.
struct ClassWalk {
    /// A folder on the way from the class folder to where the walk is.
    private struct Place {
        let relativePath: String
        let listing: FolderListing
        /// The first entry that the walk has not seen.
        var start = 0
    }

    private let rootPath: String
    private let classIndex: Int
    private let closedFolders: Set<FileIdentity>
    private var enteredFolders: Set<FileIdentity> = []

    /// What was passed over and could not be used.
    private(set) var report = ScanReport()

    /// Prepares a walk.
    ///
    /// - Parameter closedFolders: Folders that a link below the class may not lead to.
    init(rootPath: String, classIndex: Int, closedFolders: Set<FileIdentity>) {
        self.rootPath = rootPath
        self.classIndex = classIndex
        self.closedFolders = closedFolders
    }

    /// Walks through a class folder, with a stack of its own so that no depth of folders exhausts the
    /// thread's. Only the listings of folders above the current one are in memory.
    ///
    /// - Parameters:
    ///   - relativePath: The class folder.
    ///   - samples: Receives the candidate files, depth first in natural order.
    /// - Throws: A `SystemError` where the class folder itself cannot be listed; deeper folders become
    ///   problems.
    mutating func run(relativePath: String, into samples: inout [Sample]) throws(SystemError) {
        var places = [try place(at: relativePath, reservingIn: &samples)]
        while let place = places.popLast() {
            guard let folder = addFiles(from: place, to: &samples) else { continue }
            places.append(Place(relativePath: place.relativePath, listing: place.listing, start: folder + 1))
            let path = place.listing.path(at: folder, below: place.relativePath)
            do throws(SystemError) {
                places.append(try self.place(at: path, reservingIn: &samples))
            } catch {
                addProblem(.unreadable(error), relativePath: path)
            }
        }
    }

    /// Adds the files of a place up to the next folder that may be entered.
    ///
    /// - Returns: The position of that folder; nil at the end.
    private mutating func addFiles(from place: Place, to samples: inout [Sample]) -> Int? {
        let listing = place.listing
        for index in listing.indices.dropFirst(place.start) {
            if let identity = listing.identity(ofFolderAt: index) {
                if !closedFolders.contains(identity), enteredFolders.insert(identity).inserted {
                    return index
                }
                let path = listing.path(at: index, below: place.relativePath)
                addProblem(.repeatedFolder, relativePath: path)
            } else {
                let path = listing.path(at: index, below: place.relativePath)
                samples.append(Sample(root: rootPath, relativePath: path, classIndex: classIndex))
            }
        }
        return nil
    }

    private mutating func place(
        at relativePath: String, reservingIn samples: inout [Sample]
    ) throws(SystemError) -> Place {
        let listing = try FolderListing(path: FolderPath.join(rootPath, relativePath))
        report.add(listing, relativePath: relativePath)
        for name in listing.undecodableFolders {
            let path = FolderPath.join(PrintableName.text(for: relativePath), name)
            report.problems.append(FolderProblem(printablePath: path, reason: .nameIsNotUTF8))
        }
        // A folder that outweighs all before it gets exactly its room; the others share the array's usual growth,
        // which copies each sample a bounded number of times.
        if listing.fileCount > samples.count { samples.reserveCapacity(samples.count + listing.fileCount) }
        return Place(relativePath: relativePath, listing: listing)
    }

    private mutating func addProblem(_ reason: FolderProblem.Reason, relativePath: String) {
        let path = PrintableName.text(for: relativePath)
        report.problems.append(FolderProblem(printablePath: path, reason: reason))
    }
}
