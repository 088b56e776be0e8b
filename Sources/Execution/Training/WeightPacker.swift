internal import Networks
internal import OneDNN

/// Puts weights into the order that kernels read.
public final class WeightPacker {
    private let steps: [(node: String, step: BoundStep)]
    private let stream: Stream

    /// A packing bound to its buffers.
    private enum BoundStep {
        case reorder(Step)
        case winograd(WinogradKernels, isTurned: Bool, source: BufferSlice, output: BufferSlice)
    }

    init(_ parameters: TrainingParameters) throws(ExecutionError) {
        let program = parameters.plan.program
        let scratchpad = AlignedBuffer(
            byteCount: program.packings.map(\.method.scratchpadByteCount).max() ?? 0)
        do {
            stream = try Stream()
        } catch {
            throw .kernel(node: Network.inputName, error)
        }
        var steps: [(node: String, step: BoundStep)] = []
        for packing in program.packings {
            let source = BufferSlice(
                parameters.learned, byteOffset: packing.parameterOffset * MemoryLayout<Float>.stride)
            let output = BufferSlice(parameters.packed, byteOffset: packing.byteOffset)
            do {
                let step = try Self.bound(packing.method, source, output, BufferSlice(scratchpad))
                steps.append((packing.node, step))
            } catch {
                throw .kernel(node: packing.node, error)
            }
        }
        self.steps = steps
    }

    private static func bound(
        _ method: TrainingProgram.Packing.Method, _ source: BufferSlice, _ output: BufferSlice,
        _ scratchpad: BufferSlice
    ) throws(OneDNNError) -> BoundStep {
        switch method {
        case .reorder(let primitive):
            var arguments = Step.Arguments(source: source, output: output)
            arguments.scratchpad = scratchpad
            return .reorder(try Step(primitive, arguments))
        case .winograd(let kernels):
            return .winograd(kernels, isTurned: false, source: source, output: output)
        case .turnedWinograd(let kernels):
            return .winograd(kernels, isTurned: true, source: source, output: output)
        }
    }

    /// Packs some of the weights.
    ///
    /// - Throws: `ExecutionError.kernel` when a kernel fails.
    /// - Precondition: The range lies in `0 ..< packingCount`.
    public func pack(_ range: Range<Int>) throws(ExecutionError) {
        Runtime.useOneThread()
        for (node, step) in steps[range] {
            switch step {
            case .reorder(let step):
                do {
                    try step.run(on: stream)
                } catch {
                    throw .kernel(node: node, error)
                }
            case .winograd(let kernels, isTurned: false, let source, let output):
                kernels.transform(source, into: output)
            case .winograd(let kernels, isTurned: true, let source, let output):
                kernels.transformTurned(source, into: output)
            }
        }
    }
}
