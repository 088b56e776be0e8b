import Glibc

/// What stands at a path.
struct FileStatus {
    /// What kind of thing it is, as far as this target cares.
    enum Kind {
        case regular
        case directory
        case symbolicLink
        case other
    }

    let kind: Kind

    /// The access rights, the lower twelve bits of the mode.
    let permissions: mode_t

    /// Looks at a path; a symbolic link is looked at itself, not through, unless told so.
    init(ofPath path: String, followingLinks: Bool) throws(SystemError) {
        var status = stat()
        try SystemError.check(unsafe followingLinks ? stat(path, &status) : lstat(path, &status))
        permissions = status.st_mode & 0o7777
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .directory
            case S_IFLNK: .symbolicLink
            default: .other
            }
    }
}
