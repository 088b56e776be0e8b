/// The checks that the settings of losses share; nil where nothing is wrong.
enum LossFault {
    /// A share in `0 ..< 1`.
    static func share(_ value: Double, _ name: String) -> String? {
        value >= 0 && value < 1 ? nil : "\(name) \(value) is not in 0 ..< 1"
    }

    /// Finite numbers that are not negative.
    static func weights(_ values: [Double]?, _ name: String) -> String? {
        values?.first { !($0 >= 0 && $0.isFinite) }.map { "\(name) \($0) is not a finite number from 0" }
    }
}
