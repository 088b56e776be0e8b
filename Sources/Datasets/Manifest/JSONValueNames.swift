internal import Spelling

/// The names of the numbers in a JSON Lines file: those of the first line that can be read, in natural order,
/// because the order of an object's keys means nothing. All other lines have to have the same ones.
struct JSONValueNames {
    /// The numbers of one line as they stand.
    typealias Numbers = [(name: String, value: Float)]

    /// The names in order; empty before a line was read.
    private(set) var names: [String] = []

    private var positions: [String: Int] = [:]
    private var firstLine = 0

    // Each search looks at all names, and no more than these faults are shown.
    private var hintCount = RowFaults<ManifestFault>.listedMaximum

    /// The numbers of a line in the order of the names.
    ///
    /// - Precondition: The names differ.
    /// - Throws: `ManifestFault.missingValue` or `.surplusValue`.
    mutating func ordered(_ numbers: Numbers, line: Int) throws(ManifestFault) -> [Float] {
        if names.isEmpty {
            names = numbers.map(\.name).sorted(by: NaturalOrder.areInIncreasingOrder)
            for (position, name) in names.enumerated() { positions[name] = position }
            firstLine = line
        }
        var values = [Float?](repeating: nil, count: names.count)
        for number in numbers {
            guard let position = positions[number.name] else {
                hintCount -= 1
                let nearest = hintCount >= 0 ? NearestName.find(number.name, among: names) : nil
                throw .surplusValue(number.name, firstLine: firstLine, nearest: nearest)
            }
            values[position] = number.value
        }
        let found = values.compactMap(\.self)
        if found.count < values.count, let missing = values.firstIndex(of: nil) {
            throw .missingValue(names[missing], firstLine: firstLine)
        }
        return found
    }
}
