internal import ArgumentParser
internal import Datasets
internal import ImageClassifier
internal import Images
internal import Models
internal import Networks

/// `imgcls classify PATH…`.
struct Classify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what is on images.",
        discussion: """
            PATH is an image, a folder (with everything below it), or - for paths on standard input, one a line. An \
            image that cannot be read is reported in its place and the rest goes on; the exit code is then 65, or 66 \
            where the only trouble is files that are not there.

              imgcls classify photo.jpg
              imgcls classify holiday --format csv --top 1 > labels.csv
              find . -name '*.png' | imgcls classify - --format json
              imgcls classify photo.jpg --explain heat.png

            JSON is one object a line, {"path", "predictions": [{"label", "probability"}]} or {"path", "error"}. A \
            model for several labels an image adds "present" to each, and a * in text; a regression gives {"path", \
            "values": [{"name", "value"}]}.

            A model knows how far its training images lie around their classes, if finetune, train or update made it for \
            classes: an image that is farther from all of them is answered unknown, with the nearest class beside it, \
            as is one whose best class is less probable than --reject-below. Text then begins with unknown (nearest: \
            ants 43.1 %); JSON adds "unknown", true or false, and "distance", which is above 1 for what is too far; CSV \
            adds columns of these names at the end. About one in twenty images of the classes is taken for unknown.
            """)

    /// The forms of the answers.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text
        case json
        case csv
    }

    @Argument(help: "Images, folders, or - for paths on standard input.", completion: .file())
    var paths: [String]

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The model; model.safetensors in the working folder if there is one, else ImageNet's 1000 classes.",
            valueName: "file"),
        completion: .file(extensions: ["safetensors"]))
    var model: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "How many classes or labels to name, best first; labels that are present always are.",
            valueName: "k"))
    var top = 5

    @Option(
        help: ArgumentHelp(
            "Answer unknown where the best class is less probable than this, from 0 to 1.", valueName: "p"))
    var rejectBelow: Double?

    @Flag(help: "Do not ask how far images are from the classes.")
    var noUnknown = false

    @Option(name: .shortAndLong, help: "text, json (one object a line) or csv.")
    var format = Format.text

    @Flag(name: .shortAndLong, help: "Show no progress and no warnings.")
    var quiet = false

    @Option(
        help: ArgumentHelp(
            """
            Also draw the image with what in it speaks for the first answer (Grad-CAM), as PNG; for one image.
            """, valueName: "file"),
        completion: .file(extensions: ["png"]))
    var explain: String?

    @OptionGroup var reading: ReadingArguments
    @OptionGroup var workerOptions: WorkerOptions
    @OptionGroup var configurationOptions: ConfigurationOptions

    func validate() throws {
        guard !paths.isEmpty else { throw ValidationError("name an image, a folder, or -") }
        if explain != nil, paths.count != 1 || paths == ["-"] {
            throw ValidationError("--explain is for one image")
        }
        if explain == "-" { throw ValidationError("--explain needs a file") }
        if let bound = rejectBelow, !(0...1).contains(bound) {
            throw ValidationError("--reject-below must be from 0 to 1, not \(bound)")
        }
        guard top >= 1 else { throw ValidationError("--top must be at least 1, not \(top)") }
    }

    func run() async throws {
        let modelPath = try ModelChoice.path(model)
        var classifier = try ImageClassifier(contentsOfFile: modelPath)
        let explanation = try explain.map {
            try Explanation($0, of: paths[0], by: (classifier.model, modelPath))
        }
        let rule = try recognitionRule(for: classifier.model)
        let writer = PredictionWriter(
            format: format, task: classifier.model.task.kind,
            tellsUnknown: rule.minimumProbability != nil
                || rule.usesDetector && classifier.model.unknownDetector != nil)
        classifier.reading = reading.options
        classifier.recognitionRule = rule
        var run = ClassifyRun(
            classifier: classifier, writer: writer, top: top, workerCount: workerOptions.workerCount)
        let display = ProgressDisplay(isQuiet: quiet)
        try writer.begin()
        for path in paths where path != "-" {
            let files = try files(at: path)
            let batches = ClassifyRun.batches(of: files)
            var completed = 0
            for batch in batches {
                if batches.count > 1 {
                    display.update("Classifying \(path)", completed: completed, total: files.count)
                }
                let answers = try await ModelChoice.naming(modelPath) { try await run.answers(for: batch) }
                display.clear()
                try run.write(answers, for: batch)
                completed += batch.count
            }
            if batches.count > 1 {
                display.update("Classifying \(path)", completed: completed, total: files.count)
            }
        }
        display.finish()
        if paths.contains("-") {
            for try await lines in PathLines() {
                for batch in ClassifyRun.batches(of: lines) {
                    let answers = try await ModelChoice.naming(modelPath) {
                        try await run.answers(for: batch)
                    }
                    try run.write(answers, for: batch)
                }
            }
        }
        try explanation?.write(by: classifier)
        try run.finish()
    }

    /// When an image is answered unknown.
    ///
    /// - Throws: `CommandError` where the model does not choose between classes.
    @inline(never)
    private func recognitionRule(for model: Model) throws -> RecognitionRule {
        let kind = model.task.kind
        guard rejectBelow == nil || kind == .multiclass || kind == .binary else {
            throw CommandError(
                .wrongUsage, "--reject-below is for models of classes, and this one is for \(kind.rawValue)")
        }
        return RecognitionRule(minimumProbability: rejectBelow, usesDetector: !noUnknown)
    }

    /// The files that an argument stands for; one that is no folder stands for itself, readable or not.
    @inline(never)
    private func files(at path: String) throws -> [PathLines.Entry] {
        guard let isFolder = PathKind.isFolder(path) else {
            // Arguments that are no UTF-8 arrive with the replacement character.
            let isReplaced = path.unicodeScalars.contains("\u{FFFD}")
            return [isReplaced ? .unusable(shown: path, reason: PathLines.notUTF8) : .path(path)]
        }
        guard isFolder else { return [.path(path)] }
        let files = try ImageFiles(inFolder: path)
        let problems = files.problems.map { problem in
            PathLines.Entry.unusable(shown: "\(path)/\(problem.printablePath)", reason: "\(problem.sentence)")
        }
        guard !files.paths.isEmpty || !problems.isEmpty else {
            return [.unusable(shown: path, reason: "the folder holds no image files")]
        }
        return files.paths.map { .path($0) } + problems
    }
}
