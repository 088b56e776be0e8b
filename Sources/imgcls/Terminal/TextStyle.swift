/// What of a line is coloured; the line says the same without it.
enum TextStyle: Sendable {
    case plain
    case firstWord(Color)
    case lastWord(Color)

    /// Colours of every terminal that has colours, by their codes.
    enum Color: Int, Sendable {
        case green = 32
        case yellow = 33
    }

    /// The line in this style. The first word ends at a colon or a blank.
    func applied(to line: String) -> String {
        switch self {
        case .plain: return line
        case .firstWord(let color):
            let word = line.prefix { $0 != ":" && $0 != " " }
            return Self.colored(word, color) + line.dropFirst(word.count)
        case .lastWord(let color):
            let start = line.lastIndex(of: " ").map(line.index(after:)) ?? line.startIndex
            return line[..<start] + Self.colored(line[start...], color)
        }
    }

    private static func colored(_ word: Substring, _ color: Color) -> String {
        "\u{1B}[\(color.rawValue)m\(word)\u{1B}[0m"
    }
}
