/// Words of commands that a person is to copy into a shell.
enum ShellWord {
    private static let plain = Set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./:,@%".unicodeScalars)

    /// A word as a POSIX shell reads it back: as it is where that is safe, else in single quotation marks.
    static func quoted(_ word: String) -> String {
        if !word.isEmpty, word.unicodeScalars.allSatisfy(plain.contains) { return word }
        var text = "'"
        for scalar in word.unicodeScalars {
            if scalar == "'" { text += #"'\''"# } else { text.unicodeScalars.append(scalar) }
        }
        return text + "'"
    }

    /// Words as one command.
    static func command(_ words: [String]) -> String { words.map(quoted).joined(separator: " ") }
}
