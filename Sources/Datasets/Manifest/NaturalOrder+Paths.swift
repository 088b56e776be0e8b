extension NaturalOrder {
    /// Whether a scan of a folder comes to one path before another: the names on the way are compared one by one,
    /// from the left, and a path comes before what lies below it.
    ///
    /// The order of whole paths as texts would differ: `a-1/x` comes before `a/x` there, because `-` comes before
    /// the slash.
    static func pathsAreInIncreasingOrder(_ left: String, _ right: String) -> Bool {
        let leftPath = left.utf8
        let rightPath = right.utf8
        var leftIndex = leftPath.startIndex
        var rightIndex = rightPath.startIndex
        var nameStarts = (left: leftIndex, right: rightIndex)
        while leftIndex < leftPath.endIndex, rightIndex < rightPath.endIndex,
            leftPath[leftIndex] == rightPath[rightIndex]
        {
            let isSlash = leftPath[leftIndex] == slash
            leftPath.formIndex(after: &leftIndex)
            rightPath.formIndex(after: &rightIndex)
            if isSlash { nameStarts = (leftIndex, rightIndex) }
        }
        // The paths part inside a name, or one goes on where the other ends.
        let leftName = leftPath[nameStarts.left...].prefix { $0 != slash }
        let rightName = rightPath[nameStarts.right...].prefix { $0 != slash }
        if leftName.endIndex == leftIndex, rightName.endIndex == rightIndex {
            return leftIndex == leftPath.endIndex && rightIndex < rightPath.endIndex
        }
        return areInIncreasingOrder(String(Substring(leftName)), String(Substring(rightName)))
    }

    private static var slash: UInt8 { UInt8(ascii: "/") }
}
