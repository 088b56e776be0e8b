import FoundationEssentials
import Tensors
import Testing
import WeightFiles

@Suite struct SafeTensorsFileTests {
    @Test func `a file of the reference writer reads as what was put in`() throws {
        let file = try SafeTensorsFile(contentsOfFile: WeightFixtures.path("reference.safetensors"))
        #expect(file.metadata == ["ke\"y\\": "tab\t, ü, \u{01}, /"])
        #expect(file.tensorNames == ["c.integer", "b.single", "é.empty", "a.half", "bytes"])
        #expect(
            try file.tensor(named: "b.single")
                == Tensor(shape: [2, 3], values: [1, -2.5, 0x1p-130, .infinity, 0, -0.0]))
        #expect(
            try file.tensor(named: "a.half")
                == Tensor(shape: [4], values: [1, 65504, 0x1p-24, -0.333251953125]))
        #expect(try file.tensor(named: "c.integer") == Tensor(shape: [], values: [-0x1p40]))
        #expect(try file.tensor(named: "bytes") == Tensor(shape: [1, 1, 3], values: [0, 127, 255]))
        #expect(try file.tensor(named: "é.empty") == Tensor(shape: [2, 0], values: []))
        #expect(try file.bytes(of: "bytes") == Data([0, 127, 255]))
        let info = try #require(file.info(of: "a.half"))
        #expect(info.elementType == .float16)
        #expect(info.shape == [4])
        #expect(info.byteRange == 32..<40)
    }

    @Test func `unusual but valid headers are accepted`() throws {
        let spaced = """
            { "a" : {\n\t"shape" : [ 1 , 2 ] , "data_offsets":[0 ,2], "dtype":"U8"} , "__metadata__" : { }}   
            """
        let file = try SafeTensorsFile(parsing: WeightFixtures.safeTensors(spaced, data: [3, 4]))
        #expect(try file.tensor(named: "a") == Tensor(shape: [1, 2], values: [3, 4]))

        let escaped = #"{"\ud83d\ude00\/\b\f\n\r\t\u00e9":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}"#
        let names = try SafeTensorsFile(parsing: WeightFixtures.safeTensors(escaped)).tensorNames
        #expect(names == ["😀/\u{08}\u{0C}\n\r\té"])

        let empty = try SafeTensorsFile(parsing: WeightFixtures.safeTensors("{}"))
        #expect(empty.tensorNames.isEmpty && empty.metadata.isEmpty)
    }

    @Test func `a slice of a larger value reads like the whole`() throws {
        let bytes = WeightFixtures.safeTensors(
            #"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}"#, data: [8, 9])
        let slice = (Data([1, 2, 3]) + bytes).dropFirst(3)
        #expect(try SafeTensorsFile(parsing: slice).tensor(named: "a").values == [8, 9])
    }

    @Test func `every half-precision number becomes the same number`() throws {
        var content = SafeTensorsContent()
        let patterns = (0...UInt16.max).map { $0 }
        let bytes = Data(patterns.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] })
        try content.add(bytes, named: "all", as: .float16, shape: [65536])
        let values = try SafeTensorsFile(parsing: content.serialized()).tensor(named: "all").values
        let wrong = patterns.filter { pattern in
            let (value, expected) = (values[Int(pattern)], Float(Float16(bitPattern: pattern)))
            return value.bitPattern != expected.bitPattern && !(value.isNaN && expected.isNaN)
        }
        #expect(wrong.isEmpty)
    }

    @Test func `integers beyond the precision of a float are rounded and kept in the bytes`() throws {
        var content = SafeTensorsContent()
        let integers: [Int64] = [16_777_217, -16_777_219, .max, .min, -1]
        let bytes = Data(integers.flatMap { WeightFixtures.littleEndian(UInt64(bitPattern: $0)) })
        try content.add(bytes, named: "i", as: .int64, shape: [5])
        let file = try SafeTensorsFile(parsing: content.serialized())
        #expect(try file.tensor(named: "i").values == [16_777_216, -16_777_220, 0x1p63, -0x1p63, -1])
        #expect(try file.bytes(of: "i") == bytes)
    }

    @Test func `every cut of a file is refused`() throws {
        let whole = try WeightFixtures.bytes("reference.safetensors")
        for length in 0..<whole.count {
            #expect(throws: SafeTensorsError.self) { try SafeTensorsFile(parsing: whole.prefix(length)) }
        }
    }

    @Test func `changed bytes give an error or a file, never a crash`() throws {
        let whole = try WeightFixtures.bytes("reference.safetensors")
        var generator = SeededGenerator(seed: 1)
        var refused = 0
        for _ in 0..<3000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let position = bytes.startIndex + Int.random(in: 0..<bytes.count, using: &generator)
                bytes[position] = UInt8.random(in: 0...255, using: &generator)
            }
            do throws(SafeTensorsError) {
                let file = try SafeTensorsFile(parsing: bytes)
                for name in file.tensorNames { _ = try file.tensor(named: name) }
            } catch {
                refused += 1
            }
        }
        #expect(refused > 1000)
    }
}
