internal import Augmentation

/// The operations and presets of augmentation policies, as help shows them.
enum AugmentationHelp {
    /// A line for each operation: how it is written with its usual values, and what it does.
    static var operations: String {
        let lines = PolicyOperation.allCases.map { operation -> (String, String) in
            guard operation != .oneOf, let policy = try? AugmentationPolicy(parsing: operation.rawValue)
            else {
                return ("oneof(flip|invert)", operation.summary)
            }
            return (policy.description, operation.summary)
        }
        let width = lines.map(\.0.count).max() ?? 0
        return lines.map { line in
            "  " + line.0 + String(repeating: " ", count: width - line.0.count + 2) + line.1
        }.joined(separator: "\n")
    }

    /// What fills the places that a moved picture leaves, and how pixels are interpolated.
    static let sampling = """
        Borders and erased rectangles have the mean grey. Rotation and whatever else moves pixels, also within trivial \
        and rand, interpolates bilinearly; crops and plain resizes take the network's own filter, here antialiased \
        bicubic.
        """

    /// A line for each preset: its name and its list.
    static var presets: String {
        AugmentationPreset.allCases.map { preset in
            let (name, policy) = (preset.rawValue, AugmentationPolicy(preset))
            return "  " + name + String(repeating: " ", count: 10 - name.count)
                + (policy.isEmpty ? "no change" : policy.description)
        }.joined(separator: "\n")
    }
}
