import FoundationEssentials
import Testing
import Training

@Suite struct LearningRateScheduleTests {
    @Test(arguments: try GoldenOptimisation.read().schedules)
    func `every step equals PyTorch's`(_ golden: GoldenOptimisation.Schedule) throws {
        let schedule = try LearningRateSchedule(parsing: golden.text)
        let run = RunLength(stepCount: golden.step_count, stepsPerEpoch: golden.steps_per_epoch)
        for (step, expected) in golden.factors.enumerated() {
            #expect(abs(schedule.factor(step: step, of: run) - expected) <= 1e-9 * max(expected, 1e-3))
            #expect(
                schedule.rate(step: step, of: run, base: 0.25)
                    == 0.25 * schedule.factor(step: step, of: run))
        }
    }

    @Test(arguments: LearningRateSchedule.names)
    func `factors are finite and at most 1 in runs of any length`(_ name: String) throws {
        for text in [name, "warmup:length=3,start=0.5/\(name)", "warmup:length=9epochs/\(name)"] {
            let schedule = try LearningRateSchedule(parsing: text)
            for stepCount in 1...12 {
                let run = RunLength(stepCount: stepCount, stepsPerEpoch: 2)
                for step in 0..<stepCount + 2 {
                    let factor = schedule.factor(step: step, of: run)
                    #expect(factor > 0 && factor <= 1, "\(text), step \(step) of \(stepCount)")
                }
                #expect(
                    schedule.factor(step: stepCount, of: run)
                        == schedule.factor(step: stepCount - 1, of: run))
            }
        }
    }

    @Test(arguments: ["step", "cosine", "plateau"]) func `a schedule never rises`(_ text: String) throws {
        let schedule = try LearningRateSchedule(parsing: text)
        let run = RunLength(stepCount: 40, stepsPerEpoch: 10)
        let factors = (0..<40).map { schedule.factor(step: $0, of: run) }
        #expect(factors[0] == 1)
        #expect(factors == factors.sorted(by: >))
    }

    @Test func `warming up can begin at nothing`() throws {
        let schedule = try LearningRateSchedule(parsing: "warmup:length=50%,start=0")
        let run = RunLength(stepCount: 8, stepsPerEpoch: 4)
        #expect((0..<8).map { schedule.factor(step: $0, of: run) } == [0, 0.25, 0.5, 0.75, 1, 1, 1, 1])
    }

    @Test(arguments: try GoldenOptimisation.read().plateaus)
    func `a plateau lowers the rate when PyTorch does`(_ golden: GoldenOptimisation.Plateau) throws {
        let schedule = try LearningRateSchedule(parsing: golden.text)
        let settings = try #require(schedule.plateau)
        var rule = ReduceOnPlateau(settings, goal: golden.goal)
        for (value, expected) in zip(golden.values, golden.factors) {
            // As if each epoch began from a checkpoint.
            rule = try JSONDecoder().decode(ReduceOnPlateau.self, from: JSONEncoder().encode(rule))
            let before = rule.factor
            let isLowered = rule.observe(value)
            #expect(abs(rule.factor - expected) <= 1e-12)
            #expect(isLowered == (rule.factor < before))
        }
    }

    @Test func `a loss that is no number counts as a bad epoch`() {
        var rule = ReduceOnPlateau(.init(factor: 0.5, patience: 1))
        #expect([.nan, .nan, 1, .nan, .nan].map { rule.observe($0) } == [false, true, false, false, true])
        #expect(rule.factor == 0.25)
    }

    static let refusals = [
        #"{"settings":"plateau:factor=2","goal":"lower","factor":1,"idleCount":0,"cooldownLeft":0}"#,
        #"{"settings":"step","goal":"lower","factor":1,"idleCount":0,"cooldownLeft":0}"#,
        #"{"settings":"plateau","goal":"lower","factor":2,"idleCount":0,"cooldownLeft":0}"#,
        #"{"settings":"plateau","goal":"lower","factor":1,"idleCount":11,"cooldownLeft":0}"#,
        #"{"settings":"plateau","goal":"lower","factor":1,"idleCount":0,"cooldownLeft":-1}"#,
    ]

    @Test(arguments: refusals) func `a checkpoint that makes no sense is refused`(_ text: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(ReduceOnPlateau.self, from: Data(text.utf8))
        }
    }

    @Test(arguments: ["step:every=1e300epochs", "warmup:length=1e300epochs", "step:every=0"])
    func `lengths may be absurd`(_ text: String) throws {
        let schedule = try LearningRateSchedule(parsing: text)
        let factors = (0..<4).map { schedule.factor(step: $0, of: RunLength(stepCount: 4, stepsPerEpoch: 2)) }
        #expect(factors.allSatisfy { $0 > 0 && $0 <= 1 })
    }

    @Test func `warming up finds the plateau behind it`() throws {
        let schedule = try LearningRateSchedule(parsing: "warmup/plateau:patience=2")
        #expect(schedule.plateau == ReduceOnPlateau.Settings(patience: 2))
        #expect(LearningRateSchedule.constant.plateau == nil)
    }
}
