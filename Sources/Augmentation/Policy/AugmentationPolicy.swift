/// How pictures are changed at random during training, as a list of operations that has a text.
///
///     policy  = item *( "," item )
///     item    = preset / operation
///     preset  = "none" / "light" / "transfer" / "standard" / "strong"    the preset's own items
///     operation = name *( ":" values ) [ "@" number ]           happens with the probability behind @
///               / "oneof(" operation *( "|" operation ) ")" [ "@" number ]
///     values  = number [ "-" number ]                           a range, from which each image draws
///     number  = 1*9digit [ "." 1*6digit ]
///
/// For example `flip:0.5,rotate:15,jitter:0.2` or `standard,oneof(blur:0.5-1.5|jpeg:30-60)@0.3`. The names and what
/// they take are the cases of ``PolicyOperation``; values that are left out have those of
/// ``PolicyOperation/parameters``. Blanks around items do not matter.
///
/// Operations happen in the order of the text, but for two kinds: `crop` and `pad-crop`, of which there can be one, make
/// the picture that the network sees from the photo and therefore come first, wherever they stand; without them, the
/// photo is resized and cut as for prediction. `mixup` and `cutmix`, each at most once, act on batches and come last.
public struct AugmentationPolicy: Hashable, Sendable {
    /// The operations in the order in which they happen.
    public let items: [PolicyItem]

    /// Whoever calls this has checked the items.
    init(items: [PolicyItem]) {
        func with(_ roles: Set<PolicyOperation.Role>) -> [PolicyItem] {
            items.filter { roles.contains($0.operation.role) }
        }
        self.items = with([.sizing]) + with([.change, .choice]) + with([.batch])
    }

    /// The policy of a preset.
    public init(_ preset: AugmentationPreset) {
        do throws(AugmentationPolicyError) {
            try self.init(parsing: preset.text)
        } catch {
            preconditionFailure("preset \(preset.rawValue): \(error)")
        }
    }

    /// Whether pictures stay as prediction sees them.
    public var isEmpty: Bool { items.isEmpty }
}

extension AugmentationPolicy: CustomStringConvertible {
    /// The canonical text: presets written out, all values there, in the order in which things happen; `none` where
    /// nothing does. Reading it gives the same policy.
    public var description: String {
        items.isEmpty ? AugmentationPreset.none.rawValue : items.map(\.description).joined(separator: ",")
    }
}

extension AugmentationPolicy: Codable {
    /// Reads the text.
    ///
    /// - Throws: `DecodingError.dataCorrupted` with what is wrong with the text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do throws(AugmentationPolicyError) {
            try self.init(parsing: text)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
        }
    }

    /// Writes the canonical text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
