internal import Glibc

/// One axis of a chart: which values it covers and where it is marked.
package struct AxisScale: Sendable {
    /// A marked value.
    package struct Tick: Sendable {
        package let value: Double
        package let label: String
    }

    /// The value at the beginning.
    package let lower: Double
    /// The value at the end.
    package let upper: Double
    /// Whether equal factors, not equal steps, are equally long.
    let isLogarithmic: Bool
    /// The marked values, rising.
    package let ticks: [Tick]

    /// Where a value lies, 0 at the beginning and 1 at the end.
    package func position(_ value: Double) -> Double {
        isLogarithmic
            ? log(value / lower) / log(upper / lower)
            : (value - lower) / (upper - lower)
    }

    /// From 0 to 100 %.
    package static let share = AxisScale(
        lower: 0, upper: 1, isLogarithmic: false,
        ticks: [0, 0.2, 0.4, 0.6, 0.8, 1].map {
            Tick(value: $0, label: NumberText.share($0, digits: 0))
        })

    /// An axis in steps of 1, 2 or 5 times a power of ten that covers all finite values.
    ///
    /// - Parameters:
    ///   - tickCount: About how many ticks there are.
    ///   - isTight: Whether it ends at the outermost values and not at a tick.
    ///   - isShare: Whether the labels are in per cent.
    package static func linear(
        _ values: [Double], tickCount: Int = 5, isTight: Bool = false, isShare: Bool = false
    ) -> AxisScale {
        let finite = values.filter(\.isFinite)
        var lowest = finite.min() ?? 0
        var highest = finite.max() ?? 1
        if !(highest - lowest > max(lowest.magnitude, highest.magnitude) * 1e-9) {
            let margin = max(lowest.magnitude * 0.1, isShare ? 0.05 : 0.5)
            lowest -= margin
            highest += margin
        }
        let step = niceStep((highest - lowest) / Double(tickCount))
        let first = isTight ? (lowest / step).rounded(.up) : (lowest / step).rounded(.down)
        let last = isTight ? (highest / step).rounded(.down) : (highest / step).rounded(.up)
        let digits = max(0, Int((-log10(isShare ? step * 100 : step) - 1e-9).rounded(.up)))
        let ticks = stride(from: first, through: last, by: 1).map { index in
            let value = index * step
            return Tick(
                value: value,
                label: isShare
                    ? NumberText.share(value, digits: digits) : NumberText.fixed(value, digits: digits))
        }
        return AxisScale(
            lower: isTight ? lowest : first * step, upper: isTight ? highest : last * step,
            isLogarithmic: false, ticks: ticks)
    }

    /// An axis of epochs, from the first to the last.
    package static func epochs(_ epochs: [Int]) -> AxisScale {
        let first = Double(epochs.min() ?? 1)
        let last = max(Double(epochs.max() ?? 1), first + 1)
        let step = max(1, niceStep((last - first) / 6))
        var ticks = stride(from: (first / step).rounded(.up) * step, through: last, by: step).map {
            Tick(value: $0, label: NumberText.count(Int($0)))
        }
        if let start = ticks.first, start.value > first, start.value - first >= step / 2 {
            ticks.insert(Tick(value: first, label: NumberText.count(Int(first))), at: 0)
        }
        return AxisScale(lower: first, upper: last, isLogarithmic: false, ticks: ticks)
    }

    /// An axis of whole powers of ten that covers all positive values.
    package static func logarithmic(_ values: [Double]) -> AxisScale {
        let positive = values.filter { $0.isFinite && $0 > 0 }
        let first = Int(log10(positive.min() ?? 1).rounded(.down))
        let last = max(Int((log10(positive.max() ?? 1) - 1e-9).rounded(.up)), first + 1)
        let step = max(1, (last - first + 4) / 5)
        return AxisScale(
            lower: pow(10, Double(first)), upper: pow(10, Double(last)), isLogarithmic: true,
            ticks: stride(from: first, through: last, by: step).map {
                Tick(value: pow(10, Double($0)), label: NumberText.power($0))
            })
    }

    /// The smallest of 1, 2, 5 and 10 times a power of ten that is not below a step.
    private static func niceStep(_ step: Double) -> Double {
        let power = pow(10, log10(step).rounded(.down))
        let mantissa = step / power
        return power * ([1, 2, 5].first { mantissa <= $0 + 1e-9 } ?? 10)
    }
}
