extension NaturalOrder {
    /// Whether a scan of a folder comes to one path before another: the names on the way are compared one by
    /// one, from the left, and a path comes before what lies below it.
    ///
    /// The order of whole paths as texts would differ: `a-1/x` comes before `a/x` there, because `-` comes
    /// before the slash.
    static func pathsAreInIncreasingOrder(_ left: String, _ right: String) -> Bool {
        let leftPath = left.utf8.span
        let rightPath = right.utf8.span
        let commonCount = min(leftPath.count, rightPath.count)
        var index = 0
        var nameStart = 0
        while index < commonCount, leftPath[index] == rightPath[index] {
            if leftPath[index] == slash { nameStart = index + 1 }
            index += 1
        }
        // The paths part inside a name, or one goes on where the other ends.
        let leftEnd = nameEnd(in: leftPath, from: index)
        let rightEnd = nameEnd(in: rightPath, from: index)
        if leftEnd == index, rightEnd == index { return leftPath.count < rightPath.count }
        return areInIncreasingOrder(
            leftPath.extracting(nameStart..<leftEnd), rightPath.extracting(nameStart..<rightEnd))
    }

    private static var slash: UInt8 { UInt8(ascii: "/") }

    private static func nameEnd(in path: Span<UInt8>, from start: Int) -> Int {
        var end = start
        while end < path.count, path[end] != slash { end += 1 }
        return end
    }
}
