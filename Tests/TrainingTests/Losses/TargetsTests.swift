import Networks
import Testing
import Training

@Suite struct TargetsTests {
    static let values: [Targets.Values] = [
        .classes([4, 5, 6]),
        .labels([true, false, false, true, true, true], labelCount: 2),
        .numbers([1, 2, 3, 4, 5, 6], columnCount: 2),
    ]
    static let middles: [Targets.Values] = [
        .classes([5]), .labels([false, true], labelCount: 2), .numbers([3, 4], columnCount: 2),
    ]

    @Test(arguments: zip(values, middles))
    func `a shard has its rows`(_ values: Targets.Values, _ middle: Targets.Values) {
        let targets = Targets(values)
        #expect(targets.rowCount == 3)
        #expect(targets.rows(1..<2) == Targets(middle))
        #expect(targets.rows(0..<3) == targets)
        #expect(targets.rows(3..<3).rowCount == 0)
    }

    @Test func `a shard of blended rows keeps partners from other shards`() {
        let shard = Targets(.classes([7, 8, 9])).mixed(partners: [2, 0, 1], shares: [0.25, 0.5, 1]).rows(
            0..<2)
        #expect(shard.values == .classes([7, 8]))
        #expect(shard.mixture?.partners == .classes([9, 7]))
        #expect(shard.mixture?.shares == [0.25, 0.5])
    }

    #if !DEBUG
    @Test func `targets of another form trap`() async {
        await #expect(processExitsWith: .failure) {
            _ = Loss(.regression).predictions(outputs: [1, 2, 3], columnCount: 2)
        }
        await #expect(processExitsWith: .failure) { _ = Targets(.classes([1])).rows(0..<2) }
        await #expect(processExitsWith: .failure) {
            _ = Targets(.classes([1])).mixed(partners: [1], shares: [1])
        }
        await #expect(processExitsWith: .failure) {
            _ = Loss.multiclass(MulticlassLoss(labelSmoothing: 1))
        }
    }
    #endif
}
