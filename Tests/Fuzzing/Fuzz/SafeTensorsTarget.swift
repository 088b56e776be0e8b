import FoundationEssentials
import Tensors
import WeightFiles

/// safetensors files: header, places of the tensors, and writing back what was read.
enum SafeTensorsTarget: FuzzTarget {
    static let name = "safetensors"

    static func check(_ bytes: [UInt8]) {
        let file: SafeTensorsFile
        do throws(SafeTensorsError) {
            file = try SafeTensorsFile(parsing: Data(bytes))
        } catch {
            return Promise.refused(error)
        }
        do {
            let written = try content(of: file).serialized()
            let again = try SafeTensorsFile(parsing: written)
            Promise.hold(again.metadata == file.metadata, "the texts change")
            Promise.hold(Set(again.tensorNames) == Set(file.tensorNames), "the names change")
            for name in file.tensorNames {
                Promise.hold(try again.bytes(of: name) == file.bytes(of: name), "\(name) changes")
            }
            Promise.hold(try content(of: again).serialized() == written, "writing twice differs")
        } catch {
            Promise.hold(false, "a file that was read cannot be written and read: \(error)")
        }
    }

    private static func content(of file: SafeTensorsFile) throws -> SafeTensorsContent {
        var content = SafeTensorsContent(metadata: file.metadata)
        for name in file.tensorNames {
            guard let info = file.info(of: name) else {
                Promise.hold(false, "nothing is known about \(name)")
                continue
            }
            let elementCount = try file.tensor(named: name).values.count
            Promise.hold(elementCount == info.shape.elementCount, "\(name) has \(elementCount) elements")
            try content.add(try file.bytes(of: name), named: name, as: info.elementType, shape: info.shape)
        }
        return content
    }

    static func seeds() throws -> [[UInt8]] {
        var content = SafeTensorsContent()
        var files = [content]
        content.metadata = ["format": "pt", "quoted \"é\"\n": "\u{1F41D}\u{0}"]
        files.append(content)
        try content.add(Tensor(shape: [2, 3], values: [0, 1, 2, 3, 4, 5]), named: "weight")
        try content.add(Tensor(shape: [], values: [7]), named: "scalar", as: .int64)
        files.append(content)
        try content.add(Tensor(shape: [0, 4], values: []), named: "empty", as: .float16)
        try content.add(Tensor(shape: [3], values: [1, 2, 255]), named: "bytes", as: .uint8)
        try content.add(Tensor(shape: [2], values: [0.5, -1]), named: "half", as: .bfloat16)
        files.append(content)
        return try files.map { [UInt8](try $0.serialized()) }
    }

    static func mended(_ bytes: [UInt8]) -> [UInt8] { withCorrectHeaderLength(bytes) }

    /// The length at the start set to the end of the first JSON object, so that a header which grew or shrank
    /// is still taken apart from the data.
    static func withCorrectHeaderLength(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count > 8, var end = endOfObject(in: bytes[8...]) else { return bytes }
        while end < bytes.count, bytes[end] == UInt8(ascii: " ") { end += 1 }
        var mended = bytes
        for index in 0..<8 { mended[index] = UInt8(truncatingIfNeeded: (end - 8) >> (8 * index)) }
        return mended
    }

    /// The position behind the brace that closes the first one.
    private static func endOfObject(in bytes: ArraySlice<UInt8>) -> Int? {
        var (depth, isText, isEscaped) = (0, false, false)
        for (index, byte) in zip(bytes.indices, bytes) {
            switch (byte, isText) {
            case _ where isEscaped: isEscaped = false
            case (UInt8(ascii: "\\"), true): isEscaped = true
            case (UInt8(ascii: "\""), _): isText.toggle()
            case (UInt8(ascii: "{"), false): depth += 1
            case (UInt8(ascii: "}"), false): depth -= 1
            default: break
            }
            if depth == 0, !isText { return byte == UInt8(ascii: "}") ? index + 1 : nil }
        }
        return nil
    }
}
