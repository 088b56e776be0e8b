import FoundationEssentials
import Glibc

/// All targets, and the one that this process tests.
enum FuzzTargets {
    /// Every target; the script runs them by these names.
    static let all: [any FuzzTarget.Type] = [
        JPEGTarget.self, PNGTarget.self, WebPTarget.self, ExifTarget.self, SafeTensorsTarget.self,
        CheckpointTarget.self, ModelTarget.self, ClassifierTarget.self, ManifestCSVTarget.self,
        ManifestJSONTarget.self, FixListTarget.self,
    ]

    /// The target that the environment variable `IMGCLS_FUZZ_TARGET` names; ends the process where there is
    /// none.
    static let chosen: any FuzzTarget.Type = {
        let name = ProcessInfo.processInfo.environment["IMGCLS_FUZZ_TARGET"] ?? ""
        if let target = all.first(where: { $0.name == name }) { return target }
        print("IMGCLS_FUZZ_TARGET is \"\(name)\"; the targets are:")
        for target in all { print(target.name) }
        exit(64)
    }()
}
