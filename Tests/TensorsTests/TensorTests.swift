import Tensors
import Testing

@Suite struct TensorTests {
    @Test func `a row is the outermost entry without its axis`() {
        let matrix = Tensor<Float>(shape: [2, 3], values: [1, 2, 3, 4, 5, 6])
        #expect(matrix.row(1) == Tensor(shape: [3], values: [4, 5, 6]))
        #expect(matrix.reshaped(to: [3, 2]).row(2).values == [5, 6])
    }

    @Test func `values that do not fill the shape trap with both numbers`() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            _ = Tensor<Float>(shape: [2, 2], values: [1, 2, 3])
        }
        // Optimised builds drop the message of a failed precondition, never the trap.
        let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #if DEBUG
        #expect(message.contains("3 values cannot fill a tensor of 2×2"))
        #else
        #expect(!message.contains("2×2"))
        #endif
    }

    @Test func `a scalar has one element and an empty axis has none`() {
        #expect(Shape([]).elementCount == 1)
        #expect(Shape([4, 0]).elementCount == 0)
        #expect(Shape([64, 3, 7, 7]).description == "64×3×7×7")
    }
}
