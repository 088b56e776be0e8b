/// The geometry that convolutions and pooling share.
public struct SlidingWindow: Hashable, Sendable {
    /// The size of the window.
    public var kernel: Extent
    /// The distance between positions.
    public var stride: Extent
    /// The distance between the values that one window reads; 1 for a dense window.
    public var dilation: Extent
    /// What surrounds the input.
    public var padding: Padding

    /// Describes a window.
    public init(
        kernel: Extent, stride: Extent = Extent(1), dilation: Extent = Extent(1), padding: Padding = .none
    ) {
        self.kernel = kernel
        self.stride = stride
        self.dilation = dilation
        self.padding = padding
    }

    /// Square windows side by side: the stride is the kernel's side.
    public static func tiles(_ side: Int) -> SlidingWindow {
        SlidingWindow(kernel: Extent(side), stride: Extent(side))
    }

    /// How far the dilated window reaches: `(kernel − 1) · dilation + 1` along each axis.
    public var reach: Extent {
        Extent(
            height: (kernel.height - 1) * dilation.height + 1,
            width: (kernel.width - 1) * dilation.width + 1)
    }

    /// The number of positions: `⌊(input + padding − reach) / stride⌋ + 1` along each axis; zero or less where
    /// the window does not fit.
    public func output(for input: Extent) -> Extent {
        let padding = padding.resolved(input: input, window: self)
        let rows = input.height + padding.rows.before + padding.rows.after - reach.height
        let columns = input.width + padding.columns.before + padding.columns.after - reach.width
        return Extent(
            height: rows < 0 ? 0 : rows / stride.height + 1,
            width: columns < 0 ? 0 : columns / stride.width + 1)
    }
}
