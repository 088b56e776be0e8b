import Datasets
import Testing

@Suite struct DuplicateClustersTests {
    struct Case: Sendable {
        let count: Int
        let links: [(Int, Int)]
        let clusters: [[Int]]
    }

    static let cases = [
        Case(count: 0, links: [], clusters: []),
        Case(count: 3, links: [], clusters: []),
        Case(count: 3, links: [(1, 1)], clusters: []),
        Case(count: 4, links: [(3, 1)], clusters: [[1, 3]]),
        Case(count: 7, links: [(5, 6), (0, 3), (6, 2), (3, 0)], clusters: [[0, 3], [2, 5, 6]]),
        Case(count: 6, links: [(5, 4), (4, 3), (3, 2), (2, 1), (1, 0)], clusters: [[0, 1, 2, 3, 4, 5]]),
        Case(count: 6, links: [(0, 1), (2, 3), (4, 5), (1, 4)], clusters: [[0, 1, 4, 5], [2, 3]]),
    ]

    @Test(arguments: cases) func `links join whatever they reach`(_ example: Case) {
        for links in [example.links, example.links.reversed()] {
            let result = DuplicateClusters(count: example.count, links: links)
            #expect(result.clusters == example.clusters)
            for position in 0..<example.count {
                let index = example.clusters.firstIndex { $0.contains(position) }
                #expect(result.clusterIndices[position] == index)
            }
        }
    }

    @Test func `a position outside traps`() async {
        await #expect(processExitsWith: .failure) { _ = DuplicateClusters(count: 2, links: [(0, 2)]) }
    }
}
