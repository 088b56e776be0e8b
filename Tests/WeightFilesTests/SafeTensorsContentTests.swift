import FoundationEssentials
import Tensors
import Testing
import WeightFiles

@Suite struct SafeTensorsContentTests {
    /// The content of `reference.safetensors`, in another order.
    private func referenceContent() throws -> SafeTensorsContent {
        var content = SafeTensorsContent(metadata: ["ke\"y\\": "tab\t, ü, \u{01}, /"])
        try content.add(Tensor(shape: [2, 0], values: []), named: "é.empty")
        try content.add(Tensor(shape: [1, 1, 3], values: [0, 127, 255]), named: "bytes", as: .uint8)
        try content.add(
            Tensor(shape: [4], values: [1, 65504, 6e-8, -0.333251953125]), named: "a.half", as: .float16)
        try content.add(
            Tensor(shape: [2, 3], values: [1, -2.5, 0x1p-130, .infinity, 0, -0.0]), named: "b.single")
        try content.add(Tensor(shape: [], values: [-0x1p40]), named: "c.integer", as: .int64)
        return content
    }

    @Test func `the bytes are those of the reference writer`() throws {
        #expect(try referenceContent().serialized() == WeightFixtures.bytes("reference.safetensors"))
        var content = SafeTensorsContent()
        try content.add(Tensor(shape: [1], values: [1]), named: "a", as: .float16)
        try content.add(Tensor(shape: [1], values: [-2]), named: "b", as: .bfloat16)
        #expect(try content.serialized() == WeightFixtures.bytes("two-byte-types.safetensors"))
    }

    @Test func `the same content gives the same bytes, whatever the order of insertion`() throws {
        var first = SafeTensorsContent(metadata: ["a": "1", "b": "2", "c": "3"])
        var second = SafeTensorsContent()
        for name in ["x", "y", "Z", "é", "e\u{301}e"] {
            try first.add(Tensor(shape: [1], values: [1]), named: name)
        }
        for name in ["é", "e\u{301}e", "y", "Z", "x"] {
            try second.add(Tensor(shape: [1], values: [1]), named: name)
        }
        for key in ["c", "a", "b"] { second.metadata[key] = first.metadata[key] }
        #expect(first == second)
        #expect(try first.serialized() == second.serialized())
        #expect(first.tensorCount == 5)
        let names = try SafeTensorsFile(parsing: first.serialized()).tensorNames
        #expect(names == ["Z", "e\u{301}e", "x", "y", "é"])
    }

    @Test func `random contents come back as they went in`() throws {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<60 {
            var content = SafeTensorsContent()
            var expected: [String: Tensor<Float>] = [:]
            for index in 0..<Int.random(in: 0...6, using: &generator) {
                let extents = (0..<Int.random(in: 0...4, using: &generator)).map { _ in
                    Int.random(in: 0...5, using: &generator)
                }
                let shape = Shape(extents)
                // Whole numbers up to 255 are exact in every element type.
                let values = (0..<shape.elementCount).map { _ in
                    Float(Int.random(in: 0...255, using: &generator))
                }
                let type = try #require(ElementType.allCases.randomElement(using: &generator))
                let name = "tensor \(index) \"\u{1}\\é😀\""
                expected[name] = Tensor(shape: shape, values: values)
                try content.add(Tensor(shape: shape, values: values), named: name, as: type)
                content.metadata["key \(index)\n"] = "\t\(values)"
            }
            let file = try SafeTensorsFile(parsing: content.serialized())
            #expect(file.metadata == content.metadata)
            #expect(Set(file.tensorNames) == Set(expected.keys))
            for (name, tensor) in expected { #expect(try file.tensor(named: name) == tensor) }
            for name in file.tensorNames {
                let info = try #require(file.info(of: name))
                #expect(info.byteRange.lowerBound.isMultiple(of: info.elementType.byteCount))
            }
        }
    }

    struct Rounding: Sendable {
        let type: ElementType
        let value: Float
        let expected: Float
    }

    @Test(arguments: [
        // Halfway between two neighbours the even one wins; a little more goes up.
        Rounding(type: .float16, value: 1 + 0x1p-11, expected: 1),
        Rounding(type: .float16, value: 1 + 0x3p-11, expected: 1 + 0x1p-9),
        Rounding(type: .float16, value: 1 + 0x1.002p-11, expected: 1 + 0x1p-10),
        Rounding(type: .float16, value: 65519.996, expected: 65504),
        Rounding(type: .float16, value: 0x1p-25, expected: 0),
        Rounding(type: .float16, value: 0x1.8p-25, expected: 0x1p-24),
        Rounding(type: .float16, value: -.infinity, expected: -.infinity),
        Rounding(type: .bfloat16, value: 1 + 0x1p-8, expected: 1),
        Rounding(type: .bfloat16, value: 1 + 0x3p-8, expected: 1 + 0x1p-6),
        Rounding(type: .bfloat16, value: 1 + 0x1.002p-8, expected: 1 + 0x1p-7),
        Rounding(type: .bfloat16, value: .infinity, expected: .infinity),
        Rounding(type: .bfloat16, value: -0x1.8p-133, expected: -0x1p-132),
    ])
    func `16-bit floats are rounded to nearest, ties to even`(_ rounding: Rounding) throws {
        var content = SafeTensorsContent()
        try content.add(Tensor(shape: [], values: [rounding.value]), named: "v", as: rounding.type)
        let file = try SafeTensorsFile(parsing: content.serialized())
        #expect(try file.tensor(named: "v")[0] == rounding.expected)
    }

    @Test(arguments: [ElementType.float32, .float16, .bfloat16])
    func `not-a-number stays not-a-number, even where its payload is cut off`(_ type: ElementType) throws {
        var content = SafeTensorsContent()
        let values = [Float(bitPattern: 0x7F80_0001), Float(bitPattern: 0xFFFF_FFFF), .nan]
        try content.add(Tensor(shape: [3], values: values), named: "v", as: type)
        let file = try SafeTensorsFile(parsing: content.serialized())
        #expect(try file.tensor(named: "v").values.map(\.isNaN) == [true, true, true])
    }

    struct Unfit: Sendable {
        let type: ElementType
        let value: Float
    }

    @Test(arguments: [
        Unfit(type: .float16, value: 65520), Unfit(type: .float16, value: -1e30),
        Unfit(type: .bfloat16, value: .greatestFiniteMagnitude), Unfit(type: .uint8, value: 256),
        Unfit(type: .uint8, value: -1), Unfit(type: .uint8, value: 0.5), Unfit(type: .uint8, value: .nan),
        Unfit(type: .int64, value: 0.5), Unfit(type: .int64, value: 0x1p63),
    ])
    func `a value that the element type cannot hold is refused with its place`(_ unfit: Unfit) {
        var content = SafeTensorsContent()
        do throws(SafeTensorsContentError) {
            try content.add(Tensor(shape: [2], values: [0, unfit.value]), named: "v", as: unfit.type)
            Issue.record("\(unfit) was accepted")
        } catch {
            guard case .valueNotRepresentable("v", index: 1, let value, elementType: unfit.type) = error
            else {
                Issue.record("another error: \(error)")
                return
            }
            #expect(value == unfit.value || value.isNaN && unfit.value.isNaN)
        }
        #expect(content.tensorCount == 0)
    }

    @Test func `names, sizes and axes that the format does not allow are refused`() throws {
        var content = SafeTensorsContent()
        let one = Tensor<Float>(shape: [1], values: [1])
        try content.add(one, named: "a")
        #expect(throws: SafeTensorsContentError.duplicateName("a")) { try content.add(one, named: "a") }
        #expect(throws: SafeTensorsContentError.reservedName("__metadata__")) {
            try content.add(one, named: "__metadata__")
        }
        #expect(throws: SafeTensorsContentError.byteCountMismatch(tensor: "b", byteCount: 3, expected: 4)) {
            try content.add(Data([1, 2, 3]), named: "b", as: .float16, shape: [2])
        }
        #expect(throws: SafeTensorsContentError.rankTooLarge(tensor: "b", rank: 65, limit: 64)) {
            try content.add(one.reshaped(to: Shape([Int](repeating: 1, count: 65))), named: "b")
        }
    }

    @Test(arguments: [
        (
            SafeTensorsContentError.reservedName("n"),
            "a tensor cannot be named \"n\", the format keeps that name for its texts"
        ),
        (.duplicateName("n"), "there is a tensor \"n\" already"),
        (
            .byteCountMismatch(tensor: "n", byteCount: 3, expected: 4),
            "tensor \"n\" is given 3 bytes, its shape and element type need 4"
        ),
        (
            .valueNotRepresentable(tensor: "n", index: 7, value: 70000, elementType: .float16),
            "tensor \"n\" has the value 70000.0 at position 7, which F16 cannot hold"
        ),
        (.rankTooLarge(tensor: "n", rank: 65, limit: 64), "tensor \"n\" has 65 axes, at most 64 are allowed"),
        (.headerTooLarge(byteCount: 9, limit: 8), "the header would have 9 bytes, at most 8 are allowed"),
    ])
    func `an error says in one sentence what is wrong`(_ error: SafeTensorsContentError, _ message: String) {
        #expect(error.description == message)
    }
}
