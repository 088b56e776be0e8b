// swift-tools-version: 6.2
import PackageDescription

// oneDNN 3 from a plain folder with `include` and `lib` in place of the system's, for example from PyPI's
// `onednn-cpu-gomp` and `onednn-devel-cpu-gomp`.
let oneDNNFolder = Context.environment["IMGCLS_ONEDNN_FOLDER"]

// The fuzz targets, for `Tests/Fuzzing/run` alone: they build with its sanitizers only.
let isFuzzing = Context.environment["IMGCLS_FUZZ"] == "1"

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "imgcls",
    products: [
        .executable(name: "imgcls", targets: ["imgcls"]),
        .library(name: "ImageClassifier", targets: ["ImageClassifier"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
    ],
    targets: [
        // Level 0: C.
        .target(
            name: "CImageCodecs",
            linkerSettings: [.linkedLibrary("jpeg"), .linkedLibrary("png"), .linkedLibrary("webp")]),
        .target(
            name: "COneDNN",
            cSettings: oneDNNFolder.map { [.unsafeFlags(["-I\($0)/include"])] } ?? [],
            linkerSettings: [.linkedLibrary("dnnl")]
                + (oneDNNFolder.map {
                    [.unsafeFlags(["-L\($0)/lib", "-Xlinker", "-rpath", "-Xlinker", "\($0)/lib"])]
                } ?? [])),

        .target(name: "CNetworkKernels"),
        .target(name: "CPixelKernels"),
        .target(name: "CProcessMemory"),

        // Level 1.
        .target(name: "Images", dependencies: ["CImageCodecs", "CPixelKernels"]),
        .target(name: "Metrics"),
        .target(name: "Spelling"),
        .target(name: "Tensors"),

        // Level 2.
        .target(name: "Augmentation", dependencies: ["Images", "Spelling", "Tensors"]),
        .target(name: "Networks", dependencies: ["Spelling", "Tensors"]),
        .target(name: "OneDNN", dependencies: ["CNetworkKernels", "COneDNN", "Tensors"]),
        .target(name: "WeightFiles", dependencies: ["Tensors"]),

        // Level 3.
        .target(name: "Datasets", dependencies: ["Images", "Spelling", crypto]),
        .target(name: "Execution", dependencies: ["Networks", "OneDNN", "Tensors"]),

        // Level 4.
        .target(
            name: "Models",
            dependencies: [
                "Datasets", "Execution", "Images", "Metrics", "Networks", "OneDNN", "Tensors", "WeightFiles",
            ]),
        .target(
            name: "Training",
            dependencies: ["Execution", "Metrics", "Networks", "OneDNN", "Tensors", "WeightFiles"]),

        // Level 5.
        .target(
            name: "Transfer",
            dependencies: [
                "Augmentation", "Datasets", "Execution", "Images", "Metrics", "Models", "Networks", "OneDNN",
                "Tensors", "Training", grdb,
            ]),

        // Level 6.
        .target(
            name: "ImageClassifier",
            dependencies: [
                "Datasets", "Execution", "Images", "Metrics", "Models", "Tensors", "Training", "Transfer",
                "WeightFiles",
            ]),
        .target(name: "Reports", dependencies: ["Metrics", "Training"]),

        // Level 7.
        .executableTarget(
            name: "imgcls",
            dependencies: [
                argumentParser, "Augmentation", "CProcessMemory", "Datasets", "Execution", "ImageClassifier",
                "Images", "Metrics", "Models", "Networks", "Reports", "Spelling", "Tensors", "Training",
                "Transfer", "WeightFiles", yams,
            ]),

        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                argumentParser, "Augmentation", "Datasets", "Execution", "Images", "Networks", "Tensors",
                "TestSupport", "Training", "Transfer",
            ],
            exclude: ["Peers"]),

        // Tests.
        .target(name: "TestSupport", dependencies: ["Networks", "Tensors"], path: "Tests/TestSupport"),
        .target(
            name: "ModelSupport",
            dependencies: ["Images", "Models", "Networks", "TestSupport", "WeightFiles"],
            path: "Tests/ModelSupport"),
        .testTarget(name: "AugmentationTests", dependencies: ["Augmentation", "Images", "Tensors"]),
        .testTarget(
            name: "CommandLineTests", dependencies: ["Images", "Models", "ModelSupport"],
            exclude: ["Snapshots"]),
        .testTarget(name: "DatasetsTests", dependencies: ["Datasets", "Images", "TestSupport"]),
        .testTarget(
            name: "ExecutionTests",
            dependencies: ["Execution", "Networks", "OneDNN", "Tensors", "TestSupport"]),
        .testTarget(
            name: "ImageClassifierTests",
            dependencies: [
                "Datasets", "ImageClassifier", "Images", "Models", "ModelSupport", "Tensors", "TestSupport",
                "Transfer", "WeightFiles",
            ]),
        .testTarget(name: "ImagesTests", dependencies: ["Images", "Tensors"], exclude: ["Fixtures"]),
        .testTarget(name: "LayeringTests"),
        .testTarget(name: "MetricsTests", dependencies: ["Metrics"]),
        .testTarget(
            name: "ModelsTests",
            dependencies: [
                "Datasets", "Execution", "Images", "Metrics", "Models", "Networks", "Tensors", "TestSupport",
                "WeightFiles",
            ]),
        .testTarget(name: "NetworksTests", dependencies: ["Networks", "Tensors", "TestSupport"]),
        .testTarget(name: "OneDNNTests", dependencies: ["OneDNN", "Tensors"]),
        .testTarget(name: "ReportsTests", dependencies: ["Images", "Metrics", "Reports", "Training"]),
        .testTarget(name: "SpellingTests", dependencies: ["Spelling"]),
        .testTarget(name: "TensorsTests", dependencies: ["Tensors"]),
        .testTarget(
            name: "TrainingTests",
            dependencies: ["Metrics", "Networks", "Tensors", "TestSupport", "Training", "WeightFiles"]),
        .testTarget(
            name: "TransferTests",
            dependencies: [
                "Augmentation", "Datasets", "Execution", "Images", "Metrics", "Models", "ModelSupport",
                "Networks", "Tensors", "Training", "Transfer",
            ]),
        .testTarget(name: "WeightFilesTests", dependencies: ["Tensors", "TestSupport", "WeightFiles"]),
    ]
)

if isFuzzing {
    package.targets += [
        .target(name: "CFuzzing", path: "Tests/Fuzzing/CFuzzing"),
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                "CFuzzing", "Datasets", "Images", "Models", "Networks", "Tensors", "TestSupport",
                "WeightFiles",
            ],
            path: "Tests/Fuzzing/Fuzz"),
    ]
}

// One set of strict settings for every Swift target.
let cTargets = [
    "CFuzzing", "CImageCodecs", "CNetworkKernels", "COneDNN", "CPixelKernels", "CProcessMemory",
]
for target in package.targets where !cTargets.contains(target.name) {
    target.swiftSettings = [
        .strictMemorySafety(),
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
    // The counters that libFuzzer reads; the compiler's own choice for fuzzing is one that it no longer does.
    if isFuzzing {
        target.swiftSettings?.append(
            .unsafeFlags([
                "-sanitize-coverage=edge,indirect-calls,trace-cmp,inline-8bit-counters,pc-table"
            ]))
    }
}
