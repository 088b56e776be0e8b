/// Why the names of an image's numbers cannot be used.
public enum ValueNamesFault: Hashable, Sendable {
    /// There is both the one number without a name and a number with one.
    case valueAndNamedValues
    /// There is no number at all.
    case noNames
    /// A name has no characters.
    case emptyName
    /// Two numbers have one name, perhaps in two Unicode forms.
    case repeatedName(String)
    /// A name is longer than is read.
    case nameTooLong(byteCount: Int, maximum: Int)
    /// There are more numbers than are read.
    case tooMany(Int, maximum: Int)

    /// The longest name, in bytes.
    static let nameMaximum = ManifestBuilder.labelMaximum

    /// The largest number of numbers of one image.
    static let countMaximum = 1000

    /// What is wrong with the names of a list's numbers; nil where nothing is.
    init?(of names: [String]) {
        guard !names.isEmpty else {
            self = .noNames
            return
        }
        guard names.count <= Self.countMaximum else {
            self = .tooMany(names.count, maximum: Self.countMaximum)
            return
        }
        var seen: Set<String> = []
        for name in names {
            if let fault = Self.fault(of: name) {
                self = fault
                return
            }
            guard seen.insert(name).inserted else {
                self = .repeatedName(name)
                return
            }
        }
        return nil
    }

    /// What is wrong with one name. A name without fault is short, so that comparing it as Unicode does is
    /// quick.
    static func fault(of name: String) -> ValueNamesFault? {
        if name.isEmpty { return .emptyName }
        let count = name.utf8.count
        return count > nameMaximum ? .nameTooLong(byteCount: count, maximum: nameMaximum) : nil
    }
}

extension ValueNamesFault: CustomStringConvertible {
    /// The fault in one sentence.
    public var description: String {
        switch self {
        case .valueAndNamedValues:
            "there are both a number without a name and numbers with names; keep one kind"
        case .noNames: "there are no numbers"
        case .emptyName: "the name of a number is empty"
        case .repeatedName(let name): "two numbers are named \(PrintableName.clipped(name))"
        case .nameTooLong(let byteCount, let maximum):
            "the name of a number has \(byteCount) bytes, at most \(maximum) are allowed"
        case .tooMany(let count, let maximum): "there are \(count) numbers, at most \(maximum) are allowed"
        }
    }
}
