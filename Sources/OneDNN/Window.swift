internal import COneDNN

/// The geometry of a sliding window, in pixels.
public struct Window: Hashable, Sendable {
    let kernel: [Int]
    let stride: [Int]
    let dilation: [Int]
    let paddingBegin: [Int]
    let paddingEnd: [Int]

    /// Describes a window; every list is (height, width), padding in front is (top, left).
    ///
    /// - Precondition: Every list has two entries.
    public init(kernel: [Int], stride: [Int], dilation: [Int], paddingBegin: [Int], paddingEnd: [Int]) {
        for list in [kernel, stride, dilation, paddingBegin, paddingEnd] {
            precondition(list.count == 2, "a window has a height and a width, not \(list)")
        }
        self.kernel = kernel
        self.stride = stride
        self.dilation = dilation
        self.paddingBegin = paddingBegin
        self.paddingEnd = paddingEnd
    }

    var value: onednn_window {
        onednn_window(
            kernel: (Int64(kernel[0]), Int64(kernel[1])),
            stride: (Int64(stride[0]), Int64(stride[1])),
            dilation: (Int64(dilation[0]), Int64(dilation[1])),
            padding_begin: (Int64(paddingBegin[0]), Int64(paddingBegin[1])),
            padding_end: (Int64(paddingEnd[0]), Int64(paddingEnd[1])))
    }
}
