import FoundationEssentials
import Testing
import WeightFiles

/// Every rule of the format, broken once.
@Suite struct SafeTensorsRefusalTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: Data
        let error: SafeTensorsError
        let message: String

        init(_ what: String, _ bytes: Data, _ error: SafeTensorsError, _ message: String) {
            testDescription = what
            self.bytes = bytes
            self.error = error
            self.message = message
        }

        /// A header with one tensor `a` of four bytes, or whatever text is given, and so many bytes of data.
        init(
            _ what: String, _ header: String, dataCount: Int = 4, _ error: SafeTensorsError, _ message: String
        ) {
            let data = [UInt8](repeating: 0, count: dataCount)
            self.init(what, WeightFixtures.safeTensors(header, data: data), error, message)
        }
    }

    private static let float = #""dtype":"F32","shape":[1]"#

    static let framing: [Refusal] = [
        Refusal(
            "an empty file", Data(), .truncated(byteCount: 0, expectedAtLeast: 8),
            "file has 0 bytes, its header needs at least 8"),
        Refusal(
            "seven bytes", Data([2, 0, 0, 0, 0, 0, 0]), .truncated(byteCount: 7, expectedAtLeast: 8),
            "file has 7 bytes, its header needs at least 8"),
        Refusal(
            "a header beyond the file", WeightFixtures.littleEndian(9) + Data("{".utf8),
            .truncated(byteCount: 9, expectedAtLeast: 17), "file has 9 bytes, its header needs at least 17"),
        Refusal(
            "a header of no bytes", WeightFixtures.littleEndian(0), .headerTooSmall(byteCount: 0),
            "header has 0 bytes, the smallest one has 2"),
        Refusal(
            "a header over the limit", WeightFixtures.littleEndian(100_000_001),
            .headerTooLarge(byteCount: 100_000_001, limit: 100_000_000),
            "header announces 100000001 bytes, at most 100000000 are allowed"),
        Refusal(
            "a header of 2⁶⁴ − 1 bytes", WeightFixtures.littleEndian(.max),
            .headerTooLarge(byteCount: .max, limit: 100_000_000),
            "header announces 18446744073709551615 bytes, at most 100000000 are allowed"),
        Refusal(
            "a space before the brace", " {}", dataCount: 0, .headerStart(found: 0x20),
            "header starts with byte 0x20, not with '{'"),
        Refusal(
            "a list instead of an object", "[]", dataCount: 0, .headerStart(found: 0x5B),
            "header starts with byte 0x5b, not with '{'"),
    ]

    static let grammar: [Refusal] = [
        Refusal(
            "a header that ends early", #"{"a":"#,
            .malformedHeader(offset: 13, found: nil, expected: .openingBrace),
            "header has its end at offset 13 where '{' is expected"),
        Refusal(
            "a comma before the brace", "{,}", .malformedHeader(offset: 9, found: 0x2C, expected: .string),
            "header has byte 0x2c at offset 9 where a string is expected"),
        Refusal(
            "a comma after the last member", #"{"__metadata__":{},}"#,
            .malformedHeader(offset: 27, found: 0x7D, expected: .string),
            "header has byte 0x7d at offset 27 where a string is expected"),
        Refusal(
            "no colon", #"{"a" {}}"#, .malformedHeader(offset: 13, found: 0x7B, expected: .colon),
            "header has byte 0x7b at offset 13 where ':' is expected"),
        Refusal(
            "a tensor that is null", #"{"a":null}"#,
            .malformedHeader(offset: 13, found: 0x6E, expected: .openingBrace),
            "header has byte 0x6e at offset 13 where '{' is expected"),
        Refusal(
            "text after the header", "{}  x", .malformedHeader(offset: 12, found: 0x78, expected: .padding),
            "header has byte 0x78 at offset 12 where a space or the end is expected"),
        Refusal(
            "padding with line feeds", "{}\n", .malformedHeader(offset: 10, found: 0x0A, expected: .padding),
            "header has byte 0x0a at offset 10 where a space or the end is expected"),
        Refusal(
            "a control character in a string", "{\"a\u{01}\"",
            .malformedHeader(offset: 11, found: 0x01, expected: .endOfString),
            "header has byte 0x01 at offset 11 where a character of a string or '\"' is expected"),
        Refusal(
            "an escape that JSON does not know", #"{"\x41":"#,
            .malformedHeader(offset: 11, found: 0x78, expected: .escape),
            "header has byte 0x78 at offset 11 where an escape that JSON knows is expected"),
        Refusal(
            "half of a surrogate pair", #"{"\ud83d":"#,
            .malformedHeader(offset: 11, found: 0x75, expected: .escape),
            "header has byte 0x75 at offset 11 where an escape that JSON knows is expected"),
        Refusal(
            "the second half of a surrogate pair", #"{"\udc00":"#,
            .malformedHeader(offset: 11, found: 0x75, expected: .escape),
            "header has byte 0x75 at offset 11 where an escape that JSON knows is expected"),
        Refusal(
            "a string that is not UTF-8",
            WeightFixtures.littleEndian(8) + Data([0x7B, 0x22, 0xC0, 0x80, 0x22, 0x3A, 0x7B, 0x7D]),
            .invalidUTF8(offset: 9), "header has a string at offset 9 that is not UTF-8"),
        Refusal(
            "a text that is a number", #"{"__metadata__":{"a":1}}"#,
            .malformedHeader(offset: 29, found: 0x31, expected: .string),
            "header has byte 0x31 at offset 29 where a string is expected"),
        Refusal(
            "a text that is an object", #"{"__metadata__":{"a":{}}}"#,
            .malformedHeader(offset: 29, found: 0x7B, expected: .string),
            "header has byte 0x7b at offset 29 where a string is expected"),
        Refusal(
            "texts that are a list", #"{"__metadata__":[]}"#,
            .malformedHeader(offset: 24, found: 0x5B, expected: .openingBrace),
            "header has byte 0x5b at offset 24 where '{' is expected"),
        Refusal(
            "a list within a list", #"{"a":{"shape":[[[[["#,
            .malformedHeader(offset: 23, found: 0x5B, expected: .wholeNumber),
            "header has byte 0x5b at offset 23 where a whole number is expected"),
    ]

    static let numbers: [Refusal] = [
        Refusal(
            "a negative number", #"{"a":{"shape":[-1]}}"#,
            .malformedHeader(offset: 23, found: 0x2D, expected: .wholeNumber),
            "header has byte 0x2d at offset 23 where a whole number is expected"),
        Refusal(
            "a fraction", #"{"a":{"shape":[1.0]}}"#,
            .malformedHeader(offset: 24, found: 0x2E, expected: .wholeNumber),
            "header has byte 0x2e at offset 24 where a whole number is expected"),
        Refusal(
            "an exponent", #"{"a":{"shape":[1e0]}}"#,
            .malformedHeader(offset: 24, found: 0x65, expected: .wholeNumber),
            "header has byte 0x65 at offset 24 where a whole number is expected"),
        Refusal(
            "a leading zero", #"{"a":{"shape":[01]}}"#,
            .malformedHeader(offset: 23, found: 0x30, expected: .wholeNumber),
            "header has byte 0x30 at offset 23 where a whole number is expected"),
        Refusal(
            "a number as a text", #"{"a":{"shape":["1"]}}"#,
            .malformedHeader(offset: 23, found: 0x22, expected: .wholeNumber),
            "header has byte 0x22 at offset 23 where a whole number is expected"),
        Refusal(
            "two numbers without a comma", #"{"a":{"shape":[1 2]}}"#,
            .malformedHeader(offset: 25, found: 0x32, expected: .commaOrClosingBracket),
            "header has byte 0x32 at offset 25 where ',' or ']' is expected"),
        Refusal(
            "a number of 64 bits", #"{"a":{"shape":[9223372036854775808]}}"#, .numberTooLarge(offset: 23),
            "header has a number at offset 23 that does not fit in 63 bits"),
        Refusal(
            "three offsets", #"{"a":{"data_offsets":[0,4,8]}}"#,
            .malformedHeader(offset: 33, found: 0x2C, expected: .closingBracket),
            "header has byte 0x2c at offset 33 where ']' is expected"),
        Refusal(
            "one offset", #"{"a":{"data_offsets":[0]}}"#,
            .malformedHeader(offset: 31, found: 0x5D, expected: .commaOrClosingBracket),
            "header has byte 0x5d at offset 31 where ',' or ']' is expected"),
    ]

    static let members: [Refusal] = [
        Refusal(
            "two tensors of one name", #"{"a":{\#(float),"data_offsets":[0,4]},"a":{"#,
            .duplicateKey("a", offset: 62), "header has the key \"a\" a second time at offset 62"),
        Refusal(
            "one name in two spellings", #"{"a":{\#(float),"data_offsets":[0,4]},"\u0061":{"#,
            .duplicateKey("a", offset: 62), "header has the key \"a\" a second time at offset 62"),
        Refusal(
            "texts twice", #"{"__metadata__":{},"__metadata__":{}}"#,
            .duplicateKey("__metadata__", offset: 27),
            "header has the key \"__metadata__\" a second time at offset 27"),
        Refusal(
            "a text twice", #"{"__metadata__":{"k":"1","k":"2"}}"#, .duplicateKey("k", offset: 33),
            "header has the key \"k\" a second time at offset 33"),
        Refusal(
            "an element type twice", #"{"a":{"dtype":"F32","dtype":"F16"}}"#,
            .duplicateKey("dtype", offset: 28), "header has the key \"dtype\" a second time at offset 28"),
        Refusal(
            "no element type", #"{"a":{"shape":[1],"data_offsets":[0,4]}}"#,
            .missingField(tensor: "a", field: .elementType), "tensor \"a\" has no 'dtype'"),
        Refusal(
            "no shape", #"{"a":{"dtype":"F32","data_offsets":[0,4]}}"#,
            .missingField(tensor: "a", field: .shape), "tensor \"a\" has no 'shape'"),
        Refusal(
            "no offsets", #"{"a":{\#(float)}}"#, .missingField(tensor: "a", field: .dataOffsets),
            "tensor \"a\" has no 'data_offsets'"),
        Refusal(
            "a member that the format does not know", #"{"a":{\#(float),"strides":[1]}}"#,
            .unknownField(tensor: "a", field: "strides"),
            "tensor \"a\" has a member \"strides\" that the format does not know"),
        Refusal(
            "an element type that is not read", #"{"a":{"dtype":"F64"}}"#,
            .unsupportedElementType(tensor: "a", name: "F64"),
            "tensor \"a\" has element type F64, which this program does not read"),
        Refusal(
            "an element type that nobody knows", #"{"a":{"dtype":"f32"}}"#,
            .unknownElementType(tensor: "a", name: "f32"),
            "tensor \"a\" has element type \"f32\", which the format does not know"),
        Refusal(
            "sixty-five axes",
            #"{"a":{"shape":[\#([String](repeating: "1", count: 65).joined(separator: ","))]}}"#,
            .rankTooLarge(tensor: "a", limit: 64), "tensor \"a\" has more than 64 axes"),
        Refusal(
            "a name that would clear the terminal",
            #"{"\u001b[2J\u202e":{"dtype":"F32"}}"#,
            .missingField(tensor: "\u{1B}[2J\u{202E}", field: .shape),
            "tensor \"\\u{1b}[2J\\u{202e}\" has no 'shape'"),
    ]

    static let places: [Refusal] = [
        Refusal(
            "an end before the beginning", #"{"a":{\#(float),"data_offsets":[4,0]}}"#,
            .reversedOffsets(tensor: "a", begin: 4, end: 0), "tensor \"a\" begins at byte 4 and ends at 0"),
        Refusal(
            "an end beyond the file", #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#,
            .outOfBounds(tensor: "a", end: 8, dataByteCount: 4),
            "tensor \"a\" ends at byte 8 of the data, which has 4"),
        Refusal(
            "more bytes than the shape", #"{"a":{\#(float),"data_offsets":[0,8]}}"#, dataCount: 8,
            .byteCountMismatch(tensor: "a", byteCount: 8, expected: 4),
            "tensor \"a\" has 8 bytes, its shape and element type need 4"),
        Refusal(
            "fewer bytes than the shape", #"{"a":{"dtype":"F16","shape":[3],"data_offsets":[0,4]}}"#,
            .byteCountMismatch(tensor: "a", byteCount: 4, expected: 6),
            "tensor \"a\" has 4 bytes, its shape and element type need 6"),
        Refusal(
            "a product of extents beyond 63 bits",
            #"{"a":{"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,0]}}"#, dataCount: 0,
            .sizeOverflow(tensor: "a", extents: [4_294_967_296, 4_294_967_296]),
            "tensor \"a\" of shape [4294967296, 4294967296] has a size that does not fit in 63 bits"),
        Refusal(
            "a product of extents beyond 63 bits behind a zero",
            #"{"a":{"dtype":"U8","shape":[0,4294967296,4294967296],"data_offsets":[0,0]}}"#, dataCount: 0,
            .sizeOverflow(tensor: "a", extents: [0, 4_294_967_296, 4_294_967_296]),
            "tensor \"a\" of shape [0, 4294967296, 4294967296] has a size that does not fit in 63 bits"),
        Refusal(
            "a size in bytes beyond 63 bits",
            #"{"a":{"dtype":"I64","shape":[2305843009213693952],"data_offsets":[0,0]}}"#, dataCount: 0,
            .sizeOverflow(tensor: "a", extents: [2_305_843_009_213_693_952]),
            "tensor \"a\" of shape [2305843009213693952] has a size that does not fit in 63 bits"),
        Refusal(
            "two tensors at one place",
            #"{"a":{\#(float),"data_offsets":[0,4]},"b":{\#(float),"data_offsets":[0,4]}}"#,
            .overlap(tensor: "b", begin: 0, precedingEnd: 4),
            "tensor \"b\" begins at byte 0, before the preceding one ends at 4"),
        Refusal(
            "a tensor that begins within another",
            #"{"b":{\#(float),"data_offsets":[2,6]},"a":{\#(float),"data_offsets":[0,4]}}"#, dataCount: 6,
            .overlap(tensor: "b", begin: 2, precedingEnd: 4),
            "tensor \"b\" begins at byte 2, before the preceding one ends at 4"),
        Refusal(
            "an empty tensor within another",
            #"{"e":{"dtype":"F32","shape":[0],"data_offsets":[2,2]},"a":{\#(float),"data_offsets":[0,4]}}"#,
            .overlap(tensor: "e", begin: 2, precedingEnd: 4),
            "tensor \"e\" begins at byte 2, before the preceding one ends at 4"),
        Refusal(
            "a hole at the start", #"{"a":{\#(float),"data_offsets":[4,8]}}"#, dataCount: 8,
            .unusedBytes(begin: 0, end: 4), "bytes 0 ..< 4 of the data belong to no tensor"),
        Refusal(
            "a hole between tensors",
            #"{"a":{\#(float),"data_offsets":[0,4]},"b":{\#(float),"data_offsets":[5,9]}}"#, dataCount: 9,
            .unusedBytes(begin: 4, end: 5), "bytes 4 ..< 5 of the data belong to no tensor"),
        Refusal(
            "bytes after the last tensor", #"{"a":{\#(float),"data_offsets":[0,4]}}"#, dataCount: 6,
            .unusedBytes(begin: 4, end: 6), "bytes 4 ..< 6 of the data belong to no tensor"),
        Refusal(
            "data and no tensors", "{}", dataCount: 1, .unusedBytes(begin: 0, end: 1),
            "bytes 0 ..< 1 of the data belong to no tensor"),
    ]

    @Test(arguments: framing + grammar + numbers + members + places)
    func `a file that breaks a rule is refused, and the message says how`(_ refusal: Refusal) {
        #expect(throws: refusal.error) { try SafeTensorsFile(parsing: refusal.bytes) }
        #expect(refusal.error.description == refusal.message)
    }

    @Test(arguments: [
        "BOOL", "I8", "I16", "U16", "I32", "U32", "U64", "F64", "C64", "F4", "F6_E2M3", "F6_E3M2", "F8_E4M3",
        "F8_E5M2", "F8_E8M0",
    ])
    func `an element type of the format that is not read is refused by name`(_ name: String) {
        let file = WeightFixtures.safeTensors(#"{"w":{"dtype":"\#(name)","shape":[0],"data_offsets":[0,0]}}"#)
        #expect(throws: SafeTensorsError.unsupportedElementType(tensor: "w", name: name)) {
            try SafeTensorsFile(parsing: file)
        }
    }

    @Test func `a file that is not there, a directory and a device are refused in words`() {
        let missing = FileMappingError.refused(code: 2, reason: "No such file or directory")
        #expect(throws: SafeTensorsError.unreadable(missing)) {
            try SafeTensorsFile(contentsOfFile: "/nowhere/model.safetensors")
        }
        #expect(missing.description == "cannot be read: No such file or directory (error 2)")
        #expect(throws: SafeTensorsError.unreadable(.isDirectory)) {
            try SafeTensorsFile(contentsOfFile: "/")
        }
        #expect(throws: SafeTensorsError.unreadable(.notRegularFile)) {
            try SafeTensorsFile(contentsOfFile: "/dev/null")
        }
    }

    @Test func `a tensor that is not there is refused by name`() throws {
        let file = try SafeTensorsFile(parsing: WeightFixtures.safeTensors("{}"))
        #expect(throws: SafeTensorsError.tensorNotFound("w")) { try file.tensor(named: "w") }
        #expect(throws: SafeTensorsError.tensorNotFound("w")) { try file.bytes(of: "w") }
        #expect(SafeTensorsError.tensorNotFound("w").description == "file has no tensor \"w\"")
        #expect(file.info(of: "w") == nil)
    }
}
