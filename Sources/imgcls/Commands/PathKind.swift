internal import Glibc

/// What a path that the user named stands for.
enum PathKind {
    /// Whether a folder stands there, through symbolic links; nil where nothing does.
    static func isFolder(_ path: String) -> Bool? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        return status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether a file of bytes stands there, through symbolic links.
    static func isRegularFile(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
