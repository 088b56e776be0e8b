import Reports
import Testing

@Suite struct NumberTextTests {
    @Test(arguments: [
        (0.9224, 1, "0.9"), (1234.5, 1, "1,234.5"), (-0.04, 1, "0.0"), (-0.25, 2, "−0.25"),
        (999.96, 1, "1,000.0"),
        (1e16, 0, "1e+16"), (.nan, 1, "–"), (-.infinity, 1, "–"), (0, 0, "0"), (1_234_567, 0, "1,234,567"),
    ])
    func `a number has its digits and commas`(_ value: Double, _ digits: Int, _ text: String) {
        #expect(NumberText.fixed(value, digits: digits) == text)
    }

    @Test(arguments: [
        (0, "0"), (0.298, "0.298"), (0.0123, "0.0123"), (0.0996, "0.100"), (2.345, "2.35"), (71.26, "71.3"),
        (512.4, "512"),
        (0.00003, "3\u{A0}×\u{A0}10⁻⁵"), (-2.5e7, "−2.5\u{A0}×\u{A0}10⁷"), (9.99e-5, "1\u{A0}×\u{A0}10⁻⁴"),
        (.nan, "–"),
    ])
    func `about three digits matter`(_ value: Double, _ text: String) {
        #expect(NumberText.significant(value) == text)
    }

    @Test func `shares, counts and coordinates`() {
        #expect(NumberText.share(0.9224) == "92.2\u{A0}%")
        #expect(NumberText.share(.nan) == "–")
        #expect(NumberText.count(-12_345) == "−12,345")
        #expect(NumberText.counted(1, "image") == "1 image")
        #expect(NumberText.counted(2, "class", plural: "classes") == "2 classes")
        #expect(NumberText.coordinate(-3.14) == "-3.1")
        #expect(NumberText.coordinate(-0.04) == "0")
        #expect(NumberText.coordinate(12) == "12")
        #expect(NumberText.coordinate(.infinity) == "0")
    }
}
