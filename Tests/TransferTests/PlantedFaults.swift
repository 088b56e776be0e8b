import Datasets
import FoundationEssentials
import Images
import ModelSupport
import Tensors

/// Copies a split data set into a folder and plants faults whose places are known.
///
/// Exact copies and near duplicates of training images go to the validation part; labels are swapped among the
/// training images. No image is used for two faults.
struct PlantedFaults {
    /// Real photos to plant faults among: clothing10 of the shared data.
    static let photos = Committed.package + "/../shared/data/clothing10"

    /// Whether they are there.
    static let hasPhotos = FileManager.default.fileExists(atPath: photos)

    /// A training image and its copy among the validation images, by relative path.
    struct Pair: Hashable {
        let original: String
        let copy: String
        /// What was done to the copy.
        let change: String
    }

    /// The exact copies.
    private(set) var copies: [Pair] = []
    /// The near duplicates.
    private(set) var nearDuplicates: [Pair] = []
    /// The images with a wrong label, with the right one.
    private(set) var swapped: [String: String] = [:]

    private let folder: ScratchFolder
    private var generator: SeededGenerator
    private var unused: [Sample]
    private let classNames: ClassNames

    /// Copies the training and validation images of a data set to `data` in a folder and plants faults.
    init(in folder: ScratchFolder, from source: String, seed: UInt64) throws {
        let data = try ImageFolder.scan(source)
        self.folder = folder
        generator = SeededGenerator(seed: seed)
        classNames = data.classNames
        for sample in data.training + data.validation {
            try folder.write(try FileReader.bytes(atPath: sample.path), to: "data/\(sample.relativePath)")
        }
        unused = data.training.shuffled(using: &generator)
    }

    /// Plants exact copies.
    mutating func plantCopies(_ count: Int) throws {
        for number in 0..<count {
            let sample = unused.removeLast()
            let copy = "validation/\(classNames[sample.classIndex])/copy-\(number).jpg"
            try folder.write(try FileReader.bytes(atPath: sample.path), to: "data/\(copy)")
            copies.append(Pair(original: sample.relativePath, copy: copy, change: "none"))
        }
    }

    /// Plants changed copies, with each change in turn.
    mutating func plantNearDuplicates(_ count: Int) throws {
        for number in 0..<count {
            let sample = unused.removeLast()
            let image = try Image.decode(try FileReader.bytes(atPath: sample.path))
            let change = Self.changes[number % Self.changes.count]
            let copy = "validation/\(classNames[sample.classIndex])/near-\(number).jpg"
            try folder.write(try change.apply(image), to: "data/\(copy)")
            nearDuplicates.append(Pair(original: sample.relativePath, copy: copy, change: change.name))
        }
    }

    /// Moves training images to another class.
    mutating func swapLabels(_ count: Int) throws {
        for _ in 0..<count {
            let sample = unused.removeLast()
            let step = Int.random(in: 1..<classNames.count, using: &generator)
            let wrong = classNames[(sample.classIndex + step) % classNames.count]
            let name = sample.relativePath.split(separator: "/").last.map(String.init) ?? ""
            let place = "train/\(wrong)/\(name)"
            try FileManager.default.removeItem(atPath: folder.path("data/\(sample.relativePath)"))
            try folder.write(try FileReader.bytes(atPath: sample.path), to: "data/\(place)")
            swapped[place] = classNames[sample.classIndex]
        }
    }

    private struct Change: Sendable {
        let name: String
        let apply: @Sendable (Image) throws -> [UInt8]
    }

    private static let changes = [
        Change(name: "compressed") { try $0.encodedJPEG(quality: 50) },
        Change(name: "resized") { image in
            try image.resized(toWidth: image.width * 7 / 10, height: image.height * 7 / 10).encodedJPEG()
        },
        Change(name: "brightened") { image in
            let pixels = image.pixels.map { UInt8(min(255, Int($0) * 5 / 4 + 10)) }
            return try Image(width: image.width, height: image.height, pixels: pixels).encodedJPEG()
        },
        Change(name: "cropped") { image in
            let margin = PixelRegion(
                x: image.width * 3 / 100, y: image.height * 3 / 100, width: image.width * 94 / 100,
                height: image.height * 94 / 100)
            return try image.cropped(to: margin).encodedJPEG()
        },
        Change(name: "mirrored") { try $0.mirrored().encodedJPEG() },
    ]
}
