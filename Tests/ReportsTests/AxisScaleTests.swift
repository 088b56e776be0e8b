import Reports
import Testing

@Suite struct AxisScaleTests {
    @Test(arguments: [
        ([0.0, 1.44], false, ["0.0", "0.5", "1.0", "1.5"]),
        ([0, 0.075], true, ["0\u{A0}%", "2\u{A0}%", "4\u{A0}%", "6\u{A0}%", "8\u{A0}%"]),
        ([12, 12], false, ["10.5", "11.0", "11.5", "12.0", "12.5", "13.0", "13.5"]),
        ([0, 8_000], false, ["0", "2,000", "4,000", "6,000", "8,000"]),
        ([.nan, -3, 2], false, ["−3", "−2", "−1", "0", "1", "2"]),
        ([], false, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    ])
    func `a linear axis covers its values in round steps`(
        _ values: [Double], _ isShare: Bool, _ labels: [String]
    ) {
        let scale = AxisScale.linear(values, isShare: isShare)
        #expect(scale.ticks.map(\.label) == labels)
        for value in values where value.isFinite {
            #expect((0...1).contains(scale.position(value)))
        }
    }

    @Test(arguments: [
        ([1e-6, 1e-3], ["10⁻⁶", "10⁻⁵", "10⁻⁴", "10⁻³"]), ([0.002, 0], ["10⁻³", "10⁻²"]),
        ([.nan], ["10⁰", "10¹"]),
    ])
    func `a logarithmic axis has powers of ten`(_ values: [Double], _ labels: [String]) {
        let scale = AxisScale.logarithmic(values)
        #expect(scale.ticks.map(\.label) == labels)
        for value in values where value > 0 { #expect((-1e-12...1 + 1e-12).contains(scale.position(value))) }
    }

    @Test(arguments: [
        (1...1, ["1", "2"]), (1...5, ["1", "2", "3", "4", "5"]), (1...14, ["1", "5", "10"]),
        (1...120, ["1", "20", "40", "60", "80", "100", "120"]),
    ])
    func `an axis of epochs begins with the first one`(_ epochs: ClosedRange<Int>, _ labels: [String]) {
        #expect(AxisScale.epochs(Array(epochs)).ticks.map(\.label) == labels)
    }
}
