internal import ArgumentParser
internal import Augmentation
internal import Datasets
internal import FoundationEssentials
internal import ImageClassifier
internal import Images
internal import Tensors
internal import WeightFiles

/// `imgcls preview FOLDER`.
struct Preview: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draw what an augmentation makes of your photos.",
        discussion: """
            Writes a contact sheet: in each row a photo of FOLDER as the network sees it, and what it may look like in \
            training. The same seed draws the same sheet.

              imgcls preview photos --output sheet.png
              imgcls preview photos --augment 'flip:0.5,rotate:15' -o sheet.png

            An augmentation is a list of operations, separated by commas. Values follow a name after colons; those \
            that are left out have the value shown below. LOW-HIGH is a range from which each image draws. \
            NAME:VALUE@P happens with probability P, and oneof(A|B) is one of several. \(AugmentationHelp.sampling)

            \(AugmentationHelp.operations)

            none, light, transfer, standard and strong stand for lists of their own:

            \(AugmentationHelp.presets)
            """)

    @Argument(help: "The folder with the images, in subfolders or not.", completion: .directory)
    var folder: String

    @Option(
        help: ArgumentHelp("How images are changed.", valueName: "list"),
        completion: Completions.augmentations)
    var augment = AugmentationPreset.standard.rawValue

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Where to write the sheet, as PNG.", valueName: "file"),
        completion: .file(extensions: ["png"]))
    var output: String

    @Option(help: ArgumentHelp("How many images to show, spread over the folder.", valueName: "n"))
    var count = 6

    @Option(help: ArgumentHelp("How many variants of each to show.", valueName: "n"))
    var variants = 7

    @Option(help: ArgumentHelp("Decides which images and which variants are drawn.", valueName: "n"))
    var seed: UInt64 = 0

    @Option(
        help: ArgumentHelp("The side of the square that the network sees, in pixels.", valueName: "pixels"))
    var size = 224

    @OptionGroup var reading: ReadingArguments

    @Flag(name: .shortAndLong, help: "Print nothing but errors.")
    var quiet = false

    /// 400 MB for the sheet.
    private static let pixelLimit = 130_000_000

    @OptionGroup var configurationOptions: ConfigurationOptions

    func validate() throws {
        for (option, value, range) in [
            ("--count", count, 1...100), ("--variants", variants, 1...100), ("--size", size, 16...1024),
        ] where !range.contains(value) {
            throw ValidationError(
                "\(option) must be \(range.lowerBound) to \(range.upperBound), not \(value)")
        }
        guard count * (variants + 1) * size * size <= Self.pixelLimit else {
            throw ValidationError(
                "\(count) rows of \(variants + 1) pictures of \(size) pixels make too large a sheet")
        }
        guard output != "-" else {
            throw ValidationError("--output needs a file; a picture is not written to standard output")
        }
        do throws(AugmentationPolicyError) {
            _ = try AugmentationPolicy(parsing: augment)
        } catch {
            throw ValidationError("--augment: \(error)")
        }
    }

    func run() async throws {
        try OutputFile.check(output)
        let display = ProgressDisplay(isQuiet: quiet)
        let policy = try AugmentationPolicy(parsing: augment)
        let paths = try paths(display)
        let rows = try rows(of: paths, policy, display)
        let sheet = ContactSheet(title: "--augment \(augment) --seed \(seed)", rows: rows).image()
        try write(sheet)
        guard !quiet else { return }
        try StandardOutput().line(
            """
            Wrote \(output): \(rows.count) of \(paths.count) images with \(variants) variants each, \
            \(sheet.width)×\(sheet.height) pixels.
            Drawn: \(policy)
            \(policy.mixer == nil ? "" : "mixup and cutmix work on batches and are not drawn.\n")\
            Train with it: imgcls finetune \(ShellWord.quoted(folder)) --unfreeze all --augment \(ShellWord.quoted(augment))
            """)
    }

    /// Lists the images of the folder.
    @inline(never)  // Swift 6.3.1 crashes when it optimises typed throws into an asynchronous caller.
    private func paths(_ display: ProgressDisplay) throws -> [String] {
        guard let isFolder = PathKind.isFolder(folder) else {
            throw DatasetError.folderNotFound(path: folder)
        }
        guard isFolder else {
            throw CommandError(.inputNotFound, "\(folder): is not a folder")
        }
        let files = try ImageFiles(inFolder: folder)
        for problem in files.problems { display.warn("left out \(folder)/\(problem)") }
        guard !files.paths.isEmpty else { throw CommandError(.badData, "\(folder): has no images") }
        return files.paths
    }

    /// Reads the images and draws their variants, one image from each of `count` stretches of the list.
    @inline(never)  // As above.
    private func rows(
        of paths: [String], _ policy: AugmentationPolicy, _ display: ProgressDisplay
    ) throws -> [ContactSheet.Row] {
        let preprocessing = Preprocessing.efficientNetLite(cropSide: size)
        let reader = ImageReader(options: preprocessing.decodingOptions(reading.options))
        var generator = SeededGenerator(seed: seed, path: UInt64(paths.count))
        var rows: [ContactSheet.Row] = []
        let rowCount = min(count, paths.count)
        for row in 0..<rowCount {
            let stretch = row * paths.count / rowCount..<(row + 1) * paths.count / rowCount
            for index in stretch.shuffled(using: &generator) {
                try Task.checkCancellation()
                guard let image = image(atPath: paths[index], reader, display) else { continue }
                rows.append(
                    ContactSheet.row(
                        caption: caption(of: paths[index]), image: image, policy: policy,
                        preprocessing: preprocessing, variantCount: variants, seed: seed,
                        sample: UInt64(index)))
                display.update("Drawing", completed: row + 1, total: rowCount)
                break
            }
        }
        display.finish()
        guard !rows.isEmpty else { throw CommandError(.badData, "\(folder): has no readable image") }
        return rows
    }

    private func image(
        atPath path: String, _ reader: ImageReader, _ display: ProgressDisplay
    ) -> Image? {
        do throws(ImageReadError) {
            return try reader.image(atPath: path).image
        } catch {
            display.warn("left out \(path): \(error)")
            return nil
        }
    }

    /// The path below the folder.
    private func caption(of path: String) -> String {
        guard path.hasPrefix(folder) else { return path }
        let rest = path.dropFirst(folder.count)
        return String(rest.drop { $0 == "/" })
    }

    @inline(never)  // As above.
    private func write(_ sheet: Image) throws {
        let bytes = try sheet.encodedPNG()
        do throws(FileWriteError) {
            try AtomicFile.write(Data(bytes), toPath: output)
        } catch {
            throw ImageClassifierError.output(path: output, error)
        }
    }
}
