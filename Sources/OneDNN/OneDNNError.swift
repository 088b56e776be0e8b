internal import COneDNN

/// A call into oneDNN that did not succeed.
public struct OneDNNError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was attempted, for example `create convolution`.
    public let operation: String

    /// oneDNN's status number.
    public let status: Int32

    /// One sentence with the operation and oneDNN's reason.
    public var description: String {
        "oneDNN could not \(operation): \(unsafe String(cString: onednn_status_text(status)))"
    }

    /// Pairs an attempt with its status.
    public init(operation: String, status: Int32) {
        self.operation = operation
        self.status = status
    }

    /// Turns a status into an error unless it is success.
    static func check(_ status: Int32, _ operation: @autoclosure () -> String) throws(OneDNNError) {
        guard status == 0 else { throw OneDNNError(operation: operation(), status: status) }
    }
}
