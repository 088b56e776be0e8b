/// What `Package.swift` says about targets, read from its text.
struct Manifest {
    /// The modules that each target declares as dependencies, by target name.
    let dependencies: [String: Set<String>]

    init(_ text: String) {
        let products = Self.products(in: text)
        var dependencies: [String: Set<String>] = [:]
        for start in [".target(", ".executableTarget(", ".testTarget("] {
            for body in Self.bodies(after: start, in: text) {
                guard let name = Self.quoted(after: "name: ", in: body) else { continue }
                dependencies[name] = Self.dependencies(in: body, products: products)
            }
        }
        self.dependencies = dependencies
    }

    /// The names of products by the constants that hold them.
    private static func products(in text: String) -> [String: String] {
        var products: [String: String] = [:]
        for line in text.split(separator: "\n") where line.contains("Dependency.product(") {
            guard let name = quoted(after: "name: ", in: String(line)),
                let constant = line.split(separator: " ").dropFirst().first
            else { continue }
            products[String(constant)] = name
        }
        return products
    }

    private static func dependencies(in body: String, products: [String: String]) -> Set<String> {
        guard let list = bodies(after: "dependencies: [", in: body, closing: "]").first else { return [] }
        let names = list.split(separator: ",").map { entry in
            let entry = entry.filter { !$0.isWhitespace }
            return entry.hasPrefix("\"") ? String(entry.dropFirst().dropLast()) : products[entry] ?? entry
        }
        return Set(names.filter { !$0.isEmpty })
    }

    /// The texts between each occurrence of a start and the bracket that closes it.
    private static func bodies(
        after start: String, in text: String, closing: Character = ")"
    ) -> [String] {
        let opening: Character = closing == ")" ? "(" : "["
        return text.split(separator: start, omittingEmptySubsequences: false).dropFirst().map { rest in
            var depth = 1
            let body = rest.prefix { character in
                if character == opening { depth += 1 }
                if character == closing { depth -= 1 }
                return depth > 0
            }
            return String(body)
        }
    }

    private static func quoted(after label: String, in text: String) -> String? {
        let parts = text.split(separator: label + "\"", maxSplits: 1, omittingEmptySubsequences: false)
        return parts.count == 2 ? String(parts[1].prefix { $0 != "\"" }) : nil
    }
}
