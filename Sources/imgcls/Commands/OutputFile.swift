internal import ArgumentParser
internal import Glibc

/// A file that a command will write at its end.
enum OutputFile {
    /// Refuses options that would write two things to one place.
    ///
    /// - Throws: `ValidationError` with the options.
    static func validateTogether(_ outputs: [(option: String, path: String?)]) throws {
        var options: [String: String] = [:]
        for (option, path) in outputs {
            guard let path else { continue }
            if let other = options.updateValue(option, forKey: path) {
                throw ValidationError("\(other) and \(option) would both write to \(path)")
            }
        }
    }

    /// Finds out before the work, and not after it, that a file cannot be written.
    ///
    /// - Throws: `CommandError` with the path.
    static func check(_ path: String) throws(CommandError) {
        let parent = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        guard unsafe access(parent, F_OK) == 0 else {
            throw CommandError(.cannotWrite, "\(path): the folder \(parent) does not exist")
        }
        guard unsafe access(parent, W_OK) == 0 else {
            throw CommandError(.cannotWrite, "\(path): the folder \(parent) cannot be written to")
        }
        switch PathKind.isFolder(path) {
        case true?: throw CommandError(.cannotWrite, "\(path): is a folder")
        case false? where !PathKind.isRegularFile(path):
            throw CommandError(.cannotWrite, "\(path): is no regular file, and would be replaced by one")
        default: break
        }
    }
}
