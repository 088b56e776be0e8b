/// Why a tensor cannot be put into a safetensors file.
public enum SafeTensorsContentError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The name is the one under which the format keeps its texts.
    case reservedName(String)

    /// A tensor of this name is there already.
    case duplicateName(String)

    /// The bytes do not fill the shape.
    case byteCountMismatch(tensor: String, byteCount: Int, expected: Int)

    /// A value is outside what the element type holds: beyond its range, or, for integers, a fraction.
    case valueNotRepresentable(tensor: String, index: Int, value: Float, elementType: ElementType)

    /// The shape has more axes than the reader takes.
    case rankTooLarge(tensor: String, rank: Int, limit: Int)

    /// Names, shapes and texts together are more than the format allows.
    case headerTooLarge(byteCount: Int, limit: Int)

    /// One sentence.
    public var description: String {
        switch self {
        case .reservedName(let name):
            "a tensor cannot be named \(name.quoted), the format keeps that name for its texts"
        case .duplicateName(let name):
            "there is a tensor \(name.quoted) already"
        case .byteCountMismatch(let tensor, let byteCount, let expected):
            "tensor \(tensor.quoted) is given \(byteCount) bytes, its shape and element type need \(expected)"
        case .valueNotRepresentable(let tensor, let index, let value, let elementType):
            "tensor \(tensor.quoted) has the value \(value) at position \(index), "
                + "which \(elementType.rawValue) cannot hold"
        case .rankTooLarge(let tensor, let rank, let limit):
            "tensor \(tensor.quoted) has \(rank) axes, at most \(limit) are allowed"
        case .headerTooLarge(let byteCount, let limit):
            "the header would have \(byteCount) bytes, at most \(limit) are allowed"
        }
    }
}
