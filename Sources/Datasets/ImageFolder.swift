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
public enum ImageFolder {
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
    /// file system tells types with names. With paths of 24 bytes below the folder, a scan takes 130 to 190 bytes of
    /// memory for each image at its peak and its result up to 140, measured on folders of 20,000 to a million files; a
    /// million files take 1.6 s on one core (`Benchmarks scan`).
    ///
    /// - Parameters:
    ///   - path: The folder, absolute or relative to the working directory.
    ///   - minimumClassCount: The number of classes needed: 2 to train, 1 to evaluate.
    /// - Throws: A `DatasetError` that says what about the folder is wrong.
    public static func scan(
        _ path: String, minimumClassCount: Int = 2
    ) throws(DatasetError) -> Dataset {
        var scanner = ImageFolderScanner(
            path: path, minimumClassCount: minimumClassCount, strictness: .scan)
        return try scanner.run()
    }

    /// Lists a data set as `scan` does, and goes on past the faults of classes.
    ///
    /// What `scan` would throw is in `Dataset.faults`, in the order in which it would:
    /// - a class folder whose name is no UTF-8, that is the folder of another class, or that a held-out part has
    ///   and the training part lacks: its images are left out;
    /// - two class folders with one name in two Unicode forms: their images are one class;
    /// - a class folder without images or without permission: the class has no samples;
    /// - too few classes; a validation folder without class folders, and a folder of a part without permission.
    ///
    /// Complexity: as `scan`.
    ///
    /// - Throws: A `DatasetError` where nothing is left: the folder cannot be listed, holds no class folder that
    ///   could be used, or its layout cannot be told. Of several reasons it is the first.
    public static func survey(
        _ path: String, minimumClassCount: Int = 2
    ) throws(DatasetError) -> Dataset {
        var scanner = ImageFolderScanner(
            path: path, minimumClassCount: minimumClassCount, strictness: .survey)
        return try scanner.run()
    }
}
