import Execution
import Tensors
import Testing

@Suite struct MemoryPlanTests {
    @Test func `values that are alive together never overlap, whatever they are`() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<200 {
            let requests = (0..<Int.random(in: 1...20, using: &generator)).map { _ in
                let start = Int.random(in: 0...10, using: &generator)
                return MemoryPlan.Request(
                    byteCount: Int.random(in: 0...300, using: &generator),
                    steps: start...start + Int.random(in: 0...5, using: &generator))
            }
            let plan = MemoryPlan(requests, alignment: 64)
            for (index, request) in requests.enumerated() {
                #expect(plan.offsets[index] % 64 == 0)
                #expect(plan.offsets[index] + request.byteCount <= plan.byteCount)
                for other in 0..<index where requests[other].steps.overlaps(request.steps) {
                    let bytes = plan.offsets[index]..<plan.offsets[index] + request.byteCount
                    let taken = plan.offsets[other]..<plan.offsets[other] + requests[other].byteCount
                    #expect(!bytes.overlaps(taken))
                }
            }
        }
    }

    @Test func `a chain of values needs the two largest neighbours and no more`() {
        let requests = [100, 200, 400, 100].enumerated().map { step, size in
            MemoryPlan.Request(byteCount: size * 64, steps: step...step + 1)
        }
        #expect(MemoryPlan(requests, alignment: 64).byteCount == 600 * 64)
    }
}
