import Datasets
import Testing

@Suite struct SampleTests {
    @Test func `a class is one label, and further classes follow`() {
        let one = Sample(root: "/", relativePath: "a", classIndex: 2)
        #expect(one.labelIndices == [2])
        #expect(one.values.isEmpty)
        let several = Sample(root: "/", relativePath: "a", classIndex: 2, otherClassIndices: [0, 1])
        #expect(several.labelIndices == [2, 0, 1])
        #expect(several == Sample(root: "/", relativePath: "a", labelIndices: [2, 0, 1]))
        #expect(one == Sample(root: "/", relativePath: "a", labelIndices: [2]))
    }

    @Test func `an image without labels has none and a class index that means nothing`() {
        let none = Sample(root: "/", relativePath: "a", labelIndices: [], group: "g")
        #expect(none.labelIndices.isEmpty)
        #expect(none.classIndex == 0)
        #expect(none.otherClassIndices.isEmpty)
        #expect(none.group == "g")
        #expect(none != Sample(root: "/", relativePath: "a", labelIndices: [0], group: "g"))
        #expect(none.mappingClasses { _ in 7 } == none)
        #expect(none.inGroup(nil) == Sample(root: "/", relativePath: "a", labelIndices: []))
    }

    @Test func `numbers are kept through changes of groups and classes`() {
        let digest = ContentDigest(of: [])
        let sample = Sample(root: "/", relativePath: "a", values: [1.5, -2], recordedDigest: digest)
        #expect(sample.values == [1.5, -2])
        #expect(sample.labelIndices.isEmpty)
        #expect(sample.classIndex == 0)
        #expect(sample.mappingClasses { $0 + 1 } == sample)
        #expect(sample.inGroup("g").values == [1.5, -2])
        #expect(sample.inGroup("g").recordedDigest == digest)
    }

    @Test func `labels are compared whatever their order, numbers in theirs`() {
        func labels(_ indices: [Int]) -> Sample.Annotation {
            Sample(root: "/", relativePath: "a", labelIndices: indices).annotation
        }
        #expect(labels([1, 2]) == labels([2, 1, 1]))
        #expect(labels([]) != labels([0]))
        let numbers = [[1, 2], [2, 1]].map { Sample(root: "/", relativePath: "a", values: $0).annotation }
        #expect(numbers[0] != numbers[1])
        #expect(numbers[0] != labels([]))
    }

    @Test func `a sample takes 48 bytes beside its path`() {
        #expect(MemoryLayout<Sample>.stride == 48)
    }

    @Test func `numbers are finite, and there are some`() async {
        await #expect(processExitsWith: .failure) { _ = Sample(root: "/", relativePath: "a", values: []) }
        await #expect(processExitsWith: .failure) { _ = Sample(root: "/", relativePath: "a", values: [.nan]) }
        await #expect(processExitsWith: .failure) {
            _ = Sample(root: "/", relativePath: "a", values: [1, .infinity])
        }
    }

    @Test func `a negative label traps`() async {
        await #expect(processExitsWith: .failure) {
            _ = Sample(root: "/", relativePath: "a", labelIndices: [0, -1])
        }
    }
}
