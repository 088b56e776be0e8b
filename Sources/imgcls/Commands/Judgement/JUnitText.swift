internal import Metrics

/// Quality gates as JUnit's XML, which continuous integration shows as tests.
///
/// One test case a gate; without gates one that says that the model was evaluated.
struct JUnitText {
    private let record: EvaluationRecord
    private let seconds: Double

    init(_ record: EvaluationRecord, seconds: Double) {
        self.record = record
        self.seconds = seconds
    }

    var xml: String {
        let failureCount = record.gates.count { !$0.passed }
        let time = Number.fixed(seconds, 3)
        var lines = [
            #"<?xml version="1.0" encoding="UTF-8"?>"#,
            "<testsuites>",
            "  <testsuite name=\"imgcls evaluate\" tests=\"\(max(record.gates.count, 1))\" "
                + "failures=\"\(failureCount)\" errors=\"0\" time=\"\(time)\">",
            "    <properties>",
            "      <property name=\"model\" value=\"\(Self.escaped(record.model))\"/>",
            "      <property name=\"data\" value=\"\(Self.escaped(record.data))\"/>",
            "      <property name=\"images\" value=\"\(record.report.imageCount)\"/>",
            "    </properties>",
        ]
        if record.gates.isEmpty {
            lines.append("    <testcase classname=\"imgcls\" name=\"evaluated\" time=\"\(time)\"/>")
        }
        for verdict in record.gates {
            let gate = verdict.gate
            let sign = gate.metric.isMaximum ? "at most" : "at least"
            let name = "\(gate.metric.rawValue) \(sign) \(gate.threshold)\(gate.isStrict ? " (strict)" : "")"
            let start = "    <testcase classname=\"imgcls\" name=\"\(Self.escaped(name))\" time=\"0\""
            guard !verdict.passed else {
                lines.append(start + "/>")
                continue
            }
            lines += [
                start + ">", "      <failure message=\"\(Self.escaped(verdict.sentence))\"/>",
                "    </testcase>",
            ]
        }
        return (lines + ["  </testsuite>", "</testsuites>"]).joined(separator: "\n") + "\n"
    }

    /// Text as an attribute of XML 1.0, which has no way to write most control characters.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\t", "\n", "\r": result += "&#\(scalar.value);"
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
                result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
