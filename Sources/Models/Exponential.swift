internal import Glibc

/// The C library's exponential function under a name of its own, since a file that imports it sees all of it.
enum Exponential {
    static func of(_ x: Double) -> Double { exp(x) }
}
