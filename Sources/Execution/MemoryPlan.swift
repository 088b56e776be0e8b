/// Where the intermediate values of a plan lie in one arena, so that values that are never alive together share
/// memory.
package struct MemoryPlan: Hashable, Sendable {
    /// A value that needs memory from the step that writes it to the last step that reads it.
    package struct Request: Hashable, Sendable {
        /// The size.
        package let byteCount: Int
        /// The first and the last step, both included.
        package var steps: ClosedRange<Int>

        package init(byteCount: Int, steps: ClosedRange<Int>) {
            self.byteCount = byteCount
            self.steps = steps
        }
    }

    /// The offset of each request, in their order.
    package let offsets: [Int]

    /// The size of the arena.
    package let byteCount: Int

    /// Places large values first, each at the lowest offset where it meets no value alive at the same time.
    ///
    /// Source: Pisarchyk & Lee 2020, "greedy by size for offset calculation", <https://arxiv.org/abs/2001.03288>.
    package init(_ requests: [Request], alignment: Int) {
        var offsets = [Int](repeating: 0, count: requests.count)
        var placed: [Int] = []
        var byteCount = 0
        let bySize = requests.indices.sorted {
            (requests[$1].byteCount, $0) < (requests[$0].byteCount, $1)
        }
        for index in bySize {
            let size = (requests[index].byteCount + alignment - 1) / alignment * alignment
            let neighbours =
                placed
                .filter { requests[$0].steps.overlaps(requests[index].steps) }
                .sorted { offsets[$0] < offsets[$1] }
            var offset = 0
            for neighbour in neighbours {
                if offset + size <= offsets[neighbour] { break }
                let end = offsets[neighbour] + requests[neighbour].byteCount
                offset = max(offset, (end + alignment - 1) / alignment * alignment)
            }
            offsets[index] = offset
            byteCount = max(byteCount, offset + size)
            placed.append(index)
        }
        self.offsets = offsets
        self.byteCount = byteCount
    }
}
