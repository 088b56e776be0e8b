import FoundationEssentials
import Metrics
import Testing

@Suite struct ModelComparisonTests {
    @Test(arguments: try GoldenEvaluation.read().mcnemar)
    func `the chance equals that of whole numbers`(_ golden: GoldenEvaluation.McNemar) {
        let test = McNemarTest(broke: golden.broke, mended: golden.mended)
        #expect(abs(test.pValue - golden.p_value) <= 1e-9 * golden.p_value)
        #expect(McNemarTest(broke: golden.mended, mended: golden.broke).pValue == test.pValue)
    }

    @Test func `classes and images that changed are told`() throws {
        let comparison = try ModelComparison(
            labels: [0, 0, 1, 1, 1], old: [0, 1, 1, 1, 0], new: [1, 0, 1, 0, 0],
            classNames: ["ant", "bee", "cat"])
        #expect(comparison.imageCount == 5)
        #expect(comparison.broke == [0, 3])
        #expect(comparison.mended == [1])
        #expect(comparison.test == McNemarTest(broke: 2, mended: 1))
        expectClose([comparison.oldAccuracy, comparison.newAccuracy], [0.6, 0.4])
        #expect(comparison.classes.map(\.label) == ["ant", "bee", "cat"])
        #expect(comparison.classes.map(\.support) == [2, 3, 0])
        expectClose(comparison.classes.map(\.difference), [0, -1.0 / 3, 0])
        #expect(!comparison.isRegression())
    }

    @Test func `only a worse classifier beyond chance is a regression`() throws {
        let labels = [Int](repeating: 0, count: 8)
        let wrong = [Int](repeating: 1, count: 8)
        let names = ["ant", "bee"]
        let worse = try ModelComparison(labels: labels, old: labels, new: wrong, classNames: names)
        let better = try ModelComparison(labels: labels, old: wrong, new: labels, classNames: names)
        expectClose([worse.test.pValue], [2.0 / 256])
        #expect(worse.isRegression())
        #expect(!worse.isRegression(significance: 0.005))
        #expect(!better.isRegression())
    }

    @Test func `what does not fit is refused`() {
        #expect(throws: MetricsError.noRows) {
            try ModelComparison(labels: [], old: [], new: [], classNames: ["a"])
        }
        #expect(throws: MetricsError.countMismatch(labels: 1, predictions: 2)) {
            try ModelComparison(labels: [0], old: [0], new: [0, 0], classNames: ["a"])
        }
        #expect(throws: MetricsError.classOutOfRange(row: 0, index: 1, classCount: 1)) {
            try ModelComparison(labels: [0], old: [1], new: [0], classNames: ["a"])
        }
    }

    @Test func `the JSON has stable keys and survives a round trip`() throws {
        let comparison = try ModelComparison(labels: [0], old: [0], new: [1], classNames: ["a", "b"])
        let names = ["broke", "classes", "image_count", "mended", "new_accuracy", "old_accuracy", "test"]
        #expect(try keys(of: comparison) == names)
        #expect(try keys(of: comparison.test) == ["broke", "mended", "p_value"])
        let entries = ["difference", "label", "new_recall", "old_recall", "support"]
        #expect(try keys(of: comparison.classes[0]) == entries)
        let data = try JSONEncoder().encode(comparison)
        #expect(try JSONDecoder().decode(ModelComparison.self, from: data) == comparison)
    }
}
