import Networks
import Testing

@Suite struct InitializerTextTests {
    /// A text, what it means, and how that is written.
    @Test(arguments: [
        ("he", Initializer.heNormal(), "he_normal:fan=inputs"),
        ("he_normal", .heNormal(), "he_normal:fan=inputs"),
        ("he:fan=outputs", .heNormal(.outputs), "he_normal:fan=outputs"),
        ("he_uniform", .heUniform(), "he_uniform:fan=inputs"),
        ("he_uniform:fan=inputs", .heUniform(.inputs), "he_uniform:fan=inputs"),
        ("xavier", .xavierUniform, "xavier_uniform"),
        ("xavier_uniform", .xavierUniform, "xavier_uniform"),
        ("xavier_normal", .xavierNormal, "xavier_normal"),
        ("normal", .normal(standardDeviation: 0.01), "normal:std=0.01"),
        ("normal:std=0", .normal(standardDeviation: 0), "normal:std=0"),
        ("normal:std=1e-5", .normal(standardDeviation: 1e-5), "normal:std=1e-05"),
        ("constant", .zeros, "constant:value=0"),
        ("constant:value=-1000", .constant(-1000), "constant:value=-1000"),
        ("normal:std=2e300", .normal(standardDeviation: 2e300), "normal:std=2e+300"),
    ]) func `a text is read, and written in full`(text: String, expected: Initializer, full: String) throws {
        #expect(try Initializer(parsing: text) == expected)
        #expect(expected.description == full)
        #expect(try Initializer(parsing: full) == expected)
    }

    private static let known =
        "he, he_normal, he_uniform, xavier, xavier_normal, xavier_uniform, normal, constant"

    private static func unknownName(_ name: String, _ nearest: String?) -> InitializerError {
        .unknownName(name, nearest: nearest, known: Initializer.names)
    }

    @Test(
        arguments: [
            (
                "xaver", unknownName("xaver", "xavier"),
                #"there is no initializer "xaver"; is "xavier" meant?"#
            ),
            ("He", unknownName("He", "he"), #"there is no initializer "He"; is "he" meant?"#),
            (
                "norml:std=1", unknownName("norml", "normal"),
                #"there is no initializer "norml"; is "normal" meant?"#
            ),
            ("", unknownName("", nil), #"there is no initializer ""; known are "# + known),
            (
                "orthogonal", unknownName("orthogonal", nil),
                #"there is no initializer "orthogonal"; known are "# + known
            ),
            (
                "normal:sdt=1", .unknownSetting("sdt=1", of: "normal", known: "std"),
                #""sdt=1" is no setting of the initializer normal, which has "std=…""#
            ),
            (
                "normal:", .unknownSetting("", of: "normal", known: "std"),
                #""" is no setting of the initializer normal, which has "std=…""#
            ),
            (
                "xavier:std=1", .unknownSetting("std=1", of: "xavier", known: nil),
                #""std=1" is no setting of the initializer xavier, which has none"#
            ),
            (
                "he:fan=out", .wrongValue("out", setting: "fan", expected: "inputs or outputs"),
                #""out" cannot be the fan of an initializer, which is inputs or outputs"#
            ),
            (
                "normal:std=-1", .wrongValue("-1", setting: "std", expected: "at least 0"),
                #""-1" cannot be the std of an initializer, which is at least 0"#
            ),
            (
                "normal:std=nan", .wrongValue("nan", setting: "std", expected: "a number"),
                #""nan" cannot be the std of an initializer, which is a number"#
            ),
            (
                "normal:std=0.1,std=0.2",
                .wrongValue("0.1,std=0.2", setting: "std", expected: "a number"),
                #""0.1,std=0.2" cannot be the std of an initializer, which is a number"#
            ),
            (
                "constant:value=inf",
                .wrongValue("inf", setting: "value", expected: "a number"),
                #""inf" cannot be the value of an initializer, which is a number"#
            ),
        ] as [(String, InitializerError, String)])
    func `a text that means nothing is refused`(text: String, error: InitializerError, sentence: String) {
        #expect(throws: error) { try Initializer(parsing: text) }
        #expect(error.description == sentence)
    }
}
