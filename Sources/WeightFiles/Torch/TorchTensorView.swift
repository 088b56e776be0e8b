import Tensors

/// A tensor of a checkpoint as the pickle describes it: a window onto a storage. Nothing is checked yet.
struct TorchTensorView: Hashable, Sendable {
    let storage: TorchStorageReference

    /// The position of the first element in the storage.
    let offset: Int

    /// The extent along each axis, outermost first.
    let extents: [Int]

    /// How many elements of the storage lie between neighbours along each axis.
    let strides: [Int]
}

/// A storage as the pickle refers to it; its bytes lie elsewhere in the file.
struct TorchStorageReference: Hashable, Sendable {
    let key: String
    let elementType: TorchElementType
    let elementCount: Int
}

extension TorchTensorView {
    /// The positions of the storage that the tensor reaches, from its first element to its last.
    ///
    /// The number of elements is held to that of the storage. A view may well have more, when a stride of
    /// zero repeats elements, and a few bytes would then announce any amount of memory.
    ///
    /// - Throws: ``TorchCheckpointError`` for a view that leaves its storage or repeats it.
    func reach(tensor: String) throws(TorchCheckpointError) -> Range<Int> {
        guard let count = CheckedArithmetic.elementCount(of: extents) else {
            throw .sizeOverflow(tensor: tensor, extents: extents)
        }
        let outOfBounds = TorchCheckpointError.outOfBounds(
            tensor: tensor, offset: offset, extents: extents, strides: strides,
            storageElementCount: storage.elementCount)
        guard offset <= storage.elementCount else { throw outOfBounds }
        guard count > 0 else { return offset..<offset }
        var last = offset
        for (extent, stride) in zip(extents, strides) {
            guard let distance = CheckedArithmetic.multiply(extent - 1, stride),
                let sum = CheckedArithmetic.add(last, distance)
            else { throw outOfBounds }
            last = sum
        }
        guard last < storage.elementCount else { throw outOfBounds }
        guard count <= storage.elementCount else {
            throw .repeatedElements(
                tensor: tensor, elementCount: count, storageElementCount: storage.elementCount)
        }
        return offset..<last + 1
    }

    /// Whether the elements lie in row-major order without gaps. Axes of extent one may have any stride.
    var isContiguous: Bool {
        var expected = 1
        for (extent, stride) in zip(extents, strides).reversed() where extent != 1 {
            guard stride == expected else { return false }
            expected *= extent
        }
        return true
    }

    /// Puts elements into row-major order.
    ///
    /// - Parameter elements: Those in reach, in the storage's order.
    func gathered(from elements: [Float]) -> [Float] {
        let count = extents.reduce(1, *)
        guard count > 0, let rowLength = extents.last, let rowStride = strides.last else { return elements }
        var values: [Float] = []
        values.reserveCapacity(count)
        var index = [Int](repeating: 0, count: extents.count)
        var position = 0
        while values.count < count {
            for column in 0..<rowLength {
                values.append(elements[position + column * rowStride])
            }
            // One step of the outer axes, like a mileage counter.
            for axis in stride(from: extents.count - 2, through: 0, by: -1) {
                index[axis] += 1
                position += strides[axis]
                guard index[axis] == extents[axis] else { break }
                position -= extents[axis] * strides[axis]
                index[axis] = 0
            }
        }
        return values
    }
}
