internal import ArgumentParser
internal import Datasets

/// The images that a training command works on, and how they are divided.
struct TrainingDataArguments: ParsableArguments {
    @OptionGroup var source: DataSource

    @Option(
        help: ArgumentHelp("Use the images of this folder for validation.", valueName: "folder"),
        completion: .directory)
    var validation: String?

    @Option(
        help: ArgumentHelp(
            "The share of the training images to hold out where there are no validation images, from 0 (none) to 0.9.",
            valueName: "share"))
    var validationFraction: Double?

    @Option(
        help: ArgumentHelp(
            """
            A regular expression on paths below FOLDER: images for which its first group (or the whole match) is the \
            same stay on one side of the split, for example all photos of one person.
            """, valueName: "regex"))
    var groupBy: String?

    @Option(
        help: ArgumentHelp("Write which image is on which side, as a manifest in CSV.", valueName: "file"),
        completion: .file(extensions: ["csv"]))
    var saveSplit: String?

    @Option(
        help: ArgumentHelp(
            "A manifest that --save-split wrote: its images keep their sides, whatever is added.",
            valueName: "file"),
        completion: .file(extensions: ["csv"]))
    var keepSplit: String?

    @Option(
        help: ArgumentHelp(
            "A fix list of imgcls check: leaves out and relabels images as it says, without touching FOLDER.",
            valueName: "file"),
        completion: .file(extensions: ["csv"]))
    var fixes: String?

    private static let defaultValidationFraction = 0.2

    /// The share to hold out.
    var heldOutShare: Double { validationFraction ?? Self.defaultValidationFraction }

    func validate() throws {
        if let validationFraction, !(0...0.9).contains(validationFraction) {
            throw ValidationError("--validation-fraction must be 0 to 0.9, not \(validationFraction)")
        }
        if validation != nil, validationFraction != nil {
            throw ValidationError("--validation and --validation-fraction exclude each other")
        }
        if keepSplit != nil, validation != nil || validationFraction == 0 {
            throw ValidationError(
                "--keep-split needs images to be held out, not \(validation == nil ? "--validation-fraction 0" : "--validation")"
            )
        }
    }
}
