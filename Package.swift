// swift-tools-version: 6.2
import PackageDescription

// oneDNN 3 from a plain folder with `include` and `lib` in place of the system's, for example from PyPI's
// `onednn-cpu-gomp` and `onednn-devel-cpu-gomp`.
let oneDNNFolder = Context.environment["IMGCLS_ONEDNN_FOLDER"]

let package = Package(
    name: "imgcls",
    targets: [
        // Level 0: C.
        .target(
            name: "COneDNN",
            cSettings: oneDNNFolder.map { [.unsafeFlags(["-I\($0)/include"])] } ?? [],
            linkerSettings: [.linkedLibrary("dnnl")]
                + (oneDNNFolder.map {
                    [.unsafeFlags(["-L\($0)/lib", "-Xlinker", "-rpath", "-Xlinker", "\($0)/lib"])]
                } ?? [])),

        // Level 1.
        .target(name: "Tensors"),

        // Level 2.
        .target(name: "Networks", dependencies: ["Tensors"]),
        .target(name: "OneDNN", dependencies: ["COneDNN", "Tensors"]),

        // Level 3.
        .target(name: "Execution", dependencies: ["Networks", "OneDNN", "Tensors"]),

        // Tests.
        .target(name: "TestSupport", dependencies: ["Networks", "Tensors"], path: "Tests/TestSupport"),
        .testTarget(
            name: "ExecutionTests", dependencies: ["Execution", "Networks", "Tensors", "TestSupport"]),
        .testTarget(name: "NetworksTests", dependencies: ["Networks", "Tensors", "TestSupport"]),
        .testTarget(name: "OneDNNTests", dependencies: ["OneDNN"]),
        .testTarget(name: "TensorsTests", dependencies: ["Tensors"]),
    ]
)

// One set of strict settings for every Swift target.
for target in package.targets where !["COneDNN", "CImageCodecs"].contains(target.name) {
    target.swiftSettings = [
        .strictMemorySafety(),
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
}
