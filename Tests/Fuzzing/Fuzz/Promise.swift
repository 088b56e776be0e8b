import CFuzzing
import Glibc

/// What a target says about an input.
enum Promise {
    /// Ends the process, which libFuzzer reports with the input, where a promise does not hold.
    static func hold(_ holds: Bool, _ promise: @autoclosure () -> String) {
        guard !holds else { return }
        print("broken promise: \(promise())")
        // libFuzzer ends the process without writing out what waits in buffers.
        fflush(nil)
        preconditionFailure("a promise is broken")
    }

    /// A refusal says why, in one line.
    static func refused(_ error: some Error & CustomStringConvertible) {
        let description = error.description
        hold(!description.isEmpty, "an error has no description")
        hold(!description.utf8.contains(0x0A), "an error has more than one line: \(description)")
    }

    /// Tells libFuzzer in which words an error was told.
    ///
    /// What an input may make up is left out, since it would be news each time: numbers, names of chunks
    /// before a colon, single bytes.
    static func note(_ error: some Error & CustomStringConvertible) {
        let words = error.description.split(separator: " ").filter { word in
            word.utf8.count > 2 && word.utf8.last != UInt8(ascii: ":")
                && word.utf8.allSatisfy { $0 > 0x20 && !(0x30...0x39).contains($0) }
        }
        note(words.joined(separator: " "))
    }

    /// Tells libFuzzer of a kind of outcome.
    static func note(_ outcome: String) {
        var outcome = outcome
        outcome.withUTF8 { text in unsafe imgcls_fuzz_note_outcome(text.baseAddress, text.count) }
    }
}
