import Glibc

/// An error number of the C library.
struct SystemError: Error, Hashable, Sendable {
    let code: Int32

    /// The C library's own words for the number.
    var reason: String {
        unsafe String(cString: strerror(code))
    }

    /// Throws the current error number where a call returned a negative status.
    static func check(_ status: Int32) throws(SystemError) {
        guard status >= 0 else { throw SystemError(code: errno) }
    }
}
