import Datasets
import Testing
import Transfer

@Suite struct ReadableSamplesTests {
    @Test func `copies of an image in one class are one group, and views of an image too`() {
        var samples = ReadableSamples()
        for (name, classIndex, content) in [("a", 0, "x"), ("b", 0, "y"), ("c", 0, "x"), ("d", 1, "x")] {
            samples.append(
                Sample(root: "/", relativePath: name, classIndex: classIndex),
                ContentDigest(of: Array(content.utf8)))
        }
        #expect(samples.groups(ofPositions: [0, 0, 1, 2, 2, 3]) == [0, 0, 1, 0, 0, 3])
    }
}
