internal import Datasets
internal import Glibc

/// The pretrained models that come with imgcls.
public enum Pretrained: String, CaseIterable, Sendable {
    /// EfficientNet-Lite0 for ImageNet's 1000 classes.
    case efficientNetLite0 = "efficientnet-lite0"

    /// The name of the model's file.
    public var fileName: String { "\(rawValue).safetensors" }

    /// Finds the model's file: in the given folder, else near the running program.
    ///
    /// Near the program means: in `pretrained` or `share/imgcls/pretrained` beside any folder above it, and in the
    /// checkout of the package where the program depends on it as a library.
    ///
    /// - Parameter folder: A folder to look into instead.
    /// - Throws: `ImageClassifierError.pretrainedModelNotFound` with the places that were searched.
    public func path(in folder: String? = nil) throws(ImageClassifierError) -> String {
        let places = folder.map { [$0] } ?? Self.placesNearProgram()
        for place in places {
            let path = "\(place)/\(fileName)"
            if unsafe access(path, R_OK) == 0 { return path }
        }
        throw .pretrainedModelNotFound(fileName: fileName, searched: places)
    }

    private static func placesNearProgram() -> [String] {
        guard let program = programPath() else { return [] }
        var places: [String] = []
        var folder = program[...]
        while let slash = folder.lastIndex(of: "/") {
            folder = folder[..<slash]
            places += ["pretrained", "share/imgcls/pretrained", "checkouts/imgcls/pretrained"].map {
                "\(folder)/\($0)"
            }
        }
        return places
    }

    private static func programPath() -> String? {
        guard let resolved = unsafe realpath("/proc/self/exe", nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe String(validatingCString: resolved)
    }
}
