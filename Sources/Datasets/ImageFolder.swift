/// A data set as a folder of files: one sub-folder for each class, named as the class, with images anywhere
/// below.
///
/// Two layouts are recognised. In the plain one the class folders stand directly in the folder. In the other
/// a `train` folder and a `val`, `valid` or `validation` folder or a `test` folder, in any case, hold the
/// class folders:
///
///     photos/cat/1.jpg              photos/train/cat/1.jpg
///     photos/dog/1.jpg              photos/val/cat/2.jpg
///
/// Folders count as the second layout if `train` itself holds folders and stands beside another part or
/// alone; otherwise `train` is a class like any other.
///
/// What a folder gives depends on names only, never on the order in which the system lists them: classes and
/// files stand in natural order (`2` before `10`), then in byte order.
public struct ImageFolder: Hashable, Sendable {
    /// How the class folders are arranged.
    public enum Layout: Hashable, Sendable {
        /// Class folders directly inside; all samples are in `training`, to be split by the caller.
        case classFolders
        /// A folder for each of these parts, `.training` among them.
        case partitions(Set<Partition>)
    }

    /// The folder's path; absolute wherever the working directory has a path in UTF-8.
    public let path: String

    /// How the class folders are arranged.
    public let layout: Layout

    /// The classes, those of the training images, in natural order.
    public let classNames: ClassNames

    /// The training samples by class, then by path; all samples in the plain layout. Every class has at least
    /// one.
    public let training: [Sample]

    /// The samples of the validation folder by class, then by path; empty where there is none.
    public let validation: [Sample]

    /// The samples of the test folder by class, then by path; empty where there is none.
    public let test: [Sample]

    /// What was passed over on purpose.
    public let ignored: IgnoredEntries

    /// What should have given images and could not, in the order of the scan.
    public let problems: [FolderProblem]

    /// What is allowed and worth telling.
    public let notes: [FolderNote]

    /// The samples of one part.
    public func samples(in partition: Partition) -> [Sample] {
        switch partition {
        case .training: training
        case .validation: validation
        case .test: test
        }
    }

    /// Lists a data set without opening a single file of it.
    ///
    /// Ignored and counted are hidden entries, what systems leave behind (`Thumbs.db`, `__MACOSX`), files
    /// whose extension says that they are no images (`labels.csv`), and files outside class folders. Every
    /// other file is a sample: content decides later. Symbolic links are followed; below one class no folder
    /// is entered twice and none that lies above it or is itself a class, so loops end and no image slips
    /// into a second class.
    ///
    /// A file or an inner folder whose name is not valid UTF-8 becomes a problem with a printable name,
    /// because nothing that stores paths as text could name it again; a class folder with such a name is an
    /// error.
    ///
    /// Complexity: O(*n* log *n*) in the number of entries, without a system call for each file where the
    /// file system tells types with names.
    ///
    /// - Parameters:
    ///   - path: The folder, absolute or relative to the working directory.
    ///   - minimumClassCount: The number of classes needed: 2 to train, 1 to evaluate.
    /// - Throws: A `DatasetError` that says what about the folder is wrong.
    public static func scan(
        _ path: String, minimumClassCount: Int = 2
    ) throws(DatasetError) -> ImageFolder {
        var scanner = ImageFolderScanner(path: path, minimumClassCount: minimumClassCount)
        return try scanner.scan()
    }

    /// The same data set with the class indices of a model.
    ///
    /// - Parameter modelClassNames: The model's classes in the order of its outputs; it may know more
    ///   classes.
    /// - Throws: `DatasetError.classUnknownToModel` for the first class that the model does not know.
    public func aligned(to modelClassNames: ClassNames) throws(DatasetError) -> ImageFolder {
        var indices: [Int] = []
        for name in classNames.names {
            guard let index = modelClassNames.index(of: name) else {
                throw .classUnknownToModel(name: name)
            }
            indices.append(index)
        }
        func realigned(_ samples: [Sample]) -> [Sample] {
            samples.map {
                Sample(relativePath: $0.relativePath, path: $0.path, classIndex: indices[$0.classIndex])
            }
        }
        return ImageFolder(
            path: path, layout: layout, classNames: modelClassNames, training: realigned(training),
            validation: realigned(validation), test: realigned(test), ignored: ignored, problems: problems,
            notes: notes)
    }

    /// The same folder with all images of another one as its validation images.
    ///
    /// - Throws: `DatasetError.unknownClass` for a class that the training images lack.
    public func validated(by other: ImageFolder) throws(DatasetError) -> ImageFolder {
        let aligned: ImageFolder
        do {
            aligned = try other.aligned(to: classNames)
        } catch .classUnknownToModel(let name) {
            throw .unknownClass(name: name, partition: .validation)
        }
        let samples = aligned.training + aligned.validation + aligned.test
        return ImageFolder(
            path: path, layout: layout, classNames: classNames, training: training, validation: samples,
            test: test, ignored: ignored, problems: problems + other.problems, notes: notes)
    }
}
