/// Paths as the scan builds them: texts with `/` between components.
enum FolderPath {
    /// One path below another; either may be empty, which stands for no further component. An absolute path
    /// stays as it is.
    static func join(_ folder: String, _ name: String) -> String {
        if folder.isEmpty || name.utf8.first == UInt8(ascii: "/") { return name }
        if name.isEmpty { return folder }
        return folder.utf8.last == UInt8(ascii: "/") ? folder + name : folder + "/" + name
    }

    /// The path from the root of the file system, without slashes at its end; links and `..` stay as they
    /// are.
    ///
    /// A relative path stays relative where the working directory has no path in UTF-8: it still opens the
    /// folder.
    static func absolute(_ path: String) -> String {
        var trimmed = Substring(path)
        while trimmed.utf8.count > 1, trimmed.utf8.last == UInt8(ascii: "/") { trimmed = trimmed.dropLast() }
        if trimmed.utf8.first == UInt8(ascii: "/") { return String(trimmed) }
        guard let workingDirectory = DirectoryReader.workingDirectory() else { return String(trimmed) }
        return trimmed == "." ? workingDirectory : join(workingDirectory, String(trimmed))
    }
}
