import OneDNN
import Tensors
import Testing

/// The edge to C: sizes are checked before a pointer crosses it.
@Suite struct StepTests {
    private static func linear() throws -> Primitive {
        try Primitive.linear(
            hasBias: true, activation: .relu(negativeSlope: 0),
            source: Layout(shape: [1, 3], format: .channelsFirst),
            output: Layout(shape: [1, 2], format: .channelsFirst))
    }

    @Test func `a step computes its operation, activation included`() throws {
        let primitive = try Self.linear()
        let weights = try primitive.packedWeights(Tensor(shape: [2, 3], values: [1, 2, 3, -4, -5, -6]))
        let values = AlignedBuffer([1, 1, 2])
        let result = AlignedBuffer(byteCount: 8)
        var arguments = Step.Arguments(source: BufferSlice(values), output: BufferSlice(result))
        arguments.weights = BufferSlice(weights)
        arguments.bias = BufferSlice(AlignedBuffer([0.5, 0.5]))
        arguments.scratchpad = BufferSlice(AlignedBuffer(byteCount: primitive.scratchpadByteCount))
        try Step(primitive, arguments).run(on: Stream())
        #expect(result.read(at: 0, count: 2) == [9.5, 0])
    }

    @Test func `a step without its weights is refused`() throws {
        let primitive = try Self.linear()
        let buffer = AlignedBuffer(byteCount: 64)
        let arguments = Step.Arguments(source: BufferSlice(buffer), output: BufferSlice(buffer))
        #expect(throws: OneDNNError(operation: "bind an operation to its buffers", status: 2)) {
            try Step(primitive, arguments)
        }
    }

    @Test func `a buffer that is too small traps before it reaches C`() async {
        await #expect(processExitsWith: .failure) {
            let primitive = try Self.linear()
            let arguments = Step.Arguments(
                source: BufferSlice(AlignedBuffer(byteCount: 8)),
                output: BufferSlice(AlignedBuffer(byteCount: 8)))
            _ = try Step(primitive, arguments)
        }
    }

    @Test func `floats outside a buffer trap`() async {
        await #expect(processExitsWith: .failure) {
            _ = AlignedBuffer(byteCount: 64).read(at: 60, count: 2)
        }
        await #expect(processExitsWith: .failure) {
            _ = BufferSlice(AlignedBuffer(byteCount: 64), byteOffset: 65)
        }
    }

    @Test func `shapes that do not fit are refused with oneDNN's reason`() throws {
        #expect(throws: OneDNNError(operation: "describe a tensor of 1×2×3", status: 2)) {
            try Layout(shape: [1, 2, 3], format: .channelsFirst)
        }
        #expect(
            OneDNNError(operation: "create a convolution", status: 2).description
                == "oneDNN could not create a convolution: invalid arguments")
    }
}
