internal import COneDNN

// Operations over the rows of a matrix, which one position of an image is in the order `N H W C`.
extension Primitive {
    /// Compiles the normalisation of each row with its own mean and variance; weights and bias are `[C]`,
    /// plain.
    ///
    /// - Parameters:
    ///   - epsilon: Added to the variance.
    ///   - layout: `[rows, C]`, of source and output.
    /// - Throws: `OneDNNError` for another number of axes or where no kernel exists.
    public static func rowNormalization(epsilon: Float, layout: Layout) throws(OneDNNError) -> Primitive {
        unsafe try make("a layer normalisation") { handle in
            unsafe onednn_row_normalization_create(&handle, epsilon, layout.handle)
        }
    }

    /// Compiles `exp(x) / Σ exp(x)` over each row of `[rows, C]`.
    ///
    /// - Throws: `OneDNNError` for another number of axes or where no kernel exists.
    public static func softmax(layout: Layout) throws(OneDNNError) -> Primitive {
        unsafe try make("a softmax") { handle in
            unsafe onednn_softmax_create(&handle, layout.handle)
        }
    }
}

extension Layout {
    /// The layout of a part along one axis, in the memory of the whole.
    ///
    /// - Throws: `OneDNNError` where the part leaves the whole, or cuts a block.
    public func slice(axis: Int, _ range: Range<Int>) throws(OneDNNError) -> Layout {
        var slice: OpaquePointer?
        let status = unsafe onednn_layout_slice_create(
            &slice, handle, Int32(axis), Int64(range.lowerBound), Int64(range.count))
        guard status == 0, let created = unsafe slice else {
            throw OneDNNError(operation: "take \(range) along axis \(axis) of a tensor", status: status)
        }
        return unsafe Layout(owning: created)
    }
}
