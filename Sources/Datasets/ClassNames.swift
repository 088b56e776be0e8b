/// The classes of a data set or a model, in the order of the model's outputs.
///
/// Names are unique and not empty. They are compared as Unicode does, so that `café` from a file system that
/// decomposes accents is the `café` of one that does not.
public struct ClassNames: Hashable, Sendable {
    /// The names in order; a class's position is its index.
    public let names: [String]

    private let indices: [String: Int]

    /// Makes class names from texts in order.
    ///
    /// - Throws: `ClassNamesError` where there is no name, a name is empty or a name occurs twice.
    public init(_ names: [String]) throws(ClassNamesError) {
        guard !names.isEmpty else { throw .noNames }
        var indices: [String: Int] = [:]
        for (index, name) in names.enumerated() {
            guard !name.isEmpty else { throw .emptyName(index: index) }
            if let first = indices.updateValue(index, forKey: name) {
                throw .repeatedName(name, firstIndex: first, secondIndex: index)
            }
        }
        self.names = names
        self.indices = indices
    }

    /// The number of classes.
    public var count: Int { names.count }

    /// The name of a class.
    ///
    /// - Precondition: `index` is in `0 ..< count`.
    public subscript(index: Int) -> String { names[index] }

    /// The index of a class, or `nil` where no class has the name. Complexity: O(1).
    public func index(of name: String) -> Int? { indices[name] }

    /// Whether both have the same names in the same order.
    public static func == (left: ClassNames, right: ClassNames) -> Bool { left.names == right.names }

    /// Feeds the names in order to a hasher.
    public func hash(into hasher: inout Hasher) { hasher.combine(names) }
}

extension ClassNames: Codable {
    /// Reads the names from a plain list of texts.
    ///
    /// - Throws: `DecodingError.dataCorrupted` where the list breaks a rule of `init(_:)`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let names = try container.decode([String].self)
        do throws(ClassNamesError) {
            try self.init(names)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
        }
    }

    /// Writes the names as a plain list of texts.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(names)
    }
}
