internal import Glibc

/// A colour of the page, sRGB.
package struct PageColor: Hashable, Sendable {
    let red: UInt8
    let green: UInt8
    let blue: UInt8

    /// A colour from its hexadecimal number, `0xRRGGBB`.
    package init(_ hex: UInt32) {
        red = UInt8(truncatingIfNeeded: hex >> 16)
        green = UInt8(truncatingIfNeeded: hex >> 8)
        blue = UInt8(truncatingIfNeeded: hex)
    }

    private init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    package static let black = PageColor(0x000000)
    package static let white = PageColor(0xFFFFFF)

    /// The colour as CSS writes it.
    package var css: String {
        "#"
            + [red, green, blue].map { part in
                let digits = String(part, radix: 16)
                return digits.count == 1 ? "0" + digits : digits
            }.joined()
    }

    /// A colour on the way to another one; 0 is this one and 1 the other.
    package func mixed(with other: PageColor, share: Double) -> PageColor {
        func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
            UInt8((Double(a) + (Double(b) - Double(a)) * share).rounded())
        }
        return PageColor(
            red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
    }

    /// The ratio of the lighter luminance to the darker one, `1 ... 21`.
    ///
    /// Source: WCAG 2.2, "contrast ratio", <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>.
    package func contrast(to other: PageColor) -> Double {
        let (a, b) = (luminance, other.luminance)
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    /// Black or white, whichever is easier to read on this colour.
    package var textColor: PageColor { contrast(to: .black) > contrast(to: .white) ? .black : .white }

    private var luminance: Double {
        func linear(_ part: UInt8) -> Double {
            let value = Double(part) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
}
