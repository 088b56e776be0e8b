/// Why a list of texts cannot name the classes of a model.
public enum ClassNamesError: Error, Hashable, Sendable {
    /// The list is empty.
    case noNames
    /// A name has no characters.
    case emptyName(index: Int)
    /// Two classes have one name.
    case repeatedName(String, firstIndex: Int, secondIndex: Int)
}

extension ClassNamesError: CustomStringConvertible {
    /// The failure in one sentence; classes are counted from 1, as people do.
    public var description: String {
        switch self {
        case .noNames: "there is no class name"
        case .emptyName(let index): "the name of class \(index + 1) is empty"
        case .repeatedName(let name, let first, let second):
            "classes \(first + 1) and \(second + 1) have one name, \(PrintableName.text(for: name))"
        }
    }
}
