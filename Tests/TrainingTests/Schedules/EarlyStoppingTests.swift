import FoundationEssentials
import Testing
import Training

@Suite struct EarlyStoppingTests {
    struct Story: Sendable, CustomStringConvertible {
        let description: String
        let stopping: EarlyStopping
        let values: [Double]
        let decisions: [EarlyStopping.Decision]
        let bestEpoch: Int?
    }

    static let stories = [
        Story(
            description: "a loss that falls and rises", stopping: EarlyStopping(patience: 2),
            values: [3, 2, 2.5, 1, 1, 1.5],
            decisions: [.best, .best, .goOn(remaining: 1), .best, .goOn(remaining: 1), .stop], bestEpoch: 3),
        Story(
            description: "an accuracy", stopping: EarlyStopping(patience: 1, goal: .higher),
            values: [0.5, 0.6, 0.6], decisions: [.best, .best, .stop], bestEpoch: 1),
        Story(
            description: "gains too small to count",
            stopping: EarlyStopping(patience: 2, minimumDelta: 0.25),
            values: [1, 0.9, 0.8, 0.5], decisions: [.best, .goOn(remaining: 1), .stop, .best], bestEpoch: 3),
        Story(
            description: "numbers that are none", stopping: EarlyStopping(patience: 3),
            values: [.nan, 5, .nan, .infinity],
            decisions: [.goOn(remaining: 2), .best, .goOn(remaining: 2), .goOn(remaining: 1)], bestEpoch: 1),
        Story(
            description: "never a number", stopping: EarlyStopping(patience: 2), values: [.nan, .nan],
            decisions: [.goOn(remaining: 1), .stop], bestEpoch: nil),
        Story(
            description: "an infinite loss", stopping: EarlyStopping(patience: 2),
            values: [.infinity, 4], decisions: [.goOn(remaining: 1), .best], bestEpoch: 1),
    ]

    @Test(arguments: stories) func `the best epoch is remembered`(_ story: Story) {
        var stopping = story.stopping
        let decisions = story.values.map { stopping.observe($0) }
        #expect(decisions == story.decisions)
        #expect(stopping.bestEpoch == story.bestEpoch)
        #expect(stopping.best == story.bestEpoch.map { story.values[$0] })
        #expect(stopping.hasStopped == (decisions.last == .stop))
    }

    @Test func `watching goes on after a checkpoint`() throws {
        var stopping = EarlyStopping(patience: 2)
        var resumed = stopping
        for value in [3, 2, 4, 1, 5, 6] as [Double] {
            resumed = try JSONDecoder().decode(EarlyStopping.self, from: JSONEncoder().encode(resumed))
            #expect(resumed.observe(value) == stopping.observe(value))
        }
        #expect(resumed == stopping)
    }

    static let refusals = [
        #"{"patience":0,"minimumDelta":0,"goal":"lower","epochCount":1,"idleCount":1}"#,
        #"{"patience":1,"minimumDelta":-1,"goal":"lower","epochCount":1,"idleCount":1}"#,
        #"{"patience":1,"minimumDelta":0,"goal":"lower","epochCount":1,"idleCount":2}"#,
        #"{"patience":1,"minimumDelta":0,"goal":"lower","epochCount":9223372036854775807,"idleCount":2}"#,
        #"{"patience":1,"minimumDelta":0,"goal":"sideways","epochCount":1,"idleCount":0}"#,
    ]

    @Test(arguments: refusals) func `a checkpoint that makes no sense is refused`(_ text: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(EarlyStopping.self, from: Data(text.utf8))
        }
    }
}
