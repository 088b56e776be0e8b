internal import Glibc

/// What GitHub Actions shows of a step, where a command runs in one.
///
/// Source: GitHub's documentation, "Workflow commands for GitHub Actions" and "Adding a job summary".
enum GitHubActions {
    /// Whether the command runs in a workflow.
    static var isDetected: Bool { Environment.value("GITHUB_ACTIONS") == "true" }

    /// How much an annotation matters.
    enum Severity: String {
        case notice, warning, error
    }

    /// Marks the step.
    static func annotate(_ text: String, _ severity: Severity) {
        guard isDetected else { return }
        StandardError.line("::\(severity.rawValue) title=imgcls::\(escaped(text))")
    }

    /// Adds Markdown to the summary of the job; a summary that cannot be written is no reason to fail.
    static func summarise(_ markdown: String, _ display: ProgressDisplay) {
        guard isDetected, let path = Environment.value("GITHUB_STEP_SUMMARY") else { return }
        guard let file = unsafe fopen(path, "ab") else {
            display.warn("\(path): the job summary cannot be written")
            return
        }
        let bytes = Array(markdown.utf8)
        let count = unsafe fwrite(bytes, 1, bytes.count, file)
        if unsafe fclose(file) != 0 || count != bytes.count {
            display.warn("\(path): the job summary cannot be written")
        }
    }

    /// A message of a workflow command: in one line, with its signs escaped.
    private static func escaped(_ text: String) -> String {
        text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
    }
}

/// Tables in Markdown.
enum Markdown {
    /// A cell: what would end it, or become markup, stands for itself.
    static func cell(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n", "\r": result += " "
            case "|", "\\", "`", "*", "_", "<", ">", "[", "]", "#", "~", "&": result += "\\\(scalar)"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    static func table(_ header: [String], _ rows: [[String]]) -> String {
        let lines =
            [header.map(cell), header.map { _ in "---" }] + rows.map { $0.map(cell) }
        return lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }
}
