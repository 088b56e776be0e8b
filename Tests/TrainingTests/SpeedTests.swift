import Tensors
import Testing
import Training

/// Runs in optimised builds only: without optimisation the loops are a hundred times slower.
@Suite(.serialized, .enabled(if: isOptimised, "only meaningful in an optimised build"))
struct SpeedTests {
    /// Two classes of 122 images with four views of 1,280 features take 0.03 s on two quiet cores. The bound leaves
    /// room for a busy machine and still fails if a fast loop falls back to element-wise checks.
    @Test func `a full cross-validation of a small set takes a fraction of a second`() async throws {
        let set = try syntheticFeatures(
            imagesPerClass: [122, 122], featureCount: 1280, views: 4, noise: 12)
        let duration = try await ContinuousClock().measure {
            _ = try await SoftmaxHeadTrainer(workerCount: 2).fit(set)
        }
        #expect(duration < .seconds(1))
    }
}

private var isOptimised: Bool {
    #if DEBUG
    false
    #else
    true
    #endif
}
