import Glibc

/// A projective map of the plane: for each point of a new picture, the point of the old one that it shows.
///
/// Points are in pixels from the top left corner of a picture, x to the right, y downwards; the centre of the first
/// pixel is at (½, ½). A point (x, y) goes to
/// `((a x + b y + c) / (g x + h y + i), (d x + e y + f) / (g x + h y + i))`.
public struct PlaneTransform: Hashable, Sendable {
    /// `[3, 3]`: a, b, c, d, e, f, g, h, i.
    let elements: [Double]

    private init(_ elements: [Double]) {
        self.elements = elements
    }

    /// The affine map with the given a, b, c, d, e, f.
    ///
    /// - Precondition: There are six numbers, all finite.
    public static func affine(_ elements: [Double]) -> PlaneTransform {
        precondition(
            elements.count == 6 && elements.allSatisfy(\.isFinite), "\(elements) are not 6 finite numbers")
        return PlaneTransform(elements + [0, 0, 1])
    }

    /// Every point stays.
    public static let identity = PlaneTransform([1, 0, 0, 0, 1, 0, 0, 0, 1])

    /// Whether every point stays.
    public var isIdentity: Bool { self == .identity }

    /// Whether parallels stay parallel.
    var isAffine: Bool { elements[6] == 0 && elements[7] == 0 && elements[8] == 1 }

    /// Moves the contents of a picture by so many pixels to the right and downwards.
    public static func moving(x: Double, y: Double) -> PlaneTransform {
        PlaneTransform([1, 0, -x, 0, 1, -y, 0, 0, 1])
    }

    /// Turns the contents of a picture counterclockwise, as one sees it, about its top left corner.
    public static func turning(degrees: Double) -> PlaneTransform {
        let angle = degrees * .pi / 180
        let (sine, cosine) = (sin(angle), cos(angle))
        return PlaneTransform([cosine, -sine, 0, sine, cosine, 0, 0, 0, 1])
    }

    /// Enlarges the contents of a picture about its top left corner.
    ///
    /// - Precondition: The factors are positive and finite.
    public static func enlarging(x: Double, y: Double) -> PlaneTransform {
        precondition(x > 0 && y > 0 && x.isFinite && y.isFinite, "nothing is left at \(x) × \(y)")
        return PlaneTransform([1 / x, 0, 0, 0, 1 / y, 0, 0, 0, 1])
    }

    /// Shears the contents of a picture about its top left corner: a point moves to the left by `x` times its
    /// distance from the top, and up by `y` times its distance from the left, both as seen in the new picture.
    public static func shearing(x: Double, y: Double) -> PlaneTransform {
        PlaneTransform([1, x, 0, y, 1, 0, 0, 0, 1])
    }

    /// The same transform about another point than the top left corner.
    public func about(x: Double, y: Double) -> PlaneTransform {
        if isIdentity { return self }
        return .moving(x: -x, y: -y).then(self).then(.moving(x: x, y: y))
    }

    /// This change of a picture followed by another one.
    public func then(_ next: PlaneTransform) -> PlaneTransform {
        if isIdentity { return next }
        if next.isIdentity { return self }
        var product = [Double](repeating: 0, count: 9)
        for row in 0..<3 {
            for column in 0..<3 {
                product[3 * row + column] = (0..<3).reduce(0) {
                    $0 + elements[3 * row + $1] * next.elements[3 * $1 + column]
                }
            }
        }
        return PlaneTransform(product)
    }

    /// The point of the old picture that a point of the new one shows; nil where there is none.
    public func source(x: Double, y: Double) -> (x: Double, y: Double)? {
        let depth = elements[6] * x + elements[7] * y + elements[8]
        guard depth > Self.smallestDepth else { return nil }
        return (
            (elements[0] * x + elements[1] * y + elements[2]) / depth,
            (elements[3] * x + elements[4] * y + elements[5]) / depth
        )
    }

    /// Points nearer to the horizon than this, and those behind it, show nothing.
    private static let smallestDepth = 1e-9
}

extension PlaneTransform {
    /// Moves the corners of a picture of the given extent to four points, as if it were photographed at an
    /// angle.
    ///
    /// Source: Heckbert, "Fundamentals of texture mapping and image warping", section 2.2.3, 1989.
    ///
    /// - Parameters:
    ///   - width: The columns of the picture.
    ///   - height: The rows of the picture.
    ///   - corners: Where the top left, top right, bottom right and bottom left corners go, in pixels.
    /// - Returns: nil where the corners are not those of a convex figure in this order.
    public init?(width: Int, height: Int, corners: [(x: Double, y: Double)]) {
        precondition(corners.count == 4, "a picture has 4 corners, not \(corners.count)")
        guard Self.isConvex(corners), let inverse = Self.fromUnitSquare(to: corners).inverse else {
            return nil
        }
        let square = inverse.elements
        let (width, height) = (Double(width), Double(height))
        let elements =
            square[0...2].map { $0 * width } + square[3...5].map { $0 * height } + Array(square[6...8])
        // A projective map stays the same when all elements are divided. Depths are then positive in all of the
        // figure, because they are 1 at its first corner and no horizon passes through it.
        let depth = elements[6] * corners[0].x + elements[7] * corners[0].y + elements[8]
        self.init(elements.map { $0 / depth })
    }

    /// Whether going round the corners one turns clockwise, as one sees it, at each.
    private static func isConvex(_ corners: [(x: Double, y: Double)]) -> Bool {
        (0..<4).allSatisfy { index in
            let (a, b, c) = (corners[index], corners[(index + 1) % 4], corners[(index + 2) % 4])
            return (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x) > 1e-9
        }
    }

    private static func fromUnitSquare(to corners: [(x: Double, y: Double)]) -> PlaneTransform {
        let (p0, p1, p2, p3) = (corners[0], corners[1], corners[2], corners[3])
        let (x1, x2, x3) = (p1.x - p2.x, p3.x - p2.x, p0.x - p1.x + p2.x - p3.x)
        let (y1, y2, y3) = (p1.y - p2.y, p3.y - p2.y, p0.y - p1.y + p2.y - p3.y)
        let determinant = x1 * y2 - x2 * y1
        let g = (x3 * y2 - x2 * y3) / determinant
        let h = (x1 * y3 - x3 * y1) / determinant
        return PlaneTransform([
            p1.x - p0.x + g * p1.x, p3.x - p0.x + h * p3.x, p0.x,
            p1.y - p0.y + g * p1.y, p3.y - p0.y + h * p3.y, p0.y,
            g, h, 1,
        ])
    }

    /// The map that undoes this one, up to a common factor; nil where there is none.
    private var inverse: PlaneTransform? {
        let (a, b, c) = (elements[0], elements[1], elements[2])
        let (d, e, f) = (elements[3], elements[4], elements[5])
        let (g, h, i) = (elements[6], elements[7], elements[8])
        let adjugate = [
            e * i - f * h, c * h - b * i, b * f - c * e,
            f * g - d * i, a * i - c * g, c * d - a * f,
            d * h - e * g, b * g - a * h, a * e - b * d,
        ]
        let determinant = a * adjugate[0] + b * adjugate[3] + c * adjugate[6]
        guard adjugate.allSatisfy(\.isFinite), determinant != 0 else { return nil }
        return PlaneTransform(adjugate)
    }
}
