internal import Synchronization

/// The memory that the examples of one run may take for what they would otherwise read or compute again: pictures and
/// the values behind a frozen beginning.
///
/// The parts of a data set share one limit, so that the memory of a run does not depend on how many images it has.
package final class KeptMemory: Sendable {
    /// The limit unless stated: 160 MiB, which all of Fashion-MNIST fits into, and with which EfficientNet-Lite0 trains
    /// from random weights in 1.5 GB.
    package static let usualByteCount = 160 << 20

    private let left: Mutex<Int>

    /// - Parameter byteCount: The limit, in bytes.
    package init(byteCount: Int = usualByteCount) {
        left = Mutex(byteCount)
    }

    /// Takes a part of what is left, for good.
    ///
    /// - Returns: Whether there is as much.
    package func take(_ byteCount: Int) -> Bool {
        left.withLock { left in
            guard byteCount <= left else { return false }
            left -= byteCount
            return true
        }
    }

    /// Whether there is room for more at this moment.
    package func hasRoom(for byteCount: Int) -> Bool { left.withLock { byteCount <= $0 } }
}
