import Glibc

/// How the value between pixels is found when an image is resized.
///
/// All but `nearest` are antialiased: when an image gets smaller, the filter widens with the reduction, so
/// every source pixel counts.
public enum ResamplingFilter: String, Hashable, Sendable, CaseIterable, Codable {
    /// The pixel whose area holds the centre of the new one.
    case nearest
    /// A triangle of radius 1.
    case bilinear
    /// Keys' cubic of radius 2 with a = −0.5.
    /// Source: Keys, "Cubic convolution interpolation for digital image processing", IEEE TASSP 1981.
    case bicubic
    /// A sinc of radius 3 under a wider sinc as window. Source: Duchon, "Lanczos filtering in one and two
    /// dimensions", J. Applied Meteorology 1979.
    case lanczos3

    /// The distance from the centre beyond which the filter is zero, in source pixels at unreduced size.
    var radius: Double {
        switch self {
        case .nearest: 0.5
        case .bilinear: 1
        case .bicubic: 2
        case .lanczos3: 3
        }
    }

    /// The height of the filter at a distance from its centre.
    func weight(at distance: Double) -> Double {
        let x = abs(distance)
        guard x < radius else { return 0 }
        switch self {
        case .nearest:
            return 1
        case .bilinear:
            return 1 - x
        case .bicubic:
            let a = -0.5
            return x < 1
                ? ((a + 2) * x - (a + 3)) * x * x + 1
                : (((x - 5) * x + 8) * x - 4) * a
        case .lanczos3:
            return Self.sinc(x) * Self.sinc(x / 3)
        }
    }

    private static func sinc(_ x: Double) -> Double {
        x == 0 ? 1 : sin(.pi * x) / (.pi * x)
    }
}
