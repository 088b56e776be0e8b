/// The elements of a page, read strictly: every attribute is quoted and every element is closed in order.
struct PageScan {
    /// One element.
    struct Element {
        let name: String
        let attributes: [String: String]
        /// The names of the elements around it, the outermost first.
        let path: [String]
        /// The text directly behind its start tag, up to the next tag.
        var text: String
    }

    /// Why a page cannot be read.
    enum Failure: Error, Hashable {
        case unclosed([String])
        case mismatch(open: String?, close: String)
        case badTag(String)
    }

    private(set) var elements: [Element] = []

    private static let void: Set<String> = ["meta", "img", "br"]
    private static let raw: Set<String> = ["script", "style"]

    init(_ html: String) throws {
        // Bytes, because strings of hundreds of kilobytes are walked slowly in debug builds.
        var rest = Array(html.utf8)[...]
        let doctype = Array("<!DOCTYPE html>".utf8)
        if rest.starts(with: doctype) { rest = rest.dropFirst(doctype.count) }
        var open: [String] = []
        while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[(start + 1)...]
            guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else {
                throw Failure.badTag(String(decoding: rest.prefix(40), as: UTF8.self))
            }
            let tag = rest[..<end]
            rest = rest[(end + 1)...]
            if tag.first == UInt8(ascii: "/") {
                let name = String(decoding: tag.dropFirst(), as: UTF8.self)
                guard open.last == name else { throw Failure.mismatch(open: open.last, close: name) }
                open.removeLast()
                continue
            }
            let nameBytes = tag.prefix { $0 != UInt8(ascii: " ") }
            let name = String(decoding: nameBytes, as: UTF8.self)
            var element = Element(
                name: name, attributes: try Self.attributes(tag.dropFirst(nameBytes.count)), path: open,
                text: "")
            let text = rest[..<(rest.firstIndex(of: UInt8(ascii: "<")) ?? rest.endIndex)]
            if Self.raw.contains(name) {
                let close = "</\(name)>"
                let content = String(decoding: rest, as: UTF8.self)
                guard let range = content.firstRange(of: close) else { throw Failure.unclosed([close]) }
                element.text = String(content[..<range.lowerBound])
                rest = rest.dropFirst(element.text.utf8.count + close.utf8.count)
            } else {
                element.text = Self.plain(text)
                if !Self.void.contains(name) { open.append(name) }
            }
            elements.append(element)
        }
        guard open.isEmpty else { throw Failure.unclosed(open) }
    }

    private static func attributes(_ bytes: ArraySlice<UInt8>) throws -> [String: String] {
        let failure = Failure.badTag(String(decoding: bytes.prefix(80), as: UTF8.self))
        var attributes: [String: String] = [:]
        var rest = bytes
        while !rest.isEmpty {
            guard rest.first == UInt8(ascii: " "), let equals = rest.firstIndex(of: UInt8(ascii: "=")) else {
                throw failure
            }
            let name = String(decoding: rest[..<equals].dropFirst(), as: UTF8.self)
            rest = rest[(equals + 1)...]
            guard rest.first == UInt8(ascii: "\""),
                name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" }),
                attributes[name] == nil
            else { throw failure }
            rest = rest.dropFirst()
            guard let quote = rest.firstIndex(of: UInt8(ascii: "\"")) else { throw failure }
            attributes[name] = plain(rest[..<quote])
            rest = rest[(quote + 1)...]
        }
        return attributes
    }

    private static func plain(_ bytes: ArraySlice<UInt8>) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        guard bytes.contains(UInt8(ascii: "&")) else { return text }
        return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }

    /// The elements of a name.
    func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

    /// What there is of elements and attributes, without any text: what markup cannot add to.
    var skeleton: [String] {
        elements.map { "\($0.path.count) \($0.name) \($0.attributes.keys.sorted())" }
    }
}
