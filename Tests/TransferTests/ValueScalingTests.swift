import Datasets
import Metrics
import Testing
import Transfer

@Suite struct ValueScalingTests {
    /// Grams around 500 with the deviation 100, and shares around 0.5 with the deviation 0.1.
    private static let samples = [[400, 0.4], [600, 0.6], [400, 0.4], [600, 0.6]].map { (values: [Float]) in
        Sample(root: "/", relativePath: "a.png", values: values)
    }

    /// Predictions for one image of 500 grams and a share of 0.5.
    private static func report(_ predictions: [Double]) throws -> RegressionReport {
        try RegressionReport(
            predictions: predictions, targets: [500, 0.5], names: ["grams", "share"])
    }

    @Test func `errors are measured in standard deviations of the training values`() throws {
        let scaling = try #require(ValueScaling(Self.samples))
        #expect(abs(scaling.relativeError(try Self.report([550, 0.5])) - 0.25) < 1e-6)
        #expect(abs(scaling.relativeError(try Self.report([500, 0.45])) - 0.25) < 1e-6)
        #expect(scaling.relativeError(try Self.report([500, 0.5])) == 0)
    }

    @Test func `the value with the largest unit does not decide alone which model is better`() throws {
        let scaling = try #require(ValueScaling(Self.samples))
        // A tenth of a deviation lost in grams, two gained in shares.
        let before = try Self.report([500, 0.7])
        let after = try Self.report([510, 0.5])
        #expect(scaling.relativeError(after) < scaling.relativeError(before))
        #expect(after.rootMeanSquaredError > before.rootMeanSquaredError)
    }

    @Test func `a value that never changes counts in its own unit`() throws {
        let same = [Sample](
            repeating: Sample(root: "/", relativePath: "a.png", values: [500, 0.5]), count: 2)
        let scaling = try #require(ValueScaling(same))
        #expect(scaling.relativeError(try Self.report([502, 0.5])) == 1)
    }

    @Test func `there is no scaling without values`() {
        #expect(ValueScaling([]) == nil)
        #expect(ValueScaling([Sample(root: "/", relativePath: "a.png", classIndex: 0)]) == nil)
    }
}
